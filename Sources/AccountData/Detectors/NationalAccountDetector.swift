extension Detector {
    /// Account numbers as Spain, France and Germany wrote them before the IBAN, and people still do: the CCC and the RIB with their check
    /// digits, and the Bankleitzahl with its account. They are reported as what they are the inner part of.
    static let nationalAccounts = Detector(
        classes: [.iban],
        finds: [
            Example("mi cuenta es 2100 0418 45 0200051332", .iban, "2100 0418 45 0200051332"),
            Example("RIB : 20041 01005 05000130206 20", .iban, "20041 01005 05000130206 20"),
            Example("BLZ 370 400 44 Kontonummer 532013000", .iban, "532013000"),
        ],
        quietOn: [
            "mi cuenta es 2100 0418 46 0200051332", "RIB : 20041 01005 05000130206 21", "pedido 2100 0418 45 0200051332",
            "sort code 20-00-00 Kontonummer fehlt", "BLZ fehlt auf Seite 370",
        ],
        needs: .digits
    ) { page, found in
        guard page.cueBits & CueSet(.iban, .account, .accountNumber).bits != 0 else { return }
        for group in 0..<page.groupCount { NationalAccounts.search(at: group, page, &found) }
        for place in 0..<page.cueCount { NationalAccounts.bankCode(page.cues[place], page, &found) }
    }
}

private enum NationalAccounts {
    /// Words between an account's name and its number.
    private static let reach = 6

    static func search(at group: Int, _ page: borrowing Page, _ found: inout Candidates) {
        guard page.groups[group].link == .none else { return }
        for size in [20, 23] {
            guard let last = page.segment(from: group, digits: size), !page.continues(behindGroup: last),
                let cue = page.cue(
                    before: Int(page.groups[group].firstToken), reach: reach,
                    {
                        $0 == .iban || $0 == .account || $0 == .accountNumber
                    })
            else { continue }
            let figures = figures(group, last, page)
            guard size == 20 ? isSpanish(figures) : isFrench(figures) else { continue }
            found.add(
                .iban, page.start(ofGroup: group), page.end(ofGroup: last), .likely, weight: 80, flags: page.flags(ofGroups: group, last),
                digits: size, Reasons(.format, .checksum, cue.reason))
        }
    }

    /// "BLZ 37040044 Kontonummer 532013000": the account right behind its bank's eight figures.
    static func bankCode(_ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        guard hit.cue == .sortCode, page.isWord(Int(hit.first), "blz") || page.isWord(Int(hit.first), "bankleitzahl") else { return }
        let bank = page.firstGroup(from: Int(hit.last) + 1)
        guard bank < page.groupCount, Int(page.groups[bank].firstToken) - Int(hit.last) <= 2,
            let bankEnd = page.segment(from: bank, digits: 8)
        else { return }
        let account = bankEnd + 1
        guard account < page.groupCount, !page.groups[account].isUnfit, 6...10 ~= page.groups[account].digitCount,
            page.cue(before: Int(page.groups[account].firstToken), reach: 2, { $0 == .accountNumber || $0 == .account }) != nil
        else { return }
        for (first, last) in [(bank, bankEnd), (account, account)] {
            found.add(
                .iban, page.start(ofGroup: first), page.end(ofGroup: last), .likely, weight: 60, flags: page.flags(ofGroups: first, last),
                digits: Int(page.groups[first].digitCount), Reasons(.format, .cue(hit.cue, distance: 0)))
        }
    }

    private static func figures(_ first: Int, _ last: Int, _ page: borrowing Page) -> [Int] {
        var figures: [Int] = []
        for group in first...last {
            let start = Int(page.groups[group].digitStart)
            for place in start..<start + Int(page.groups[group].digitCount) { figures.append(Int(page.digits[place].value)) }
        }
        return figures
    }

    /// Código Cuenta Cliente: bank and branch, and the account, each with a check digit; weights from 1 on by doubling, mod 11.
    private static func isSpanish(_ figures: [Int]) -> Bool {
        let weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]
        func check(_ part: [Int]) -> Int {
            let rest = 11 - zip(part, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
            return rest == 11 ? 0 : rest == 10 ? 1 : rest
        }
        return check([0, 0] + figures[0..<8]) == figures[8] && check(Array(figures[10..<20])) == figures[9]
    }

    /// Relevé d'identité bancaire: 89 times the bank, 15 times the branch, 3 times the account, and the key, mod 97.
    private static func isFrench(_ figures: [Int]) -> Bool {
        func number(_ range: Range<Int>) -> Int { figures[range].reduce(0) { $0 * 10 + $1 } }
        return (89 * number(0..<5) + 15 * number(5..<10) + 3 * number(10..<21) + number(21..<23)) % 97 == 0
    }
}
