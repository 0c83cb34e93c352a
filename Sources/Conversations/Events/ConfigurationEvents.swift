/// What is in force from this entry on; never erased.
public struct TermsInForce: Sendable, Codable, Equatable {
    public struct File: Sendable, Codable, Equatable {
        public var name: String
        /// SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.
        public var sha256: String

        public init(name: String, sha256: String) {
            self.name = name
            self.sha256 = sha256
        }
    }
    public var files: [File]
    public var packs: [String]

    public init(files: [File], packs: [String]) {
        self.files = files
        self.packs = packs
    }
}

/// New terms were refused; the old ones stay.
public struct TermsRefused: Sendable, Codable, Equatable {
    public var errors: Int
    public var first: String

    public init(errors: Int, first: String) {
        self.errors = errors
        self.first = first
    }
}

/// The key that signs manifests of evidence files from this entry on.
public struct EvidenceKeyAnnounced: Sendable, Codable, Equatable {
    /// A verifier key (C2SP signed-note) whose name is the log's with `/evidence` behind it.
    public var key: String

    public init(key: String) { self.key = key }
}

/// A second key signs the log's checkpoints beside the one before it, which vouches for it by sealing this entry; never erased.
public struct LogKeyAnnounced: Sendable, Codable, Equatable {
    /// A verifier key (C2SP signed-note) with the log's name.
    public var key: String
    /// The verifier key that signed alone until now.
    public var before: String

    public init(key: String, before: String) {
        self.key = key
        self.before = before
    }
}

/// A key of the log signs nothing that covers this entry; never erased.
public struct LogKeyRetired: Sendable, Codable, Equatable {
    /// The verifier key.
    public var key: String

    public init(key: String) { self.key = key }
}

/// A time-stamp authority said of a checkpoint that it existed; never erased.
public struct TimeStamped: Sendable, Codable, Equatable {
    /// How many entries the checkpoint covers.
    public var size: UInt64
    /// Of the token, 64 lower-case hexadecimal digits.
    public var sha256: String
    /// When, by the authority's clock.
    public var at: Timestamp

    public init(size: UInt64, sha256: String, at: Timestamp) {
        self.size = size
        self.sha256 = sha256
        self.at = at
    }
}

/// Makes silence visible.
public struct Heartbeat: Sendable, Codable, Equatable {
    public var entries: UInt64
}

/// One of the firm's own accounts on a network.
public struct ChannelAccountAdded: Sendable, Codable, Equatable {
    public var account: ChannelAccountID
    public var network: Network
    public var name: String
}

/// The roles of somebody of the firm from this entry on; the login they sign in with is content.
public struct Granted: Sendable, Codable, Equatable {
    public var staff: StaffID
    public var roles: [String]
    public var isDisabled: Bool

    public init(staff: StaffID, roles: [String], isDisabled: Bool) {
        self.staff = staff
        self.roles = roles
        self.isDisabled = isDisabled
    }
}
