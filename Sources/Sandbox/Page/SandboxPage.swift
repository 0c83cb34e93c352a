/// What the network's own web page needs besides the network: whom it is about, and windows into what lies outside.
public struct SandboxPage: Sendable {
    /// The handle of the firm's account, to which customers write.
    public var firm: String
    /// The customers' real mailboxes; nil where there are none.
    public var mailbox: SandboxMailbox?
    /// What the firm's system stored of each message; nil where nobody may look.
    public var records: SandboxRecords?
    /// The firm's people, at whose desk one may sit down as well.
    public var desk: SandboxDesk?

    public init(firm: String, mailbox: SandboxMailbox? = nil, records: SandboxRecords? = nil, desk: SandboxDesk? = nil) {
        self.firm = firm
        self.mailbox = mailbox
        self.records = records
        self.desk = desk
    }
}

/// The way from the network's page to the firm's desk.
public struct SandboxDesk: Sendable {
    public struct Seat: Sendable, Equatable {
        public var login: String
        public var name: String
        public var role: String

        public init(login: String, name: String, role: String) {
            self.login = login
            self.name = name
            self.role = role
        }
    }

    /// Scheme, host and port.
    public var origin: String
    public var seats: [Seat]
    /// A fresh one-time address that signs the holder of this log-in in.
    public var link: @Sendable (_ login: String) async throws -> String

    public init(origin: String, seats: [Seat], link: @escaping @Sendable (_ login: String) async throws -> String) {
        self.origin = origin
        self.seats = seats
        self.link = link
    }
}
