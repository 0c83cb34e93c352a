public import Conversations
import Ledger
public import Storage
import Synchronization

/// Takes messages in: reads them under the terms, keeps what policy keeps, and commits.
///
/// The raw text lives in a parameter of ``receive(_:text:)`` and in the bounded memory for split values, and nowhere else.
public struct Intake: Sendable {
    public let store: Store
    public let terms: TermsInUse
    let memories: AuthorMemories

    public init(store: Store, terms: TermsInUse) {
        self.store = store
        self.terms = terms
        memories = AuthorMemories()
    }

    /// What a connector knows of a message beside its text.
    public struct Envelope: Sendable {
        public var account: ChannelAccountID
        public var channel: ChannelKind
        public var published: Timestamp
        public var providerID: String
        /// The network's own thread, where it names one.
        public var threadID: String?
        public var address: String
        public var handle: String
        public var name: String
        public var proof: SenderProof
        public var trail: Trail
        public var automatic: Bool

        public init(
            account: ChannelAccountID, channel: ChannelKind, published: Timestamp, providerID: String, threadID: String?, address: String,
            handle: String, name: String, proof: SenderProof, trail: Trail, automatic: Bool
        ) {
            self.account = account
            self.channel = channel
            self.published = published
            self.providerID = providerID
            self.threadID = threadID
            self.address = address
            self.handle = handle
            self.name = name
            self.proof = proof
            self.trail = trail
            self.automatic = automatic
        }
    }

    /// What became of a message.
    public enum Outcome: Sendable {
        case accepted(Receipt)
        /// It came before; nothing changed.
        case duplicate
    }

    /// Reads, decides and commits one message; returns when it is durable.
    public func receive(_ envelope: Envelope, text: String, unreadable: QuarantineReason? = nil) async throws(StorageError) -> Outcome {
        let hashes = store.hashes
        let network = envelope.channel.network
        let key = hashes.identity(network, envelope.address)
        // The packs may change between reading and deciding; then it is read again.
        for _ in 0..<4 {
            let current = terms.now
            var facts = Facts(direction: .inbound, now: envelope.published, actor: ActorRole("customer"), channel: envelope.channel)
            facts.assurance = envelope.proof == .none ? .none : .platform
            let reading = Reader(current).inbound(text, facts)
            let incoming = Incoming(
                channelAccount: envelope.account, channel: envelope.channel, published: envelope.published,
                author: Incoming.Author(
                    identity: Identity(network: network, key: key, assurance: facts.assurance), address: envelope.address,
                    handle: envelope.handle, name: envelope.name), proof: envelope.proof,
                duplicateKey: hashes.duplicate(envelope.account, envelope.providerID),
                providerKey: hashes.thread(network, envelope.providerID),
                threadKey: envelope.threadID.map { hashes.thread(network, $0) }, providerID: envelope.providerID, reading: reading,
                automatic: envelope.automatic, unreadable: unreadable,
                fresh: Incoming.Fresh(conversation: ConversationID(RandomIDs.stream()), party: PartyID(RandomIDs.stream())),
                trail: envelope.trail)
            let command = Command(id: RandomIDs.event(), principal: .network, order: .receive(incoming), owner: key)
            do {
                let receipt = try await store.submit(command)
                if unreadable == nil, let conversation = receipt.conversation, receipt.events.contains(where: \.isReceived) {
                    try await completeSplit(text, of: command.id, in: conversation, by: key, at: envelope.published)
                }
                return .accepted(receipt)
            } catch .refused(.duplicate) {
                return .duplicate
            } catch .refused(.termsChanged) {
                continue
            }
        }
        throw .busy
    }

    /// Law 2(c): what this message completes is taken out of the earlier ones, as new entries.
    private func completeSplit(_ text: String, of message: EventID, in conversation: ConversationID, by owner: KeyedHash, at: Timestamp)
        async throws(StorageError)
    {
        for part in memories.next(text, message: message, by: owner, at: at) {
            let line: ConversationPage.Line?
            do { line = try store.entry(part.message) } catch { throw .notWritable("\(error)") }
            guard let kept = line?.text else { continue }
            // Offsets count in the text as it came in; a text that was redacted since is redacted by the same findings again.
            let redacted = part.text == kept ? Redaction.redact(kept, part.findings) : Redaction.redact(part.text, part.all)
            _ = try await store.submit(
                Command(
                    id: RandomIDs.event(), principal: .system,
                    order: .redactEarlier(
                        RedactEarlierOrder(
                            conversation: conversation,
                            part: RedactEarlierOrder.Part(
                                message: part.message, text: redacted, redactions: Reader.notes(part.findings)))), owner: owner))
        }
    }
}

extension Event {
    var isReceived: Bool { if case .received = self { true } else { false } }
}
