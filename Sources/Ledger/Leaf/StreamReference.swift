/// What a stream is about.
public enum StreamKind: UInt8, Hashable, Sendable, CaseIterable {
    case conversation = 1
    case party = 2
    /// Load and caps of one member of staff.
    case agent = 3
    case channelAccount = 4
    case configuration = 5
}

/// One stream that an entry advances, and where the stream stood before.
public struct StreamReference: Hashable, Sendable {
    public let kind: StreamKind
    public let id: StreamID
    public let position: StreamPosition

    public init(kind: StreamKind, id: StreamID, position: StreamPosition) {
        self.kind = kind
        self.id = id
        self.position = position
    }

    static let byteCount = 33
}

/// The place of an entry in its stream.
public struct StreamPosition: Hashable, Sendable {
    /// From 1.
    public let sequence: UInt64
    /// Index in the log of the stream's previous entry; nil exactly when the sequence is 1.
    public let previous: UInt64?

    /// The first entry of a stream.
    public static let first = StreamPosition(uncheckedSequence: 1, previous: nil)

    /// A later entry; nil for a sequence below 2, or for the index that stands for none.
    public init?(sequence: UInt64, previous: UInt64) {
        guard sequence >= 2, previous != .max else { return nil }
        self.init(uncheckedSequence: sequence, previous: previous)
    }

    private init(uncheckedSequence sequence: UInt64, previous: UInt64?) {
        self.sequence = sequence
        self.previous = previous
    }
}
