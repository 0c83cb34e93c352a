/// The promise of the firm: how soon a customer hears from a person, by where the conversation began, what it is about, and how
/// urgent it is. All words come from the firm's files.
public struct ServiceLevel: Hashable, Sendable {
    /// What a target hangs on.
    public enum Ground: Hashable, Sendable {
        /// The channel class in which the conversation began.
        case origin(String)
        case label(String)
        case priority(String)
        /// Holds for every conversation.
        case everyConversation
    }

    public struct Rule: Hashable, Sendable {
        public let ground: Ground
        public let target: ResponseTarget

        public init(_ ground: Ground, _ target: ResponseTarget) {
            self.ground = ground
            self.target = target
        }
    }

    /// The strictest of the rules that apply, and when it falls due.
    public struct Resolution: Hashable, Sendable {
        public let due: Timestamp
        public let rule: Rule
    }

    public let id: String
    /// The rule for every conversation first, then the others in the order of the file.
    public let rules: [Rule]
    /// Names of the automatic answers that end a turn as a person's would; any other automatic answer does not.
    public let substantiveAutomaticAnswers: Set<String>

    /// - Parameter everyConversation: the target that always holds, so that no conversation is without a promise.
    /// - Throws: where a ground has two targets.
    public init(
        id: String, everyConversation: ResponseTarget, rules: [Rule] = [], substantiveAutomaticAnswers: Set<String> = []
    ) throws(ServiceLevelError) {
        let all = [Rule(.everyConversation, everyConversation)] + rules
        var grounds: Set<Ground> = []
        for rule in all {
            guard grounds.insert(rule.ground).inserted else { throw .twice(rule.ground) }
        }
        self.id = id
        self.rules = all
        self.substantiveAutomaticAnswers = substantiveAutomaticAnswers
    }

    /// The rules that apply to a conversation, in the order of the file.
    public func rules(origin: String, labels: Set<String>, priority: String?) -> [Rule] {
        rules.filter { $0.ground.holds(origin: origin, labels: labels, priority: priority) }
    }

    /// Of the rules that apply, the one with the earliest due time for a turn that starts then; which of two targets is the
    /// stricter may depend on the hour, since some count staffed time and some all time. On a tie staffed time goes first, then
    /// the order of `rules`.
    public func resolve(
        start: Timestamp, origin: String, labels: Set<String>, priority: String?, staffed: StaffedTime
    ) throws(CalendarError) -> Resolution {
        // Within one basis the shorter target is due first whatever the hour: only two due times are ever worked out.
        var shortestStaffed: Rule?
        var shortest = rules[0]
        for rule in rules where rule.ground.holds(origin: origin, labels: labels, priority: priority) {
            switch rule.target.basis {
            case .staffed:
                if shortestStaffed.map({ rule.target.seconds < $0.target.seconds }) ?? true { shortestStaffed = rule }
            case .allTime:
                if shortest.target.basis == .staffed || rule.target.seconds < shortest.target.seconds { shortest = rule }
            }
        }
        let other = Resolution(due: try shortest.target.due(start: start, staffed: staffed), rule: shortest)
        guard let shortestStaffed else { return other }
        let due = try shortestStaffed.target.due(start: start, staffed: staffed)
        return due <= other.due ? Resolution(due: due, rule: shortestStaffed) : other
    }
}

extension ServiceLevel.Ground {
    fileprivate func holds(origin: String, labels: Set<String>, priority: String?) -> Bool {
        switch self {
        case .origin(let word): word == origin
        case .label(let word): labels.contains(word)
        case .priority(let word): word == priority
        case .everyConversation: true
        }
    }
}
