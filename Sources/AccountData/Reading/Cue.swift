/// What a phrase names: the data itself, or something that only sounds like it.
public enum Cue: UInt8, Sendable, Hashable, CaseIterable {
    case cardNumber, cardEnding, cardExpiry, securityCode, pin, passcode, oneTimeCode
    /// "code" and nothing more.
    case bareCode
    case password, memorable, sortCode, accountNumber
    /// "account" and nothing more.
    case account
    case iban, bic, nationalInsurance, passport, birth, postcode, address, phone, email, socialSecurity, routing
    case taxNumber, frenchNumber, spanishNumber, nationalNumber
    case health, licence, customerNumber, balance
    /// A reference, order or other number that is no account data.
    case other

    var bit: UInt64 { 1 << UInt64(rawValue) }

    /// The name in words with underscores, for those who read the evidence.
    public var word: String {
        String(describing: self).reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
    }
}

/// A set of cues, for tests in inner loops.
struct CueSet: Sendable {
    let bits: UInt64

    init(_ cues: Cue...) { bits = cues.reduce(0) { $0 | $1.bit } }
    init(bits: UInt64) { self.bits = bits }

    @inline(__always)
    func contains(_ cue: Cue) -> Bool { bits & cue.bit != 0 }

    /// Names of things whose number is neither a bank account's nor a secret.
    static let elsewhere = CueSet(
        .other, .nationalInsurance, .passport, .postcode, .phone, .socialSecurity, .routing, .taxNumber, .frenchNumber, .spanishNumber,
        .nationalNumber, .health, .licence, .customerNumber)
}

/// A phrase found in a text: tokens from first to last.
struct CueHit {
    var cue: Cue
    var first: Int32
    var last: Int32
}
