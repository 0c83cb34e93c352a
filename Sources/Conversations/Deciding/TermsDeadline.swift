/// A named deadline as the terms in force count it.
public struct TermsDeadline: Sendable, Equatable {
    public var rule: DeadlineRule
    /// What it is counted with; nil is the terms' own calendar.
    public var working: WorkingTime?
    /// The fact that holds the instant from which it counts; nil is the message or act itself.
    public var from: FactPath?
    /// Where that fact is missing, the message or act counts.
    public var orNow: Bool
    /// What happens where the last working moment before it lies on an earlier day.
    public var alert: Action?

    public init(
        _ rule: DeadlineRule, working: WorkingTime? = nil, alert: Action? = nil, from: FactPath? = nil, orNow: Bool = false
    ) {
        self.from = from
        self.orNow = orNow
        self.rule = rule
        self.working = working
        self.alert = alert
    }

    /// The customer's newest message on the channel: what counts from there moves with it.
    static let newestMessage = FactPath("thread", "last_user_message")

    /// The instant from which it counts; nil where nobody knows it.
    func anchor(_ received: Timestamp, _ values: [FactPath: FactValue]) -> Timestamp? {
        guard let from else { return received }
        if case .instant(let instant)? = values[from] { return instant }
        return orNow ? received : nil
    }

    var moves: Bool { from == Self.newestMessage }
}
