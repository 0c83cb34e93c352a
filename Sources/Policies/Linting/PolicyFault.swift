/// Something about packs that is well formed and still probably not meant, with what to do about it.
public struct PolicyFault: Hashable, Sendable {
    /// How much it matters.
    public enum Weight: String, CaseIterable, Hashable, Sendable, Comparable {
        /// Worth a look.
        case note
        /// Probably not meant.
        case warning
        /// Cannot be meant.
        case error

        public static func < (left: Self, right: Self) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// What kind of fault, by a name that stays the same over versions.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case neverFires = "never-fires"
        case answerNeverCounts = "answer-never-counts"
        case changesNothing = "changes-nothing"
        case idleCondition = "idle-condition"
        case teamsDiffer = "teams-differ"
        case effectsContradict = "effects-contradict"
        case deadlinesDiffer = "deadlines-differ"
        case loosens
        case ownTerm = "own-term"
        case noTest = "no-test"
        case noStatement = "no-statement"
        case reviewOverdue = "review-overdue"
        case ended
        case coverageEnds = "coverage-ends"
        case replyStopped = "reply-stopped"
        case deadlineUnset = "deadline-unset"
        case classUnused = "class-unused"
    }

    public var kind: Kind
    public var weight: Weight
    public var part: PolicyPart
    public var problem: String
    public var advice: String

    public init(_ kind: Kind, _ weight: Weight, _ part: PolicyPart, _ problem: String, advice: String) {
        self.kind = kind
        self.weight = weight
        self.part = part
        self.problem = problem
        self.advice = advice
    }
}
