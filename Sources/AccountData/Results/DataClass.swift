/// A kind of account data, or the asking for one: a closed set whose raw value is the word that packs, facts and tools use.
public struct DataClass: RawRepresentable, Hashable, Sendable, CaseIterable, Comparable, CustomStringConvertible {
    /// Place in ``words``; the requests follow at ``requestOffset``.
    let code: UInt8
    /// Up to sixteen characters of a custom class's name, in the order of the bytes; otherwise 0.
    private var name: UInt64 = 0
    private var moreName: UInt64 = 0

    /// All classes that packs define share a code; their names tell them apart.
    private static let customCode: UInt8 = 31
    private static let customPrefix = "org."
    private static let longestName = 16

    private static let requestOffset: UInt8 = 32

    /// The words in order of their codes. Appending is the only change ever made here.
    private static let words = [
        "card.pan", "card.cvv", "card.expiry", "uk.sort_code", "uk.account_number", "iban", "bic", "uk.nino", "passport", "dob",
        "uk.postcode", "address", "phone", "email", "credential.password", "credential.memorable", "credential.pin",
        "credential.otp", "us.ssn", "us.aba", "eu.national_id", "uk.nhs_number", "uk.driving_licence", "card.last4",
        "account.balance", "account.transaction", "account.status", "customer.number",
    ]
    private static let standardCount: UInt8 = 23
    private static let requestPrefix = "request."

    init(code: UInt8) { self.code = code }

    /// A class of a firm's own: `org.` and up to sixteen small letters, digits or underscores; nil if the word has another form.
    public init?(custom word: String) {
        guard word.hasPrefix(Self.customPrefix) else { return nil }
        let characters = Array(word.utf8.dropFirst(Self.customPrefix.utf8.count))
        guard 1...Self.longestName ~= characters.count,
            characters.allSatisfy(Self.isNameByte)
        else { return nil }
        code = Self.customCode
        for (place, byte) in characters.enumerated() {
            let shifted = UInt64(byte) << UInt64(56 - 8 * (place & 7))
            if place < 8 { name |= shifted } else { moreName |= shifted }
        }
    }

    /// Whether a pack defined it.
    public var isCustom: Bool { code & ~Self.requestOffset == Self.customCode }

    /// The name that a pack gave it, without `org.`; nil if no pack did.
    public var customName: String? { isCustom ? String(customWord.dropFirst(Self.customPrefix.count)) : nil }

    private var customWord: String {
        var bytes: [UInt8] = []
        for place in 0..<Self.longestName {
            let half = place < 8 ? name : moreName
            let byte = UInt8(truncatingIfNeeded: half >> UInt64(56 - 8 * (place & 7)))
            if byte != 0 { bytes.append(byte) }
        }
        return Self.customPrefix + String(decoding: bytes, as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// The class of a word as packs write it; nil if there is no such class.
    public init?(word: String) {
        if let custom = DataClass(custom: word) {
            self = custom
            return
        }
        let isRequest = word.hasPrefix(Self.requestPrefix)
        let plain = isRequest ? String(word.dropFirst(Self.requestPrefix.count)) : word
        guard let place = Self.words.firstIndex(of: plain) else { return nil }
        code = UInt8(place) + (isRequest ? Self.requestOffset : 0)
    }

    public init?(rawValue: String) { self.init(word: rawValue) }
    public var rawValue: String { word }
    public var description: String { word }

    /// The word that packs, facts and tools use, such as `card.pan` or `request.card.pan`.
    public var word: String {
        if isCustom { return (isRequest ? Self.requestPrefix : "") + customWord }
        return isRequest ? Self.requestPrefix + Self.words[Int(code - Self.requestOffset)] : Self.words[Int(code)]
    }

    /// Whether this is the asking for data rather than the data.
    public var isRequest: Bool { code >= Self.requestOffset }

    /// What is asked for; nil if this is no request.
    public var requested: DataClass? { isRequest ? moved(to: code - Self.requestOffset) : nil }

    /// The asking for this class; a request is its own.
    public var request: DataClass { isRequest ? self : moved(to: code + Self.requestOffset) }

    private func moved(to code: UInt8) -> DataClass {
        var other = DataClass(code: code)
        (other.name, other.moreName) = (name, moreName)
        return other
    }

    /// Whether nothing of the value may remain, not even a hash: security codes, PINs, passwords, one-time codes, memorable words.
    public var isSecret: Bool {
        switch self {
        case .cardCVV, .credentialPassword, .credentialMemorable, .credentialPIN, .credentialOTP: true
        default: false
        }
    }

    // Written out: those that come with a raw value would compare the words.
    public static func == (left: DataClass, right: DataClass) -> Bool {
        left.code == right.code && left.name == right.name && left.moreName == right.moreName
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        if isCustom {
            hasher.combine(name)
            hasher.combine(moreName)
        }
    }

    public static func < (left: DataClass, right: DataClass) -> Bool {
        (left.code, left.name, left.moreName) < (right.code, right.name, right.moreName)
    }

    /// Every class without requests, then every request.
    public static var allCases: [DataClass] {
        let plain = (0..<UInt8(words.count)).map { DataClass(code: $0) }
        return plain + plain.map(\.request)
    }

    /// The classes that are looked for unless asked otherwise: account data proper, without the softer ones and without requests.
    static var standard: Set<DataClass> { Set((0..<standardCount).map { DataClass(code: $0) }) }

    /// One bit a class, for sets that are tested in the scanner's inner loops.
    var bit: UInt64 { 1 << UInt64(code) }
}

extension DataClass {
    public static var cardPAN: DataClass { DataClass(code: 0) }
    public static var cardCVV: DataClass { DataClass(code: 1) }
    public static var cardExpiry: DataClass { DataClass(code: 2) }
    public static var ukSortCode: DataClass { DataClass(code: 3) }
    public static var ukAccountNumber: DataClass { DataClass(code: 4) }
    public static var iban: DataClass { DataClass(code: 5) }
    public static var bic: DataClass { DataClass(code: 6) }
    public static var ukNINO: DataClass { DataClass(code: 7) }
    public static var passport: DataClass { DataClass(code: 8) }
    public static var dateOfBirth: DataClass { DataClass(code: 9) }
    public static var ukPostcode: DataClass { DataClass(code: 10) }
    public static var address: DataClass { DataClass(code: 11) }
    public static var phone: DataClass { DataClass(code: 12) }
    public static var email: DataClass { DataClass(code: 13) }
    public static var credentialPassword: DataClass { DataClass(code: 14) }
    public static var credentialMemorable: DataClass { DataClass(code: 15) }
    public static var credentialPIN: DataClass { DataClass(code: 16) }
    public static var credentialOTP: DataClass { DataClass(code: 17) }
    public static var usSSN: DataClass { DataClass(code: 18) }
    public static var usABA: DataClass { DataClass(code: 19) }
    public static var euNationalID: DataClass { DataClass(code: 20) }
    public static var ukNHSNumber: DataClass { DataClass(code: 21) }
    public static var ukDrivingLicence: DataClass { DataClass(code: 22) }
    public static var cardLast4: DataClass { DataClass(code: 23) }
    public static var accountBalance: DataClass { DataClass(code: 24) }
    public static var accountTransaction: DataClass { DataClass(code: 25) }
    public static var accountStatus: DataClass { DataClass(code: 26) }
    public static var customerNumber: DataClass { DataClass(code: 27) }
}
