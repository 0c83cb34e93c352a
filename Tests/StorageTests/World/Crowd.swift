import Conversations
import Ledger
import Testing

@testable import Storage

/// Customers, agents and networks that do random things to a store, many at once.
struct Crowd {
    var random: SeededGenerator
    let running: RunningStore
    private(set) var conversations: [ConversationID] = []
    private(set) var sends: [(send: EventID, conversation: ConversationID)] = []
    private(set) var parts: [(part: ConversationID, from: ConversationID)] = []
    private(set) var handoffs: [HandoffOrder] = []
    private(set) var parties: [PartyID: KeyedHash] = [:]
    private(set) var owners: [ConversationID: (party: PartyID, key: KeyedHash)] = [:]
    private var holds: [(hold: EventID, on: HoldSubject)] = []
    /// Requests for erasure that the ledger has, and those of the commands that are on their way.
    private var asked: [EraseOrder] = []
    private var asking: [EraseOrder] = []
    private(set) var refusals = 0
    private(set) var accepted = 0

    init(seed: UInt64, _ running: RunningStore) {
        random = SeededGenerator(seed: seed)
        self.running = running
    }

    static func identity(_ number: Int, on network: Network) -> Identity {
        let place = UInt64(Network.allCases.firstIndex(of: network) ?? 0)
        return Identity(network: network, key: KeyedHash(high: 0xA000 + place, low: UInt64(number)), assurance: .platform)
    }
    static func account(_ number: Int) -> ChannelAccountID { ChannelAccountID(StreamID(high: 0xC000, low: UInt64(number))!) }  // not zero
    static func staff(_ number: Int) -> StaffID { StaffID(StreamID(high: 0x5000, low: UInt64(number))!) }  // not zero
    static func key(_ number: Int) -> KeyedHash { KeyedHash(high: 0x7000, low: UInt64(number)) }

    mutating func event() -> EventID { EventID(high: random.next() | 1, low: random.next())! }  // not zero
    mutating func stream() -> StreamID { StreamID(high: random.next() | 1, low: random.next())! }  // not zero

    mutating func receive(
        from author: Int, on channel: ChannelKind, account: Int = 1, message: KeyedHash? = nil, labels: Set<String> = [],
        thread: KeyedHash? = nil, trail: Trail = Trail(), proof: SenderProof = .network, automatic: Bool = false, late: Int64 = 0
    ) -> Command {
        let identity = Self.identity(author, on: channel.network)
        let id = message ?? KeyedHash(high: random.next(), low: random.next())
        let published = Timestamp(milliseconds: 1_767_614_400_000 - late)
        let incoming = Incoming(
            channelAccount: Self.account(account), channel: channel, published: late == 0 ? running.time() : published,
            author: Incoming.Author(identity: identity, address: "address \(author)", handle: "handle", name: "name"), proof: proof,
            duplicateKey: id, providerKey: id, threadKey: thread, providerID: "provider \(author)",
            reading: TestTerms.inbound("words of \(author)", labels, under: running.terms), automatic: automatic,
            fresh: Incoming.Fresh(conversation: ConversationID(stream()), party: PartyID(stream())), trail: trail)
        return Command(id: event(), principal: .network, order: .receive(incoming), owner: identity.key)
    }

    mutating func submit(in id: ConversationID, by staff: Int = 1, labels: Set<String> = [], invitation: Draft.Invitation? = nil) throws
        -> Command
    {
        let owner = owners[id]
        let draft = Draft(
            conversation: id, act: invitation == nil ? ActWords.reply : ActWords.invitation, channel: .xDM, channelAccount: Self.account(1),
            recipient: owner.map { Draft.Recipient(party: $0.party, key: $0.key, address: "address") },
            inReplyTo: nil,
            reading: TestTerms.outbound("an answer", labels, under: running.terms), seen: .max, invitation: invitation)
        return Command(id: event(), principal: .staff(Self.staff(staff)), order: .submit(draft), owner: owner?.key)
    }

