/// A named deadline as the terms in force count it.
public struct TermsDeadline: Sendable, Equatable {
    public var rule: DeadlineRule
    /// What it is counted with; nil is the terms' own calendar.
    public var working: WorkingTime?
    /// What happens where it ends on a day on which nobody works.
    public var alert: Action?

    public init(_ rule: DeadlineRule, working: WorkingTime? = nil, alert: Action? = nil) {
        self.rule = rule
        self.working = working
        self.alert = alert
    }
}
