extension Detector {
    /// Asking for account data: words that ask, then what is asked for, in one sentence that does not warn against it.
    static let requests = Detector(
        classes: [
            DataClass.cardPAN, .cardCVV, .cardLast4, .cardExpiry, .ukSortCode, .ukAccountNumber, .iban, .bic, .credentialPassword,
            .credentialMemorable, .credentialPIN, .credentialOTP, .ukNINO, .passport, .dateOfBirth, .ukPostcode, .address, .phone, .email,
            .usSSN, .usABA, .euNationalID, .ukNHSNumber, .ukDrivingLicence, .customerNumber,
        ].map(\.request),
        finds: [
            Example("Please send us the three digits on the back of the card.", DataClass.cardCVV.request, "three digits on the back"),
            Example("what's your sort code?", DataClass.ukSortCode.request, "sort code"),
            Example("DM us your PIN", DataClass.credentialPIN.request, "PIN"),
            Example("Can you confirm your account number and sort code please", DataClass.ukSortCode.request, "sort code"),
            Example("We need your full card number to help", DataClass.cardPAN.request, "full card number"),
            Example("What is the one-time code we texted you?", DataClass.credentialOTP.request, "one-time code"),
            Example("Wie lautet Ihre Kartennummer?", DataClass.cardPAN.request, "Kartennummer"),
            Example("Können Sie mir die PIN sagen?", DataClass.credentialPIN.request, "PIN"),
            Example("Quel est votre numéro de carte ?", DataClass.cardPAN.request, "numéro de carte"),
            Example("Indíquenos su DNI por favor", DataClass.euNationalID.request, "DNI"),
            Example("What postcode is the account registered to?", DataClass.ukPostcode.request, "postcode"),
            Example("Send card number, expiry and CVV to restore it", DataClass.cardExpiry.request, "expiry"),
            Example("please provide the last four digits of your card", DataClass.cardLast4.request, "last four digits of"),
            Example("When were you born?", DataClass.dateOfBirth.request, "When were you born"),
            Example("Wann läuft Ihre Karte ab?", DataClass.cardExpiry.request, "läuft Ihre Karte ab"),
            Example("Et les trois chiffres au dos ?", DataClass.cardCVV.request, "les trois chiffres au dos"),
            Example("Thanks. Lastly, your card's expiry date and CVC.", DataClass.cardExpiry.request, "expiry date"),
            Example("CVV?", DataClass.cardCVV.request, "CVV"),
            Example("And when does it expire?", DataClass.cardExpiry.request, "expire"),
            Example("envoyez-nous votre RIB", DataClass.iban.request, "RIB"),
        ],
        quietOn: [
            "Never send anyone your PIN", "We will never ask for your password", "please don't share your card number here",
            "can you send me a new PIN", "You can change your PIN in the app", "please send me my account number",
            "Your card number is safe with us",
            "We need your help to pin this down", "what expiry date is on my card", "is my password safe?",
            "when does the offer expire?", "when my card expired I was abroad", "Is the code on the box?", "When will your PIN arrive?",
            "Teilen Sie Ihre PIN niemals mit", "ne donnez jamais votre mot de passe",
        ],
        needs: .cues
    ) { page, found in
        guard !page.roles.isDisjoint(with: [.asks, .questions, .addresses, .courtesy, .you]) || page.hasQuestionMark else { return }
        // The cue before, if it was asked for: what follows in the same list is asked for as well.
        var asked: Int?
        for place in 0..<page.cueCount {
            if Requests.search(cue: place, behind: asked, page, &found) { asked = place }
        }
    }
}

private enum Requests {
    /// Words that a question may go on with behind what it asks for.
    private static let longestRest = 10

    /// What stands between the words that ask and the cue.
    private struct Wording {
        var asks = false
        var questions = false
        var addresses = false
        var negates = false
        var disowns = false
        var isTowardsUs = false
        /// "you": have you got …
        var speaksToYou = false
        /// Words of the sentence before the cue, and how many of them only lead to it.
        var words = 0
        var leading = 0
        /// "is the address": a whole sentence about it.
        var states = false
        /// "has your", "did you": answered with yes or no.
        var asksYesOrNo = false
        /// "my": the speaker's own.
        var speaksOfOwn = false
        /// "does it say": what stands somewhere is to be read out.
        var reads = false
        /// "can we have", "may I take"
        var asksLeave = false
        /// "can't … without": what is missing is asked for.
        var misses = false
    }

