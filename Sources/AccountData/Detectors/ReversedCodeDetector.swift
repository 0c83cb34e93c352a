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
        for token in 0..<page.tokenCount { ReversedCodes.search(from: token, page, &found) }
    }
}

private enum ReversedCodes {
    /// Signs of the longest code, and tokens that it may be written in.
    private static let longest = 34
    private static let mostTokens = 40

    static func search(from first: Int, _ page: borrowing Page, _ found: inout Candidates) {
        guard !page.tokens[first].isCue, page.tokens[first].kind != .letters || page.tokens[first].count == 1 else { return }
        var signs: [UInt8] = []
        var token = first
        while token < page.tokenCount, token - first < mostTokens {
            let current = page.tokens[token]
            if token > first, current.gapLength > 3 || !current.gap.isDisjoint(with: [.mark, .blocker, .newline, .sentenceEnd]) { return }
            guard !current.isCue || current.count <= 2, signs.count + current.count <= longest else { return }
            for unit in current.start..<current.end { signs.append(page.units[Int(unit)].byte) }
            if let dataClass = dataClass(signs.reversed(), page) {
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

    /// What the signs are from their end on.
    private static func dataClass(_ signs: [UInt8], _ page: borrowing Page) -> DataClass? {
        func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
        func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte }
        let code = CodeReading(signs, lastToken: 0, end: 0, flags: 0)
        switch signs.count {
        case 9 where isLetter(signs[0]) && isLetter(signs[1]) && isLetter(signs[8]) && signs[2..<8].allSatisfy(isDigit):
            return CheckDigits.nationalInsurance(code) ? .ukNINO : nil
        case 9 where page.cueBits & Cue.routing.bit != 0 && signs.allSatisfy(isDigit): return CheckDigits.routing(code) ? .usABA : nil
        case 10 where page.cueBits & Cue.health.bit != 0 && signs.allSatisfy(isDigit): return CheckDigits.nhs(code) ? .ukNHSNumber : nil
        case 15...longest where isLetter(signs[0]) && isLetter(signs[1]) && isDigit(signs[2]) && isDigit(signs[3]):
            return IBANRegistry.shared.holds(signs) ? .iban : nil
        default: return nil
        }
    }
}