    /// A random command; duplicates, disorder and nonsense among them.
    mutating func next(erasing: Bool) throws -> Command {
        let staff = random.below(4)
        func order(_ order: Order, _ crowd: inout Crowd) -> Command {
            Command(id: crowd.event(), principal: .staff(Self.staff(staff)), order: order)
        }
        let kind = random.below(1_000)
        if kind < 480 || conversations.isEmpty {
            let channels: [ChannelKind] = [.xPublic, .xDM, .plainEmail, .sandboxDM]
            let labels = ["t_task", "t_complaint", "t_urgent", "t_soon", "t_keep_apart"]
            var trail = Trail()
            if random.chance(15), !conversations.isEmpty { trail.replyToken = any() }
            if random.chance(15) { trail.parents = [Self.key(random.below(3_000))] }
            if random.chance(15) { trail.references = [Self.key(random.below(3_000))] }
            return receive(
                from: random.below(120), on: channels[random.below(4)], account: random.below(2), message: Self.key(random.below(9_000)),
                labels: random.chance(25) ? [labels[random.below(5)]] : [], thread: random.chance(15) ? Self.key(random.below(3_000)) : nil,
                trail: trail,
                proof: random.chance(4) ? .none : .network, automatic: random.chance(4),
                late: random.chance(30) ? Int64(random.below(90_000_000)) : 0)
        }
        let id = any()
        switch kind {
        case ..<620:
            let labels = ["t_hold", "t_block", "t_ack"]
            let invitation = Draft.Invitation(
                destination: "d", token: KeyedHash(high: 9, low: random.next()), code: Self.key(1),
                expires: Timestamp(milliseconds: 1_767_614_400_000 + 9_000_000))
            let command = try submit(
                in: id, by: staff, labels: random.chance(25) ? [labels[random.below(3)]] : [],
                invitation: random.chance(15) ? invitation : nil)
            sends.append((command.id, id))
            if case .submit(let draft) = command.order, draft.invitation != nil {
                handoffs.append(HandoffOrder(conversation: id, handoff: command.id))
            }
            return command
        case ..<800:
            guard !sends.isEmpty else { return order(.view(id, purpose: "p"), &self) }
            let (send, conversation) = sends[random.below(sends.count)]
            let key = random.chance(50) ? Self.key(random.below(3_000)) : nil
            let outcomes: [SendReport.Outcome] = [
                .accepted(at: running.time(), providerKey: key, threadKey: nil, providerID: "p"),
                .accepted(at: running.time(), providerKey: nil, threadKey: nil, providerID: nil), .failed(reason: "r"),
                .unknown(reason: "r"),
                .found(providerKey: key, threadKey: nil, providerID: nil), .absent, .bounced(status: "5.1.1"),
            ]
            let report = SendReport(conversation: conversation, send: send, outcome: outcomes[random.below(7)])
            return Command(id: event(), principal: .network, order: .record(report), owner: owners[conversation]?.key)
        case ..<840:
            guard !sends.isEmpty else { return order(.view(id, purpose: "p"), &self) }
            let (send, conversation) = sends[random.below(sends.count)]
            return order(.approve(ApproveOrder(conversation: conversation, send: send, role: "t_supervisor")), &self)
        case ..<880:
            guard !handoffs.isEmpty else { return order(.view(id, purpose: "p"), &self) }
            let handoff = handoffs[random.below(handoffs.count)]
            let session = Self.key(2)
            switch random.below(3) {
            case 0:
                return order(
                    .openHandoff(
                        OpenHandoffOrder(
                            conversation: handoff.conversation, handoff: handoff.handoff, code: Self.key(random.chance(80) ? 1 : 0),
                            session: session)),
                    &self)
            case 1:
                let number = random.below(120)
                let name = KeyedHash(high: random.next(), low: 5)
                let mailbox = Self.identity(number, on: .mail).key
                let named = NameMailboxOrder(
                    conversation: handoff.conversation, handoff: handoff.handoff, session: session, mailbox: mailbox,
                    address: "address \(number)",
                    code: Self.key(3), expires: Timestamp(milliseconds: 1_767_614_400_000 + 9_000_000), channelAccount: Self.account(1),
                    text: "code",
                    subject: "s", messageID: (name, "m"))
                return Command(id: event(), principal: .system, order: .nameMailbox(named), owner: mailbox)
            default:
                return order(
                    .proveMailbox(
                        ProveMailboxOrder(conversation: handoff.conversation, handoff: handoff.handoff, session: session, code: Self.key(3))
                    ), &self)
            }
        case ..<905:
            return order(.label(LabelOrder(conversation: id, add: [["t_urgent", "t_soon", "x"][random.below(3)]], remove: [])), &self)
        case ..<920: return order(.prioritise(id, random.chance(50) ? 5 : 0), &self)
        case ..<935: return order(.assign(id, to: Self.staff(random.below(4))), &self)
        case ..<940: return order(.unassign(id), &self)
        case ..<955:
            let into = any()
            parts.append((id, into))
            return order(.merge(id, into: into), &self)
        case ..<965:
            guard !parts.isEmpty else { return order(.view(id, purpose: "p"), &self) }
            let (part, from) = parts[random.below(parts.count)]
            return order(.unmerge(part: part, from: from), &self)
        case ..<970: return order(.split(SplitOrder(conversation: id, part: ConversationID(stream()))), &self)
        case ..<982: return order(.resolve(ResolveOrder(conversation: id, code: "c", sentiment: "s", unanswered: true)), &self)
        case ..<986: return order(.reopen(id), &self)
        case ..<988:
            if holds.count > 2, let hold = holds.popLast() {
                return order(.liftHold(LiftHoldOrder(on: hold.on, hold: hold.hold, reason: "r")), &self)
            }
            let subject = owners[id].flatMap { random.chance(50) ? HoldSubject.customer($0.party) : nil } ?? .conversation(id)
            let place = order(.placeHold(PlaceHoldOrder(on: subject, reason: "r")), &self)
            holds.append((place.id, subject))
            return place
        case ..<991:
            let last = try running.store.conversation(id)?.state.head.sequence ?? 0
            let time = Timestamp(milliseconds: 1)
            return order(
                .retire(RetireOrder(conversation: id, retention: "c", basis: "b", since: time, until: time, last: last)), &self)
        case ..<994: return order(.view(id, purpose: "p"), &self)
        default:
            guard erasing, let (party, key) = parties.min(by: { "\($0.key)" < "\($1.key)" }) else {
                return order(.view(id, purpose: "p"), &self)
            }
            if asked.count > 1, let confirmed = asked.popLast() {
                return Command(id: event(), principal: .staff(Self.staff(9)), order: .erase(confirmed))
            }
            parties[party] = nil
            let ask = order(.askErasure(AskErasureOrder(party: party, identity: key, basis: "b")), &self)
            asking.append(EraseOrder(party: party, identity: key, asked: ask.id))
            return ask
        }
    }

    private mutating func any() -> ConversationID { conversations[random.below(conversations.count)] }

    /// Lets so many commands in at once, and remembers what came of them.
    mutating func go(_ count: Int, erasing: Bool = true) async throws {
        let commands = try (0..<count).map { _ in try next(erasing: erasing) }
        let store = running.store
        let results = try await withThrowingTaskGroup(of: Receipt?.self) { group in
            for command in commands {
                group.addTask {
                    do throws(StorageError) { return try await store.submit(command) } catch {
                        // What is erased at this moment cannot be written to; whoever asks comes again.
                        switch error {
                        case .refused, .busy: return nil
                        default: throw error
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        asked += asking
        asking = []
        for receipt in results {
            guard let receipt else {
                refusals += 1
                continue
            }
            accepted += 1
            for event in receipt.events {
                if case .opened = event, let id = receipt.conversation { conversations.append(id) }
                if case .split(let split) = event { conversations.append(split.part) }
                if case .partyAdded(let added) = event {
                    parties[added.party] = added.identity.key
                    if let id = receipt.conversation { owners[id] = (added.party, added.identity.key) }
                }
            }
        }
    }
}
