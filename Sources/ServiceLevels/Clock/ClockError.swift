/// Why a clock refuses an event.
public enum ClockError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The conversation has no such part: the event belongs to another conversation.
    case unknownPart
    /// The two conversations already share a part.
    case partOnBothSides
    /// That part was not merged into this conversation, so there is nothing to undo.
    case notMerged
    /// The promise could not be worked out.
    case calendar(CalendarError)

    public var description: String {
        switch self {
        case .unknownPart: "the conversation has no such part"
        case .partOnBothSides: "the two conversations share a part already"
        case .notMerged: "that part was not merged into this conversation"
        case .calendar(let error): error.description
        }
    }
}
