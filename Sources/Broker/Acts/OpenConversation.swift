public import Conversations
public import Ledger
public import Storage

/// A conversation as somebody works on it: the flow, what is known around it, and what may be done.
public struct OpenConversation: Sendable {
    public struct Person: Sendable {
        /// From 1, as the ledger counts.
        public var number: Int
        public var name: String?
        public var identities: [(identity: Identity, address: String?)]
        public var isErased: Bool
    }

    /// What the clock says, and why.
    public struct Clock: Sendable {
        public var start: Timestamp
        public var due: Timestamp?
        public var target: ResponseTarget?
        /// What the target hangs on under the terms in force.
        public var ground: ServiceLevel.Ground?
        /// The last assignment within the turn.
        public var assigned: Timestamp?
    }

    public var id: ConversationID
    public var began: ChannelKind
    public var isOpen: Bool
    public var isResolved: Bool
    public var sequence: UInt64
    public var labels: [String]
    public var route: String?
    public var priority: Int
    public var assigned: StaffID?
    public var clock: Clock?
    public var deadlines: [(name: String, at: Timestamp)]
    public var tasks: [(id: EventID, action: String)]
    public var people: [Person]
    public var flow: Flow
    public var channels: [ChannelKind]
    public var destinations: [Desk.Destination]
    public var handoff: Handoff?
    public var earlier: [InboxRow]
    public var newestInbound: ChannelKind?
}

extension Server {
    /// A conversation to work on; what is seen is an entry before it is seen (law 8).
    public func open(_ id: ConversationID, by staff: StaffID, purpose: String) async throws(StorageError) -> OpenConversation? {
        guard try await note(id, seenBy: staff, purpose: purpose) else { return nil }
        let page: ConversationPage?
        let earlier: [InboxRow]
        do {
            page = try store.conversation(id)
            // The newest that was there before; of somebody who writes daily a few are enough.
            earlier = try store.inbox(of: page?.others ?? []).filter { $0.status != "merged" }.sorted { $0.updated > $1.updated }
        } catch let error as StorageError { throw error } catch { throw .notWritable("\(error)") }
        guard let page else { return nil }
        let state = page.state
        let now = Self.clock()
        let members = page.states.members(of: state)
        let handoffs = members.flatMap(\.handoffs.values)
        return OpenConversation(
            id: state.id, began: state.began, isOpen: state.isOpen, isResolved: state.isResolved, sequence: state.head.sequence,
            labels: state.labels.sorted(), route: state.route, priority: state.priority, assigned: state.assigned,
            clock: page.clock(under: terms.now),
            deadlines: state.deadlines.map { ($0.key, $0.value) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) },
            tasks: members.flatMap { $0.openTasks.map { ($0.key, $0.value) } }.sorted {
                ($0.1, $0.0.description) < ($1.1, $1.0.description)
            },
            people: page.people, flow: Flow(page, sealed: store.status.sealed, witnessed: store.status.witnessed),
            channels: state.isOpen ? desk.channels(of: page) : [],
            destinations: try desk.destinations(of: page, by: staff, at: now),
            handoff: handoffs.max { ($0.expires, $0.id.description) < ($1.expires, $1.id.description) },
            earlier: Array(earlier.prefix(6)), newestInbound: page.newestInboundChannel)
    }
}

extension ConversationPage {
    fileprivate var newestInboundChannel: ChannelKind? {
        lines.last { $0.leaf.commandType == CommandType.receive.rawValue }.flatMap { ChannelKind(rawValue: $0.leaf.channelKind) }
    }

    fileprivate func clock(under terms: Terms) -> OpenConversation.Clock? {
        guard let turn = state.clock.runningTurn else { return nil }
        var clock = OpenConversation.Clock(start: turn.start, due: turn.promise?.due, target: turn.promise?.target)
        if let promise = turn.promise {
            let priority = state.priority == 0 ? nil : String(state.priority)
            clock.ground =
                terms.serviceLevel.rules(origin: state.began.channelClass.word, labels: state.labels, priority: priority)
                .first { $0.target == promise.target }?.ground
        }
        for line in lines {
            for event in line.events ?? [] {
                if case .assigned(let assigned) = event, assigned.at >= turn.start || clock.assigned == nil { clock.assigned = assigned.at }
                if case .unassigned = event { clock.assigned = nil }
            }
        }
        return clock
    }

    /// Everybody in the conversation, with their addresses as the newest entries have them.
    fileprivate var people: [OpenConversation.Person] {
        states.parties(of: state).enumerated().map { place, id in
            let party = states.parties[id]
            let own = lines.reversed().filter { line in line.leaf.streams.contains { $0.kind == .party && $0.id == id.stream } }
            let name = own.lazy.compactMap { $0[.displayName] }.first
            let identities = (party?.identities ?? []).map { identity in (identity, shownAddress(of: identity, id, own)) }
            return OpenConversation.Person(number: place + 1, name: name, identities: identities, isErased: party?.erased ?? false)
        }
    }

    /// A handle as it is; a mailbox masked, since nobody has to read it to answer.
    private func shownAddress(of identity: Identity, _ party: PartyID, _ own: [Line]) -> String? {
        if identity.network == .mail { return recipient(on: .secureEmail).map { Self.masked($0.address) } }
        let line = own.first { ChannelKind(rawValue: $0.leaf.channelKind)?.network == identity.network }
        return (line?[.handle]).map { "@\($0)" } ?? line?[.displayName]
    }

    /// `s•••@mail.example`
    static func masked(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@"), let first = address.first, at > address.startIndex else { return "•••" }
        return "\(first)•••\(address[at...])"
    }
}
