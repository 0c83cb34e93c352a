/// Why bytes were not accepted as JSON (RFC 8259), and where; it never carries any of them.
struct JSONError: Error, Equatable {
    enum Reason: String, Equatable, Sendable {
        case notUTF8 = "not UTF-8"
        case unexpectedEnd = "the body ends inside a value"
        case unexpectedByte = "unexpected byte"
        case controlCharacter = "control character inside a string"
        case badEscape = "unknown escape inside a string"
        case badNumber = "malformed number"
        case trailingBytes = "bytes after the value"
        case duplicateKey = "a key stands twice in one object"
        case tooDeep = "nested too deeply"
        case tooManyValues = "too many values"
        case tooManyKeys = "too many keys in one object"
    }

    var reason: Reason
    /// Offset of the offending byte in the body.
    var offset: Int
}
