/// A mail to be written: what is said, to whom, and in answer to what.
///
/// Nothing here is random or reads a clock: identifiers, boundary and time come in.
public struct OutgoingMail: Sendable {
    /// Who caused the mail (RFC 3834 section 5); robots do not answer what is marked.
    public enum Origin: String, Sendable {
        case person = "no"
        /// Sent without anybody asking, such as a survey.
        case generated = "auto-generated"
        /// Sent in answer to a mail, such as an acknowledgement.
        case replied = "auto-replied"
    }

    public struct Attachment: Sendable {
        public var name: String
        /// Such as `application/pdf`.
        public var type: String
        public var bytes: [UInt8]

        public init(name: String, type: String, bytes: [UInt8]) {
            self.name = name
            self.type = type
            self.bytes = bytes
        }
    }

    public struct Person: Sendable, Hashable {
        public var name: String?
        public var address: MailAddress

        public init(_ address: MailAddress, name: String? = nil) {
            self.address = address
            self.name = name
        }
    }

    public var from: Person
    public var to: [Person]
    /// Where an answer goes, if not to `from`: the address with the reply token.
    public var replyTo: MailAddress?
    public var subject: String
    public var id: MessageID
    /// Milliseconds since 1970, UTC.
    public var date: Int64
    public var inReplyTo: MessageID?
    /// The thread, oldest first.
    public var references: [MessageID] = []
    public var origin: Origin = .person
    /// Lines may end in any way.
    public var text: String
    public var attachments: [Attachment] = []
    /// 20 to 60 random letters and digits; used only when there are attachments.
    public var boundary: String

    public init(from: Person, to: [Person], subject: String, id: MessageID, date: Int64, text: String, boundary: String) {
        self.from = from
        self.to = to
        self.subject = subject
        self.id = id
        self.date = date
        self.text = text
        self.boundary = boundary
    }
}
