import Conversations
import Ledger
import SQL

extension Lookups {
    /// An order that destroys something, with what it reaches and what protects that, as it is at this moment.
    func complete(_ order: Order, keys: KeyStore) throws -> Order {
        let reader = EntryReader(connection: connection, keys: keys)
        switch order {
        case .askErasure(var ask):
            ask.kept.holds = try holds(reaching: try entries(under: ask.identity), of: ask.party.stream, reader)
            return .askErasure(ask)
        case .erase(var erase):
            erase.reached = try entries(under: erase.identity)
            erase.kept.holds = try holds(reaching: erase.reached, of: erase.party.stream, reader)
            return .erase(erase)
        case .retire(var retire):
            retire.reached = try entries(in: retire.conversation.stream, reader)
            retire.kept.holds = try Protection(reader: reader).holds(on: [retire.conversation.stream])
            return .retire(retire)
        case .redactEarlier(var redact):
            guard redact.wish != nil else { return order }
            redact.wish?.kept.holds = try Protection(reader: reader).holds(on: [redact.conversation.stream])
            redact.wish?.reached = try versions(of: redact.part.message, reader)
            return .redactEarlier(redact)
        case .withdraw(var withdraw):
            withdraw.holds = try Protection(reader: reader).holds(on: [withdraw.conversation.stream])
            withdraw.reached = try versions(of: withdraw.message, reader)
            return .withdraw(withdraw)
        case .readAttachment(var read):
            read.isThere = try EventID(read.object).flatMap { ObjectID($0.bytes) }.map { try Quarantine(connection).holds($0) } ?? false
            return .readAttachment(read)
        default: return order
        }
    }

    private func holds(reaching entries: [EntryRange], of party: StreamID, _ reader: EntryReader) throws -> [EventID] {
        let protected = try Protection(reader: reader).all()
        guard !protected.isEmpty else { return [] }
        var found = protected[party] ?? []
        for range in entries {
            for index in range.first...range.last {
                for stream in try reader.leaf(at: index).streams { found.formUnion(protected[stream.id] ?? []) }
            }
        }
        return found.sorted { $0.description < $1.description }
    }

    /// The entries that hold a message's words: its own, and those that took something out of it or read something of it later.
    private func versions(of message: EventID, _ reader: EntryReader) throws -> [EntryRange] {
        guard let own = try reader.index(of: message) else { return [] }
        var streams: Set<StreamID> = []
        for stream in try reader.leaf(at: own).streams where stream.kind == .conversation {
            var loader = StateLoader(reader: reader, isForPage: true)
            try loader.load(for: .view(ConversationID(stream.id), purpose: ""))
            guard let root = loader.states.root(of: ConversationID(stream.id)) else { continue }
            streams.formUnion([stream.id, root.id.stream] + root.parts.map(\.stream))
        }
        var indexes: Set<UInt64> = [own]
        for stream in streams {
            for index in try reader.indexes(of: stream) {
                let leaf = try reader.leaf(at: index)
                guard leaf.subject == message else { continue }
                if [CommandType.redactEarlier, .readAttachment].contains(where: { $0.rawValue == leaf.commandType }) {
                    indexes.insert(index)
                }
            }
        }
        return EntryRange.ranges(of: indexes.sorted())
    }

    /// A conversation's entries that say something still; those that keep its record stay.
    func entries(in conversation: StreamID, _ reader: EntryReader) throws -> [EntryRange] {
        let open = try connection.query(
            """
            SELECT idx FROM stream_entry WHERE stream = $1 AND NOT EXISTS
                (SELECT 1 FROM erased_field f WHERE f.idx = stream_entry.idx AND f.field = 1) ORDER BY idx
            """, .blob(conversation.bytes)
        ) { (row) throws(SQLError) in UInt64(try row.int64(0)) }
        return EntryRange.ranges(
            of: try open.filter { index in
                let type = CommandType(rawValue: try reader.leaf(at: index).commandType)
                return type?.isOfTheRecord != true
            })
    }
}
