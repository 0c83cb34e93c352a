/// A run of letters and digits in the folded text, and what stands before it.
struct Token {
    /// Units from `start` up to `end`.
    var start: Int32
    var end: Int32
    /// Number in the ``Vocabulary``; 0 is no known word.
    var word: UInt16
    var kind: Kind
    var gap: Gap
    /// Units between the token before and this one, at most 255.
    var gapLength: UInt8
    /// The byte of the gap if it is the same throughout, otherwise 0.
    var separator: UInt8
    /// Part of a cue phrase.
    var isCue: Bool
    /// Place of the first cue that ends at or behind this token, and of the first group that begins at or behind it.
    var cueFrom: UInt16 = 0
    var groupFrom: UInt16 = 0

    enum Kind: UInt8 { case letters, digits, mixed }

    var count: Int { Int(end - start) }
}

/// What stands between two tokens.
struct Gap: OptionSet {
    let rawValue: UInt8
    static let newline = Gap(rawValue: 1 << 0)
    /// Currency, percent, plus, at, hash: no number goes on across it.
    static let blocker = Gap(rawValue: 1 << 1)
    /// A full stop, question or exclamation mark followed by space.
    static let sentenceEnd = Gap(rawValue: 1 << 2)
    /// A colon or an equals sign.
    static let copula = Gap(rawValue: 1 << 3)
    static let quote = Gap(rawValue: 1 << 4)
    /// What a redaction left. Nothing reaches across it.
    static let mark = Gap(rawValue: 1 << 5)
    static let currency = Gap(rawValue: 1 << 6)
    /// Something else than blanks.
    static let visible = Gap(rawValue: 1 << 7)
}
