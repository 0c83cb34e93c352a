/// What one part of an answer was and what it becomes.
public struct AnswerChange: Hashable, Sendable {
    /// Whether the answer asks for less than before. An answer that names another team is neither.
    public enum Laxity: Int, Hashable, Sendable, Comparable {
        case laxer, stricter, otherwise

        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    public var part: AnswerPart
    /// As words; of parts that are lists only what is dropped.
    public var before: [String]
    /// As words; of parts that are lists only what is added.
    public var after: [String]
    public var laxity: Laxity
    /// How far a decision moves on the scale of its direction, for what to tell first.
    public var reach = 0

    /// What is dropped from or added to a list, or what stands in another's place.
    init(_ part: AnswerPart, before: [String], after: [String], laxity: Laxity) {
        self.part = part
        self.before = before
        self.after = after
        self.laxity = laxity
    }

    init(_ before: Verdict, _ after: Verdict, of direction: Direction) {
        let reach = (direction.rank(of: after) ?? 0) - (direction.rank(of: before) ?? 0)
        self.init(.decision, before: [before.word], after: [after.word], laxity: reach > 0 ? .laxer : reach < 0 ? .stricter : .otherwise)
        self.reach = reach
    }

    init(_ before: Override?, _ after: Override?) {
        let laxity: Laxity =
            switch (before, after) {
            case (nil, .some): .laxer
            case (.some, nil): .stricter
            case (let before?, let after?) where before.reasonRequired != after.reasonRequired: before.reasonRequired ? .laxer : .stricter
            default: .otherwise
            }
        let words = { (override: Override?) -> [String] in
            override.map { [$0.role.text, $0.reasonRequired ? "with a reason" : "without a reason"] } ?? []
        }
        self.init(.override, before: words(before), after: words(after), laxity: laxity)
    }

    /// Each of the approvers has to agree, so that one fewer asks for less.
    init(_ before: Approvers, _ after: Approvers) {
        let laxity: Laxity =
            before.all.isStrictSuperset(of: after.all) ? .laxer : before.all.isStrictSubset(of: after.all) ? .stricter : .otherwise
        self.init(.approver, before: before.words, after: after.words, laxity: laxity)
    }
}

/// Who may release a held act: the role that is named, and all that have to agree.
struct Approvers: Hashable {
    var named: ApproverRole?
    var all: Set<ApproverRole> = []

    /// The named one first.
    var words: [String] { (named.map { [$0.text] } ?? []) + all.filter { $0 != named }.sorted().map(\.text) }
}
