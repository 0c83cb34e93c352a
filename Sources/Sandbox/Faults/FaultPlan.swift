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

    /// What is left out stays without fault.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            duplicatePercent: try values.decodeIfPresent(Int.self, forKey: .duplicatePercent) ?? 0,
            disorder: try values.decodeIfPresent(Int.self, forKey: .disorder) ?? 0,
            answers: try values.decodeIfPresent([AnswerFault].self, forKey: .answers) ?? [],
            answerPercent: try values.decodeIfPresent(Int.self, forKey: .answerPercent) ?? 0,
            mix: try values.decodeIfPresent([AnswerFault].self, forKey: .mix) ?? [])
    }

    private enum CodingKeys: String, CodingKey {
        case duplicatePercent = "duplicate_percent"
        case disorder
        case answers
        case answerPercent = "answer_percent"
        case mix
    }
}
