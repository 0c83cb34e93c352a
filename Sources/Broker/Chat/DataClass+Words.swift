import AccountData

extension DataClass {
    /// The class as customers call it.
    var noun: String {
        switch self {
        case .cardPAN: "card number"
        case .cardCVV: "security code"
        case .cardExpiry: "expiry date"
        case .ukSortCode: "sort code"
        case .ukAccountNumber: "account number"
        case .iban: "IBAN"
        case .bic: "bank code"
        case .ukNINO: "National Insurance number"
        case .passport: "passport number"
        case .dateOfBirth: "date of birth"
        case .ukPostcode: "postcode"
        case .address: "postal address"
        case .phone: "phone number"
        case .email: "e-mail address"
        case .credentialPassword: "password"
        case .credentialMemorable: "memorable word"
        case .credentialPIN: "PIN"
        case .credentialOTP: "one-time code"
        case .usSSN: "Social Security number"
        case .usABA: "routing number"
        case .euNationalID, .ukNHSNumber: "identity number"
        case .ukDrivingLicence: "driving licence number"
        case .customerNumber: "customer number"
        default: "private detail"
        }
    }
}

extension [RedactionNote] {
    /// What was taken out, as it is told to whoever wrote it; nil if nothing was.
    var notice: String? {
        var counts: [(noun: String, count: Int)] = []
        for note in self {
            let noun = DataClass(word: note.dataClass)?.noun ?? "private detail"
            if let place = counts.firstIndex(where: { $0.noun == noun }) {
                counts[place].count += note.count
            } else {
                counts.append((noun, note.count))
            }
        }
        guard !counts.isEmpty else { return nil }
        let words = counts.map { noun, count in
            count > 1 ? "\(count) \(noun)\(noun.hasSuffix("s") ? "es" : "s")" : "\(noun.startsWithVowel ? "an" : "a") \(noun)"
        }
        let list = words.count < 2 ? words[0] : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
        let one = counts.count == 1 && counts[0].count == 1
        return "We removed \(list) from this message. Nobody has stored \(one ? "it" : "them")."
    }
}

extension String {
    /// As it is spoken.
    fileprivate var startsWithVowel: Bool { "aeiou".contains(lowercased().prefix(1)) && !hasPrefix("one") }
}
