import AccountData
import Conversations
import Ledger
import Policies
import PolicyFiles

/// A scenario's messages, taken in and sent one after the other as a server does: one ledger, and one memory of what its author wrote before.
struct ScenarioConversation {
    /// One message, and what the domain made of it.
    struct Step {
        let message: Scenario.Message
        let act: ScenarioAct
        /// What policy was asked, as the entry tells.
        let asked: Facts
    }

    private(set) var steps: [Step] = []
    /// What is kept of the texts, in their order, without what a later message took out of an earlier one.
    var kept: [String] { order.compactMap { texts[$0] } }
    /// The conversation after all of it.
    var state: ConversationState? { steps.last?.act.after }

    private var ledger: ScenarioLedger
    private let cast: ScenarioCast
    private let memories: AuthorMemories
    private var order: [EventID] = []
    private var texts: [EventID: String] = [:]
    /// Messages that were kept apart: of these nothing stands in the conversation.
    private var waiting: Set<EventID> = []

    init(_ scenario: Scenario, under terms: Terms) throws(ScenarioError) {
        var ledger = try ScenarioLedger(terms)
        cast = try ScenarioCast(&ledger)
        self.ledger = ledger
        memories = AuthorMemories { scenario.now }
        for message in scenario.messages {
            switch message.direction {
            case .inbound: try receive(message)
            default: try submit(message)
            }
        }
    }

    private var conversation: ConversationState? { ledger.states.conversations[cast.conversation] }

    // MARK: In

    private mutating func receive(_ message: Scenario.Message) throws(ScenarioError) {
        let before = conversation
        let proof = SenderProof.network
        var facts = Facts(direction: .inbound, now: message.at, actor: Principal.customer(cast.customer).role, channel: message.channel)
        facts.assurance = proof.assurance
        let line = AuthorMemories.Line(key: try ledger.hash(), message: try ledger.event(), text: message.text, at: message.at)
        let author = cast.address(on: message.channel.network)
        let seen = memories.next(line, by: author)
        let reading = Reader(ledger.terms).inbound(message.text, facts, completed: seen.findings)
        let (id, decided) = try cast.write(
            reading, on: message.channel, published: message.at, assurance: proof.assurance,
            automatic: ScenarioAct.role(message.author) == .machine, into: &ledger, at: message.at)
        memories.place(line.key, as: id, by: author)
        keep(decided, as: id)
        if decided.type == .quarantine { waiting.insert(id) }
        for part in seen.parts { try redact(part, at: message.at) }
        facts.findings = reading.findings
        facts.labels = reading.labels
        note(message, before, decided, asking: facts)
    }

    /// Law 2(c): what the message completed goes out of the earlier one as an entry of its own.
    private mutating func redact(_ part: AuthorMemories.Part, at now: Timestamp) throws(ScenarioError) {
        guard let text = texts[part.message] else { return }
        guard !waiting.contains(part.message) else {
            // Nobody has read it, and no entry of a conversation could say what was taken out: it goes whole.
            texts[part.message] = nil
            return
        }
        let redacted = part.redacted(from: text)
        let order = RedactEarlierOrder(
            conversation: cast.conversation,
            part: .init(message: part.message, text: redacted, redactions: Reader.notes(part.findings)))
        _ = try ledger.accept(.redactEarlier(order), by: .system, at: now)
        texts[part.message] = redacted
    }

    // MARK: Out

    private mutating func submit(_ message: Scenario.Message) throws(ScenarioError) {
        try ScenarioAct.open(cast, beside: message.channel, hasMail: false, at: message.at, &ledger)
        let before = conversation
        let (id, decided) = try ScenarioAct.submit(
            message.text, message.act, by: message.author, cast, message.channel, &ledger, at: message.at)
        keep(decided, as: id)
        let isQueued = decided.events.contains { if case .queued = $0 { true } else { false } }
        if isQueued {
            // Law 1: the turn ends when the network takes it, which it does at once.
            let report = SendReport(
                conversation: cast.conversation, send: id,
                outcome: .accepted(at: message.at, providerKey: try ledger.hash(), threadKey: nil, providerID: nil))
            _ = try ledger.accept(.record(report), by: .network, at: message.at)
        }
        note(message, before, decided, asking: Facts(direction: .outbound, now: message.at, act: message.act, channel: message.channel))
    }

    // MARK: Noting

    private mutating func keep(_ decided: Decided, as id: EventID) {
        guard let text = decided.content.first(where: { $0.kind == .text })?.text else { return }
        order.append(id)
        texts[id] = text
    }

    private mutating func note(_ message: Scenario.Message, _ before: ConversationState?, _ decided: Decided, asking facts: Facts) {
        let after = conversation ?? before ?? ScenarioAct.none(cast, at: message.at)
        let act = ScenarioAct(before, decided, after, conversations: ledger.states.conversations.count)
        steps.append(Step(message: message, act: act, asked: decided.asked ?? facts))
    }
}

extension Decided {
    /// The facts that policy was asked about, where an event tells them.
    fileprivate var asked: Facts? {
        events.lazy.compactMap { event -> Asked? in
            switch event {
            case .received(let received): received.asked
            case .quarantined(let quarantined): quarantined.asked
            case .queued(let queued): queued.asked
            case .held(let held), .scheduled(let held): held.asked
            case .blocked(let blocked): blocked.asked
            default: nil
            }
        }.first?.facts
    }
}
