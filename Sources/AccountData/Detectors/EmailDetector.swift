extension Detector {
    /// Electronic mail addresses (RFC 5321 as people write it), and those told with "at" and "dot". Mailboxes that name an office rather
    /// than a person are left alone.
    static let emails = Detector(
        classes: [.email],
        finds: [
            Example("penny.clarke@example.com is me", .email, "penny.clarke@example.com"),
            Example("mail me at p_clarke99@mail.example.co.uk.", .email, "p_clarke99@mail.example.co.uk"),
            Example("my email is penny dot clarke at example dot com", .email, "penny dot clarke at example dot com"),
            Example("penny.clarke (at) example (dot) org", .email, "penny.clarke (at) example (dot) org"),
            Example("penny.clarke(a)example.com", .email, "penny.clarke(a)example.com"),
            Example("penny99 at example.com", .email, "penny99 at example.com"),
            Example("penny.clarke @ example.com", .email, "penny.clarke @ example.com"),
        ],
        quietOn: [
            "you@bank.example is that your email?", "@NorthbridgeHelp hello", "I shop at example.com", "look at dot com shares",
            "write to support@northbridge.example", "meet me @ 5", "noreply@example.com sent it",
        ],
        needs: .addresses
    ) { page, found in
        var token = 1
        while token < page.tokenCount { token = Emails.search(at: token, page, &found) }
    }
}

private enum Emails {
    /// Looks whether the gap before a token, or the token itself, is the sign in the middle. The token to go on from.
    static func search(at token: Int, _ page: borrowing Page, _ found: inout Candidates) -> Int {
        let sign: Sign
        let domain: Int
        if let between = self.sign(before: token, page) {
            (sign, domain) = (between, token)
        } else if page.has(.atWord, token) || page.isWord(token, "a") && isBracketed(token, page), token + 1 < page.tokenCount,
            page.tokens[token].gapLength <= 2,
            page.tokens[token + 1].gapLength <= 2, page.tokens[token].gap.isDisjoint(with: [.mark, .newline])
        {
            (sign, domain) = (.word, token + 1)
        } else {
            return token + 1
        }
        let local = sign == .word ? token - 1 : domain - 1
        guard let (last, hasDotWord) = domainEnd(from: domain, isSpaced: sign == .spaced, page) else { return token + 1 }
        let (first, isTold) = localStart(from: local, sign, page)
        let isCued = page.cue(before: first, reach: 6) { $0 == .email } != nil
        if sign == .word, !hasDotWord || !isTold {
            // "I shop at example.com": only what looks like a mailbox, or where a word says so.
            guard isCued || isBracketed(token, page) || looksLikeMailbox(first, local, page) else { return token + 1 }
        }
        guard !isOffice(first, local, page) else { return last + 1 }
        var flags = page.flags(page.tokens[first].start, page.tokens[last].end)
        if sign != .plain || hasDotWord { flags |= Folds.separators }
        var start = page.tokens[first].start
        // A local part may begin with a sign: +name, _name.
        while start > 0, page.units[Int(start) - 1].byte == UInt8(ascii: "_") { start -= 1 }
        found.add(
            .email, start, page.tokens[last].end, sign == .plain || isCued ? .certain : .likely, weight: 50, flags: flags,
            digits: Int(page.tokens[last].end - start), isCued ? Reasons(.format, .cue(.email, distance: 0)) : Reasons(.format))
        return last + 1
    }

    /// "penny [at] example.com"
    private static func isBracketed(_ token: Int, _ page: borrowing Page) -> Bool {
        let (before, behind) = (Int(page.tokens[token].start) - 1, Int(page.tokens[token].end))
        guard before >= 0, behind < page.unitCount else { return false }
        switch (page.units[before].byte, page.units[behind].byte) {
        case (UInt8(ascii: "["), UInt8(ascii: "]")), (UInt8(ascii: "("), UInt8(ascii: ")")), (UInt8(ascii: "{"), UInt8(ascii: "}")),
            (UInt8(ascii: "<"), UInt8(ascii: ">")):
            return true
        default: return false
        }
    }

