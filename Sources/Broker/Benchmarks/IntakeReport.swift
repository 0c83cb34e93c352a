/// What the intake benchmark found.
public struct IntakeReport: Codable, Sendable {
    /// Deliveries answered with 200 a second: durable, each of them.
    public var rate: Double
    public var p50: Double
    public var p99: Double
    public var accepted: Int
    public var refused: Int
    /// 99 of 100 entries were sealed within this after they were accepted.
    public var sealedLag: Double
    public var rowsPerCommit: Double
    /// Processor time of the server, all threads, for one delivery.
    public var serverMicroseconds: Double
    public var syncs: Syncs
    public var settings: Settings

    public struct Syncs: Codable, Sendable {
        public var ledger: UInt64
        public var keys: UInt64
        public var signer: UInt64
    }

    public struct Settings: Codable, Sendable {
        public var journalMode: String
        public var synchronous: Int64
        public var secureDelete: Int64
        public var connections: Int
        public var seconds: Double
        public var conversations: UInt64
        public var cores: Int
        public var bodyBytes: Int
        /// The machine's load average when the run began.
        public var load: Double

        private enum CodingKeys: String, CodingKey {
            case journalMode = "journal_mode"
            case synchronous
            case secureDelete = "secure_delete"
            case connections, seconds, conversations, cores
            case bodyBytes = "body_bytes"
            case load
        }
    }

    private enum CodingKeys: String, CodingKey {
        case rate
        case p50 = "p50_ms"
        case p99 = "p99_ms"
        case accepted, refused
        case sealedLag = "sealed_lag_ms"
        case rowsPerCommit = "rows_per_commit"
        case serverMicroseconds = "server_us"
        case syncs, settings
    }
}

extension IntakeReport.Settings {
    public init(
        _ measures: IntakeMeasures, connections: Int, seconds: Double, conversations: UInt64, cores: Int, bodyBytes: Int, load: Double
    ) {
        journalMode = measures.journalMode
        synchronous = measures.synchronous
        secureDelete = measures.secureDelete
        self.connections = connections
        self.seconds = seconds
        self.conversations = conversations
        self.cores = cores
        self.bodyBytes = bodyBytes
        self.load = load
    }
}

extension IntakeReport {
    public init(
        rate: Double, p50: Double, p99: Double, accepted: Int, refused: Int, sealedLag: Double, rowsPerCommit: Double,
        serverMicroseconds: Double, ledger: UInt64, keys: UInt64, signer: UInt64, settings: Settings
    ) {
        self.rate = rate
        self.p50 = p50
        self.p99 = p99
        self.accepted = accepted
        self.refused = refused
        self.sealedLag = sealedLag
        self.rowsPerCommit = rowsPerCommit
        self.serverMicroseconds = serverMicroseconds
        syncs = Syncs(ledger: ledger, keys: keys, signer: signer)
        self.settings = settings
    }
}

/// What the load process tells the one that started it.
public struct IntakeLoadReport: Codable, Sendable {
    public var accepted: Int
    public var refused: Int
    public var seconds: Double
    public var p50: Double
    public var p99: Double
    /// Authors that have posted, those of earlier runs included.
    public var authors: UInt64
    public var bodyBytes: Int

    public init(_ result: IntakeLoad.Result, authors: UInt64, bodyBytes: Int) {
        accepted = result.accepted
        refused = result.refused
        seconds = result.seconds
        p50 = result.percentile(0.5)
        p99 = result.percentile(0.99)
        self.authors = authors
        self.bodyBytes = bodyBytes
    }
}
