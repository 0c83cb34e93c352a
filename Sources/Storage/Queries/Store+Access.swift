public import Conversations
public import Ledger
import SQL

/// Every entry that is about a person, with what is left of it.
public struct HeldRecords: Sendable {
    /// In the ledger's order.
    public var lines: [ConversationPage.Line]
    /// The person's own messages.
    public var own: Set<EventID>
    /// What the firm wrote to this person, or would have.
    public var sent: Set<EventID>
    /// The streams that it is taken from, each with its newest sequence.
    public var covered: [ExportOrder.Covered]
}

extension Store {
    /// What is held on a customer: their conversations with everything in them, their own entries, and what waits under their keys.
    public func held(on party: PartyID) throws -> HeldRecords {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            let own = try reader.indexes(of: party.stream)
            var streams = [party.key]
            for id in try reader.roots(namedBy: own) {
                var loader = StateLoader(reader: reader, isForPage: true)
                try loader.load(for: .view(id, purpose: ""))
                streams.append(id.key)
                for part in loader.states.conversations[id]?.parts ?? [] where !streams.contains(part.key) { streams.append(part.key) }
            }
            var indexes = Set(own)
            for stream in streams { indexes.formUnion(try reader.indexes(of: stream.id)) }
            var states = States()
            for index in own { if let entry = try reader.folded(at: index) { states.evolve(entry) } }
            for identity in states.parties[party]?.identities ?? [] {
                indexes.formUnion(
                    try connection.query("SELECT idx FROM owner_entry WHERE owner = $1", .blob(identity.key.bytes)) {
                        (row) throws(SQLError) in UInt64(try row.int64(0))
                    })
            }
            var messages: Set<EventID> = []
            var sent: Set<EventID> = []
            let lines = try indexes.sorted().compactMap { index -> ConversationPage.Line? in
                guard let entry = try reader.folded(at: index) else { return nil }
                for case .received(let received) in entry.events ?? [] where received.party == party {
                    messages.insert(entry.leaf.eventID)
                    // One that was let in from quarantine is known by the entry that it first came in.
                    if entry.leaf.commandType == CommandType.release.rawValue, let first = entry.leaf.subject { messages.insert(first) }
                }
                for event in entry.events ?? [] {
                    switch event {
                    case .queued(let queued) where queued.party ?? party == party: sent.insert(entry.leaf.eventID)
                    case .held(let held), .scheduled(let held):
                        if held.queued.party ?? party == party { sent.insert(entry.leaf.eventID) }
                    default: break
                    }
                }
                return ConversationPage.Line(
                    index: index, leaf: entry.leaf, events: entry.events, content: try reader.content(at: index))
            }
            return HeldRecords(
                lines: lines, own: messages, sent: sent,
                covered: try streams.map { ExportOrder.Covered($0, last: UInt64(try reader.indexes(of: $0.id).count)) })
        }
    }

    /// Files as one canonical tape archive.
    public static func tape(_ files: [(String, [UInt8])]) -> [UInt8] {
        var tape = TapeWriter()
        for (name, bytes) in files { tape.add(name, bytes) }
        tape.end()
        return tape.bytes
    }
}
