import Conversations
import Policies

/// What a recorded decision is held against.
struct ReplayComparison: Sendable {
    let after: DecidingTerms
    /// Nil for what was in force at each decision.
    let before: DecidingTerms?
    let recorded: RecordedTerms

    /// The terms that a decision was made under, or is compared with.
    func before(_ decision: RecordedDecision) -> DecidingTerms? { before ?? recorded[decision.leaf.terms] }

    /// The key under which cells of one pair of terms stand together.
    func pair(_ decision: RecordedDecision) -> UInt64? { before == nil ? decision.leaf.terms : nil }
}

/// All questions of one cell, with the two answers to them.
struct ReplayCell {
    let before: Decision?
    let after: Decision
    let difference: DecisionDifference?
    /// Deadlines of both answers that may fall at different times.
    let moving: [DeadlineName]
    let example: Facts
}

/// What one thread has counted.
struct ReplayTally: Sendable {
    var decisions: UInt64 = 0
    var notRecorded: UInt64 = 0
    var erased: UInt64 = 0
    var answerOnly: UInt64 = 0
    var unlike: [UInt64] = []
    var flipped: Set<ConversationID> = []
    var changes: [DecisionDifference: PolicyReplay.Change] = [:]

    mutating func add(_ other: ReplayTally) {
        decisions += other.decisions
        notRecorded += other.notRecorded
        erased += other.erased
        answerOnly += other.answerOnly
        unlike += other.unlike
        flipped.formUnion(other.flipped)
        changes.merge(other.changes) { $0.joined(with: $1) }
    }
}

extension PolicyReplay.Change {
    /// - Parameter moved: deadlines that stay but fall at another time.
    mutating func note(_ decision: RecordedDecision, _ moved: [(name: String, isLater: Bool)]) {
        decisions += 1
        for (name, isLater) in moved {
            if isLater { self.moved[name, default: .init()].later += 1 } else { self.moved[name, default: .init()].earlier += 1 }
        }
        if entries.count < PolicyReplay.listed { entries.append(decision.index) }
        if conversations.count < PolicyReplay.listed, let id = decision.conversation, !conversations.contains(id) {
            conversations.append(id)
        }
    }

    /// The two threads' parts of one change, as one thread would have seen them.
    func joined(with other: Self) -> Self {
        var (first, second) = (self, other)
        if (second.entries.first ?? .max) < (first.entries.first ?? .max) { swap(&first, &second) }
        first.decisions += second.decisions
        first.moved.merge(second.moved) { .init(earlier: $0.earlier + $1.earlier, later: $0.later + $1.later) }
        first.entries = Array((first.entries + second.entries).sorted().prefix(PolicyReplay.listed))
        for id in second.conversations where first.conversations.count < PolicyReplay.listed && !first.conversations.contains(id) {
            first.conversations.append(id)
        }
        return first
    }
}