    private enum Sign { case plain, spaced, word }

    private static func sign(before token: Int, _ page: borrowing Page) -> Sign? {
        let current = page.tokens[token]
        guard current.gapLength <= 5, current.gap.contains(.blocker), current.gap.isDisjoint(with: [.mark, .newline]) else { return nil }
        var signs = 0
        for unit in Int(page.tokens[token - 1].end)..<Int(current.start) {
            switch page.units[unit].byte {
            case UInt8(ascii: "@"): signs += 1
            case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                break
            default: return nil
            }
        }
        guard signs == 1 else { return nil }
        if current.gapLength == 1 { return .plain }
        // "hello @NorthbridgeHelp": a handle hangs on its sign.
        let isHandle = page.units[Int(current.start) - 1].byte == UInt8(ascii: "@") && page.units[Int(current.start) - 2].kind == .space
        return isHandle ? nil : .spaced
    }

    /// The last token of a domain with at least one dot in it.
    private static func domainEnd(from first: Int, isSpaced: Bool, _ page: borrowing Page) -> (Int, hasDotWord: Bool)? {
        var last = first
        var dots = 0
        var isTold = false
        while last + 1 < page.tokenCount {
            let next = page.tokens[last + 1]
            if next.gapLength == 1, next.separator == UInt8(ascii: "."), page.tokens[last + 1].kind != .digits || dots == 0 {
                dots += 1
                last += 1
            } else if isSpaced, next.gapLength == 3, next.kind == .letters, page.units[Int(next.start) - 2].byte == UInt8(ascii: "."),
                page.units[Int(next.start) - 3].kind == .space
            {
                // "example . net"
                dots += 1
                last += 1
            } else if next.gapLength == 1, next.separator == UInt8(ascii: "-"), dots == 0 || hasDotBehind(last + 1, page) {
                last += 1
            } else if page.has(.dotWord, last + 1), last + 2 < page.tokenCount, next.gapLength <= 2, page.tokens[last + 2].gapLength <= 2,
                page.tokens[last + 2].gap.isDisjoint(with: [.sentenceEnd, .mark, .newline])
            {
                dots += 1
                isTold = true
                last += 2
            } else {
                break
            }
        }
        let end = page.tokens[last]
        guard dots > 0, end.kind == .letters, end.count >= 2 else { return nil }
        return (last, isTold)
    }

    private static func hasDotBehind(_ token: Int, _ page: borrowing Page) -> Bool {
        token + 1 < page.tokenCount && page.tokens[token + 1].gapLength == 1 && page.tokens[token + 1].separator == UInt8(ascii: ".")
    }

    /// The first token of the part before the sign, and whether it was told with words.
    private static func localStart(from last: Int, _ sign: Sign, _ page: borrowing Page) -> (Int, isTold: Bool) {
        var first = last
        var isTold = sign != .word
        while first > 0 {
            let gap = page.tokens[first]
            if gap.gapLength == 1, isLocalSign(page.units[Int(gap.start) - 1].byte) {
                first -= 1
                isTold = true
            } else if first > 1, page.has(.dotWord, first - 1) || page.isSignWord(first - 1), gap.gapLength == 1,
                page.tokens[first - 1].gapLength == 1
            {
                first -= 2
                isTold = true
            } else {
                break
            }
        }
        return (first, isTold || sign == .word && page.tokens[last].kind == .mixed || sign == .word)
    }

    private static func isLocalSign(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "'")
    }

    private static func looksLikeMailbox(_ first: Int, _ last: Int, _ page: borrowing Page) -> Bool {
        first < last || page.tokens[last].kind == .mixed
    }

    private static func isOffice(_ first: Int, _ last: Int, _ page: borrowing Page) -> Bool { page.has(.office, first) }
}

extension Page {
    /// "underscore", "dash", "hyphen": told signs of an address.
    fileprivate func isSignWord(_ token: Int) -> Bool { tokens[token].count >= 4 && has(.filler, token) && tokens[token].kind == .letters }
}
