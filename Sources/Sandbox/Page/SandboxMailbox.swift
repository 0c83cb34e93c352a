/// Customers' mailboxes on real mail servers, handed in by whoever runs those.
public struct SandboxMailbox: Sendable {
    /// The address of a customer, by handle; nil for somebody without a mailbox.
    public var address: @Sendable (_ handle: String) -> String?
    /// Where customers write to the firm.
    public var firm: String
    /// The newest letters received and sent, newest first; at most a few hundred. Called about once a second while somebody looks.
    public var letters: @Sendable (_ handle: String) async throws -> [SandboxLetter]
    public var send: @Sendable (_ handle: String, _ draft: SandboxDraft) async throws -> Void

    public init(
        firm: String, address: @escaping @Sendable (_ handle: String) -> String?,
        letters: @escaping @Sendable (_ handle: String) async throws -> [SandboxLetter],
        send: @escaping @Sendable (_ handle: String, _ draft: SandboxDraft) async throws -> Void
    ) {
        self.firm = firm
        self.address = address
        self.letters = letters
        self.send = send
    }
}

/// A letter as its reader's mail program shows it.
public struct SandboxLetter: Sendable, Equatable {
    /// Letters, digits, hyphens; stable as long as the mailbox stands.
    public var id: String
    /// The Message-ID with its angle brackets, if it has one.
    public var messageID: String?
    public var isSent: Bool
    public var from: String
    public var to: String
    public var subject: String
    /// Milliseconds since 1970.
    public var at: Int64
    public var text: String
    /// Where an answer goes.
    public var answerTo: String

    public init(
        id: String, messageID: String?, isSent: Bool, from: String, to: String, subject: String, at: Int64, text: String, answerTo: String
    ) {
        self.id = id
        self.messageID = messageID
        self.isSent = isSent
        self.from = from
        self.to = to
        self.subject = subject
        self.at = at
        self.text = text
        self.answerTo = answerTo
    }
}

/// A letter to be sent.
public struct SandboxDraft: Sendable, Equatable {
    public var to: String
    public var subject: String
    public var text: String
    /// The letter that it answers.
    public var answers: String?

    public init(to: String, subject: String, text: String, answers: String? = nil) {
        self.to = to
        self.subject = subject
        self.text = text
        self.answers = answers
    }
}
