/// What goes wrong, and how often; the seed decides when.
public struct FaultPlan: Sendable, Equatable, Codable {
    /// Deliveries of a hundred that come twice.
    public var duplicatePercent = 0
    /// How many places a delivery may fall behind; 0 keeps the order.
    public var disorder = 0
    /// Faults of the next calls that write, one each, in this order.
    public var answers: [AnswerFault] = []
    /// After those: calls of a hundred that meet one of `mix`.
    public var answerPercent = 0
    public var mix: [AnswerFault] = []

    public init(
        duplicatePercent: Int = 0, disorder: Int = 0, answers: [AnswerFault] = [], answerPercent: Int = 0, mix: [AnswerFault] = []
    ) {
        self.duplicatePercent = duplicatePercent
        self.disorder = disorder
        self.answers = answers
        self.answerPercent = answerPercent
        self.mix = mix
    }
}
