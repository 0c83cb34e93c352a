import Conversations
import Ledger

/// Who takes part in a scenario's conversation, and what was written before.
struct ScenarioCast {
    let conversation: ConversationID
    let customer: PartyID
    let agent: StaffID
    let account: ChannelAccountID
    /// The customer's address on each network.
    private(set) var addresses: [Network: KeyedHash] = [:]

    init(_ ledger: inout ScenarioLedger) throws(ScenarioError) {
        conversation = try ledger.stream(ConversationTag.self)
        customer = try ledger.stream(PartyTag.self)
        agent = try ledger.stream(StaffTag.self)
        account = try ledger.stream(ChannelAccountTag.self)
        for network in Network.allCases { addresses[network] = try ledger.hash() }
    }

    func address(on network: Network) -> KeyedHash { addresses[network] ?? KeyedHash(high: 0, low: 0) }

    /// The customer writes: the conversation begins, or goes on.
    func write(
        _ reading: Reading, on channel: ChannelKind, published: Timestamp, assurance: Assurance, automatic: Bool,
        into ledger: inout ScenarioLedger, at now: Timestamp
    ) throws(ScenarioError) -> (id: EventID, decided: Decided) {
        let isKnown = ledger.states.conversations[conversation] != nil
        let incoming = Incoming(
            channelAccount: account, channel: channel, published: published,
            author: Incoming.Author(
                identity: Identity(network: channel.network, key: address(on: channel.network), assurance: max(.platform, assurance)),
                address: "", handle: "", name: ""),
            proof: .network, duplicateKey: try ledger.hash(), providerKey: try ledger.hash(), threadKey: nil, providerID: "",
            reading: reading, automatic: automatic, fresh: .init(conversation: conversation, party: customer),
            found: isKnown ? Found(conversations: [(.replyToken, conversation)], party: customer) : Found())
        return try ledger.accept(.receive(incoming), by: .customer(customer), at: now)
    }

    func recipient(on channel: ChannelKind) -> Draft.Recipient {
        Draft.Recipient(party: customer, key: address(on: channel.network), address: "")
    }
}
