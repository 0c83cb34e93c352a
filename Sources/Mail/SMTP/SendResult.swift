/// What became of a mail. Anything else, told as an error, means that it was not sent and may be tried again.
public enum SendResult: Sendable, Hashable {
    /// The server has taken it for at least one recipient.
    ///
    /// - queueID: the server's name for it, if it gave one.
    /// - refused: recipients that it did not take.
    case accepted(queueID: String?, refused: [RecipientRefusal])
    /// The server did not take it.
    case refused(SendRefusal)
    /// All of it went out and no answer came back: it may have been sent. Never send it again without looking for it.
    case unknown(MailFailure)
}

public enum SendRefusal: Sendable, Hashable {
    /// The server does not take mail from this sender, or not of this size.
    case sender(SMTPReply)
    /// No recipient was taken.
    case recipients([RecipientRefusal])
    /// The mail itself was not taken.
    case content(SMTPReply, refused: [RecipientRefusal])

    /// Whether the server asks to try again later.
    public var isTemporary: Bool {
        switch self {
        case .sender(let reply), .content(let reply, _): reply.isTemporary
        case .recipients(let refusals): refusals.contains { $0.reply.isTemporary }
        }
    }
}

/// The server's word on one recipient.
public struct RecipientRefusal: Sendable, Hashable {
    public let recipient: MailAddress
    public let reply: SMTPReply
}
