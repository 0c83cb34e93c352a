/// What a phrase names: the data itself, or something that only sounds like it.
public enum Cue: String, Sendable, Hashable, CaseIterable {
    case cardNumber = "card_number"
    case cardEnding = "card_ending"
    case securityCode = "security_code"
    case pin
    case passcode
    case oneTimeCode = "one_time_code"
    /// "code" and nothing more.
    case bareCode = "bare_code"
    case password
    case memorable
    case sortCode = "sort_code"
    case accountNumber = "account_number"
    /// "account" and nothing more.
    case account
    case iban
    /// A reference, order or other number that is no account data.
    case other
}

/// A phrase found in a text: tokens from first to last.
struct CueHit {
    var cue: Cue
    var first: Int32
    var last: Int32
}