    /// What follows a cue in its sentence.
    private struct Rest {
        var isQuestion = false
        var speaksToYou = false
        var speaksOfSelf = false
        var isAtHand = false
        var asksLast = false
        /// "please" right behind.
        var isPlease = false
        /// "forward it to me", "give it here".
        var asksForIt = false
        /// "should I send it to", "can we reach you on".
        var offers = false
        /// No other word but those of the please.
        var isOnlyPlease = true
        var words = 0
    }

    /// Whether the cue at a place is asked for.
    static func search(cue place: Int, behind asked: Int?, _ page: borrowing Page, _ found: inout Candidates) -> Bool {
        let hit = page.cues[place]
        var dataClass = hit.cue.dataClass?.request
        // "the passcode from the text"
        if hit.cue == .passcode, page.roles.contains(.delivery), page.hasBehind(.delivery, Int(hit.last), reach: 4) {
            dataClass = DataClass.credentialOTP.request
        }
        // "You will get a text, please read me the code"
        if hit.cue == .bareCode, page.roles.contains(.delivery) || page.isOwnersCode(hit) { dataClass = DataClass.credentialOTP.request }
        guard let dataClass else { return false }
        // "card" alone is a thing to be sent, not a number to be told.
        if hit.cue == .cardNumber, hit.first == hit.last, !page.isNumberWord(Int(hit.first)) { return false }
        // "message us on social"
        if hit.cue == .socialSecurity, hit.first == hit.last, page.tokens[Int(hit.first)].count == 6 { return false }
        // "we'll sort it"
        if hit.cue == .sortCode, hit.first == hit.last, page.tokens[Int(hit.first)].count == 4 { return false }
        if hit.first > 0, page.has(.infinitive, Int(hit.first) - 1), !page.isNextTo(Int(hit.first) - 1) { return false }
        let next = Int(hit.last) + 1
        // "send your PIN reminder", "your password reset": about the thing.
        if next < page.tokenCount, page.has(.aboutThing, next), !page.ends(sentenceBefore: next) { return false }
        let wording = wording(before: Int(hit.first), page)
        // "Have you forgotten your password?", "what's the address of the branch"
        if page.hasBefore(.aboutThing, Int(hit.first), reach: 2), !page.has(.conjunction, Int(hit.first) - 1) { return false }
        if !dataClass.isSecretRequest, page.hasFirm(behind: Int(hit.last), reach: 4) { return false }
        if page.has(.atHand, Int(hit.first)), hit.first == hit.last { return false }
        // "your branch phone number", "the bank's BIC": the firm's own.
        if !dataClass.isSecretRequest, page.isFirms(Int(hit.first) - 1) { return false }
        // "and the phone?", "which phone do you use": a thing, not its number.
        if hit.cue == .phone, hit.first == hit.last, hit.first > 0, page.tokens[Int(hit.first)].count == 5,
            page.has(.questions, Int(hit.first) - 1) || page.isPlainThe(Int(hit.first) - 1)
        {
            return false
        }
        guard !wording.negates, let level = level(hit, wording, page) ?? (goesOn(from: asked, to: place, page) ? .likely : nil) else {
            return false
        }
        found.add(
            dataClass, page.tokens[Int(hit.first)].start, page.tokens[Int(hit.last)].end, level, weight: 0, flags: 0, digits: 0,
            Reasons(.cue(hit.cue, distance: 0)))
        return true
    }

