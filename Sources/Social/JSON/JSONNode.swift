/// One value (or one key) of a parsed document: where its bytes stand and where its successor does.
struct JSONNode {
    enum Kind: UInt8 { case object, array, string, number, yes, no, null }

    var kind: Kind
    /// Whether a string needs decoding before it is used or compared.
    var hasEscapes = false
    /// Strings: the byte after the opening quote. Others: the first byte.
    var start: UInt32
    /// Strings: the closing quote. Others: the byte after the last.
    var end: UInt32
    /// Index of the node after this one and all it contains.
    var next: UInt32
}
