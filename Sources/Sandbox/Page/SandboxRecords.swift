/// A look into the firm's system: what it keeps of a message, and whether something stands on its disk.
public struct SandboxRecords: Sendable {
    /// By the network's id of a post or message, or a mail's Message-ID. Called about once a second while somebody looks.
    public var records: @Sendable (_ ids: [String]) async throws -> [String: SandboxRecord]
    /// Reads every file of the firm's system and looks for these numbers.
    public var search: @Sendable (_ numbers: [String]) async throws -> SandboxSearch

    public init(
        records: @escaping @Sendable (_ ids: [String]) async throws -> [String: SandboxRecord],
        search: @escaping @Sendable (_ numbers: [String]) async throws -> SandboxSearch
    ) {
        self.records = records
        self.search = search
    }
}

/// What the firm's system keeps of one message.
public struct SandboxRecord: Sendable, Equatable {
    /// As redacted; nil where nothing is shown any more.
    public var text: String?
    public var decision: String?
    /// What was found and taken out, such as `card.pan ×1`.
    public var findings: [String]
    /// Of the whole conversation.
    public var labels: [String]
    public var rules: [String]
    /// When an answer is due; nil once it is answered.
    public var due: String?
    /// Its number in the ledger.
    public var entry: UInt64
    public var isSealed: Bool

    public init(
        text: String?, decision: String?, findings: [String], labels: [String], rules: [String], due: String?, entry: UInt64, isSealed: Bool
    ) {
        self.text = text
        self.decision = decision
        self.findings = findings
        self.labels = labels
        self.rules = rules
        self.due = due
        self.entry = entry
        self.isSealed = isSealed
    }
}

/// What a search of the disk came to.
public struct SandboxSearch: Sendable, Equatable {
    public var bytes: Int
    /// Files in which a number stands.
    public var files: [String]

    public init(bytes: Int, files: [String]) {
        self.bytes = bytes
        self.files = files
    }
}