    private static func level(_ hit: CueHit, _ wording: Wording, _ page: borrowing Page) -> Level? {
        let rest = rest(behind: Int(hit.last), page)
        if rest.negates { return nil }
        // "You'll get a code by text, forward it to me"
        if rest.words.asksForIt, !wording.speaksOfOwn { return .likely }
        // "When were you born?"
        if page.isWord(Int(hit.first), "when") { return .likely }
        // "Wann sind Sie geboren?", "And when does it expire?"
        if hit.cue == .birth || hit.cue == .cardExpiry, page.asksWhen(hit), !wording.disowns, !rest.words.speaksOfSelf { return .likely }
        // "When will your PIN arrive?"
        if hit.cue != .birth, hit.cue != .cardExpiry, page.asksWhen(hit) { return nil }
        // "CVV?", "Et les trois chiffres au dos ?", "Sort code please"
        if isAlone(hit, wording, rest.words, page) { return .likely }
        // "Please fill in:", and what to fill in on a line of its own
        if page.isToFillIn(hit) { return .likely }
        // "Lastly, your card's expiry date"
        if wording.addresses, !wording.states, !wording.disowns, page.goesOnAsking(before: Int(hit.first)) { return .likely }
        // "What number should we use?"
        if wording.questions, (hit.first...hit.last).contains(where: { page.has(.offering, Int($0)) }) { return .likely }
        // "Can you drop me a contact number?"
        if wording.asks, page.isWord(Int(hit.first), "contact"), !wording.speaksOfOwn { return .likely }
        // "We can't process it without the security code"
        if wording.misses, !wording.disowns { return .likely }
        // "Your NI number please", "Name, date of birth and postcode please", "Best contact number for you, please?"
        let unleading = wording.words - wording.leading
        if !wording.disowns, !wording.states, !rest.words.speaksOfSelf, unleading <= 2, wording.words <= 8,
            rest.words.isPlease && (wording.addresses && unleading == 0 || isListed(hit, page))
                || unleading == 0 && rest.words.isQuestion && rest.words.speaksToYou && rest.words.words <= 4 && wording.words <= 2
        {
            return .likely
        }
        // "What does it say next to passport no.?"
        if wording.questions, wording.reads, rest.words.isQuestion, !wording.disowns { return .likely }
        // "What e-mail should I send the form to?"
        if rest.words.isQuestion, rest.words.offers, page.question(before: Int(hit.first)) != nil { return .likely }
        // "Have you got an account number handy?"
        if rest.words.isAtHand, wording.speaksToYou || wording.addresses { return .likely }
        // "Können Sie mir die PIN sagen?"
        if rest.words.asksLast, wording.addresses || wording.speaksToYou, !wording.disowns { return .likely }
        // "Which expiry date does your card show?", "What sort code was it sent to?"
        if let question = page.question(before: Int(hit.first)), !rest.words.speaksOfSelf,
            rest.words.speaksToYou || rest.words.isQuestion && question == Int(hit.first) - 1 && rest.words.words > 1
        {
            return .likely
        }
        // "Has your PIN arrived yet?", "Did you get the text with the code?"
        if wording.asksYesOrNo { return nil }
        // "Can you give me a phone number to ring you on?"
        if wording.asks, wording.speaksToYou || wording.asksLeave, rest.words.speaksToYou, rest.words.isQuestion, !wording.speaksOfOwn {
            return .likely
        }
        guard !wording.disowns else { return nil }
        // "Your German tax ID, please?", "And the SWIFT code of the receiving bank?"
        if wording.addresses, rest.words.isQuestion, wording.words == wording.leading, !wording.states, !rest.words.speaksOfSelf,
            wording.words <= 4,
            rest.words.words <= 6
        {
            return .likely
        }
        guard wording.asks || wording.questions else { return nil }
        guard wording.addresses || wording.isTowardsUs || wording.asks && isBare(hit, page) || wording.speaksToYou && wording.asks else {
            // "Can we have a contact number for you?", "what was that PIN again"
            return wording.questions && page.isThat(Int(hit.first) - 1) ? .likely : nil
        }
        return wording.asks && wording.addresses ? .certain : .likely
    }

    /// Whether the sentence names the thing and nothing else, as a question or with a please.
    private static func isAlone(_ hit: CueHit, _ wording: Wording, _ rest: Rest, _ page: borrowing Page) -> Bool {
        guard !wording.disowns, !wording.states, wording.words == wording.leading, wording.words <= 4, !rest.speaksOfSelf,
            !page.isSaidOfThings(hit),
            // "swift code please" asks for the bank's own.
            hit.cue != .bic || wording.addresses
        else { return false }
        return rest.isPlease ? rest.words <= 4 && rest.isOnlyPlease : rest.isQuestion && rest.words == 0
    }

    /// Whether the cue stands in a list of at least two that ends with "please": nothing but signs and words of a list between.
    private static func isListed(_ hit: CueHit, _ page: borrowing Page) -> Bool {
        func isListing(_ token: Int) -> Bool {
            page.has(.conjunction, token) || page.has(.connector, token) || page.has(.filler, token) || page.has(.article, token)
        }
        var others = 0
        var token = Int(hit.first) - 1
        while token >= 0, !page.ends(sentenceBefore: token + 1), Int(hit.first) - token <= 12, page.tokens[token].isCue || isListing(token)
        {
            if page.tokens[token].isCue { others += 1 }
            token -= 1
        }
        token = Int(hit.last) + 1
        while token < page.tokenCount, !page.ends(sentenceBefore: token), token - Int(hit.last) <= 12,
            page.tokens[token].isCue || isListing(token), !page.has(.courtesy, token)
        {
            if page.tokens[token].isCue { others += 1 }
            token += 1
        }
        return others > 0
    }

