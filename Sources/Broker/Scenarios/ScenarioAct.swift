import Conversations
import Ledger
import Policies
import PolicyFiles

/// A scenario's act as the domain does it: the states before and after, and the entry between them.
struct ScenarioAct {
    let before: ConversationState?
    let after: ConversationState
    let decided: Decided
    /// How many conversations there are afterwards.
    let conversations: Int

    /// What the entry keeps of the text; nil if it keeps none.
    var kept: String? { decided.content.first { $0.kind == .text }?.text }

    var received: Received? { first { if case .received(let received) = $0 { received } else { nil } } }
    /// The row that the outbox gets.
    var queued: Queued? { first { if case .queued(let queued) = $0 { queued } else { nil } } }
    var held: Held? { first { if case .held(let held) = $0 { held } else { nil } } }
    var blocked: Blocked? { first { if case .blocked(let blocked) = $0 { blocked } else { nil } } }
    var route: Route? { first { if case .routed(let routed) = $0 { Route(routed.route) } else { nil } } }
    var isQuarantined: Bool { decided.type == .quarantine }

    var tasks: Set<Action> {
        Set(decided.events.compactMap { if case .taskOpened(let opened) = $0 { Action(opened.action) } else { nil } })
    }

    var deadlines: [DeadlineSet] {
        decided.events.compactMap { if case .deadlineSet(let deadline) = $0 { deadline } else { nil } }
    }

    var labels: [Label] {
        (received?.labels ?? queued?.labels ?? held?.queued.labels ?? blocked?.labels ?? []).map { Label($0) }
    }

    private func first<Value>(_ read: (Event) -> Value?) -> Value? { decided.events.lazy.compactMap(read).first }

    func has(_ wanted: (Event) -> Bool) -> Bool { decided.events.contains(where: wanted) }

    // MARK: Doing it

    /// What a scenario states that conversations carry; one that states more is asked of policy alone.
    private static let carried: Set<String> = [
        "act", "actor", "channel", "config", "direction", "now", "packs", "target", "text", "thread", "to",
    ]
    private static let carriedOfThread: Set<String> = ["email_on_record", "first_unanswered_at", "last_user_message", "origin"]

    /// Whether everything that the scenario states is something that a conversation knows of itself.
    static func carries(_ scenario: Scenario, _ given: GivenFacts) -> Bool {
        guard carried.isSuperset(of: scenario.given.keys) else { return false }
        guard carriedOfThread.isSuperset(of: (scenario.given["thread"]?.parts ?? [:]).keys) else { return false }
        guard Set((scenario.given["target"]?.parts ?? [:]).keys).isSubset(of: ["author", "text"]) else { return false }
        return scenario.direction != .outbound || role(given.facts.actor) != nil
    }

    /// Whether a person or a machine acts; nil for actors that have no command of their own, such as marketing's planner.
    static func role(_ actor: ActorRole?) -> Role? {
        switch actor {
        case nil, ActorRole("agent"): .person
        case Principal.automation("").role: .machine
        default: nil
        }
    }

    enum Role { case person, machine }

    /// Builds the conversation that the scenario states and does the act.
    ///
    /// Nil where the domain has no command for such an act, so that policy alone is asked: records, audits, system acts other than the
    /// move to another channel, and looking at a link, which is no command at all.
    init?(_ scenario: Scenario, _ given: GivenFacts, under terms: Terms) throws(ScenarioError) {
        var ledger = try ScenarioLedger(terms)
        let cast = try ScenarioCast(&ledger)
        switch scenario.direction {
        case .inbound:
            guard let channel = given.facts.channel, let text = given.text else { return nil }
            try Self.writeHistory(scenario, given, cast, channel, &ledger)
            before = ledger.states.conversations[cast.conversation]
            decided = try cast.write(
                Reader(terms).inbound(text, given.withoutText), on: channel, published: given.published ?? scenario.now,
                assurance: given.facts.assurance, automatic: Self.role(given.facts.actor) == .machine, into: &ledger, at: scenario.now
            ).decided
        case .outbound:
            guard let channel = given.facts.channel, let text = given.text else { return nil }
            try Self.writeHistory(scenario, given, cast, channel, &ledger)
            try Self.open(cast, beside: channel, hasMail: scenario.hasMail, at: scenario.now, &ledger)
            before = ledger.states.conversations[cast.conversation]
            decided = try Self.submit(text, given.facts.act, by: given.facts.actor, cast, channel, &ledger, at: scenario.now).decided
        case .system where given.facts.act == Act(ActWords.invitation):
            guard given.unansweredSince != nil, let origin = given.origin else { return nil }
            try Self.writeHistory(scenario, given, cast, origin, &ledger)
            before = ledger.states.conversations[cast.conversation]
            guard let joined = try Self.move(scenario, given, cast, from: origin, &ledger) else { return nil }
            decided = joined
        case .system, .access, .records, .audit: return nil
        }
        after = ledger.states.conversations[cast.conversation] ?? before ?? Self.none(cast, at: scenario.now)
        conversations = ledger.states.conversations.count
    }

    /// The state of a conversation that its only message, quarantined, did not begin.
    static func none(_ cast: ScenarioCast, at now: Timestamp) -> ConversationState {
        ConversationState(id: cast.conversation, head: StreamHead(sequence: 0, index: 0), began: .plainEmail, at: now)
    }

