/// What a firm promises, as one file holds it: numbers, staffed hours and targets, with the names of calendar and zone.
public struct ServiceLevelTerms: Hashable, Sendable {
    /// One target as the file writes it: minutes as a number or the name of one of ``settings``.
    public struct Target: Hashable, Sendable {
        public var ground: ServiceLevel.Ground
        public var minutes: DeadlineDefinition.Count
        public var basis: Basis

        public init(ground: ServiceLevel.Ground, minutes: DeadlineDefinition.Count, basis: Basis) {
            self.ground = ground
            self.minutes = minutes
            self.basis = basis
        }
    }

    public var reference: PackReference
    public var calendar: String
    public var zone: String
    public var staffedHours: StaffedHours
    public var closeOfBusiness: TimeOfDay
    /// The name under which the clock's own due time is reported beside the deadlines.
    public var reportsAs: DeadlineName
    /// The firm's numbers by name, such as minutes to a first response.
    public var settings: [String: Int]
    public var targets: [Target]
    public var substantiveAutomaticAnswers: Set<String>
    /// Labels that make a person's reply an acknowledgement, which ends no turn.
    public var acknowledgementLabels: Set<Label>
    public var automaticReplies: [AutomaticReply] = []

    public init(
        reference: PackReference, calendar: String, zone: String, staffedHours: StaffedHours, closeOfBusiness: TimeOfDay,
        reportsAs: DeadlineName, settings: [String: Int], targets: [Target], substantiveAutomaticAnswers: Set<String> = [],
        acknowledgementLabels: Set<Label> = []
    ) {
        self.reference = reference
        self.calendar = calendar
        self.zone = zone
        self.staffedHours = staffedHours
        self.closeOfBusiness = closeOfBusiness
        self.reportsAs = reportsAs
        self.settings = settings
        self.targets = targets
        self.substantiveAutomaticAnswers = substantiveAutomaticAnswers
        self.acknowledgementLabels = acknowledgementLabels
    }

    /// The service level with the settings put in; nil where a setting is missing or no number of minutes, or no target holds for all.
    public func serviceLevel() -> ServiceLevel? {
        var always: ResponseTarget?
        var rules: [ServiceLevel.Rule] = []
        for target in targets {
            let minutes: Int?
            switch target.minutes {
            case .fixed(let value): minutes = value
            case .setting(let name): minutes = settings[name]
            }
            guard let minutes, let seconds = UInt32(exactly: minutes * 60), seconds > 0 else { return nil }
            let target = (ground: target.ground, response: ResponseTarget(seconds: seconds, basis: target.basis))
            if target.ground == .everyConversation && always == nil {
                always = target.response
            } else {
                rules.append(ServiceLevel.Rule(target.ground, target.response))
            }
        }
        guard let always else { return nil }
        return try? ServiceLevel(
            id: reference.id, everyConversation: always, rules: rules, substantiveAutomaticAnswers: substantiveAutomaticAnswers)
    }
}