    /// Reads back from a cue to the beginning of its sentence, at most 14 words.
    private static func wording(before cue: Int, _ page: borrowing Page) -> Wording {
        var wording = Wording()
        // "give me ur number"
        wording.addresses = page.has(.you, cue) && page.has(.addresses, cue)
        var token = cue - 1
        var isWithout = false
        while token >= 0, wording.words < 14, !page.ends(sentenceBefore: token + 1), !page.tokens[token + 1].gap.contains(.quote) {
            let isCue = page.tokens[token].isCue
            // "URGENT: your PIN?": what stands before a colon is said to whom, or about what.
            if page.tokens[token + 1].gap.contains(.copula), !wording.negates, wording.words == wording.leading,
                wording.addresses || wording.words == 0, !colonAsks(token, page)
            {
                break
            }
            if isWithout, page.has(.denies, token) || page.isShortNot(token) { wording.misses = true }
            if cue - token <= 3, page.isWithout(token) { isWithout = true }
            if page.has(.reads, token) { wording.reads = true }
            // The "no" of "account no" says nothing against it.
            if page.has(.negates, token) || page.isShortNot(token), !isCue, !page.has(.numbering, token) || wording.words > 0 {
                wording.negates = true
            }
            if wording.words < 4 || isCue || page.has(.conjunction, token) {
                if page.has(.addresses, token) || page.isPossessive(token), !wording.asks { wording.addresses = true }
                if page.has(.disowns, token), !wording.addresses { wording.disowns = true }
            }
            if page.isToUs(token) { wording.isTowardsUs = true }
            if page.has(.offering, token), page.has(.speaker, token + 1), !page.has(.you, token + 1) { wording.asksLeave = true }
            if page.has(.you, token), !isCue { wording.speaksToYou = true }
            if !wording.negates, page.has(.asks, token) && !page.isThing(token) || page.asksLeave(token), !isCue || page.isPassMe(token) {
                wording.asks = true
            }
            if page.has(.disowns, token), page.has(.speaker, token) { wording.speaksOfOwn = true }
            wording.asksYesOrNo = page.has(.auxiliary, token)
            if page.has(.questions, token), wording.words < 8 { wording.questions = true }
            if page.has(.copula, token) { wording.states = true }
            if page.has(.connector, token) || page.has(.conjunction, token) || page.has(.addresses, token) || isCue
                || page.has(.filler, token) && page.tokens[token].count <= 4
            {
                wording.leading += 1
            }
            token -= 1
            wording.words += 1
        }
        if wording.misses { wording.negates = false }
        return wording
    }

    /// Whether somebody asks before a colon: "please send us: your PIN".
    private static func colonAsks(_ token: Int, _ page: borrowing Page) -> Bool {
        for place in max(0, token - 8)...token
        where page.has(.asks, place) || page.has(.questions, place) || page.has(.negates, place) || page.tokens[place].isCue { return true }
        return false
    }

    /// Reads on from a cue to the end of its sentence.
    private static func rest(behind cue: Int, _ page: borrowing Page) -> (words: Rest, negates: Bool) {
        var rest = Rest()
        var negates = false
        var token = cue + 1
        while token < page.tokenCount, rest.words < longestRest, !page.ends(sentenceBefore: token), !page.beginsAnew(at: token) {
            if page.has(.you, token) { rest.speaksToYou = true }
            if page.has(.speaker, token), !page.has(.you, token), !page.isWe(token), !rest.isPlease { rest.speaksOfSelf = true }
            if page.has(.atHand, token) { rest.isAtHand = true }
            if page.has(.asksLast, token) { rest.asksLast = true }
            if rest.words <= 6, page.isPlease(token) { rest.isPlease = true }
            if !page.has(.courtesy, token), !page.isPleaseInFrench(token) { rest.isOnlyPlease = false }
            if page.has(.speaker, token), page.has(.offering, token - 1) { rest.offers = true }
            if page.has(.asks, token), token + 2 < page.tokenCount, page.isIt(token + 1),
                page.isMeOrHere(token + 2) || page.has(.infinitive, token + 2) && token + 3 < page.tokenCount && page.isMeOrHere(token + 3),
                !page.has(.negates, token - 1), !page.isShortNot(token - 1)
            {
                rest.asksForIt = true
            }
            // "Teilen Sie Ihre PIN niemals mit"
            // "reply with your PIN to stop the payment": what it is for.
            if page.has(.denies, token) || page.has(.negates, token), !page.tokens[token].isCue, rest.words < 3,
                !page.has(.infinitive, token - 1)
            {
                negates = true
            }
            token += 1
            rest.words += 1
        }
        rest.isQuestion = page.isQuestion(endingBefore: token)
        return (rest, negates && !rest.isQuestion)
    }

