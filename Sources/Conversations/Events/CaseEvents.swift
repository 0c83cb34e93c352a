public import Ledger

/// Labels set and taken away.
public struct Labelled: Sendable, Codable, Equatable {
    public var added: [String]
    public var removed: [String]
    public var by: StaffID?
}

/// An action that no effect stands behind waits for a person, under the action's own name.
public struct TaskOpened: Sendable, Codable, Equatable {
    public var task: EventID
    public var action: String
    public var rules: [RuleTrace]
}

public struct TaskDone: Sendable, Codable, Equatable {
    public var task: EventID
    public var by: StaffID
}

/// The conversation goes to a team.
public struct Routed: Sendable, Codable, Equatable {
    public var route: String
    public var rules: [RuleTrace]
}

/// A named instant by which a rule wants something done; it never resets the clock.
public struct DeadlineSet: Sendable, Codable, Equatable {
    public var name: String
    public var at: Timestamp
}

/// The conversation is, or joins, a recorded complaint.
public struct ComplaintRecorded: Sendable, Codable, Equatable {
    public var received: Timestamp
}

/// Something that would have left was stopped; the count that compliance asks for.
public struct NearMiss: Sendable, Codable, Equatable {
    public var redactions: [RedactionNote]
    public var rules: [RuleTrace]
}

public struct Assigned: Sendable, Codable, Equatable {
    public var to: StaffID
    public var at: Timestamp
}

public struct Unassigned: Sendable, Codable, Equatable {
    public var from: StaffID
}

public struct Prioritised: Sendable, Codable, Equatable {
    /// 0 is ordinary; higher is more urgent.
    public var priority: Int
}

/// Closed with a code and the customer's sentiment as the agent saw it.
public struct Resolved: Sendable, Codable, Equatable {
    public var code: String
    public var sentiment: String
}

/// Closed without an answer, on purpose: the turn runs on, and reports show it unanswered.
public struct ClosedUnanswered: Sendable, Codable, Equatable {
    /// The first message that nobody answered.
    public var since: Timestamp
    public var by: StaffID
}

/// A running turn got a stricter target because other terms came into force.
public struct Tightened: Sendable, Codable, Equatable {
    public var reason: String
}
