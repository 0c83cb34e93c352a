/// A named deadline as a pack defines it: how it is counted, and from which instant.
public struct DeadlineDefinition: Hashable, Sendable {
    /// How many units: a number, or the name of a setting of the firm's service level.
    public enum Count: Hashable, Sendable {
        case fixed(Int)
        case setting(String)
    }

    public var name: DeadlineName
    public var count: Count
    public var unit: DeadlineRule.Unit
    public var start: DeadlineRule.Start
    public var end: DeadlineRule.End
    public var roll: DeadlineRule.Roll
    public var basis: Basis
    /// The fact that holds the instant from which it counts; nil is the moment of the message or act itself.
    public var from: FactPath?
    /// Where that fact is missing, the moment of the message or act counts.
    public var orNow: Bool
    /// The calendar that counts, if not the service level's.
    public var calendar: String?
    public var pause: DeadlinePause?
    /// What happens where the last working moment before the due time lies on an earlier day, so that a weekend or a holiday would swallow
    /// the slack.
    public var alert: Action?

    public init(
        name: DeadlineName, count: Count, unit: DeadlineRule.Unit, start: DeadlineRule.Start, end: DeadlineRule.End = .instant,
        roll: DeadlineRule.Roll = .none, basis: Basis = .allTime, from: FactPath? = nil, orNow: Bool = false, calendar: String? = nil,
        pause: DeadlinePause? = nil, alert: Action? = nil
    ) {
        self.name = name
        self.count = count
        self.unit = unit
        self.start = start
        self.end = end
        self.roll = roll
        self.basis = basis
        self.from = from
        self.orNow = orNow
        self.calendar = calendar
        self.pause = pause
        self.alert = alert
    }

    /// The rule with its number put in; nil where the setting is missing or out of range.
    public func rule(settings: [String: Int]) -> DeadlineRule? {
        let number: Int?
        switch count {
        case .fixed(let value): number = value
        case .setting(let name): number = settings[name]
        }
        return number.flatMap { DeadlineRule($0, unit, from: start, to: end, roll: roll, basis: basis) }
    }

    /// The instant from which it counts for the facts of an act; nil where the fact is missing.
    public func anchor(in facts: Facts) -> Timestamp? {
        guard let from else { return facts.now }
        if case .instant(let instant)? = facts.values[from] { return instant }
        return orNow ? facts.now : nil
    }
}
