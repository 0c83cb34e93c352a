import Ledger

@testable import Conversations

/// A ledger in memory: decides, makes the leaf, folds, and follows evidence as storage does, without a disk.
struct World {
    var states = States()
    var log: [Folded] = []
    var terms: Terms
    /// A Monday at noon, UTC.
    var now = Timestamp(milliseconds: 1_767_614_400_000)
    var random: SeededGenerator
    private var duplicates: Set<KeyedHash> = []
    private var threads: [KeyedHash: ConversationID] = [:]
    private var addresses: [KeyedHash: PartyID] = [:]
    private var newest: [PartyID: [(account: ChannelAccountID, conversation: ConversationID)]] = [:]
    private var known: Set<EventID> = []
    /// Messages in quarantine that nobody has let in yet.
    var waiting: [(message: EventID, incoming: Incoming)] = []

    init(seed: UInt64 = 1, _ terms: Terms) {
        self.terms = terms
        random = SeededGenerator(seed: seed)
        states.configuration = ConfigurationState(id: ConfigurationID(stream()), head: StreamHead(sequence: 0, index: 0))
    }

    mutating func event() -> EventID { EventID(high: random.next() | 1, low: random.next())! }  // not zero
    mutating func stream() -> StreamID { StreamID(high: random.next() | 1, low: random.next())! }  // not zero

    /// Decides and folds; nil where the same command was there before.
    @discardableResult
    mutating func `do`(_ order: Order, by principal: Principal = .system, id: EventID? = nil) throws(Refusal) -> Decided? {
        var order = order
        let id = id ?? event()
        if known.contains(id) { return nil }
        if case .receive(var incoming) = order {
            if duplicates.contains(incoming.duplicateKey) { throw .duplicate }
            incoming.found = follow(incoming)
            order = .receive(incoming)
        }
        if case .release(var release) = order {
            let found = follow(release.incoming)
            release.incoming.found.conversations += found.conversations
            release.incoming.found.party = found.party
            order = .release(release)
        }
        let decided = try Decider(states: states, terms: terms, now: now).decide(Command(id: id, principal: principal, order: order))
        let entry = Folded(index: UInt64(log.count), leaf: leaf(decided, id), events: decided.events)
        known.insert(id)
        log.append(entry)
        states.evolve(entry)
        note(entry)
        if decided.type == .quarantine, case .receive(let incoming) = order { waiting.append((id, incoming)) }
        return decided
    }

    /// Folds the whole log anew; `keeps` says whose facts are left.
    func folded(keeps: (Folded) -> Bool) -> States {
        var fresh = States()
        for var entry in log {
            if !keeps(entry) { entry.events = nil }
            fresh.evolve(entry)
        }
        return fresh
    }

    private func leaf(_ decided: Decided, _ id: EventID) -> Leaf {
        let streams = decided.streams.map { key in
            let position = states.head(of: key).flatMap { StreamPosition(sequence: $0.sequence + 1, previous: $0.index) }
            return StreamReference(kind: key.kind, id: key.id, position: position ?? .first)
        }
        do {
            return try Leaf(
                commandType: decided.type.rawValue, recordedTime: now.milliseconds, sourceTime: decided.source?.milliseconds,
                actor: .system(nil), channelKind: decided.channel?.rawValue ?? 0, clock: decided.clock, terms: terms.index,
                decision: decided.verdict?.rawValue ?? 0, eventID: id, subject: decided.subject, commitments: Self.content(id),
                streams: streams)
        } catch { preconditionFailure("a decision must make a leaf: \(error)") }
    }

    /// What an entry commits to, another thing for each.
    static func content(_ id: EventID) -> CommitmentRoot {
        Hash(id.bytes + id.bytes).flatMap { CommitmentRoot(fieldCount: 1, hash: $0) } ?? .none
    }

    // MARK: Evidence

    private func follow(_ incoming: Incoming) -> Found {
        var found = Found()
        func add(_ evidence: ThreadEvidence, _ id: ConversationID?) {
            if let id, !found.conversations.contains(where: { $0.conversation == id }) { found.conversations.append((evidence, id)) }
        }
        add(.replyToken, incoming.trail.replyToken)
        for key in incoming.trail.parents + [incoming.threadKey].compactMap(\.self) { add(.parent, threads[key]) }
        for key in incoming.trail.references { add(.references, threads[key]) }
        found.party = addresses[incoming.author.identity.key]
        for (account, id) in found.party.flatMap({ newest[$0] }) ?? [] {
            add(account == incoming.channelAccount ? .sameAccount : .provedIdentity, id)
        }
        return found
    }

    private mutating func note(_ entry: Folded) {
        let conversations = entry.leaf.streams.filter { $0.kind == .conversation }.map { ConversationID($0.id) }
        for event in entry.events ?? [] {
            switch event {
            case .received(let received):
                duplicates.insert(received.duplicateKey)
                guard let part = conversations.last else { continue }
                for key in [received.providerKey, received.threadKey].compactMap(\.self) where threads[key] == nil { threads[key] = part }
                newest[received.party, default: []].removeAll { $0.account == received.channelAccount }
                newest[received.party, default: []].insert((received.channelAccount, part), at: 0)
            case .quarantined(let quarantined): duplicates.insert(quarantined.duplicateKey)
            case .queued(let queued):
                if let key = queued.providerKey, let id = conversations.last, threads[key] == nil { threads[key] = id }
            case .partyAdded(let added):
                if added.identity.assurance > .none { addresses[added.identity.key] = added.party }
            case .identitiesJoined(let joined): addresses[joined.identity.key] = joined.party
            case .erased(let erased): addresses[erased.identity] = nil
            default: break
            }
        }
    }
}
