extension Detector {
    /// Codes with a form of their own: identity numbers, postcodes, bank identifiers, as ``CodeRow`` lists them.
    static let codes = Detector(
        classes: [
            .ukDrivingLicence, .euNationalID, .ukNINO, .usSSN, .usABA, .ukNHSNumber, .bic, .ukPostcode, .passport, .customerNumber,
            .ukAccountNumber, .ukSortCode,
        ],
        finds: [
            Example("my NI number is AB 12 34 56 C", .ukNINO, "AB 12 34 56 C"),
            Example("hj123456a is what you have on file", .ukNINO, "hj123456a"),
            Example("NINO: alpha bravo one two three four five six charlie", .ukNINO, "alpha bravo one two three four five six charlie"),
            Example("my NHS number is 943 476 5919", .ukNHSNumber, "943 476 5919"),
            Example("943-476-5919 is my nhs number", .ukNHSNumber, "943-476-5919"),
            Example("SSN 078-05-1120", .usSSN, "078-05-1120"),
            Example("routing number 021000021", .usABA, "021000021"),
            Example("meine Steuer-ID ist 86095742719", .euNationalID, "86095742719"),
            Example("mi DNI es 12345678Z", .euNationalID, "12345678Z"),
            Example("NIE: X-1234567-L", .euNationalID, "X-1234567-L"),
            Example("swift code NWBKGB2L please", .bic, "NWBKGB2L"),
            Example("BIC: DEUTDEFF500", .bic, "DEUTDEFF500"),
            Example("I moved to LS1 4DY last week", .ukPostcode, "LS1 4DY"),
            Example("postcode sw1a 2aa", .ukPostcode, "sw1a 2aa"),
            Example("passport number 925665416", .passport, "925665416"),
            Example("my passport is C01X00T47", .passport, "C01X00T47"),
            Example("driving licence MORGA657054SM9IJ", .ukDrivingLicence, "MORGA657054SM9IJ"),
            Example("customer number 4471 9920 13", .customerNumber, "4471 9920 13"),
        ],
        quietOn: [
            "order AB123456C has not come", "NHS number 943 476 5918", "my NI number is GB123456C", "SSN 000-12-3456",
            "is the passport office open",
            "what is the swift code for overseas payments", "routing number 021000022", "my passport expires in 2027",
            "on the e4 4th floor", "post code is wrong", "reference N1 5TH of the month", "customer number please",
        ],
        needs: .codes
    ) { page, found in
        for place in 0..<page.cueCount where Codes.cues.contains(page.cues[place].cue) { Codes.search(cue: page.cues[place], page, &found) }
        for iban in found.all where iban.dataClass == .iban { Codes.searchBIC(beside: iban, page, &found) }
        guard page.mayHoldCode else { return }
        var token = 0
        while token < page.tokenCount { token = Codes.search(at: token, page, &found) }
    }
}

private enum Codes {
    /// Every cue of a row.
    static let cues = CueSet(bits: CodeRow.all.reduce(0) { $0 | $1.cues.bits })
    /// Words between a cue and its code.
    private static let reach = 9
    /// Tokens that one code may be written in.
    private static let longest = 18

    static func search(cue hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        let last = Int(hit.last)
        var token = last + 1
        while token < page.tokenCount, token - last <= reach {
            if page.tokens[token].gap.contains(.mark) { break }
            if page.tokens[token].isCue, token > last + 1, !page.has(.connector, token), !page.isNamedInPhrase(token, behind: last) {
                break
            }
            if mayBegin(token, page), !isSmallWord(token, page) {
                // What a checksum vouches for may have any few words before it: "TIN Germany 86095742719".
                let leads = page.leads(from: last, to: token, reach: reach, overPhrases: true)
                let isTold = page.has(.copula, token - 1) || page.tokens[token].gap.contains(.copula)
                if leads || token - last <= 4 || isTold && token - last <= 6,
                    report(hit, from: token, distance: token - last - 1, leads: leads, isTold: isTold, page, &found)
                {
                    return
                }
            }
            token += 1
        }
        // "943 476 5919 is my NHS number"
        let first = Int(hit.first)
        var end = first - 1
        while end >= 0, first - end <= 5, page.isConnector(end) { end -= 1 }
        guard end >= 0, first - end <= 5 else { return }
        // "943 476 5919 nhs": with no verb between, only what a checksum vouches for.
        // "925665416 passport number": the name at the end.
        let isLabel = (hit.cue == .passport || hit.cue == .bic) && end == first - 1 && Int(hit.last) + 1 == page.tokenCount
        let leads = page.leadsBack(from: end, to: first) || isLabel && page.tokens[first].gap.isDisjoint(with: [.mark, .sentenceEnd])
        guard leads || end == first - 1 && page.tokens[first].gap.isDisjoint(with: [.mark, .sentenceEnd, .newline]) else { return }
        var start = end
        // Letters and digits up to the end, as long as none of them is told with a word.
        var signs: Int? = 0
        while start >= 0, end - start < longest {
            let isTold = page.tokens[start].count > 1 && !page.roles(start).isDisjoint(with: [.number, .spelling, .multiplier, .filler])
            signs = isTold ? nil : signs.map { $0 + page.tokens[start].count }
            if signs ?? 0 > 16 { return }
            if mayBegin(start, page), !isTail(start, page),
                report(hit, from: start, endingAt: end, signs: signs, distance: first - end - 1, leads: leads, page, &found)
            {
                return
            }
            start -= 1
        }
    }

