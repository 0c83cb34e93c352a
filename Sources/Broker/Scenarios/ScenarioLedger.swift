import Conversations
import Ledger

/// The entries of one scenario, decided and folded as a server would, kept nowhere.
struct ScenarioLedger {
    private(set) var states = States()
    let terms: Terms
    private var size: UInt64 = 0
    private var names: UInt64 = 0
    private let root: CommitmentRoot
    private let pseudonym: Pseudonym

    init(_ terms: Terms) throws(ScenarioError) {
        self.terms = terms
        // Nothing is committed to, since nothing is kept.
        guard let hash = Hash([UInt8](repeating: 1, count: 32)), let root = CommitmentRoot(fieldCount: 1, hash: hash),
            let pseudonym = Pseudonym(hash)
        else { throw .domain("an entry cannot be made") }
        self.root = root
        self.pseudonym = pseudonym
    }

    /// A fresh id: the next number.
    mutating func name<Name>(_ make: (_ high: UInt64, _ low: UInt64) -> Name?) throws(ScenarioError) -> Name {
        names += 1
        guard let name = make(1, names) else { throw .domain("an entry cannot be named") }
        return name
    }

    mutating func stream<Tag>(_ tag: Tag.Type) throws(ScenarioError) -> Identifier<Tag> { Identifier(try name(StreamID.init)) }
    mutating func event() throws(ScenarioError) -> EventID { try name(EventID.init) }
    mutating func hash() throws(ScenarioError) -> KeyedHash { try name(KeyedHash.init) }

    /// Decides a command and folds its entry in.
    mutating func accept(_ order: Order, by principal: Principal, at now: Timestamp) throws(ScenarioError) -> (
        id: EventID, decided: Decided
    ) {
        let command = Command(id: try event(), principal: principal, order: order)
        let decided: Decided
        do throws(Refusal) { decided = try Decider(states: states, terms: terms, now: now).decide(command) } catch {
            throw .domain(error.message)
        }
        states.evolve(Folded(index: size, leaf: try leaf(decided, command, now), events: decided.events))
        size += 1
        return (command.id, decided)
    }

    private func leaf(_ decided: Decided, _ command: Command, _ now: Timestamp) throws(ScenarioError) -> Leaf {
        let streams = decided.streams.map { key in
            let head = states.head(of: key)
            let position = head.flatMap { StreamPosition(sequence: $0.sequence + 1, previous: $0.index) } ?? .first
            return StreamReference(kind: key.kind, id: key.id, position: position)
        }
        let actor: LeafActor =
            switch command.principal {
            case .staff: .staff(pseudonym)
            case .automation: .automation(pseudonym)
            case .network: .network(pseudonym)
            case .system, .customer: .system(nil)
            }
        do throws(LeafError) {
            return try Leaf(
                commandType: decided.type.rawValue, recordedTime: now.milliseconds, sourceTime: decided.source?.milliseconds,
                actor: actor, channelKind: decided.channel?.rawValue ?? 0, clock: decided.clock, terms: terms.index,
                decision: decided.verdict?.rawValue ?? 0, eventID: command.id, subject: decided.subject, commitments: root,
                streams: streams)
        } catch { throw .domain("\(error)") }
    }
}
