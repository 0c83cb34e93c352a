public import Policies
public import PolicyFiles

/// What changes from one folder of policies to another.
public struct PolicyDifference: Sendable, Encodable {
    public struct Change: Sendable, Encodable {
        public var direction: String
        public var from: String
        public var to: String
        public var laxer: Bool
        /// Facts that have to hold, one each; the answers to all others do not matter.
        public var when: [String]
        public var example: String
    }

    public let changes: [Change]
    /// Whether all changes are listed.
    public let complete: Bool

    public var laxer: Int { changes.count(where: \.laxer) }

    public init(_ before: PolicyFolder, _ after: PolicyFolder, packs names: [String], now: Timestamp) throws(PolicyErrors) {
        let (old, new) = (
            try before.packSet(names.filter { name in before.packs.contains { $0.reference.id == name } }), try after.packSet(names)
        )
        let comparison = PolicyComparison(old.packs, new.packs, usually: now)
        let wording = Wording(after.vocabulary)
        changes = comparison.changes.map { change in
            Change(
                direction: change.direction.rawValue, from: change.before.word, to: change.after.word, laxer: change.isLaxer,
                when: change.cases.map { $0.inWords(wording) }, example: change.example.inWords)
        }.sorted { ($0.laxer ? 0 : 1, $0.direction, $0.when.count) < ($1.laxer ? 0 : 1, $1.direction, $1.when.count) }
        complete = comparison.isComplete
    }
}
