/// One character of folded text and the scalars of the original that it stands for.
struct Unit {
    /// Scalar offsets of the original.
    var start: UInt32
    var end: UInt32
    /// A lower-case ASCII character or one of ``FoldedByte``.
    var byte: UInt8
    var kind: Kind
    /// See ``Folds``; what was dropped before a unit is flagged on it.
    var flags: UInt16

    enum Kind: UInt8 {
        case space, newline, joiner, blocker, letter, digit, markOpen, markClose
    }
}

extension Unit.Kind {
    /// Kinds by folded byte. Blockers never stand inside a number: amounts, percentages, phone prefixes, handles.
    static let byByte: ByteTable<Unit.Kind> = ByteTable { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case UInt8(ascii: "a")...UInt8(ascii: "z"), FoldedByte.letter, 0x80...0x89: .letter
        case UInt8(ascii: " "): .space
        case UInt8(ascii: "\n"): .newline
        case FoldedByte.currency, UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "@"), UInt8(ascii: "#"),
            UInt8(ascii: "&"):
            .blocker
        case FoldedByte.markOpen: .markOpen
        case FoldedByte.markClose: .markClose
        default: .joiner
        }
    }
}

/// 256 values, one a byte.
///
/// `@unchecked Sendable`: written in `init`, never again, and kept as long as the process.
struct ByteTable<Value>: @unchecked Sendable {
    private let values: UnsafeMutablePointer<Value>

    init(_ value: (UInt8) -> Value) {
        values = .allocate(capacity: 256)
        for byte in 0..<256 { (values + byte).initialize(to: value(UInt8(byte))) }
    }

    @inline(__always)
    subscript(byte: UInt8) -> Value { values[Int(byte)] }
}
