public import Conversations
import Ledger
import Storage

/// One thing that is held on a person, as they may read it.
public struct PersonalRecord: Codable, Sendable {
    public var index: UInt64
    public var at: String
    public var kind: String
    public var conversation: String?
    public var channel: String?
    /// `you`, `the firm`, `somebody else`, or nobody.
    public var by: String?
    public var name: String?
    public var handle: String?
    public var address: String?
    public var subject: String?
    public var text: String?
    public var labels: [String]?
    /// Who of the firm did or saw it, and what for.
    public var staff: String?
    public var purpose: String?
    /// Why something of it is not here.
    public var withheld: String?
}

/// Everything that is held on one customer.
public struct PersonalFile: Sendable {
    public var customer: PartyID
    public var records: [PersonalRecord]
    public var taken: Timestamp
    public var purpose: String

    /// What was left out, and how often, by reason.
    public var withheld: [(reason: String, count: Int)] {
        var counts: [String: Int] = [:]
        for record in records { if let reason = record.withheld { counts[reason, default: 0] += 1 } }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