    /// The bank's code right behind an IBAN of the same country: "IE29 AIBK 9311 5212 3456 78, AIBKIE2D".
    static func searchBIC(beside iban: Candidate, _ page: borrowing Page, _ found: inout Candidates) {
        var token = page.firstToken(behind: iban.end)
        let end = min(page.tokenCount, token + 4)
        while token < end, page.isConnector(token) || page.has(.conjunction, token) || page.tokens[token].isCue { token += 1 }
        guard token < end, page.tokens[token].count == 8 || page.tokens[token].count == 11, !page.tokens[token].gap.contains(.mark) else {
            return
        }
        let table = CodeRow.table
        for extent in table.rows(of: .bic) {
            for shape in extent.shapes where shape.count == page.tokens[token].count {
                guard let code = CodeReading(from: token, shape, page), code.tokenCount == 1,
                    (table.rows + extent.row).pointee.check(code) != nil, page.units[Int(iban.start)].byte == code[4],
                    page.units[Int(iban.start) + 1].byte == code[5]
                else { continue }
                return found.add(
                    .bic, page.tokens[token].start, code.end, .likely, weight: 30, flags: code.flags, digits: code.count,
                    Reasons(.format, .registry, .pair(.iban)))
            }
        }
    }

    private static func report(
        _ hit: CueHit, from token: Int, endingAt end: Int? = nil, signs: Int? = nil, distance: Int, leads: Bool = true,
        isTold: Bool = false,
        _ page: borrowing Page,
        _ found: inout Candidates
    ) -> Bool {
        let table = CodeRow.table
        let room = CodeReading.room(from: token, page)
        for extent in table.rows(of: hit.cue) where extent.shortest <= room {
            // "the swift you need is": a registry vouches for what stands right behind the verb.
            let proof = table.rows[extent.row].proof
            if !leads, proof != .checksum, proof != .registry || !isTold || hit.cue != .bic { continue }
            for shape in extent.shapes where (signs == nil || signs == shape.count) && shape.count <= room {
                guard CodeReading.mayFit(shape, token, page) else { continue }
                guard let code = CodeReading(from: token, shape, page) else { continue }
                // By its address: a copy would count references.
                let row = table.rows + extent.row
                guard let proof = row.pointee.check(code) else { continue }
                if let end, code.lastToken != end { continue }
                if code.isDotted, proof == .format { continue }
                if row.pointee.dataClass == .customerNumber || row.pointee.dataClass == .passport {
                    // No check vouches for it: digits that go on make it another number.
                    if page.continues(behind: code.lastToken) || code.substitutions > 2 || page.isMeasure(tokens: token, code.lastToken) {
                        continue
                    }
                }
                if row.pointee.dataClass == .ukPostcode, hit.cue == .address, !isWrittenAsPostcode(code, token, page) { continue }
                var reasons = Reasons(.format, .cue(hit.cue, distance: distance))
                add(proof, &reasons)
                found.add(
                    row.pointee.dataClass, page.tokens[token].start, code.end, code.substitutions > 1 ? .likely : .certain,
                    weight: 60 + (proof == .checksum ? 20 : 0), flags: code.flags, digits: code.count, reasons)
                return true
            }
        }
        return false
    }

