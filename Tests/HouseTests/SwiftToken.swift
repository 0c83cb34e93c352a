/// A piece of Swift source text that the house's rules look at.
struct SwiftToken: Equatable {
    enum Kind: Equatable {
        /// A name, a keyword or an attribute's name, without back-ticks.
        case word(String)
        /// One byte of anything else.
        case sign(UInt8)
        /// A string literal with its escapes put in; nil where an interpolation stands in it, whose own tokens follow.
        case literal(String?)
        case comment(String)
    }

    var kind: Kind
    /// From 1.
    var line: Int
    /// No blank stands before it.
    var isAttached: Bool

    var word: String? { if case .word(let word) = kind { word } else { nil } }
    var literal: String? { if case .literal(let text) = kind { text } else { nil } }

    func isSign(_ sign: Unicode.Scalar) -> Bool { kind == .sign(UInt8(ascii: sign)) }
}
