public import Ledger

/// An outbound act through its life, as the leaves alone tell it.
public struct Send: Sendable, Equatable {
    public enum Phase: Sendable, Equatable {
        case held
        case blocked
        case rejected
        /// Waits for its own time, at which policy is asked once more.
        case scheduled
        /// In the outbox, waiting for its seal or its turn.
        case queued
        case accepted(Timestamp)
        case failed
        /// The answer was lost. Only a found absence or a person sends again.
        case unknown
    }
    public var phase: Phase
    /// Index of the entry that submitted it.
    public var index: UInt64
    /// What its entry commits to: every word of it, whom it goes to and under which subject. An approval is for this and nothing else.
    public var content: Hash?
    /// When it answered the customer; nil where it did not. It stays after the answer came back.
    public var answered: Timestamp?
    /// What was submitted; nil where the facts are gone.
    public var queued: Queued?
    public var held: Held?
    /// Roles that have agreed so far, of those that hold it, each with the person who did.
    public var approvals: [String: StaffID] = [:]
    /// Who wrote it, where a person did.
    public var author: Principal?
    /// Whether it was written to go out later; the leaf alone says so.
    public var isScheduled = false
    /// When it is to go out, where it was written to go out later and the facts are still there.
    public var goesOut: Timestamp?
    /// The conversation's sequence when it was submitted.
    public var sequence: UInt64 = 0

    public init(phase: Phase, index: UInt64) {
        self.phase = phase
        self.index = index
    }
}
