extension Detector {
    /// IBANs: a country of the registry, its length and structure, and mod 97 (ISO 7064).
    static let iban = Detector(
        classes: [.iban],
        finds: [
            Example("my iban is GB82 WEST 1234 5698 7654 32 thanks", .iban, "GB82 WEST 1234 5698 7654 32"),
            Example("send it to de89370400440532013000", .iban, "de89370400440532013000"),
            Example("IBAN:FR14 2004 1010 0505 0001 3M02 606.", .iban, "FR14 2004 1010 0505 0001 3M02 606"),
            Example("gb-82-west-123456-98765432", .iban, "gb-82-west-123456-98765432"),
            Example(
                "golf bravo eight two whiskey echo sierra tango one two three four five six nine eight seven six five four three two",
                .iban,
                "golf bravo eight two whiskey echo sierra tango one two three four five six nine eight seven six five four three two"),
        ],
        quietOn: [
            "my iban is GB82 WEST 1234 5698 7654 33", "iban double trouble, double four",
            "no 12 busses today, is 34 running?",
            "flight GB8212 at 12:34",
        ],
        needs: .codes
    ) { page, found in
        for token in 0..<page.tokenCount {
            guard let reading = IBANReading(from: token, page) else { continue }
            let cue =
                page.cue(before: token, reach: 8) { $0 == .iban || $0 == .accountNumber || $0 == .account }
            var reasons = Reasons(.format, .checksum, .registry)
            if let cue { reasons.append(cue.reason) }
            found.add(
                .iban, page.tokens[token].start, reading.end, .certain, weight: 90, flags: reading.flags, digits: reading.count, reasons)
        }
    }
}

/// The characters of an IBAN gathered over tokens.
private struct IBANReading {
    let end: Int32
    let count: Int
    let flags: UInt16

    init?(from first: Int, _ page: borrowing Page) {
        let opening = page.tokens[first]
        let registry = IBANRegistry.shared
        let isSpelled = opening.word != 0 && page.has(.spelling, first)
        // Cheap reasons to stop before anything is gathered.
        if !isSpelled {
            guard opening.kind != .digits, page.units[Int(opening.start)].kind == .letter else { return nil }
            if opening.count == 1 {
                // G B 2 9
                guard first + 1 < page.tokenCount, page.tokens[first + 1].count == 1, page.tokens[first + 1].kind == .letters else {
                    return nil
                }
            }
            let second = opening.count == 1 ? Int(page.tokens[first + 1].start) : Int(opening.start) + 1
            guard opening.count <= 2 || page.units[Int(opening.start) + 2].kind == .digit else { return nil }
            guard registry.structure(page.units[Int(opening.start)].byte, page.units[second].byte) != nil else {
                return nil
            }
        }
        var structure: IBANRegistry.Structure?
        var country: UInt8 = 0
        var check: (second: UInt8, third: UInt8, fourth: UInt8) = (0, 0, 0)
        var remainder = 0
        var count = 0
        var flags: UInt16 = 0
        var token = first
        var skipped = 0
        var isNextLine = false

        func push(_ byte: UInt8) -> Bool {
            switch count {
            case 0: country = byte
            case 1:
                structure = registry.structure(country, byte)
                guard structure != nil else { return false }
                check.second = byte
            case 2, 3:
                guard byte >= 0x30, byte <= 0x39 else { return false }
                if count == 2 { check.third = byte } else { check.fourth = byte }
            default:
                guard let structure, count < structure.length else { return false }
                let isDigit = byte >= 0x30 && byte <= 0x39
                guard isDigit || byte >= 0x61 && byte <= 0x7A else { return false }
                switch structure.kinds[count - 4] {
                case UInt8(ascii: "n"): guard isDigit else { return false }
                case UInt8(ascii: "a"): guard !isDigit else { return false }
                default: break
                }
                remainder = IBANRegistry.mod97(remainder, byte)
            }
            count += 1
            return true
        }

        while token < page.tokenCount {
            let current = page.tokens[token]
            if token > first {
                let isPlus = current.separator == UInt8(ascii: "+") && current.gapLength == 1
                guard current.gapLength <= 3, !current.gap.contains(.mark), !current.gap.contains(.blocker) || isPlus else { return nil }
                if current.gap.contains(.newline) { isNextLine = true }
            }
            // "GB33 space BUKB": a sign that was told.
            if token > first, skipped < 9, current.kind == .letters, current.count > 3, page.has(.filler, token) {
                flags |= Folds.filler
                skipped += 1
                token += 1
                continue
            }
            // "and goes on 0996 9401" in the next message: words where only digits may stand.
            if isNextLine, skipped < 9, current.kind == .letters, page.isConnector(token) || page.isInterjection(token), let structure,
                count >= 4,
                count < structure.length, structure.kinds[count - 4] == UInt8(ascii: "n")
            {
                skipped += 1
                token += 1
                continue
            }
            isNextLine = false
            // "double four"
            if current.word != 0, page.has(.multiplier, token), token + 1 < page.tokenCount, page.tokens[token + 1].gapLength <= 2 {
                guard let byte = Self.sign(token + 1, page) else { return nil }
                for _ in 0..<page.vocabulary[current.word].value { guard push(byte) else { return nil } }
                flags |= Folds.numberWords
                token += 1
            } else if current.word != 0, page.has(.spelling, token) {
                guard push(page.vocabulary[current.word].value) else { return nil }
                flags |= Folds.numberWords
            } else if current.word != 0, current.kind == .letters, page.has(.number, token), current.count > 1 {
                let value = page.vocabulary[current.word].value
                if value >= 10 { guard push(0x30 + value / 10) else { return nil } }
                guard value < 10 || value % 10 != 0 || value < 20 else { return nil }
                guard push(0x30 + value % 10) else { return nil }
                flags |= Folds.numberWords
            } else {
                guard current.count <= 34 else { return nil }
                for place in current.start..<current.end {
                    guard push(page.units[Int(place)].byte) else { return nil }
                }
            }
            flags |= page.flags(current.start, current.end)
            if token > first {
                flags |= page.units[Int(current.start)].flags & Folds.zeroWidth
                if current.gapLength > 1 || !(current.separator == UInt8(ascii: " ") || current.separator == UInt8(ascii: "-")) {
                    flags |= Folds.separators
                }
            }
            if let structure, count == structure.length {
                remainder = IBANRegistry.mod97(IBANRegistry.mod97(remainder, country), check.second)
                remainder = IBANRegistry.mod97(IBANRegistry.mod97(remainder, check.third), check.fourth)
                guard remainder == 1 else { return nil }
                (self.end, self.count, self.flags) = (page.tokens[token].end, count, flags)
                return
            }
            token += 1
        }
        return nil
    }

    /// The one sign that a token stands for: a digit, a letter, or a word for either.
    private static func sign(_ token: Int, _ page: borrowing Page) -> UInt8? {
        let current = page.tokens[token]
        if current.count == 1 { return page.units[Int(current.start)].byte }
        if page.has(.spelling, token) { return page.vocabulary[current.word].value }
        guard page.has(.number, token), page.vocabulary[current.word].value < 10 else { return nil }
        return 0x30 + page.vocabulary[current.word].value
    }
}
