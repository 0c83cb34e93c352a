import Ledger
import Testing

@testable import Conversations

extension World {
    /// Somebody out there, by number; the same number has the same address.
    static func identity(_ number: Int, on network: Network) -> Identity {
        let place = UInt64(Network.allCases.firstIndex(of: network) ?? 0)
        return Identity(network: network, key: KeyedHash(high: 0xA000 + place, low: UInt64(number)), assurance: .platform)
    }

    static func account(_ number: Int) -> ChannelAccountID { ChannelAccountID(StreamID(high: 0xC000, low: UInt64(number))!) }  // not zero
    static func staff(_ number: Int) -> StaffID { StaffID(StreamID(high: 0x5000, low: UInt64(number))!) }  // not zero
    static func key(_ number: UInt64) -> KeyedHash { KeyedHash(high: 0x7000, low: number) }

    func ago(_ seconds: Int64) -> Timestamp { now.adding(seconds: -seconds) }
    mutating func wait(_ seconds: Int64) { now = now.adding(seconds: seconds) }

    mutating func incoming(
        from author: Int, on channel: ChannelKind = .xDM, account: Int = 1, published: Timestamp? = nil, labels: Set<String> = [],
        message: KeyedHash? = nil, thread: KeyedHash? = nil, trail: Trail = Trail(), proof: SenderProof = .network, automatic: Bool = false
    ) -> Incoming {
        var identity = Self.identity(author, on: channel.network)
        if proof == .none { identity.assurance = .none }
        let id = message ?? KeyedHash(high: random.next(), low: random.next())
        return Incoming(
            channelAccount: Self.account(account), channel: channel, published: published ?? now,
            author: Incoming.Author(identity: identity, address: "a\(author)", handle: "h", name: "n"),
            proof: proof, duplicateKey: id, providerKey: id, threadKey: thread, providerID: "p",
            reading: TestTerms.inbound("text", labels, under: terms), automatic: automatic,
            fresh: Incoming.Fresh(conversation: ConversationID(stream()), party: PartyID(stream())), trail: trail)
    }

    /// Takes a message in.
    /// - Returns: where it went: the conversation's root; nil for the quarantine.
    @discardableResult
    mutating func receive(
        from author: Int, on channel: ChannelKind = .xDM, account: Int = 1, published: Timestamp? = nil, labels: Set<String> = [],
        message: KeyedHash? = nil, thread: KeyedHash? = nil, trail: Trail = Trail(), proof: SenderProof = .network, automatic: Bool = false
    ) throws(Refusal) -> ConversationID? {
        let incoming = incoming(
            from: author, on: channel, account: account, published: published, labels: labels, message: message, thread: thread,
            trail: trail,
            proof: proof, automatic: automatic)
        let decided = try self.do(.receive(incoming), by: .network)
        return decided?.type == .receive ? decided?.streams.first.map { ConversationID($0.id) } : nil
    }

    /// A person lets a quarantined message in, as whoever reads the quarantine's own entry would.
    /// - Returns: the conversation it went to.
    @discardableResult
    mutating func release(
        _ kept: (message: EventID, incoming: Incoming), into conversation: ConversationID? = nil, labels: Set<String> = [],
        by principal: Principal = .staff(World.staff(9))
    ) throws(Refusal) -> ConversationID? {
        let entry = log.first { $0.leaf.eventID == kept.message }
        var incoming = kept.incoming
        incoming.trail = Trail()
        incoming.found = Found()
        incoming.reading = TestTerms.inbound("text", labels, under: terms)
        incoming.fresh = Incoming.Fresh(conversation: ConversationID(stream()), party: PartyID(stream()))
        for case .waits(let waits) in entry?.events ?? [] {
            if let evidence = waits.evidence, let id = waits.conversation { incoming.found.conversations = [(evidence, id)] }
        }
        waiting.removeAll { $0.message == kept.message }
        let decided = try self.do(
            .release(ReleaseOrder(message: kept.message, incoming: incoming, conversation: conversation)), by: principal)
        return decided?.streams.first.map { ConversationID($0.id) }
    }

    mutating func draft(
        in id: ConversationID, act: String = ActWords.reply, channel: ChannelKind = .xDM, labels: Set<String> = [], seen: UInt64 = .max,
        invitation: Draft.Invitation? = nil
    ) -> Draft {
        let party = states.conversations[id]?.parties.first
        let identity = party.flatMap { states.parties[$0]?.identities.first }
        return Draft(
            conversation: id, act: act, channel: channel, channelAccount: Self.account(1),
            recipient: party.flatMap { party in identity.map { Draft.Recipient(party: party, key: $0.key, address: "a") } }, inReplyTo: nil,
            reading: TestTerms.outbound("text", labels, under: terms), seen: seen, invitation: invitation)
    }

    /// - Returns: the send's id, whatever policy said.
    @discardableResult
    mutating func submit(
        in id: ConversationID, by principal: Principal = .staff(World.staff(1)), act: String = ActWords.reply, channel: ChannelKind = .xDM,
        labels: Set<String> = [], seen: UInt64 = .max, invitation: Draft.Invitation? = nil
    ) throws(Refusal) -> EventID {
        let send = event()
        let draft = draft(in: id, act: act, channel: channel, labels: labels, seen: seen, invitation: invitation)
        try self.do(.submit(draft), by: principal, id: send)
        return send
    }

    mutating func report(_ send: EventID, in id: ConversationID, _ outcome: SendReport.Outcome, by principal: Principal = .network)
        throws(Refusal)
    {
        try self.do(.record(SendReport(conversation: id, send: send, outcome: outcome)), by: principal)
    }

    mutating func accept(_ send: EventID, in id: ConversationID, at: Timestamp? = nil) throws(Refusal) {
        try report(send, in: id, .accepted(at: at ?? now, providerKey: nil, threadKey: nil, providerID: nil))
    }

    func turn(_ id: ConversationID) -> Turn? { states.root(of: id)?.clock.runningTurn }
    func phase(_ send: EventID, in id: ConversationID) -> Send.Phase? { states.conversations[id]?.sends[send]?.phase }
    func conversation(_ id: ConversationID) throws -> ConversationState { try #require(states.conversations[id]) }
}
