extension Detector {
    /// One-time codes that nothing names: six figures, and what they are for.
    static let entryCodes = Detector(
        classes: [.credentialOTP],
        finds: [
            Example("use 482913 to sign in", .credentialOTP, "482913"),
            Example("482913 to log in", .credentialOTP, "482913"),
            Example("saisissez 482913 pour vous connecter", .credentialOTP, "482913"),
            Example("482 913 para iniciar sesión", .credentialOTP, "482 913"),
            Example("mit 482913 zum Anmelden", .credentialOTP, "482913"),
            Example("I got 482913 by text", .credentialOTP, "482913"),
            Example("a text with 482913 in it, is it you?", .credentialOTP, "482913"),
            Example("ich habe 482913 per SMS bekommen", .credentialOTP, "482913"),
            Example("j'ai reçu 482913 par SMS", .credentialOTP, "482913"),
        ],
        quietOn: [
            "order 482913 to confirm", "I paid 482913 to complete the purchase", "call 482913 to verify", "ref 482913 to continue",
            "£482913 to complete the purchase", "100000 to log in every day",
            "text 482913 to stop", "my order 482913 came by text", "you sent £482913 by text", "ref 482913 in the text",
        ],
        needs: .digits
    ) { page, found in
        for group in 0..<page.groupCount { EntryCodes.search(at: group, page, &found) }
    }
}

private enum EntryCodes {
    static func search(at group: Int, _ page: borrowing Page, _ found: inout Candidates) {
        guard page.groups[group].link == .none, let last = page.segment(from: group, digits: 6), last - group <= 5,
            !page.continues(behindGroup: last), !page.isMeasure(groups: group, last),
            !isRound(group, last, page)
        else { return }
        let (first, end) = (Int(page.groups[group].firstToken), Int(page.groups[last].lastToken))
        guard page.isForEntry(behind: end) && begins(first, page) || page.isTexted(from: first, to: end) else { return }
        found.add(
            .credentialOTP, page.start(ofGroup: group), page.end(ofGroup: last), .likely, weight: 10,
            flags: page.flags(ofGroups: group, last), digits: 6, Reasons(.format, .context))
    }

    /// Nothing stands before it, or words that hand over a code: "use", "enter", "it says".
    private static func begins(_ token: Int, _ page: borrowing Page) -> Bool {
        guard token > 0, page.tokens[token].gap.isDisjoint(with: [.sentenceEnd, .newline]) else { return true }
        let before = token - 1
        guard !page.tokens[before].isCue, page.tokens[before].kind == .letters else { return false }
        let words: [StaticString] = [
            "use", "enter", "type", "typed", "entered", "put", "with", "got", "sent", "have", "utilisez", "saisissez", "entrez", "tapez",
            "usa", "use", "introduce", "introduzca", "mit", "verwenden", "nutzen", "says", "said", "try",
        ]
        return page.has(.copula, before) || words.contains { page.isWord(before, $0) }
    }

    /// A count, and no code: 100000.
    private static func isRound(_ first: Int, _ last: Int, _ page: borrowing Page) -> Bool {
        let end = Int(page.groups[last].digitStart) + Int(page.groups[last].digitCount)
        let start = Int(page.groups[first].digitStart)
        return end - start == 6 && (start + 3..<end).allSatisfy { page.digits[$0].value == 0 }
    }
}

extension Page {
    /// "to sign in", "pour vous connecter", "zum Anmelden": what a code is for.
    func isForEntry(behind token: Int) -> Bool {
        let next = token + 1
        guard next + 1 < tokenCount, tokens[next].gapLength == 1 else { return false }
        let leads: [StaticString] = ["pour", "para", "um", "zum", "zur", "for"]
        guard has(.infinitive, next) || leads.contains(where: { isWord(next, $0) }) else { return false }
        let words: [StaticString] = [
            "log", "login", "sign", "verify", "approve", "authorise", "authorize", "confirm", "complete", "continue", "authenticate",
            "access", "connecter", "connexion", "valider", "confirmer", "verifier", "authentifier", "iniciar", "acceder", "entrar",
            "confirmar", "verificar", "validar", "anmelden", "anmeldung", "anzumelden", "einloggen", "einzuloggen", "bestatigen",
            "bestatigung", "freigabe",
        ]
        for place in next + 1..<min(next + 4, tokenCount) {
            if tokens[place].gap.contains(.visible) { return false }
            if words.contains(where: { isWord(place, $0) }) { return true }
            guard tokens[place].count <= 5, tokens[place].kind == .letters, !has(.infinitive, next) else { return false }
        }
        return false
    }

    /// "got 482913 by text", "a text saying 482913": figures that came to somebody's telephone.
    fileprivate func isTexted(from first: Int, to last: Int) -> Bool {
        guard tokens[first].gap.isDisjoint(with: [.currency, .mark]), first > 0, !tokens[first - 1].isCue || isText(first - 1) else {
            return false
        }
        let words: [StaticString] = [
            "got", "received", "sent", "get", "given", "gave", "with", "saying", "says", "said", "reads", "recu", "recibido", "recibi",
            "erhalten", "bekommen", "mit", "habe", "avec", "con", "me", "contains", "containing", "as", "it", "typed", "entered", "put",
        ]
        let isHandedOver = words.contains { isWord(first - 1, $0) }
        guard isHandedOver || tokens[first].gap.contains(.copula) && isText(first - 1) else { return false }
        // "by text", "in the text", "per SMS"
        for place in last + 1..<min(last + 5, tokenCount) {
            if tokens[place].gap.contains(.sentenceEnd) || tokens[place].gap.contains(.mark) { break }
            if place > last + 1, isText(place), has(.preposition, place - 1) || has(.article, place - 1) || isCarrier(place - 1) {
                return true
            }
        }
        // "a text with", "the SMS says"
        return (max(0, first - 4)..<first).contains { place in
            isText(place) && (place == 0 || has(.article, place - 1) || has(.owner, place - 1) || has(.disowns, place - 1))
        }
    }

    private func isText(_ token: Int) -> Bool {
        isWord(token, "text") || isWord(token, "sms") || isWord(token, "texto") || isWord(token, "textnachricht")
    }

    private func isCarrier(_ token: Int) -> Bool {
        isWord(token, "by") || isWord(token, "via") || isWord(token, "per") || isWord(token, "par") || isWord(token, "por")
            || isWord(token, "off")
    }
}