    /// Whether nothing but the signs and words of a list stands between a cue that was asked for and the next.
    private static func goesOn(from asked: Int?, to place: Int, _ page: borrowing Page) -> Bool {
        guard let asked, asked == place - 1 else { return false }
        let from = Int(page.cues[asked].last)
        let to = Int(page.cues[place].first)
        guard to - from <= 5 else { return false }
        for token in from + 1...to {
            if page.ends(sentenceBefore: token) { return false }
            guard token < to else { break }
            let isListed =
                page.has(.conjunction, token) || page.has(.connector, token) || page.has(.addresses, token) || page.has(.article, token)
                || page.tokens[token].kind == .digits && page.tokens[token].count <= 2 || page.has(.filler, token)
            guard isListed, !page.has(.speaker, token) else { return false }
        }
        return true
    }

    /// "please confirm account number", "reply with date of birth": the asking word right before the cue, or a small word between.
    private static func isBare(_ hit: CueHit, _ page: borrowing Page) -> Bool {
        var token = Int(hit.first) - 1
        var steps = 0
        while token >= 0, steps < 3 {
            if page.has(.asks, token), !page.tokens[token].isCue { return true }
            if steps == 0, page.has(.conjunction, token), token > 0, page.tokens[token - 1].isCue { return true }
            let isCounter = page.tokens[token].kind == .digits && page.tokens[token].count <= 2
            guard page.has(.connector, token) || page.has(.you, token) || isCounter, !page.has(.speaker, token) else { return false }
            token -= 1
            steps += 1
        }
        return false
    }
}

extension Page {
    fileprivate var hasQuestionMark: Bool { (0..<unitCount).contains { units[$0].byte == UInt8(ascii: "?") } }

    /// A line with nothing but the name of what is asked for and a colon, below a line that asks to fill it in.
    fileprivate func isToFillIn(_ hit: CueHit) -> Bool {
        let next = Int(hit.last) + 1
        let first = Int(hit.first)
        guard first > 0, tokens[first].gap.contains(.newline), next == tokenCount || tokens[next].gap.contains(.newline) else {
            return false
        }
        let end = Int(tokens[Int(hit.last)].end)
        guard end < unitCount, units[end].byte == UInt8(ascii: ":") else { return false }
        var token = first - 1
        while token >= 0, first - token <= 24 {
            if has(.negates, token), !tokens[token].isCue { return false }
            if has(.asks, token), !tokens[token].isCue { return true }
            token -= 1
        }
        return false
    }

    /// "lastly", "finally", "next" at the beginning of the sentence, with nothing but the address behind it.
    fileprivate func goesOnAsking(before cue: Int) -> Bool {
        var token = cue - 1
        while token >= 0, cue - token <= 5 {
            let words: [StaticString] = [
                "lastly", "finally", "next", "firstly", "then", "enfin", "finalement", "finalmente", "zuletzt", "danach", "abschliessend",
            ]
            let isLast = words.contains { isWord(token, $0) }
            if isLast { return token == 0 || ends(sentenceBefore: token) }
            guard isConnector(token) || has(.addresses, token) || isPossessive(token) || isShortIs(token) || tokens[token].isCue,
                !has(.copula, token) || isShortIs(token)
            else { return false }
            token -= 1
        }
        return false
    }

    /// "the", and no word that says whose.
    fileprivate func isPlainThe(_ token: Int) -> Bool { has(.article, token) && has(.addresses, token) && !has(.owner, token) }

    /// "may I ask"
    fileprivate func asksLeave(_ token: Int) -> Bool {
        token > 1 && isWord(token, "ask") && has(.speaker, token - 1) && has(.offering, token - 2)
    }

