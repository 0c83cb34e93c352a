/// The outcome of verifying one evidence file.
public struct EvidenceReport: Sendable {
    /// What the file is about.
    public enum Subject: Sendable, Equatable, CustomStringConvertible {
        case conversation(RandomID)
        /// Entries of the log from one index to another.
        case range(UInt64, UInt64)
        case customer(RandomID)
        /// By the event of the entry that recorded it.
        case recordedComplaint(RandomID)

        public var description: String {
            switch self {
            case .conversation(let id): "conversation \(id)"
            case .range(let first, let last): "entries \(first) to \(last) of the log"
            case .customer(let id): "customer \(id)"
            case .recordedComplaint(let event): "complaint \(event)"
            }
        }
    }
    /// By the word of a time-stamp authority so many entries existed at a time, in milliseconds since 1970 UTC.
    public struct Stamp: Sendable, Equatable {
        public let size: UInt64
        public let time: Int64
        /// Whether the authority was known from elsewhere.
        public let isBelieved: Bool
    }
    /// How much of a stream is here.
    public struct Coverage: Sendable, Equatable {
        public let isParty: Bool
        public let stream: RandomID
        /// Every entry from the first to this one.
        public let last: UInt64
    }

    /// No failure: every byte of the file is what its manifest, and every entry what the log says.
    public let verified: Bool
    /// What is wrong, one sentence each, with the place.
    public let failures: [String]
    public let subject: Subject?
    /// Streams that are whole up to the export; empty for a range, which proves no conversation whole.
    public let coverage: [Coverage]
    public let entries: Int
    public let disclosedFields: Int
    public let withheldFields: Int
    /// Fields that are gone, each under an entry that says why.
    public let erasedFields: Int
    /// The entries that say why something is gone.
    public let erasures: [UInt64]
    /// The entries that recorded this export and with it the manifest's hash.
    public let sealedBy: [UInt64]
    /// When the export was recorded, in milliseconds since 1970 UTC.
    public let exported: Int64?
    public let checkpoint: OpenedCheckpoint?
    public let key: VerifyingKey?
    /// The key of the manifest's signature, which an entry of the log announced.
    public let evidenceKey: VerifyingKey?
    /// The log's keys as its own entries say, the oldest first.
    public let keys: [KeyUse]
    /// SHA-256 of the certificate of the authority that certified them; nil without certificates.
    public let certificateAuthority: String?
    /// Whether that authority was known from elsewhere.
    public let isAuthorityKnown: Bool
    /// By size.
    public let stamps: [Stamp]
    /// The logs that this one goes on from after a loss, as entries in the file say, the oldest first.
    public let continuations: [Continuation]
    /// Every level whose evidence was given and held, as for exports. Empty if the file did not verify or its key came with it.
    public let levels: [Assurance.Level]
    /// Whether the log's key was known from elsewhere: without that nobody's word stands behind the file, however whole it is in itself.
    public let isKeyKnown: Bool
    /// What could have gone unnoticed, one sentence each.
    public let undetected: [String]
}
