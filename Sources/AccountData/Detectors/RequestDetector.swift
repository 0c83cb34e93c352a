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
            Example("please provide the last four digits of your card", DataClass.cardLast4.request, "last four digits of"),
        ],
        quietOn: [
            "Never send anyone your PIN", "We will never ask for your password", "please don't share your card number here",
            "can you send me a new PIN", "You can change your PIN in the app", "please send me my account number",
            "Your card number is safe with us",
            "We need your help to pin this down",
        ],
        needs: .cues
    ) { page, found in
        guard !page.roles.isDisjoint(with: [.asks, .questions]) else { return }
        for place in 0..<page.cueCount { Requests.search(cue: place, page, &found) }
    }
}

private enum Requests {
    private static func dataClass(_ cue: Cue) -> DataClass? {
        switch cue {
        case .cardNumber: .cardPAN
        case .cardEnding: .cardLast4
        case .securityCode: .cardCVV
        case .pin, .passcode: .credentialPIN
        case .oneTimeCode: .credentialOTP
        case .password: .credentialPassword
        case .memorable: .credentialMemorable
        case .sortCode: .ukSortCode
        case .accountNumber: .ukAccountNumber
        case .iban: .iban
        case .cardExpiry: .cardExpiry
        case .bic: .bic
        case .nationalInsurance: .ukNINO
        case .passport: .passport
        case .birth: .dateOfBirth
        case .postcode: .ukPostcode
        case .address: .address
        case .phone: .phone
        case .email: .email
        case .socialSecurity: .usSSN
        case .routing: .usABA
        case .taxNumber, .frenchNumber, .spanishNumber, .nationalNumber: .euNationalID
        case .health: .ukNHSNumber
        case .licence: .ukDrivingLicence
        case .customerNumber: .customerNumber
        case .bareCode, .account, .balance, .other: nil
        }
    }

    /// What stands between the words that ask and the cue.
    private struct Wording {
        var asks = false
        var questions = false
        var addresses = false
        var negates = false
        var disowns = false
        var isTowardsUs = false
    }

    static func search(cue place: Int, _ page: borrowing Page, _ found: inout Candidates) {
        let hit = page.cues[place]
        guard let dataClass = dataClass(hit.cue)?.request else { return }
        // "card" alone is a thing to be sent, not a number to be told.
        if hit.cue == .cardNumber, hit.first == hit.last, !page.isNumberWord(Int(hit.first)) { return }
        // "we'll sort it"
        if hit.cue == .sortCode, hit.first == hit.last, page.tokens[Int(hit.first)].count == 4 { return }
        if hit.first > 0, page.has(.infinitive, Int(hit.first) - 1) { return }
        guard let wording = wording(before: Int(hit.first), page) else { return }
        guard !wording.negates, !wording.disowns, wording.asks || wording.questions else { return }
        guard wording.addresses || wording.isTowardsUs || wording.asks && isBare(hit, page) else { return }
        let next = Int(hit.last) + 1
        // "send your PIN reminder", "your password reset": about the thing.
        if next < page.tokenCount, page.has(.aboutThing, next), page.tokens[next].gap.isDisjoint(with: [.sentenceEnd, .newline]) { return }
        let level: Level = wording.asks && wording.addresses ? .certain : .likely
        found.add(
            dataClass, page.tokens[Int(hit.first)].start, page.tokens[Int(hit.last)].end, level, weight: 0, flags: 0, digits: 0,
            [.cue(hit.cue, distance: 0)])
    }

    /// Reads back from a cue to the beginning of its sentence, at most 14 words.
    private static func wording(before cue: Int, _ page: borrowing Page) -> Wording? {
        var wording = Wording()
        var token = cue - 1
        var gap = page.tokens[cue].gap
        var steps = 0
        while token >= 0, steps < 14, gap.isDisjoint(with: [.sentenceEnd, .newline, .mark]) {
            if page.has(.negates, token) { wording.negates = true }
            if steps < 4 || page.tokens[token].isCue || page.has(.conjunction, token) {
                if page.has(.addresses, token), !wording.asks { wording.addresses = true }
                if page.has(.disowns, token), !wording.addresses { wording.disowns = true }
            }
            if page.isToUs(token) { wording.isTowardsUs = true }
            if !wording.negates, page.has(.asks, token), !page.tokens[token].isCue { wording.asks = true }
            if page.has(.questions, token), steps < 8 { wording.questions = true }
            gap = page.tokens[token].gap
            token -= 1
            steps += 1
        }
        return wording
    }

    /// "please confirm account number": the asking word right before the cue.
    private static func isBare(_ hit: CueHit, _ page: borrowing Page) -> Bool {
        hit.first > 0
            && (page.has(.asks, Int(hit.first) - 1)
                || page.has(.conjunction, Int(hit.first) - 1) && page.tokens[Int(hit.first) - 2 < 0 ? 0 : Int(hit.first) - 2].isCue)
    }
}

extension Page {
    /// One of the single words that name a card number: PAN.
    fileprivate func isNumberWord(_ token: Int) -> Bool {
        let word = tokens[token]
        return word.count == 3 && units[Int(word.start)].byte == UInt8(ascii: "p")
    }

    /// "us" or "me" behind an asking word: the sender is who wants it.
    fileprivate func isToUs(_ token: Int) -> Bool {
        let word = tokens[token]
        guard word.count == 2, token > 0, has(.asks, token - 1) else { return false }
        return units[Int(word.start)].byte == UInt8(ascii: "u") && units[Int(word.start) + 1].byte == UInt8(ascii: "s")
    }
}