    /// The "pass" of "pass me".
    fileprivate func isPassMe(_ token: Int) -> Bool { isWord(token, "pass") && token + 1 < tokenCount && isMeOrHere(token + 1) }

    /// "branch", "the bank's": whose number is meant.
    fileprivate func isFirms(_ token: Int) -> Bool {
        guard token >= 0 else { return false }
        if has(.firm, token), !has(.towardsSpeaker, token), tokens[token].count > 3, !tokens[token].isCue { return true }
        return token > 1 && isShortIs(token) && isWord(token - 1, "bank") && has(.article, token - 2)
    }

    /// "next to"
    fileprivate func isNextTo(_ token: Int) -> Bool {
        guard token > 0, tokens[token - 1].count == 4 else { return false }
        let start = Int(tokens[token - 1].start)
        return units[start].byte == UInt8(ascii: "n") && units[start + 2].byte == UInt8(ascii: "x")
    }

    fileprivate func isWithout(_ token: Int) -> Bool { tokens[token].count == 7 && has(.negates, token) && has(.denies, token) }

    /// "please" at the end of what is asked for; "your PIN, please keep it safe" asks for none.
    fileprivate func isPlease(_ token: Int) -> Bool {
        guard has(.courtesy, token) else { return false }
        let next = token + 1
        return next >= tokenCount || ends(sentenceBefore: next) || tokens[next].gap.contains(.visible)
            || has(.conjunction, next) || has(.preposition, next) || has(.infinitive, next)
    }

    /// "it", "them", "that".
    fileprivate func isIt(_ token: Int) -> Bool { has(.pronoun, token) && tokens[token].gapLength == 1 }

    /// "me", "us", "here", "back".
    fileprivate func isMeOrHere(_ token: Int) -> Bool { has(.towardsSpeaker, token) && tokens[token].gapLength == 1 }
}

extension DataClass {
    fileprivate var isSecretRequest: Bool { requested?.isSecret ?? false }
}

extension Page {
    /// Whether a sentence ends before a token; the dots of "1. date of birth" and "account no." end none.
    fileprivate func ends(sentenceBefore token: Int) -> Bool {
        let gap = tokens[token].gap
        if gap.contains(.newline) || gap.contains(.mark) { return true }
        guard gap.contains(.sentenceEnd) else { return false }
        guard token > 0, tokens[token].gapLength <= 2, separatorIsDot(before: token) else { return true }
        let before = tokens[token - 1]
        let isCounter = before.kind == .digits && before.count <= 2
        return !isCounter && !(before.isCue && before.count <= 3)
    }

    private func separatorIsDot(before token: Int) -> Bool { units[Int(tokens[token - 1].end)].byte == UInt8(ascii: ".") }

    /// Whether a quotation ends before a token, or somebody speaks of himself behind a comma: "tell me your pin, i said no".
    fileprivate func beginsAnew(at token: Int) -> Bool {
        let gap = tokens[token].gap
        return gap.contains(.quote) || gap.contains(.visible) && has(.speaker, token) && !has(.you, token)
    }

    /// A firm's word within reach; the "us" of "share it with us" and words of another phrase are none.
    fileprivate func hasFirm(behind token: Int, reach: Int) -> Bool {
        var place = token + 1
        while place < tokenCount, place - token <= reach, !ends(sentenceBefore: place) {
            if has(.firm, place), tokens[place].count > 2, !tokens[place].isCue { return true }
            place += 1
        }
        return false
    }

    /// "your message", "a text": what is named, and nothing that anybody asks.
    fileprivate func isThing(_ token: Int) -> Bool {
        guard token > 0, tokens[token].gapLength == 1, tokens[token].count > 3 else { return false }
        return has(.owner, token - 1) || has(.article, token - 1) && tokens[token - 1].count != 2
    }

    /// "we": who asks for a firm.
    fileprivate func isWe(_ token: Int) -> Bool {
        isWord(token, "we") || isWord(token, "wir") || isWord(token, "nous") || isWord(token, "nosotros") || isWord(token, "on")
    }

    /// The "s'il vous" of "s'il vous plaît".
    fileprivate func isPleaseInFrench(_ token: Int) -> Bool {
        isWord(token, "s") || isWord(token, "il") || isWord(token, "vous") || isWord(token, "te")
    }

