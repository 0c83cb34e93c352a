/// One mail as the server holds it.
public struct FetchedMail: Sendable {
    public enum Content: Sendable {
        /// Byte for byte.
        case whole([UInt8])
        /// Over the size limit, and so not fetched; the size is the server's, in bytes.
        case tooLarge(size: Int)
    }

    public let uid: UInt32
    /// When the server received it: milliseconds since 1970, UTC. This is the published time of a mail.
    public let received: Int64
    public let content: Content
}

/// Some mails of a mailbox in order of arrival, and where to go on.
public struct MailWindow: Sendable {
    public let mails: [FetchedMail]
    /// Store this once the mails are durable.
    public let cursor: MailboxCursor
    /// The server began a new UIDVALIDITY: mails seen before come again and must be known by their content.
    public let restarted: Bool
    /// Whether there may be mail after the cursor already.
    public let hasMore: Bool
}