    init(_ before: ConversationState?, _ decided: Decided, _ after: ConversationState, conversations: Int) {
        (self.before, self.decided, self.after, self.conversations) = (before, decided, after, conversations)
    }

    /// The messages before the act, as far as the scenario tells of them.
    private static func writeHistory(
        _ scenario: Scenario, _ given: GivenFacts, _ cast: ScenarioCast, _ channel: ChannelKind, _ ledger: inout ScenarioLedger
    ) throws(ScenarioError) {
        let newest = scenario.given["thread"]?.parts?["last_user_message"]?.instant
        if scenario.direction == .outbound, let earliest = [given.unansweredSince, newest].compactMap({ $0 }).min() {
            if scenario.hasMail, given.unansweredSince == nil {
                try open(cast, beside: channel, hasMail: true, at: earliest.adding(seconds: -1), &ledger)
            }
        }
        var messages: [(at: Timestamp, channel: ChannelKind, isAnswered: Bool)] = []
        if let since = given.unansweredSince { messages.append((since, given.origin ?? channel, false)) }
        if let newest, newest != given.unansweredSince { messages.append((newest, channel, given.unansweredSince == nil)) }
        for message in messages.sorted(by: { $0.at < $1.at }) where message.at <= scenario.now {
            let facts = Facts(direction: .inbound, now: message.at, actor: Principal.customer(cast.customer).role, channel: message.channel)
            _ = try cast.write(
                Reader(ledger.terms).inbound("", facts), on: message.channel, published: message.at, assurance: .platform,
                automatic: message.isAnswered, into: &ledger, at: message.at)
        }
    }

    /// Begins the conversation, where nothing has, with a message that starts no turn and stands on another channel.
    static func open(
        _ cast: ScenarioCast, beside channel: ChannelKind, hasMail: Bool, at: Timestamp, _ ledger: inout ScenarioLedger
    ) throws(ScenarioError) {
        guard ledger.states.conversations[cast.conversation] == nil else { return }
        let other: [ChannelKind] = hasMail ? [.plainEmail, .secureEmail] : [.sandboxPublic, .sandboxDM]
        let facts = Facts(direction: .inbound, now: at, actor: Principal.automation("").role)
        _ = try cast.write(
            Reader(ledger.terms).inbound("", facts), on: other[0] == channel ? other[1] : other[0], published: at, assurance: .platform,
            automatic: true, into: &ledger, at: at)
    }

    /// Somebody of the firm, or a machine, wants a text to go out.
    static func submit(
        _ text: String, _ act: Act?, by actor: ActorRole?, _ cast: ScenarioCast, _ channel: ChannelKind,
        _ ledger: inout ScenarioLedger, at now: Timestamp
    ) throws(ScenarioError) -> (id: EventID, decided: Decided) {
        let principal: Principal = role(actor) == .machine ? .automation("") : .staff(cast.agent)
        let draft = Draft(
            conversation: cast.conversation, act: act?.text ?? ActWords.reply, channel: channel, channelAccount: cast.account,
            recipient: cast.recipient(on: channel), inReplyTo: nil, reading: Reader(ledger.terms).outbound(text, by: actor), seen: .max)
        return try ledger.accept(.submit(draft), by: principal, at: now)
    }

    /// The whole handoff: offered, opened with the code, a mailbox named and proved. Nil where policy stops the invitation.
    private static func move(
        _ scenario: Scenario, _ given: GivenFacts, _ cast: ScenarioCast, from origin: ChannelKind, _ ledger: inout ScenarioLedger
    ) throws(ScenarioError) -> Decided? {
        let now = scenario.now
        let (code, second, session) = (try ledger.hash(), try ledger.hash(), try ledger.hash())
        let privately = ChannelKind.allCases.first { $0.network == origin.network && $0.channelClass != .publicSocial } ?? origin
        let draft = Draft(
            conversation: cast.conversation, act: ActWords.invitation, channel: privately, channelAccount: cast.account,
            recipient: cast.recipient(on: privately), inReplyTo: nil,
            reading: Reader(ledger.terms).outbound("", by: Principal.staff(cast.agent).role), seen: .max,
            invitation: .init(
                destination: scenario.given["to"]?.text ?? "", token: try ledger.hash(), code: code, expires: now.adding(seconds: 1800)))
        let (handoff, offered) = try ledger.accept(.submit(draft), by: .staff(cast.agent), at: now)
        guard offered.verdict == .send || offered.verdict == .sendWarn else { return nil }
        let open = OpenHandoffOrder(conversation: cast.conversation, handoff: handoff, code: code, session: session)
        _ = try ledger.accept(.openHandoff(open), by: .system, at: now)
        let name = NameMailboxOrder(
            conversation: cast.conversation, handoff: handoff, session: session, mailbox: cast.address(on: .mail), address: "",
            code: second, expires: now.adding(seconds: 1800), channelAccount: cast.account, text: "", subject: "",
            messageID: (try ledger.hash(), ""))
        _ = try ledger.accept(.nameMailbox(name), by: .system, at: now)
        let prove = ProveMailboxOrder(conversation: cast.conversation, handoff: handoff, session: session, code: second)
        return try ledger.accept(.proveMailbox(prove), by: .system, at: now).1
    }
}

extension Scenario {
    fileprivate var hasMail: Bool { given["thread"]?.parts?["email_on_record"]?.flag == true }
}
