public import Policies
public import PolicyFiles

/// What changes from one folder of policies to another: answers in cases, and what else the files say.
public struct PolicyDifference: Sendable, Encodable {
    /// Cases in which one part of the answer is another.
    public struct Change: Sendable, Encodable {
        public var direction: String
        /// The part of the answer: the decision, actions, deadlines and so on.
        public var part: String
        /// Of lists what is dropped.
        public var from: [String]
        /// Of lists what is added.
        public var to: [String]
        public var laxity: String
        /// The rules that changed.
        public var rules: [String]
        /// Facts that have to hold, one each, of those that the rules read.
        public var when: [String]
        /// Whether it is so whatever else is true; otherwise only where no other rule answers in their place.
        public var always: Bool
        public var example: String
    }

    /// A value that is not as it was, in a file beside the rules.
    public struct Term: Sendable, Encodable {
        public var file: String
        public var key: String
        public var from: String?
        public var to: String?
        public var laxity: String
    }

    /// What to look at first comes first.
    public let changes: [Change]
    public let terms: [Term]
    /// Whether all changes are listed.
    public let complete: Bool

    public var laxer: Int { changes.count(where: { $0.laxity == Self.laxerWord }) + terms.count(where: { $0.laxity == Self.laxerWord }) }
    public var stricter: Int { changes.count(where: { $0.laxity == "stricter" }) + terms.count(where: { $0.laxity == "stricter" }) }
    public var isEmpty: Bool { changes.isEmpty && terms.isEmpty }

    private static let laxerWord = "laxer"

    public init(_ before: PolicyFolder, _ after: PolicyFolder, packs names: [String], now: Timestamp) throws(PolicyErrors) {
        let (old, new) = (
            try before.packSet(names.filter { name in before.packs.contains { $0.reference.id == name } }), try after.packSet(names)
        )
        let comparison = PolicyComparison(old.packs, new.packs, usually: now)
        let wording = Wording(after.vocabulary)
        changes = PolicyChangeRows(comparison.changes).rows.map { row in
            Change(
                direction: row.change.direction.rawValue, part: row.change.change.part.rawValue, from: row.change.change.before,
                to: row.change.change.after, laxity: "\(row.change.change.laxity)", rules: row.change.rules.map(\.description),
                when: row.inWords(wording), always: row.change.isAlways, example: row.change.example.inWords)
        }
        terms = try TermsComparison(before, after, packs: old.packs, new.packs).changes.map {
            Term(file: $0.file, key: $0.key, from: $0.before, to: $0.after, laxity: "\($0.laxity)")
        }
        complete = comparison.isComplete
    }
}
