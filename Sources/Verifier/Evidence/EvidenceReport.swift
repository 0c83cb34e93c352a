/// The outcome of verifying one evidence file.
public struct EvidenceReport: Sendable {
    /// How much of a stream is here.
    public struct Coverage: Sendable, Equatable {
        public let stream: RandomID
        /// Every entry from the first to this one.
        public let last: UInt64
    }

    /// No failure: every byte of the file is what its manifest, and every entry what the log says.
    public let verified: Bool
    /// What is wrong, one sentence each, with the place.
    public let failures: [String]
    /// What somebody should know though it is not wrong.
    public let notices: [String]
    public let conversation: RandomID?
    public let coverage: [Coverage]
    public let entries: Int
    public let disclosedFields: Int
    public let withheldFields: Int
    /// Entries of which nothing is disclosed, because it was erased.
    public let closedEntries: Int
    /// The entry that recorded this export and with it the manifest's hash.
    public let sealedBy: UInt64?
    public let checkpoint: OpenedCheckpoint?
    public let key: VerifyingKey?
    /// What could have gone unnoticed, one sentence each.
    public let undetected: [String]
}
