extension Detector {
    /// Codes that were written from their end, where the message says so and a checksum or a registry agrees.
    static let reversedCodes = Detector(
        classes: [.iban, .ukNINO, .ukNHSNumber, .usABA],
        finds: [
            Example("my iban backwards 23456789654321TSEW28BG", .iban, "23456789654321TSEW28BG"),
            Example("IBAN reversed: 23 4567 8965 4321 TSEW 28BG", .iban, "23 4567 8965 4321 TSEW 28BG"),
            Example("ni number backwards C654321BA", .ukNINO, "C654321BA"),
            Example("NHS number in reverse 9195674349", .ukNHSNumber, "9195674349"),
        ],
        quietOn: ["backwards C654321QQ", "it went backwards 9195674348", "reverse gear AB12 CDE"],
        needs: .codes
    ) { page, found in
        guard page.roles.contains(.reversal) else { return }
        // Only what does not go on from the token before begins a code.
        for token in 0..<page.tokenCount
        where token == 0 || !ReversedCodes.goesOn(at: token, page) || !ReversedCodes.mayBelong(token - 1, page) {
            ReversedCodes.search(from: token, page, &found)
        }
    }
}

private enum ReversedCodes {
    /// Signs of the longest code, and tokens that it may be written in.
    private static let longest = 34
    private static let mostTokens = 40

    /// Figures, letters and figures, or single letters; a few capitals within.
    static func mayBelong(_ token: Int, _ page: borrowing Page) -> Bool {
        !page.tokens[token].isCue && (page.tokens[token].kind != .letters || page.tokens[token].count == 1)
    }

    /// Blanks or a sign and no more stand before it.
    static func goesOn(at token: Int, _ page: borrowing Page) -> Bool {
        page.tokens[token].gapLength <= 3 && page.tokens[token].gap.isDisjoint(with: [.mark, .blocker, .newline, .sentenceEnd])
    }

    static func search(from first: Int, _ page: borrowing Page, _ found: inout Candidates) {
        guard mayBelong(first, page) else { return }
        var signs: [UInt8] = []
        var token = first
        while token < page.tokenCount, token - first < mostTokens {
            let current = page.tokens[token]
            if token > first, !goesOn(at: token, page) { return }
            guard !current.isCue || current.count <= 2, signs.count + current.count <= longest else { return }
            for unit in current.start..<current.end { signs.append(page.units[Int(unit)].byte) }
            if let dataClass = dataClass(signs, page) {
                let isBegun = token + 1 < page.tokenCount && page.continues(behind: token)
                guard !isBegun else { return }
                let flags = page.flags(page.tokens[first].start, current.end) | Folds.reversed
                return found.add(
                    dataClass, page.tokens[first].start, current.end, .likely, weight: 60, flags: flags, digits: signs.count,
                    Reasons(.format, dataClass == .ukNINO ? .registry : .checksum))
            }
            token += 1
        }
    }

    /// What the signs are from their end on; cheap reasons against it first.
    private static func dataClass(_ written: [UInt8], _ page: borrowing Page) -> DataClass? {
        func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
        func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte }
        let count = written.count
        guard count == 9 || count == 10 || 15...longest ~= count else { return nil }
        let isCountry = isLetter(written[count - 1]) && isLetter(written[count - 2])
        if count > 10 {
            guard isCountry, let structure = IBANRegistry.shared.structure(written[count - 1], written[count - 2]),
                structure.length == count
            else { return nil }
            return IBANRegistry.shared.holds(written.reversed()) ? .iban : nil
        }
        let signs = Array(written.reversed())
        let code = CodeReading(signs, lastToken: 0, end: 0, flags: 0)
        if count == 9, isCountry, isLetter(signs[8]), signs[2..<8].allSatisfy(isDigit) {
            return CheckDigits.nationalInsurance(code) ? .ukNINO : nil
        }
        guard signs.allSatisfy(isDigit) else { return nil }
        if count == 9 { return page.cueBits & Cue.routing.bit != 0 && CheckDigits.routing(code) ? .usABA : nil }
        return page.cueBits & Cue.health.bit != 0 && CheckDigits.nhs(code) ? .ukNHSNumber : nil
    }
}
