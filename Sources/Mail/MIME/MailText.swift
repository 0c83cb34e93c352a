/// One text of a mail.
public struct MailText: Sendable, Hashable {
    public enum Source: Sendable, Hashable {
        case plain
        /// A view in plain text; markup is gone.
        case html
    }

    /// The part it stands in.
    public let part: Int
    public let source: Source
    /// Lines end in LF.
    public let text: String
    /// Text that the markup hides from a reader; to be scanned, not shown.
    public let hidden: String
    /// Part of the mail's body.
    public let isShown: Bool
    /// From a mail that is attached to this one.
    public let isForwarded: Bool
}

/// A part that is no text of the body, or cannot be read in line.
public struct MailAttachment: Sendable {
    public let part: Int
    public let name: CleanName
    /// Whether its sender gave it a name.
    public let hasName: Bool
    /// The sender's claim, such as `application/pdf`.
    public let declaredType: String
    /// Decoded; for an unreadable part as it arrived.
    public let bytes: [UInt8]
    public let opaque: OpaqueReason?
}
