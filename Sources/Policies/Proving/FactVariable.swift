/// One thing that rules ask about, with the finitely many answers that they tell apart.
public struct FactVariable: Hashable, Sendable {
    public enum Subject: Hashable, Sendable {
        case now, act, actor, channel, assurance
        case found(DataClass)
        /// A label that lexicons or people have set, before any rule.
        case label(Label)
        case value(FactPath)
        /// Whether one of these words is among those of the fact.
        case word(FactPath, Set<String>)
    }

    public var subject: Subject
    public var answers: [FactAnswer]
    /// What each answer costs where the smallest case is looked for: nothing for what is usual, more the more it adds.
    public var prices: [Int]
}
