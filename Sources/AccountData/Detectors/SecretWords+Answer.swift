/// Where a secret stands that is told behind more than its name.
extension SecretWords {
    /// Where the answer to a question begins that is told as well: "security question: city you met in. Answer: …", "Sicherheitsfrage
    /// Haustier: …".
    static func answer(_ hit: CueHit, _ page: borrowing Page) -> Int? {
        guard (Int(hit.first)...Int(hit.last)).contains(where: { page.has(.riddle, $0) }) else { return nil }
        var colon: Int?
        var ended = false
        for token in Int(hit.last) + 1..<min(page.tokenCount, Int(hit.last) + 16) {
            let gap = page.tokens[token].gap
            if gap.contains(.mark) { break }
            if token > Int(hit.last) + 1, page.has(.answers, token - 1), gap.contains(.copula) { return token }
            // "security question pet, answer Rufus"
            if token > Int(hit.last) + 2, page.has(.answers, token - 1), page.tokens[token - 1].gap.contains(.visible), gap.isEmpty,
                page.tokens[token].word == 0
            {
                return token
            }
            if token > Int(hit.last) + 2, page.has(.answers, token - 2), page.has(.copula, token - 1) { return token }
            if gap.contains(.sentenceEnd) || gap.contains(.newline) { ended = true }
            if !ended, colon == nil, token > Int(hit.last) + 1, token - Int(hit.last) <= 7, gap.contains(.copula) { colon = token }
            if !ended, page.has(.denies, token) || page.tokens[token].kind != .letters { break }
        }
        return colon
    }

    /// "reset my password, the current one is Otter77!", "my old password Otter77! new one Pond88?"
    static func saidAnew(_ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        for token in Int(hit.last) + 1..<min(page.tokenCount, Int(hit.last) + 10) {
            if page.tokens[token].gap.contains(.mark) || page.tokens[token].gap.contains(.newline) { return }
            guard page.isOne(token), page.tokens[token].kind == .letters, token > Int(hit.last) + 1 else { continue }
            var next = token + 1
            while next < page.tokenCount, next - token <= 3, page.has(.copula, next) || page.has(.connector, next),
                page.tokens[next].word != 0
            {
                next += 1
            }
            guard next < page.tokenCount, page.tokens[next].gap.isDisjoint(with: [.mark, .sentenceEnd, .newline]),
                let word = chunk(from: next, page), word.count >= 6
            else { return }
            return add(word, hit, page, &found)
        }
    }
}