    /// A code that nothing names. The token to go on from.
    static func search(at token: Int, _ page: borrowing Page, _ found: inout Candidates) -> Int {
        let classes = classes(at: token, page)
        guard classes != 0, mayBegin(token, page), standsApart(token, page) else { return token + 1 }
        let isDigit = page.units[Int(page.tokens[token].start)].kind == .digit
        // No code but a licence's begins with more than two letters.
        let spelled = page.has(.spelling, token) ? spelledLetters(token, page) : 0
        if spelled > 2, spelled != 5 { return token + 1 }
        let table = CodeRow.table
        let room = CodeReading.room(from: token, page)
        for extent in table.bare where extent.bit & classes != 0 && extent.shortest <= room {
            for shape in extent.shapes
            where shape.count <= room && (isDigit ? shape[0] != Shape.letter : shape[0] != Shape.digit) && fits(shape, token, page) {
                guard let code = CodeReading(from: token, shape, page), code.substitutions == 0, code.tokenCount <= 9, !code.isDotted
                else { continue }
                let row = table.rows + extent.row
                guard let bare = row.pointee.bare, let proof = row.pointee.check(code), !page.isTied(behind: code.lastToken) else {
                    continue
                }
                var level = bare
                var reasons = Reasons(.format)
                add(proof, &reasons)
                switch row.pointee.dataClass {
                case .usSSN:
                    let isDashed = code.tokenCount == 3 && page.tokens[token].count == 3 && page.tokens[token + 1].count == 2
                    guard isDashed, page.tokens[token + 1].separator == UInt8(ascii: "-") else { continue }
                case .ukPostcode:
                    guard isWrittenAsPostcode(code, token, page) else { continue }
                    if code.capitals < 3, code.flags & Folds.numberWords == 0 {
                        level = code.tokenCount == 2 && isLongOrd(code, token, page) ? .likely : .possible
                    }
                case .ukNINO:
                    if code.tokenCount > 1, page.tokens[token].count > 2 { continue }
                case .euNationalID, .ukNHSNumber, .usABA:
                    if code.tokenCount > 1, page.continues(behind: code.lastToken) { continue }
                    if shape.count == 9, code.tokenCount > 2 { continue }
                default: break
                }
                if page.cue(before: token, reach: 4, { CueSet.elsewhere.contains($0) && !row.pointee.cues.contains($0) }) != nil {
                    level = .possible
                    reasons.append(.against(.reference))
                }
                found.add(
                    row.pointee.dataClass, page.tokens[token].start, code.end, level, weight: 20 + (proof == .checksum ? 20 : 0),
                    flags: code.flags,
                    digits: code.count, reasons)
                if level >= .likely { return code.lastToken + 1 }
            }
        }
        return token + 1
    }

    /// The classes, as bits, of which a code may begin at a token with nothing to name it, by the lengths of the first tokens.
    private static func classes(at token: Int, _ page: borrowing Page) -> UInt64 {
        let current = page.tokens[token]
        let next = token + 1 < page.tokenCount && page.tokens[token + 1].gapLength == 1 ? page.tokens[token + 1].count : 0
        let count = current.count
        switch current.kind {
        case .digits:
            switch (count, next) {
            case (1, 2), (13, 2), (15, _), (11, _), (8, 1): return DataClass.euNationalID.bit
            case (10, _), (3, 3): return DataClass.ukNHSNumber.bit
            case (9, _): return DataClass.usABA.bit | DataClass.usSSN.bit
            case (3, 2): return DataClass.usSSN.bit
            default: return 0
            }
        case .mixed:
            switch (count, next) {
            case (16, _): return DataClass.ukDrivingLicence.bit | DataClass.euNationalID.bit
            case (9, _): return DataClass.ukNINO.bit | DataClass.euNationalID.bit
            case (8, 1): return DataClass.ukNINO.bit | DataClass.euNationalID.bit
            case (15, _): return DataClass.euNationalID.bit
            case (2...4, 3), (5...7, _): return DataClass.ukPostcode.bit
            default: return 0
            }
        case .letters:
            switch (count, next) {
            case (2, 2), (2, 6): return DataClass.ukNINO.bit
            case (1, 7), (1, 8): return DataClass.euNationalID.bit
            case (1, 1): return DataClass.ukPostcode.bit | DataClass.ukNINO.bit
            case (5, 6) where page.tokens[token + 1].kind != .letters: return DataClass.ukDrivingLicence.bit
            default:
                return current.word != 0 && page.has(.spelling, token) && next > 0
                    ? DataClass.ukNINO.bit | DataClass.ukPostcode.bit | DataClass.ukDrivingLicence.bit : 0
            }
        }
    }

    private static func add(_ proof: CodeRow.Proof, _ reasons: inout Reasons) {
        switch proof {
        case .checksum: reasons.append(.checksum)
        case .registry: reasons.append(.registry)
        case .format: break
        }
    }

