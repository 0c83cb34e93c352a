/// Words that stand before the name of what they are, and chunks of letters and figures.
extension SecretWords {
    /// "I always use Skegness as the memorable word": a word that no list knows, between the verb and "as".
    static func used(before hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        var token = Int(hit.first) - 1
        while token > 0, Int(hit.first) - token <= 3, page.has(.disowns, token) || page.has(.addresses, token) { token -= 1 }
        let isFor = token > 1 && page.isWord(token, "for") && hit.first < hit.last && token == Int(hit.first) - 2
        guard token > 1, page.isAs(token) || isFor, page.tokens[token].gap.isDisjoint(with: [.mark, .newline, .sentenceEnd]) else { return }
        let word = page.tokens[token - 1]
        guard word.kind == .letters, word.word == 0, word.count > 3, word.gapLength <= 2,
            word.gap.isDisjoint(with: [.mark, .newline, .sentenceEnd]),
            page.has(.tries, token - 2) || page.has(.enters, token - 2) || page.has(.changes, token - 2)
                || page.isChoosing(token - 2, isFor: isFor)
        else { return }
        found.add(
            .credentialMemorable, word.start, word.end, .likely, weight: 10, flags: page.flags(word.start, word.end), digits: word.count,
            Reasons(.format, .cue(hit.cue, distance: Int(hit.first) - token)))
    }

    /// "answer: Bluebell to the security question": a name between the word for an answer and what it answers.
    static func answered(before hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        var token = Int(hit.first) - 1
        while token > 0, page.has(.disowns, token) || page.has(.addresses, token) || page.has(.article, token) { token -= 1 }
        guard token > 1, page.has(.infinitive, token), page.isName(token - 1),
            page.tokens[token - 1].gap.isDisjoint(with: [.mark, .sentenceEnd])
        else { return }
        let isAnswer = page.has(.answers, token - 2) || page.has(.copula, token - 2) && token > 2 && page.has(.answers, token - 3)
        if isAnswer { addName(token - 1, hit, .likely, page, &found) }
    }

    /// The start of the next chunk, if it has letters and digits or signs in it and the one here has letters alone.
    static func mixedChunk(behind start: Int32, _ page: borrowing Page) -> Int32? {
        guard let first = page.token(startingAt: start), page.tokens[first].kind == .letters, first + 1 < page.tokenCount,
            page.tokens[first + 1].gapLength == 1, page.tokens[first + 1].separator == UInt8(ascii: " ")
        else { return nil }
        let next = page.tokens[first + 1]
        var place = next.start
        var letters = 0
        var others = 0
        while place < Int32(page.unitCount), !isBlank(page.units[Int(place)]) {
            if page.units[Int(place)].kind == .letter { letters += 1 } else { others += 1 }
            place += 1
        }
        return letters >= 3 && others >= 2 && page.units[Int(start)].flags & Folds.upper == 0 ? next.start : nil
    }

    /// "tried hunter2horse and it says wrong password": letters and digits in one word, behind a verb that types it.
    static func typed(before hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        var token = Int(hit.first) - 1
        while token > 0, Int(hit.first) - token <= 9, !page.tokens[token + 1].gap.contains(.sentenceEnd) {
            if page.tokens[token].gap.contains(.mark) { return }
            if page.has(.tries, token - 1) || token > 1 && page.isWord(token - 1, "in") && page.has(.tries, token - 2),
                page.tokens[token].gapLength == 1, let word = chunk(from: token, page), word.count >= 8,
                word.last < Int(hit.first)
            {
                return add(word, hit, page, &found)
            }
            token -= 1
        }
    }

    /// "I keep typing Sunny2Day as my password": a chunk of letters and digits or signs right before "as".
    static func named(before hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        // "as my password manager"
        let next = Int(hit.last) + 1
        if next < page.tokenCount, page.tokens[next].count > 4, page.tokens[next].separator == UInt8(ascii: " "),
            page.has(.predicate, next), !page.has(.connector, next), !page.has(.conjunction, next)
        {
            return
        }
        var token = Int(hit.first) - 1
        while token > 0, Int(hit.first) - token <= 3, page.has(.disowns, token) || page.has(.addresses, token) { token -= 1 }
        guard token > 0, page.isAs(token), page.tokens[token].gap.isDisjoint(with: [.mark, .newline]) else { return }
        var first = token - 1
        while first > 0, token - first < 6, page.tokens[first].gap.isDisjoint(with: [.mark, .newline]),
            !isBlank(page.units[Int(page.tokens[first].start) - 1])
        {
            first -= 1
        }
        if let word = chunk(from: first, page), word.last < token, word.count >= 6 { add(word, hit, page, &found) }
    }

    /// What stands between two blanks: where it ends, how many letters and digits it has.
    struct Chunk {
        var start: Int32
        var end: Int32
        var last: Int
        var count: Int
    }

    /// The chunk that begins with a token, if it has letters in it and digits as well.
    static func chunk(from token: Int, _ page: borrowing Page) -> Chunk? {
        guard token < page.tokenCount else { return nil }
        let start = page.tokens[token].start
        var chunk = Chunk(start: start, end: start, last: token, count: 0)
        var (letters, digits) = (0, 0)
        while chunk.end < Int32(page.unitCount), chunk.end - start < 40, !isBlank(page.units[Int(chunk.end)]) {
            switch page.units[Int(chunk.end)].kind {
            case .letter: letters += 1
            case .digit: digits += 1
            case .blocker where page.units[Int(chunk.end)].byte == FoldedByte.currency: return nil
            default: break
            }
            chunk.end += 1
        }
        while chunk.end > start, isTrailing(page.units[Int(chunk.end) - 1].byte) { chunk.end -= 1 }
        while chunk.last + 1 < page.tokenCount, page.tokens[chunk.last + 1].start < chunk.end { chunk.last += 1 }
        chunk.count = letters + digits
        // "20:30", "4th", "12/27": no password has so few letters.
        return letters >= 3 && digits >= 1 && !isAddress(start, chunk.end, page) ? chunk : nil
    }

    static func add(_ word: Chunk, _ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        found.add(
            .credentialPassword, word.start, word.end, .likely, weight: 10, flags: page.flags(word.start, word.end), digits: word.count,
            Reasons(.format, .cue(.password, distance: Int(hit.first) - word.last - 1)))
    }
}
