/// A rule that fired, and what became of its answer.
public struct FiredRule: Hashable, Sendable {
    public enum Standing: String, Hashable, Sendable {
        /// Its answer is the decision.
        case decided
        /// It gives the same answer.
        case agreed
        /// It gives an answer that a stricter one or a higher precedence overrules.
        case overruled
        /// It gives no answer, only labels, actions and the like.
        case contributed
    }

    public var pack: PackReference
    public var rule: String
    public var verdict: Verdict?
    public var standing: Standing

    public init(pack: PackReference, rule: String, verdict: Verdict?, standing: Standing) {
        self.pack = pack
        self.rule = rule
        self.verdict = verdict
        self.standing = standing
    }
}