    private static func mayBegin(_ token: Int, _ page: borrowing Page) -> Bool {
        let current = page.tokens[token]
        if current.isCue {
            // The "A C" of a code that is spelled is no account's name.
            if current.count == 1 { return (1...3).allSatisfy { token + $0 < page.tokenCount && page.tokens[token + $0].count == 1 } }
            return current.count == 2 && page.units[Int(current.start)].flags & Folds.upper != 0
        }
        if current.kind != .letters { return current.count <= 16 && current.gap.isDisjoint(with: [.currency]) }
        if current.count <= 11, current.word == 0 { return true }
        return current.count <= 2 || current.word != 0 && !page.roles(token).isDisjoint(with: [.number, .spelling, .multiplier])
            || current.count <= 8 && page.units[Int(current.start)].flags & Folds.upper != 0
    }

    /// "is", "my": the beginning of no code.
    private static func isSmallWord(_ token: Int, _ page: borrowing Page) -> Bool {
        let current = page.tokens[token]
        guard current.kind == .letters, page.has(.connector, token), page.units[Int(current.start)].flags & Folds.upper == 0 else {
            return false
        }
        // "m 1 4 8 h b" is spelled.
        return current.count > 1 || token + 1 == page.tokenCount || page.tokens[token + 1].count > 1
    }

    /// Whether letters and digits stand where a shape wants them, as far as the first few show: a code that nothing names is written
    /// with none in another's place.
    private static func fits(_ shape: Shape, _ first: Int, _ page: borrowing Page) -> Bool {
        var token = first
        var place = 0
        while token < page.tokenCount, token - first < 3, place < shape.count {
            let current = page.tokens[token]
            if current.kind == .letters, current.count > 1, current.word != 0 { return true }
            guard current.count <= shape.count - place else { return token > first && current.kind == .letters }
            for unit in Int(current.start)..<Int(current.end) {
                switch page.units[unit].kind {
                case .digit where shape[place] == Shape.letter: return false
                case .letter where shape[place] == Shape.digit && page.units[unit].byte < 0x80: return false
                default: place += 1
                }
            }
            token += 1
        }
        return true
    }

    /// Letters that are spelled from a token on, one by one; six is as many as matter.
    private static func spelledLetters(_ token: Int, _ page: borrowing Page) -> Int {
        var next = token
        while next < page.tokenCount, next - token < 6, page.has(.spelling, next) { next += 1 }
        return next - token
    }

    /// Whether the token goes on with what stands before it: 5 in "9.9.5" or in "9 9 5".
    private static func isTail(_ token: Int, _ page: borrowing Page) -> Bool {
        guard token > 0, page.tokens[token].gapLength == 1, page.tokens[token - 1].kind != .letters else { return false }
        return page.tokens[token].separator != UInt8(ascii: " ") || page.tokens[token].count == 1 && page.tokens[token - 1].count == 1
    }

    /// No sign ties the token to what stands before.
    private static func standsApart(_ token: Int, _ page: borrowing Page) -> Bool {
        let current = page.tokens[token]
        guard current.kind != .letters || current.count <= 5 || page.has(.spelling, token) else { return false }
        guard !current.gap.contains(.currency), current.start > 0 else { return current.start == 0 }
        switch page.units[Int(current.start) - 1].byte {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "+"),
            UInt8(ascii: "."), UInt8(ascii: "="):
            return false
        default: return true
        }
    }

    /// Outward and inward code together or with one sign between.
    private static func isWrittenAsPostcode(_ code: CodeReading, _ token: Int, _ page: borrowing Page) -> Bool {
        if code.flags & Folds.numberWords != 0 { return code.tokenCount >= 5 }
        if code.tokenCount == code.count { return code.capitals >= 3 }
        if code.tokenCount == 1 { return code.capitals >= 2 || code.flags != 0 }
        return code.tokenCount == 2 && page.tokens[code.lastToken].count == 3
    }

    /// In small letters only what can be nothing else: "e4 4th" is no postcode.
    private static func isLongOrd(_ code: CodeReading, _ token: Int, _ page: borrowing Page) -> Bool {
        let tail = UInt16(code[code.count - 2]) << 8 | UInt16(code[code.count - 1])
        let ordinals: InlineArray<9, UInt16> = [0x7374, 0x6E64, 0x7264, 0x7468, 0x616D, 0x706D, 0x7078, 0x6762, 0x6B67]
        for place in ordinals.indices where ordinals[place] == tail { return false }
        return page.tokens[token].count >= 2
    }
}
