extension Detector {
    /// What a bank knows of an account: how much is on it, what moved, how it stands.
    static let accountFacts = Detector(
        classes: [.accountBalance, .accountTransaction, .accountStatus],
        finds: [
            Example("your balance is £1,234.56", .accountBalance, "£1,234.56"),
            Example("Available balance: 12.50 GBP", .accountBalance, "12.50"),
            Example("your payment of £45.99 to Harbour Books on 3 May was declined", .accountTransaction, "£45.99"),
            Example("your account is overdrawn", .accountStatus, "overdrawn"),
            Example("my account has been frozen", .accountStatus, "frozen"),
            Example("le quedan 320 €", .accountBalance, "320"),
            Example("Ihr Kontostand beträgt 1.234,56 €", .accountBalance, "1.234,56"),
            Example("Ihr Konto ist gesperrt", .accountStatus, "gesperrt"),
            Example("votre compte est à découvert", .accountStatus, "découvert"),
        ],
        quietOn: [
            "the balance of the tyres is off", "what is my balance", "I paid £45.99 to Harbour Books", "the branch is closed",
            "your balance is available in the app", "fees of £12.50 apply",
        ],
        needs: .facts
    ) { page, found in
        guard found.wants(.accountBalance) || found.wants(.accountTransaction) || found.wants(.accountStatus) else { return }
        for token in 0..<page.tokenCount {
            if page.tokens[token].kind == .digits { AccountFacts.amount(at: token, page, &found) }
            if page.has(.accountState, token) { AccountFacts.state(at: token, page, &found) }
        }
    }
}

private enum AccountFacts {
    static func amount(at token: Int, _ page: borrowing Page, _ found: inout Candidates) {
        let current = page.tokens[token]
        var start = current.start
        let hasSign = current.gap.contains(.currency)
        if hasSign {
            while start > 0, page.units[Int(start) - 1].kind == .blocker || page.units[Int(start) - 1].byte == UInt8(ascii: "-") {
                start -= 1
            }
        }
        // 1,234.56
        var last = token
        var hasPence = false
        while last + 1 < page.tokenCount, page.tokens[last + 1].kind == .digits, page.tokens[last + 1].gapLength == 1, !hasPence {
            let separator = page.tokens[last + 1].separator
            let isGrouping = separator == UInt8(ascii: ",") || separator == UInt8(ascii: ".") || separator == UInt8(ascii: " ")
            if isGrouping, page.tokens[last + 1].count == 3 {
                last += 1
            } else if separator == UInt8(ascii: ".") || separator == UInt8(ascii: ","), page.tokens[last + 1].count == 2 {
                last += 1
                hasPence = true
            } else {
                break
            }
        }
        guard hasSign || hasPence || page.isMoney(behind: last) else { return }
        let end = page.tokens[last].end
        let digits = Int(end - current.start)
        if let cue = page.cue(before: token, reach: 5, { $0 == .balance }), page.leads(from: token - cue.distance - 1, to: token, reach: 5)
        {
            found.add(.accountBalance, start, end, .likely, weight: 5, flags: 0, digits: digits, Reasons(.format, cue.reason))
            return
        }
        // "your payment of £45.99 to …": only whose account it is knows.
        guard token >= 3, page.has(.movement, token - 2) || page.has(.movement, token - 1), page.hasBefore(.owner, token, reach: 5) else {
            return
        }
        found.add(.accountTransaction, start, end, .likely, weight: 5, flags: 0, digits: digits, Reasons(.format, .context))
    }

    /// "your account is overdrawn", "my account has been frozen"
    static func state(at token: Int, _ page: borrowing Page, _ found: inout Candidates) {
        guard let cue = page.cue(before: token, reach: 4, { $0 == .account }), cue.distance > 0 else { return }
        let place = token - cue.distance - 1
        guard page.hasBefore(.owner, place, reach: 2), page.leadsToState(from: place, to: token) else { return }
        found.add(
            .accountStatus, page.tokens[token].start, page.tokens[token].end, .likely, weight: 0, flags: 0,
            digits: page.tokens[token].count,
            Reasons(.format, cue.reason))
    }
}

extension Page {
    /// "320 €", "320 euros", right behind a number.
    fileprivate func isMoney(behind token: Int) -> Bool {
        var place = Int(tokens[token].end)
        if place < unitCount, units[place].kind == .space { place += 1 }
        if place < unitCount, units[place].byte == FoldedByte.currency || units[place].byte == UInt8(ascii: "$") { return true }
        let next = token + 1
        guard next < tokenCount, tokens[next].gapLength == 1 else { return false }
        let words: [StaticString] = ["gbp", "eur", "usd", "euro", "euros", "pounds", "quid", "pfund", "livres", "libras", "dollars"]
        return words.contains { isWord(next, $0) }
    }

    /// Between "account" and its state stand only "is", "has been" and the like.
    fileprivate func leadsToState(from cue: Int, to state: Int) -> Bool {
        var hasVerb = false
        for token in cue + 1..<state {
            if tokens[token].gap.contains(.sentenceEnd) || has(.negates, token) { return false }
            if has(.copula, token) || tokens[token].count <= 4 && tokens[token].kind == .letters {
                hasVerb = true
            } else if !has(.connector, token) {
                return false
            }
        }
        return hasVerb
    }
}