    /// "expired?", "born?", "ends in?": what may be asked of anything.
    fileprivate func isSaidOfThings(_ hit: CueHit) -> Bool {
        guard hit.first == hit.last else { return false }
        switch hit.cue {
        case .cardExpiry: return !(isWord(Int(hit.first), "expiry") || isWord(Int(hit.first), "caducidad"))
        case .cardEnding, .birth, .address, .phone, .email, .sortCode, .memorable, .customerNumber, .passport, .licence:
            return tokens[Int(hit.first)].count < 8 && !isWord(Int(hit.first), "dob")
        default: return false
        }
    }

    /// "when", "wann", "quand", "cuándo" in the sentence before a cue, and no thing of another kind: "when does the offer expire".
    fileprivate func asksWhen(_ hit: CueHit) -> Bool {
        var token = Int(hit.first) - 1
        while token >= 0, Int(hit.first) - token <= 6, !ends(sentenceBefore: token + 1) {
            if isWord(token, "when") || isWord(token, "wann") || isWord(token, "quand") || isWord(token, "cuando") {
                // "when my card expired I was abroad"
                let next = token + 1
                return next > Int(hit.first) || !has(.speaker, next) || has(.you, next)
            }
            if has(.expiring, token) || has(.negates, token) || has(.disowns, token) && !has(.you, token) { return false }
            token -= 1
        }
        return false
    }

    /// "your code", or a code that is asked for and nothing more is said of.
    fileprivate func isOwnersCode(_ hit: CueHit) -> Bool {
        let first = Int(hit.first)
        let next = Int(hit.last) + 1
        guard first > 0, next >= tokenCount || ends(sentenceBefore: next) || has(.courtesy, next) else { return false }
        if has(.you, first - 1), has(.addresses, first - 1) { return true }
        return hasBefore(.asks, first, reach: 5) && has(.article, first - 1)
    }

    /// Whether a question mark stands in the gap before a token, or at the end of the page.
    fileprivate func isQuestion(endingBefore token: Int) -> Bool {
        guard token > 0 else { return false }
        let end = token < tokenCount ? Int(tokens[token].start) : unitCount
        return (Int(tokens[token - 1].end)..<end).contains { units[$0].byte == UInt8(ascii: "?") }
    }

    /// The asking word right before a cue, or with one or two words between: "which", "what new".
    fileprivate func question(before cue: Int) -> Int? {
        var token = cue - 1
        while token >= 0, cue - token <= 2, !ends(sentenceBefore: token + 1) {
            if has(.questions, token) { return token }
            guard has(.connector, token), !has(.copula, token), !has(.disowns, token) else { return nil }
            token -= 1
        }
        return nil
    }

    /// The "t" of "can't".
    fileprivate func isShortNot(_ token: Int) -> Bool {
        tokens[token].count == 1 && tokens[token].separator == UInt8(ascii: "'")
            && units[Int(tokens[token].start)].byte == UInt8(ascii: "t")
    }

    /// The "s" of "dad's".
    fileprivate func isPossessive(_ token: Int) -> Bool {
        tokens[token].count == 1 && tokens[token].separator == UInt8(ascii: "'") && token > 0 && !has(.questions, token - 1)
            && tokens[token - 1].word == 0 && units[Int(tokens[token].start)].byte == UInt8(ascii: "s")
    }

    /// "that": "what was that PIN again".
    fileprivate func isThat(_ token: Int) -> Bool {
        guard token >= 0, tokens[token].count == 4 else { return false }
        return units[Int(tokens[token].start)].byte == UInt8(ascii: "t") && units[Int(tokens[token].start) + 2].byte == UInt8(ascii: "a")
    }

    /// One of the single words that name a card number: PAN, Kartennummer.
    fileprivate func isNumberWord(_ token: Int) -> Bool {
        let word = tokens[token]
        return word.count == 3 && units[Int(word.start)].byte == UInt8(ascii: "p")
            || word.count >= 9 && word.kind == .letters
                && units[Int(word.start)].byte != UInt8(ascii: "m")
    }

    /// "us" behind an asking word: the sender is who wants it.
    fileprivate func isToUs(_ token: Int) -> Bool {
        let word = tokens[token]
        guard word.count == 2, token > 0, has(.asks, token - 1) else { return false }
        return units[Int(word.start)].byte == UInt8(ascii: "u") && units[Int(word.start) + 1].byte == UInt8(ascii: "s")
    }
}
