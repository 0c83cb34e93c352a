/// The outcome of verifying one export.
public struct VerificationReport: Sendable {
    /// What was looked at.
    public struct Counts: Sendable, Equatable {
        /// Entries whose bytes were hashed and parsed.
        public var entries: UInt64 = 0
        public var entryBytes: UInt64 = 0
        public var bundles: UInt64 = 0
        public var hashTiles: UInt64 = 0
        /// Streams whose sequence was followed.
        public var streams: UInt64 = 0
        /// Whether every stream was followed, so that each is known to be whole from its entry 1 to its last.
        public var everyStreamIsWhole = false
        /// Bytes that were sorted in a temporary folder to find repeated events; 0 where memory was enough.
        public var sortedBytes: UInt64 = 0
        /// That folder.
        public var temporaryFolder = ""
        public var termsFiles: UInt64 = 0
        public var disclosedFields: UInt64 = 0
        public var withheldFields: UInt64 = 0
        public var erasedFields: UInt64 = 0
        public var retainedCheckpoints: UInt64 = 0
        public var cosignatures: UInt64 = 0
        public var files: UInt64 = 0
    }

    /// No failure: every byte of the export is what the checkpoint and the format say.
    public let verified: Bool
    /// In the order they were met; the first so many.
    public let findings: [Finding]
    /// Number of failures, also of those not in `findings`.
    public let failures: UInt64
    public let notices: UInt64
    /// The lowest index of an entry that a failure names.
    public let firstBadIndex: UInt64?
    public let counts: Counts
    public let assurance: Assurance
    /// The key that was used; nil if none could be read.
    public let key: VerifyingKey?
    /// Whether the log's key was known from elsewhere: without that nobody's word stands behind the export, however whole it is in itself.
    public let isKeyKnown: Bool
    /// Nil if it could not be read.
    public let checkpoint: OpenedCheckpoint?
    /// The signed checkpoint, byte for byte as it was read once and verified.
    public let note: [UInt8]?
    /// The log's keys as its own entries say, the oldest first.
    public let keys: [KeyUse]
    /// The logs that this one goes on from after a loss, as its own entries say, the oldest first.
    public let continuations: [Continuation]
}
