/// What an entry did to the clock of its conversation.
public enum ClockOperation: UInt8, Hashable, Sendable, CaseIterable {
    /// A turn begins.
    case start = 1
    /// A customer message that arrived late moves the turn's start back.
    case earlierStart = 2
    /// The target becomes stricter.
    case tighten = 3
    /// The turn ends.
    case end = 4
    case keep = 5
    case merge = 6
    case split = 7
    case undo = 8

    /// Whether the operation may stand in an entry while no turn is running.
    public var allowsNoTurn: Bool {
        switch self {
        case .keep, .merge, .split, .undo: true
        case .start, .earlierStart, .tighten, .end: false
        }
    }
}

/// Which hours a target counts.
public enum ClockBasis: UInt8, Hashable, Sendable, CaseIterable {
    /// Only the hours that the calendar calls staffed.
    case staffedTime = 1
    case allTime = 2
}

/// The running turn's target and times, resolved when the entry was decided.
public struct ClockReading: Hashable, Sendable {
    public let basis: ClockBasis
    /// Seconds.
    public let target: UInt32
    /// Milliseconds since 1970, UTC.
    public let turnStart: Int64
    /// The due time; for the operation `end` the instant at which the turn ended. Milliseconds since 1970, UTC.
    public let resolved: Int64

    public init(basis: ClockBasis, target: UInt32, turnStart: Int64, resolved: Int64) {
        self.basis = basis
        self.target = target
        self.turnStart = turnStart
        self.resolved = resolved
    }
}

/// A clock operation with the reading it led to.
public struct ClockStep: Hashable, Sendable {
    public let operation: ClockOperation
    /// nil when no turn is running.
    public let reading: ClockReading?

    public init(_ operation: ClockOperation, _ reading: ClockReading) {
        self.operation = operation
        self.reading = reading
    }

    /// An operation on a conversation without a running turn; nil for one that needs a turn.
    public init?(withoutTurn operation: ClockOperation) {
        guard operation.allowsNoTurn else { return nil }
        self.operation = operation
        reading = nil
    }
}
