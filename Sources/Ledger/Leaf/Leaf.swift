/// What the log holds of one accepted command: fixed binary, one encoding, without personal data.
///
/// A value of this type always obeys the format; what does not is refused when it is made or read.
public struct Leaf: Hashable, Sendable {
    /// Numbered by the domain, never zero.
    public let commandType: UInt16
    /// Milliseconds since 1970, UTC.
    public let recordedTime: Int64
    /// The network's own stamp, in milliseconds since 1970, UTC; never later than the recorded time.
    public let sourceTime: Int64?
    public let actor: LeafActor
    /// 0 for none, else 1 to 15; numbered by the domain.
    public let channelKind: UInt8
    public let clock: ClockStep?
    /// Index of the entry that put the terms in force.
    public let terms: UInt64?
    /// 0 for none, else 1 to 18; numbered by the domain.
    public let decision: UInt8
    public let eventID: EventID
    /// The event that this entry is about.
    public let subject: EventID?
    public let commitments: CommitmentRoot
    /// One to eight, no stream twice; the first is the primary one.
    public let streams: [StreamReference]

    public static let greatestChannelKind: UInt8 = 15
    public static let greatestDecision: UInt8 = 18
    public static let greatestStreamCount = 8

    /// Makes a leaf out of its parts, or says which field breaks the format.
    public init(
        commandType: UInt16, recordedTime: Int64, sourceTime: Int64? = nil, actor: LeafActor, channelKind: UInt8 = 0,
        clock: ClockStep? = nil, terms: UInt64? = nil, decision: UInt8 = 0, eventID: EventID, subject: EventID? = nil,
        commitments: CommitmentRoot, streams: [StreamReference]
    ) throws(LeafError) {
        guard commandType != 0 else { throw LeafError(Offset.commandType, .zeroCommandType) }
        guard recordedTime > 0 else { throw LeafError(Offset.recordedTime, .recordedTime) }
        if let sourceTime {
            guard sourceTime > 0, sourceTime <= recordedTime else { throw LeafError(Offset.sourceTime, .sourceTime) }
        }
        guard channelKind <= Leaf.greatestChannelKind else { throw LeafError(Offset.channelKind, .channelKind) }
        guard decision <= Leaf.greatestDecision else { throw LeafError(Offset.decision, .decision) }
        guard (1...Leaf.greatestStreamCount).contains(streams.count) else {
            throw LeafError(Offset.streamCount, .streamCount)
        }
        for index in streams.indices.dropFirst() {
            for earlier in 0..<index where streams[earlier].id == streams[index].id && streams[earlier].kind == streams[index].kind {
                throw LeafError(Offset.streams + index * StreamReference.byteCount, .repeatedStream)
            }
        }
        self.commandType = commandType
        self.recordedTime = recordedTime
        self.sourceTime = sourceTime
        self.actor = actor
        self.channelKind = channelKind
        self.clock = clock
        // The index that stands for "none" cannot be told from none.
        self.terms = terms == .max ? nil : terms
        self.decision = decision
        self.eventID = eventID
        self.subject = subject
        self.commitments = commitments
        self.streams = streams
    }

    /// Length of the encoding in bytes: 200 to 431.
    public var byteCount: Int { Offset.streams + streams.count * StreamReference.byteCount }

    /// Where each field stands; the format is fixed for ever.
    enum Offset {
        static let format = 16
        static let commandType = 17
        static let recordedTime = 19
        static let sourceTime = 27
        static let actorKind = 35
        static let actor = 36
        static let channelKind = 68
        static let clockOperation = 69
        static let clockBasis = 70
        static let clockTarget = 71
        static let turnStart = 75
        static let resolved = 83
        static let terms = 91
        static let decision = 99
        static let eventID = 100
        static let subject = 116
        static let fieldCount = 132
        static let commitmentRoot = 134
        static let streamCount = 166
        static let streams = 167
    }

    static let magic = [UInt8]("parley/leaf/v01\n".utf8)
    static let format: UInt8 = 1
}
