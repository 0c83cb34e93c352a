public import Conversations
public import Ledger
public import Storage
import Synchronization

/// Takes messages in: reads them under the terms, keeps what policy keeps, commits, and does what follows from it.
///
/// The raw text lives in a parameter of ``receive(_:text:beside:unreadable:)`` and in the bounded memory for split values, and nowhere else.
public struct Intake: Sendable {
    public let store: Store
    public let terms: TermsInUse
    let memories: AuthorMemories
    let tally: Tally
    /// How long bytes that cannot be read in line may wait for a scan.
    let quarantineLifetime: Duration
    /// How long a letter, and every letter behind it, waits for all its attachments. What takes longer is read after the letter is taken in.
    let patience: Duration
    /// Nil where attachments are not read but all wait in the quarantine.
    let attachments: AttachmentReader?

    /// - Parameter quarantineLifetime: 24 hours unless a pack says otherwise (law 2(b)).
    public init(
        store: Store, terms: TermsInUse, quarantineLifetime: Duration = .seconds(86_400), patience: Duration = .seconds(4),
        attachments: AttachmentReader? = nil
    ) {
        self.attachments = attachments
        self.patience = patience
        self.store = store
        self.terms = terms
        self.quarantineLifetime = quarantineLifetime
        memories = AuthorMemories(clock: Server.clock)
        tally = Tally()
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
        /// Of a mail: the domain that our answers are named under.
        public var domain: String?

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
    public struct Outcome: Sendable {
        /// Nil if it came before: then no entry was made.
        public var receipt: Receipt?
        /// Something was taken out: the source must not keep the original.
        public var isRedacted: Bool
        /// What became of what came along, where the message was new.
        public var attachments: [AttachmentNote] = []
    }

    /// How often a message is read again since the packs changed under it.
    static let readings = 20

    /// Reads, decides and commits one message and what follows from it; returns when all of it is durable.
    ///
    /// A message that comes again makes no entry, but whatever a crash kept from following is done now.
    /// - Parameter beside: texts that came along and are not shown, such as an alternative or what markup hides: scanned, never kept.
    /// - Parameter attachments: what came along, read or not; those without an answer are in the quarantine already.
    /// - Parameter message: random; the entry's event id if the message is new.
    public func receive(
        _ envelope: Envelope, text: String, beside: [String] = [], attachments: [ReadAttachment] = [], unreadable: QuarantineReason? = nil,
        as message: EventID = RandomIDs.event()
    ) async throws(StorageError) -> Outcome {
        let key = identity(of: envelope)
        let line = AuthorMemories.Line(
            key: store.hashes.duplicate(envelope.account, envelope.providerID), message: message, text: text,
            at: envelope.published)
        guard unreadable == nil else { return try await commit(envelope, line, key, [], [], [], unreadable) }
        do throws(StorageError) {
            let (findings, parts) = try remember(line, by: key, on: envelope.account)
            let outcome = try await commit(envelope, line, key, findings, beside, attachments, nil)
            for part in parts { try await redact(part, completedBy: line, key) }
            return outcome
        } catch {
            // The network delivers the message again; then it must complete what it completed once more.
            memories.forget(key)
            throw error
        }
    }

    /// The keyed hash by which the author is known. Of an address that holds a secret not even a hash is kept (law 2(a)): whoever writes from
    /// one is known by that message alone.
    func identity(of envelope: Envelope) -> KeyedHash {
        let network = envelope.channel.network
        // Elsewhere the network makes the address, and it is a number.
        guard network == .mail, Self.accountData(in: envelope.address).contains(where: \.dataClass.isSecret) else {
            return store.hashes.identity(network, envelope.address)
        }
        return store.hashes.secret("address with a secret", "\(envelope.account) \(envelope.providerID)")
    }

    static func accountData(in text: String) -> [Finding] {
        scanner.scan(text).filter { $0.dataClass.isAccountData }
    }

    private func commit(
        _ envelope: Envelope, _ line: AuthorMemories.Line, _ key: KeyedHash, _ completed: [Finding], _ beside: [String],
        _ attachments: [ReadAttachment], _ unreadable: QuarantineReason?
    ) async throws(StorageError) -> Outcome {
        // The packs may change between reading and deciding; then it is read again.
        for _ in 0..<Self.readings {
            let letter = read(envelope, line.text, beside, completed, attachments)
            let reading = letter.reading
            var incoming = incoming(envelope, line.key, key, reading, unreadable: unreadable)
            incoming.attachments = letter.attachments
            incoming.attachmentNames = letter.names
            incoming.files = letter.files.hashes
            let command = Command(
                id: line.message, principal: .network,
                order: .receive(incoming), owner: key, files: letter.files)
            var outcome = Outcome(receipt: nil, isRedacted: !reading.redactions.isEmpty, attachments: letter.attachments)
            var placed: (conversation: ConversationID, message: EventID)?
            do {
                let receipt = try await store.submit(command)
                outcome.receipt = receipt
                if let conversation = receipt.conversation, receipt.events.contains(where: \.isReceived) {
                    placed = (conversation, line.message)
                }
            } catch .refused(.duplicate) {
                do { placed = try store.message(duplicateKey: line.key) } catch { throw .notWritable("\(error)") }
                if let placed { memories.place(line.key, as: placed.message, by: key) }
            } catch .refused(.termsChanged) {
                await Task.yield()
                continue
            }
            if let placed, unreadable == nil, reading.decision.effects.contains(.hidePublicItem),
                envelope.channel.channelClass == .publicSocial
            {
                try await hide(placed.message, in: placed.conversation, envelope)
            }
            if let placed, unreadable == nil {
                try await answer(placed.message, in: placed.conversation, envelope, by: key)
            }
            return outcome
        }
        throw .busy
    }

    func read(_ envelope: Envelope, _ text: String, _ beside: [String], _ completed: [Finding]) -> Reading {
        let current = terms.now
        var facts = facts(of: envelope)
        guard !beside.isEmpty else { return Reader(current).inbound(text, facts, completed: completed) }
        // Decided on everything that came; kept is what is shown.
        var reading = Reader(current).inbound(([text] + beside).joined(separator: "\n\n"), facts, completed: completed)
        facts.labels.formUnion(reading.labels)
        reading.text = Reader(current).inbound(text, facts, completed: completed).text
        return reading
    }

    /// What policy knows of a message before it is read.
    func facts(of envelope: Envelope) -> Facts {
        var facts = Facts(direction: .inbound, now: envelope.published, actor: ActorRole("customer"), channel: envelope.channel)
        facts.assurance = envelope.proof.assurance
        return facts
    }

    /// For names and ids: every class.
    static let scanner = Scanner(classes: Scanner.allClasses)

    func incoming(
        _ envelope: Envelope, _ duplicate: KeyedHash, _ key: KeyedHash, _ reading: Reading, unreadable: QuarantineReason?
    ) -> Incoming {
        let hashes = store.hashes
        let network = envelope.channel.network
        // A name is text like any other, and so are an address and an id that somebody made up.
        func clean(_ text: String) -> String {
            let findings = Self.accountData(in: text)
            return findings.isEmpty ? text : Redaction.redact(text, findings)
        }
        return Incoming(
            channelAccount: envelope.account, channel: envelope.channel, published: envelope.published,
            author: Incoming.Author(
                identity: Identity(network: network, key: key, assurance: envelope.proof.assurance),
                address: network == .mail ? clean(envelope.address) : envelope.address, handle: clean(envelope.handle),
                name: clean(envelope.name)), proof: envelope.proof, duplicateKey: duplicate,
            providerKey: hashes.thread(network, envelope.providerID),
            threadKey: envelope.threadID.map { hashes.thread(network, $0) },
            providerID: network == .mail ? clean(envelope.providerID) : envelope.providerID, reading: reading,
            automatic: envelope.automatic, unreadable: unreadable,
            fresh: Incoming.Fresh(conversation: ConversationID(RandomIDs.stream()), party: PartyID(RandomIDs.stream())),
            trail: envelope.trail)
    }
}

extension DataClass {
    /// Numbers and secrets that have no business in a name or an id; softer classes are part of honest ones.
    var isAccountData: Bool {
        let numbers: Set<DataClass> = [.cardPAN, .iban, .ukAccountNumber, .ukNINO, .usSSN]
        return isSecret || numbers.contains(self)
    }
}

extension Event {
    var isReceived: Bool { if case .received = self { true } else { false } }
}
