/// Why the bytes of a part cannot be read in line and stay unread until somebody scans them.
public enum OpaqueReason: String, Sendable, Hashable {
    case unknownEncoding = "unknown_encoding"
    case unknownCharset = "unknown_charset"
    /// Two fields, or two parameters, contradict one another.
    case ambiguous
    case malformedType = "malformed_type"
    /// A multipart without boundary, with none of its delimiters, or encoded as a whole.
    case malformedMultipart = "malformed_multipart"
    case encrypted
    /// Refers to content elsewhere, or is one piece of a mail.
    case incomplete
}

/// One node of a mail's tree.
public struct MailPart: Sendable {
    /// Its place among the parts of the mail; a parent comes before its children.
    public let index: Int
    public let parent: Int?
    public let depth: Int
    public let header: HeaderBlock
    /// In lower case, such as `text/plain`.
    public internal(set) var type: String
    public let parameters: [String: String]
    /// `attachment` or another word in lower case; nil if there is none.
    public let disposition: String?
    /// As the sender gave it, cleaned; nil if there is none.
    public let name: CleanName?
    public internal(set) var opaque: OpaqueReason?
    /// Inside a mail that is attached to this one.
    public let isForwarded: Bool

    enum Encoding: Sendable {
        case identity
        case base64
        case quotedPrintable
    }

    let encoding: Encoding
    let source: Int
    /// The body in its source, encoded.
    var range: Range<Int>

    var isMultipart: Bool { opaque == nil && type.hasPrefix("multipart/") }
    var isMessage: Bool { opaque == nil && (type == "message/rfc822" || type == "message/global") }
    var isContainer: Bool { isMultipart || isMessage }
}
