import Conversations
import Testing

/// Terms made of values: a text's labels decide everything, so that each test says in one word what policy is to answer.
enum TestTerms {
    static let defaults = Terms.Defaults(legalEntity: "Example Bank", brand: "Example", product: "not_assessed", jurisdiction: "UK")

    /// - Parameters:
    ///   - version: another version is another fingerprint.
    ///   - hours: the target of every conversation, in staffed hours.
    static func make(version: UInt8 = 1, hours: UInt32 = 8) throws -> Terms {
        let first = try #require(CalendarDate(year: 2020, month: 1, day: 1))
        let last = try #require(CalendarDate(year: 2040, month: 12, day: 31))
        let calendar = try BusinessCalendar(id: "test", zone: "UTC", holidays: [], coverage: first...last)
        let working = try WorkingTime(
            calendar: calendar, zone: ZoneRules.utc, hours: StaffedHours("09:00-17:00 mon-fri"),
            closeOfBusiness: try #require(TimeOfDay(hour: 17, minute: 0)))
        let level = try ServiceLevel(
            id: "test", everyConversation: ResponseTarget(seconds: hours * 3_600, basis: .staffed),
            rules: [
                ServiceLevel.Rule(.origin(ChannelClass.publicSocial.word), ResponseTarget(seconds: 3_600, basis: .staffed)),
                ServiceLevel.Rule(.label("t_urgent"), ResponseTarget(seconds: 900, basis: .allTime)),
                ServiceLevel.Rule(.label("t_soon"), ResponseTarget(seconds: 1_800, basis: .staffed)),
                ServiceLevel.Rule(.priority("5"), ResponseTarget(seconds: 1_200, basis: .allTime)),
            ], substantiveAutomaticAnswers: ["t_answers"])
        let deadline = try #require(DeadlineRule(8, .calendarWeeks, from: .receipt))
        return Terms(
            index: 7, fingerprint: [version], packs: try PackSet([pack]), lexicons: LexiconSet([]), scanner: Scanner(classes: []),
            serviceLevel: level, staffed: working.staffed, deadlines: [DeadlineName("t_deadline"): TermsDeadline(deadline)],
            working: working,
            acknowledgementLabels: [Policies.Label("t_ack")], defaults: defaults)
    }

    /// No packs are in force.
    static func withoutPacks() throws -> Terms {
        var terms = try make()
        terms.packs = .unavailable
        return terms
    }

    private static let pack = Pack(
        reference: PackReference(id: "test", version: 1, sha256: String(repeating: "0", count: 64)), title: "Test", owner: "Test",
        rules: [
            rule(
                "task", .inbound,
                Outcome(labels: [Policies.Label("t_noted")], actions: [Action("t_look"), Action("t_call")], route: Route("t_team"))),
            rule("complaint", .inbound, Outcome(actions: [Effect.createComplaintRecord.action], deadlines: [DeadlineName("t_deadline")])),
            rule("urgent", .inbound, Outcome(labels: [Policies.Label("t_urgent")])),
            rule("soon", .inbound, Outcome(labels: [Policies.Label("t_soon")])),
            rule("keep_apart", .inbound, Outcome(verdict: .quarantine)),
            rule("hold", .outbound, Outcome(verdict: .hold, approver: ApproverRole("t_supervisor"))),
            rule("hold_too", .outbound, Outcome(verdict: .hold, approver: ApproverRole("t_officer"))),
            rule("block", .outbound, Outcome(verdict: .block, instead: "Say it otherwise.")),
            rule("near", .outbound, Outcome(actions: [Effect.recordNearMiss.action])),
            Rule(
                id: "window", title: "window", basis: .firmPolicy, source: Source(reference: "test"), precedence: Precedence(rank: 0),
                directions: [.outbound],
                when: .all([
                    .label(Policies.Label("t_windowed")),
                    .fact(FactPath("thread", "last_user_message"), .elapsed(moreThan: 86_400_000, atMost: nil)),
                ]),
                outcome: Outcome(verdict: .block, instead: "Use another channel.")),
        ])

    /// Fires on the label `t_` and its id.
    private static func rule(_ id: String, _ direction: Direction, _ outcome: Outcome) -> Rule {
        Rule(
            id: id, title: id, basis: .firmPolicy, source: Source(reference: "test"), precedence: Precedence(rank: 1),
            directions: [direction],
            when: .label(Policies.Label("t_" + id)), outcome: outcome)
    }

    /// What a reader would have made of a text with these labels.
    static func inbound(_ text: String, _ labels: Set<String> = [], under terms: Terms) -> Reading {
        let words = Set(labels.map { Policies.Label($0) })
        let facts = Facts(direction: .inbound, now: Timestamp(milliseconds: 0), labels: words)
        return Reading(
            text: text, redactions: [], findings: [:], labels: words, decision: terms.packs.decide(facts), asked: Asked(facts),
            terms: terms.fingerprint)
    }

    static func outbound(_ text: String, _ labels: Set<String> = [], under terms: Terms) -> Reading {
        Reading(
            text: text, redactions: [], findings: [:], labels: Set(labels.map { Policies.Label($0) }),
            decision: PackSet.unavailable.decide(Facts(direction: .outbound, now: Timestamp(milliseconds: 0))), terms: terms.fingerprint)
    }
}
