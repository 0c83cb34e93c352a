import Conversations
import Ledger
import SQL

/// Which streams legal holds protect, and through what.
struct Protection {
    let reader: EntryReader

    /// Every protected stream with the holds on it: what is held, what it is merged with, and of a customer every conversation.
    func all() throws -> [StreamID: Set<EventID>] {
        let holds = try reader.connection.query("SELECT event, stream, kind FROM legal_hold") { (row) throws(SQLError) in
            (try row.blob(0), try row.blob(1), try row.int(2))
        }
        var protected: [StreamID: Set<EventID>] = [:]
        for (event, stream, kind) in holds {
            guard let hold = EventID(event), let id = StreamID(stream) else { throw StorageError.damaged("a hold cannot be read") }
            for one in try reach(of: id, isParty: kind == Int(StreamKind.party.rawValue)) { protected[one, default: []].insert(hold) }
        }
        return protected
    }

    /// The holds on any of these streams.
    func holds(on streams: Set<StreamID>) throws -> [EventID] {
        let protected = try all()
        return streams.reduce(into: Set<EventID>()) { $0.formUnion(protected[$1] ?? []) }.sorted { $0.description < $1.description }
    }

    private func reach(of id: StreamID, isParty: Bool) throws -> Set<StreamID> {
        var conversations: Set<StreamID> = isParty ? [] : [id]
        if isParty {
            for index in try reader.indexes(of: id) {
                for stream in try reader.leaf(at: index).streams where stream.kind == .conversation { conversations.insert(stream.id) }
            }
        }
        var all: Set<StreamID> = [id]
        for conversation in conversations where !all.contains(conversation) || !isParty {
            var loader = StateLoader(reader: reader, isForPage: true)
            try loader.load(for: .view(ConversationID(conversation), purpose: ""))
            all.insert(conversation)
            guard let root = loader.states.root(of: ConversationID(conversation)) else { continue }
            all.insert(root.id.stream)
            all.formUnion(root.parts.map(\.stream))
        }
        return all
    }
}
