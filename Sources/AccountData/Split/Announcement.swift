/// What a message says of a value that its author hands over piece by piece: "account number, first four 4308", "and ends er79",
/// "(2/3) 1152", "bit by bit".
struct Announcement {
    /// A piece, and where in the value it belongs.
    struct Part {
        /// Scalars of the text that was read.
        var range: Range<Int>
        /// A raw value of ``PartPlace``, or another number of a counted piece.
        var place: UInt8
        /// Called a piece, or counted.
        var isPiece: Bool
        /// Words that follow it in its message.
        var wordsBehind: Int
    }

    /// What the pieces are pieces of: the last phrase that names data, and its scalars.
    private(set) var subject: (cue: Cue, range: Range<Int>)?
    private(set) var parts: [Part] = []
    /// Speaks of pieces, if it has any or not; or begins or ends with dots.
    private(set) var speaksOfParts = false
    /// Calls them pieces: "in two parts", "first half".
    private(set) var namesPieces = false
    /// The one letter that a short message ends with: "ends C".
    private(set) var lastLetter: Range<Int>?
    /// Figures of a message that takes back what the one before said: "sorry 27 not 26".
    private(set) var corrections: [Range<Int>] = []
    /// In a message that announces nothing: what stands behind its subject, or all that it says.
    private(set) var bare: Part?

    init(_ page: borrowing Page) {
        var token = 0
        // "9911 at the end"
        var loose: Int?
        var cue = 0
        while token < page.tokenCount {
            while cue < page.cueCount, Int(page.cues[cue].last) < token { cue += 1 }
            if let counter = page.counter(at: token) {
                read(from: counter.next, PartPlace.RawValue(counter.number), isPiece: true, behind: nil, page, &token)
            } else if page.announces(token) {
                read(from: token, nil, isPiece: false, behind: loose, page, &token)
                loose = nil
            } else if cue < page.cueCount, Int(page.cues[cue].first) == token, page.namesWhole(cue) {
                take(cue, page)
                token = Int(page.cues[cue].last) + 1
                loose = nil
            } else if token > 0, token + 1 < page.tokenCount, page.isWord(token - 1, "in"), page.isCount(token),
                page.tokens[token + 1].gap.contains(.copula), let piece = page.piece(from: token + 1)
            {
                // "I'll do it in two: goose"
                speaksOfParts = true
                namesPieces = true
                parts.append(part(token + 1, piece, PartPlace.next.rawValue, isPiece: true, page))
                token = piece.next
            } else if token + 1 < page.tokenCount, page.announces(token + 1), page.isCount(token) {
                // "in two goes"
                token += 1
            } else if page.isFigure(token), let piece = page.piece(from: token) {
                loose = token
                token = piece.next
            } else {
                token += 1
            }
        }
        if !speaksOfParts {
            // "mastercard 4539 6613 7074... phone died": what its figures stand behind.
            if subject != nil, let cue = (0..<page.cueCount).last(where: { page.namesWhole($0) && page.hasFigure(behind: $0) }) {
                take(cue, page)
                bare = bare(page, behind: Int(page.cues[cue].last) + 1)
            } else {
                bare = bare(page, behind: nil)
            }
        }
        // "I'll split it. 48"
        if speaksOfParts, parts.isEmpty, let loose, page.tokens[loose].gap.contains(.sentenceEnd), let piece = page.piece(from: loose),
            piece.next == page.tokenCount
        {
            parts.append(part(loose, piece, PartPlace.next.rawValue, isPiece: false, page))
        }
        if page.hasDots { speaksOfParts = true }
        if page.tokenCount <= (speaksOfParts ? Self.wordsOfCorrection : Self.wordsBesidePiece + 2), page.tokenCount > 0,
            page.isLoneCapital(page.tokenCount - 1)
        {
            lastLetter = page.scalars(page.tokens[page.tokenCount - 1].start, page.tokens[page.tokenCount - 1].end)
        }
        // "D on the end"
        if lastLetter == nil, page.beginsWithLetter, page.tokenCount <= Self.wordsBesidePiece + 2 {
            lastLetter = page.scalars(page.tokens[0].start, page.tokens[0].end)
        }
        if page.corrects { corrections = figures(page) }
    }

