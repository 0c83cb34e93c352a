/// One entry's leaf, format 1, read strictly: bytes that are accepted have exactly one meaning, and a meaning has one spelling.
///
/// Times are milliseconds since 1970 UTC; indices are places in the log.
public struct LeafRecord: Sendable, Equatable {
    /// One stream that the entry advances.
    public struct Stream: Sendable, Hashable {
        public let kind: StreamKind
        public let id: RandomID
        /// Place within the stream, from 1.
        public let sequence: UInt64
        /// Index of the stream's entry before this one; nil exactly for the first.
        public let previous: UInt64?
    }

    /// What the entry does to the clock, with what it resolved to.
    public struct Clock: Sendable, Hashable {
        public let operation: ClockOperation
        public let basis: ClockBasis
        /// Seconds.
        public let target: UInt32
        public let turnStart: Int64
        /// The due time; for an end, the instant the turn ended.
        public let resolved: Int64
    }

    public let commandType: UInt16
    public let recorded: Int64
    /// The network's stamp; nil where there is none.
    public let source: Int64?
    public let actorKind: ActorKind
    /// 32 bytes: a keyed pseudonym, or zeros and the party number.
    public let actor: [UInt8]
    public let channel: ChannelKind
    public let clock: Clock
    /// Index of the entry that put the terms in force.
    public let terms: UInt64?
    public let decision: Decision
    public let event: RandomID
    /// The event this entry is about.
    public let subject: RandomID?
    public let fieldCount: Int
    /// Root of the tree over the fields' commitments.
    public let commitmentRoot: TreeDigest
    /// One to eight, the primary stream first.
    public let streams: [Stream]

    public init(_ bytes: [UInt8]) throws(FormatError) {
        // The closure cannot carry a typed error out, so the outcome travels as a value.
        let outcome = bytes.withUnsafeBytes { buffer -> Result<LeafRecord, FormatError> in
            do throws(FormatError) {
                return .success(LeafRecord(try LeafHeader(checking: buffer), in: buffer))
            } catch {
                return .failure(error)
            }
        }
        self = try outcome.get()
    }

    /// The party number of a customer's entry.
    public var partyNumber: UInt32? {
        actorKind == .customer ? actor.suffix(4).reduce(0) { $0 << 8 | UInt32($1) } : nil
    }

    private init(_ header: LeafHeader, in bytes: UnsafeRawBufferPointer) {
        commandType = bytes.bigEndian(at: 17)
        recorded = header.recorded
        source = header.source == 0 ? nil : header.source
        actorKind = header.actorKind
        actor = Array(bytes[36..<68])
        channel = header.channel
        clock = Clock(
            operation: header.clockOperation, basis: header.clockBasis, target: bytes.bigEndian(at: 71),
            turnStart: bytes.bigEndian(at: 75), resolved: bytes.bigEndian(at: 83))
        terms = header.terms == .max ? nil : header.terms
        decision = header.decision
        event = header.event
        let about = RandomID(high: bytes.bigEndian(at: 116), low: bytes.bigEndian(at: 124))
        subject = about.isZero ? nil : about
        fieldCount = Int(header.fieldCount)
        commitmentRoot = TreeDigest(loading: bytes.baseAddress.unsafelyUnwrapped + 134)
        streams = (0..<header.streamCount).map { position in
            let step = LeafHeader.step(position, in: bytes)
            return Stream(
                kind: step.kind, id: step.id, sequence: step.sequence, previous: step.previous == .max ? nil : step.previous)
        }
    }
}
