import Conversations
import Ledger
import SQL

/// Makes a decision into an entry and writes it, inside the committer's transaction.
struct EntryWriter {
    /// A decision that no entry can say; nothing of it was written, and nobody else's is in danger.
    struct Unwritable: Error { var reason: String }

    private let connection: Connection
    private let vault: Vault
    private let coding = FactsCoding()
    private let random = RandomPool()
    private let firm: FirmKeys
    private(set) var frontier: Frontier
    /// Of who acted before; the same for the life of the key store.
    private var pseudonyms: [Principal: LeafActor] = [:]
    private static let rememberedActors = 4_096
    /// Milliseconds; recorded time never goes back.
    private(set) var recorded: Int64

    init(connection: Connection, firm: FirmKeys) throws {
        self.connection = connection
        vault = Vault(connection)
        self.firm = firm
        let head = try connection.first("SELECT frontier, recorded FROM head WHERE id = 1") { (row) throws(SQLError) in
            (try row.blob(0), try row.int64(1))
        }
        if let head {
            guard let frontier = Frontier(decoding: head.0) else { throw StorageError.damaged("the tree's edge cannot be read") }
            self.frontier = frontier
            recorded = head.1
        } else {
            frontier = Frontier()
            recorded = 0
        }
    }

    /// Writes the entry of an accepted command.
    mutating func write(_ decided: Decided, of command: Command, at now: Timestamp, terms: UInt64?, on states: States, keys: EntryKeys)
        throws
        -> Folded
    {
        let index = frontier.size
        recorded = max(recorded, now.milliseconds)
        let facts = try coding.encode(decided.events)
        guard let nonce = Nonce(try random.take(32)) else { preconditionFailure("a nonce has 32 bytes") }
        let content = try sealed(decided.content, command, keys)
        let commitments = [Commitment(event: command.id, field: .facts, nonce: nonce, bytes: facts)] + (content?.commitments ?? [])
        guard let root = CommitmentRoot(of: commitments) else { throw Unwritable(reason: "an entry names a field twice") }
        let leaf = try leaf(decided, command, root, terms, states)
        let bytes = leaf.encode()

        let insert = try connection.prepare(
            fixed: "INSERT INTO entry(idx, leaf, facts_object, facts, content_object) VALUES ($1, $2, $3, $4, $5)")
        try insert.bind(1, Int64(index))
        try insert.bind(2, bytes)
        try insert.bind(3, keys.facts.id.bytes)
        try insert.bind(
            4,
            try ObjectCipher.seal(
                facts, nonce: nonce, of: keys.facts.id, event: command.id, field: .facts, using: keys.facts.key,
                cipherNonce: try random.take(ObjectCipher.cipherNonceByteCount)))
        if let object = keys.content?.id, let content {
            try vault.put(object, content.sealed)
            for file in keys.files { try vault.put(object, place: file.place, file.sealed) }
            try insert.bind(5, object.bytes)
        } else {
            try insert.bindNull(5)
        }
        try insert.run()
        let stream = try connection.prepare(fixed: "INSERT INTO stream_entry(stream, sequence, idx) VALUES ($1, $2, $3)")
        for reference in leaf.streams {
            try stream.bind(1, reference.id.bytes)
            try stream.bind(2, Int64(reference.position.sequence))
            try stream.bind(3, Int64(index))
            try stream.run()
        }
        let known = try connection.prepare(fixed: "INSERT INTO known(event, idx) VALUES ($1, $2)")
        try known.bind(1, command.id.bytes)
        try known.bind(2, Int64(index))
        try known.run()
        if let owner = command.owner {
            let statement = try connection.prepare(fixed: "INSERT INTO owner_entry(owner, idx) VALUES ($1, $2)")
            try statement.bind(1, owner.bytes)
            try statement.bind(2, Int64(index))
            try statement.run()
        }
        frontier.append(Hash.ofLeaf(bytes))
        return Folded(index: index, leaf: leaf, events: decided.events)
    }

    /// What was sealed in advance if it is what was decided, else sealed now.
    private func sealed(_ content: [ContentField], _ command: Command, _ keys: EntryKeys) throws -> SealedContent? {
        if content.isEmpty { return nil }
        guard let key = keys.content else { throw Unwritable(reason: "an entry has content and no key for it") }
        if let sealed = keys.sealed, sealed.content == content { return sealed }
        return try SealedContent(content.sorted { $0.kind.rawValue < $1.kind.rawValue }, under: key, event: command.id)
    }

    /// Where the ledger stands after the batch.
    func writeHead() throws {
        let statement = try connection.prepare(
            fixed:
                "INSERT INTO head(id, size, frontier, recorded) VALUES (1, $1, $2, $3) ON CONFLICT(id) DO UPDATE SET size = $1, frontier = $2, recorded = $3"
        )
        try statement.bind(1, Int64(frontier.size))
        try statement.bind(2, frontier.encode())
        try statement.bind(3, recorded)
        try statement.run()
    }

    private mutating func leaf(_ decided: Decided, _ command: Command, _ root: CommitmentRoot, _ terms: UInt64?, _ states: States) throws
        -> Leaf
    {
        let references = try decided.streams.map { key -> StreamReference in
            guard let head = states.head(of: key), head.sequence > 0 else {
                return StreamReference(kind: key.kind, id: key.id, position: .first)
            }
            guard let position = Ledger.StreamPosition(sequence: head.sequence + 1, previous: head.index) else {
                throw StorageError.damaged("a stream's place cannot be continued")
            }
            return StreamReference(kind: key.kind, id: key.id, position: position)
        }
        do {
            return try Leaf(
                commandType: decided.type.rawValue, recordedTime: recorded, sourceTime: decided.source.map(\.milliseconds),
                actor: actor(command.principal, decided), channelKind: decided.channel?.rawValue ?? 0, clock: decided.clock, terms: terms,
                decision: decided.verdict?.rawValue ?? 0, eventID: command.id, subject: decided.subject, commitments: root,
                streams: references)
        } catch { throw Unwritable(reason: "a decision does not make a leaf: \(error)") }
    }

    private mutating func actor(_ principal: Principal, _ decided: Decided) -> LeafActor {
        if let known = pseudonyms[principal] { return known }
        let actor = work(out: principal, decided)
        if case .customer = principal { return actor }
        if pseudonyms.count >= Self.rememberedActors { pseudonyms = [:] }
        pseudonyms[principal] = actor
        return actor
    }

    private func work(out principal: Principal, _ decided: Decided) -> LeafActor {
        switch principal {
        case .system: .system(nil)
        case .customer:
            // A party of the conversation has a number; one that is only just coming in is its first.
            .customer(PartyNumber(UInt32(decided.partyNumber ?? 1)) ?? PartyNumber(1)!)  // 1 is never refused
        case .staff(let id): .staff(pseudonym(2, id.stream.bytes))
        case .automation(let name): .automation(pseudonym(3, Array(name.utf8)))
        case .network: .network(pseudonym(4, []))
        }
    }

    private func pseudonym(_ kind: UInt8, _ id: [UInt8]) -> Pseudonym {
        guard let hash = Hash(firm.pseudonym(kind: kind, of: id)), let pseudonym = Pseudonym(hash) else {
            preconditionFailure("a message authentication code has 32 bytes, and they are not all zero")
        }
        return pseudonym
    }
}