    /// Short figures of a short message.
    private func figures(_ page: borrowing Page) -> [Range<Int>] {
        guard page.tokenCount <= Self.wordsOfCorrection else { return [] }
        return (0..<page.tokenCount).filter { page.tokens[$0].kind == .digits && !page.isMeasure(tokens: $0, $0) }.map {
            page.scalars(page.tokens[$0].start, page.tokens[$0].end)
        }
    }

    private func bare(_ page: borrowing Page, behind named: Int?) -> Part? {
        var token = named ?? 0
        if named == nil, subject != nil {
            guard let cue = (0..<page.cueCount).last(where: { page.namesWhole($0) }) else { return nil }
            token = Int(page.cues[cue].last) + 1
        }
        let first = token
        while token < page.tokenCount, token - first < Self.wordsBesidePiece, page.isAside(token) { token += 1 }
        guard token < page.tokenCount, let piece = page.piece(from: token) else { return nil }
        let rest = page.tokenCount - piece.next
        guard subject != nil || rest <= Self.wordsBesidePiece && (piece.next..<page.tokenCount).allSatisfy({ page.isAside($0) }) else {
            return nil
        }
        return part(token, piece, PartPlace.next.rawValue, isPiece: false, page)
    }

    private static let wordsOfCorrection = 8
    /// Words that may stand before or behind a piece that nothing announces: "ok and 69 thanks".
    private static let wordsBesidePiece = 3

    private func part(_ token: Int, _ piece: (end: Int32, next: Int), _ place: UInt8, isPiece: Bool, _ page: borrowing Page) -> Part {
        Part(
            range: page.scalars(page.tokens[token].start, piece.end), place: place, isPiece: isPiece,
            wordsBehind: page.tokenCount - piece.next)
    }

    private mutating func take(_ cue: Int, _ page: borrowing Page) {
        let hit = page.cues[cue]
        subject = (hit.cue, page.scalars(page.tokens[Int(hit.first)].start, page.tokens[Int(hit.last)].end))
    }

    /// Reads the words of one announcement and the piece behind them, and leaves the token at which to go on.
    private mutating func read(
        from first: Int, _ counted: UInt8?, isPiece: Bool, behind loose: Int?, _ page: borrowing Page, _ next: inout Int
    ) {
        var place = counted
        var isPiece = isPiece
        var token = first
        speaksOfParts = true
        while token < page.tokenCount, token == first || page.tokens[token].gap.isDisjoint(with: [.mark, .sentenceEnd]) {
            let word = page.vocabulary[page.tokens[token].word]
            if word.partPlace != 0 || word.isPiece {
                // "then the last four": the nearest word counts, but "half" is in no other place than the first.
                if word.partPlace != 0, counted == nil, place == nil || word.partPlace != PartPlace.next.rawValue { place = word.partPlace }
                isPiece = isPiece || word.isPiece
                if let numbered = page.numberedPiece(token) {
                    (place, token) = (numbered.number, numbered.next)
                    continue
                }
            } else if let cue = page.wholeNamed(at: token) {
                take(cue, page)
                token = Int(page.cues[cue].last) + 1
                continue
            } else if let behind = page.countOfPiece(token) {
                isPiece = true
                token = behind
                continue
            } else if !page.isSmallWord(token) || page.isLoneCapital(token) {
                break
            }
            token += 1
        }
        next = max(token, first + 1)
        namesPieces = namesPieces || isPiece
        // "last pair 51"
        if token + 1 < page.tokenCount, !page.isFigure(token), page.isUnsaid(token), page.isFigure(token + 1),
            page.tokens[token + 1].gapLength == 1
        {
            token += 1
        }
        if token < page.tokenCount, token > first || counted != nil, let piece = page.piece(from: token) ?? page.loneCapital(token) {
            parts.append(part(token, piece, place ?? PartPlace.next.rawValue, isPiece: isPiece, page))
            next = piece.next
        } else if token == page.tokenCount, let loose, let piece = page.piece(from: loose) {
            parts.append(part(loose, piece, place ?? PartPlace.next.rawValue, isPiece: isPiece, page))
        }
    }
}
