/// How long an answer took, as the customer saw it and as the agent did.
public struct TimesToAnswer: Hashable, Sendable {
    /// Milliseconds, over all time and over the time the team was there.
    public struct Span: Hashable, Sendable {
        public let allTime: Int64
        public let staffed: Int64
    }

    /// From the published time of the first unanswered message.
    public let fromPublished: Span
    /// From the last assignment at or before the answer, but not from before the turn: what the answering agent had. Nil where
    /// nobody had it assigned.
    public let fromAssigned: Span?

    /// - Parameter assignments: the instants at which the conversation was assigned to somebody, in any order.
    /// - Returns: nil for a turn that has not ended.
    public init?(_ turn: Turn, assignments: [Timestamp], staffed: StaffedTime) throws(CalendarError) {
        guard let ended = turn.ended else { return nil }
        fromPublished = try Span(from: turn.start, to: ended, staffed: staffed)
        if let assigned = assignments.filter({ $0 <= ended }).max() {
            fromAssigned = try Span(from: max(assigned, turn.start), to: ended, staffed: staffed)
        } else {
            fromAssigned = nil
        }
    }
}

extension TimesToAnswer.Span {
    init(from start: Timestamp, to end: Timestamp, staffed: StaffedTime) throws(CalendarError) {
        allTime = end.milliseconds(since: start)
        self.staffed = try staffed.milliseconds(from: start, to: end)
    }
}
