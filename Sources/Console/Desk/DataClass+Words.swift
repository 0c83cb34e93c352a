import Broker

extension DataClass {
    /// What it is called in a sentence.
    var name: String {
        switch requested ?? self {
        case .cardPAN: "card number"
        case .cardCVV: "security code"
        case .cardExpiry: "expiry date"
        case .ukSortCode: "sort code"
        case .ukAccountNumber: "account number"
        case .iban: "IBAN"
        case .bic: "BIC"
        case .ukNINO: "National Insurance number"
        case .passport: "passport number"
        case .dateOfBirth: "date of birth"
        case .ukPostcode: "postcode"
        case .address: "postal address"
        case .phone: "phone number"
        case .email: "email address"
        case .credentialPassword: "password"
        case .credentialMemorable: "memorable word"
        case .credentialPIN: "PIN"
        case .credentialOTP: "one-time code"
        case .usSSN: "social security number"
        case .usABA: "routing number"
        case .euNationalID: "national identity number"
        case .ukNHSNumber: "NHS number"
        case .ukDrivingLicence: "driving licence number"
        case .cardLast4: "part of a card number"
        case .accountBalance: "account balance"
        case .accountTransaction: "transaction"
        case .accountStatus: "state of an account"
        case .customerNumber: "customer number"
        default: customName.map { String($0.map { $0 == "_" ? " " : $0 }) } ?? "piece of account data"
        }
    }
}

extension DataClass {
    /// With its article: `a card number`, `an IBAN`, `part of a card number`.
    var aName: String {
        let name = name
        if self == .cardLast4 || self == DataClass.cardLast4.request { return name }
        let vowels: Set<Character> = ["a", "e", "i", "o", "u", "I", "N"]
        return name.first.map(vowels.contains) == true && name != DataClass.ukNINO.name && name != DataClass.euNationalID.name
            ? "an \(name)" : "a \(name)"
    }
}

/// A text as redacted, with its marks shown as marks.
enum RedactedText {
    /// `⟦card.pan⟧` and `⟦card.pan ••••1234⟧`, as the scanner leaves them, become a sign with words; everything else is text.
    static func html(_ text: String) -> HTML {
        var pieces: [HTML] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "\u{27E6}") {
            let after = rest.index(after: open)
            guard let close = rest[after...].firstIndex(of: "\u{27E7}"), rest.distance(from: after, to: close) <= 48,
                let mark = mark(rest[after..<close])
            else {
                pieces.append("\(String(rest[..<after]))")
                rest = rest[after...]
                continue
            }
            pieces.append("\(String(rest[..<open]))")
            pieces.append(mark)
            rest = rest[rest.index(after: close)...]
        }
        pieces.append("\(String(rest))")
        return HTML.joined(pieces)
    }

    /// Exactly what the scanner writes; anything else between the brackets is somebody's text.
    private static func mark(_ inner: Substring) -> HTML? {
        let parts = inner.split(separator: " ", omittingEmptySubsequences: false)
        guard let word = parts.first, let dataClass = DataClass(word: String(word)), parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return "<span class=\"hid\">\(dataClass.name) removed</span>" }
        let digits = parts[1].drop { $0 == "\u{2022}" }
        guard parts[1].count - digits.count == 4, (1...4).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }) else {
            return nil
        }
        return "<span class=\"hid\">\(dataClass.name) removed \(String(parts[1]))</span>"
    }
}
