public import Conversations
public import Ledger
import SQL

/// What a row of the inbox says: the newest message, and who the customer is. Decrypted for the rows of one page only.
public struct InboxWords: Sendable {
    /// As redacted; nil where it is erased or withdrawn.
    public var text: String?
    public var isOurs: Bool
    /// Whose message it is, where a person of the firm wrote it.
    public var author: StaffID?
    /// The act's word, where it is ours.
    public var act: String?
    public var isWithdrawn: Bool
    public var channel: ChannelKind?
    public var at: Timestamp?
    public var name: String?
    public var handle: String?
}

extension Store {
    /// The words of rows, in their order.
    public func words(of rows: [InboxRow]) throws -> [InboxWords] {
        try readers.read { connection in
            let reader = InboxWordsReader(connection: connection, reader: EntryReader(connection: connection, keys: keys))
            return try rows.map { try reader.words(of: $0) }
        }
    }
}

private struct InboxWordsReader {
    let connection: Connection
    let reader: EntryReader

    /// More entries than these after a message are looks and phases; what was taken out of it stands close behind it.
    private static let lookedAt = 64

    func words(of row: InboxRow) throws -> InboxWords {
        var words = InboxWords(isOurs: false, isWithdrawn: false)
        guard let newest = row.newest, let entry = try reader.folded(at: newest) else { return words }
        words.at = Timestamp(milliseconds: entry.leaf.sourceTime ?? entry.leaf.recordedTime)
        words.channel = ChannelKind(rawValue: entry.leaf.channelKind)
        let later = try later(than: newest, in: row.id)
        words.isWithdrawn = later.contains { $0.leaf.subject == entry.leaf.eventID && $0.type == .withdraw }
        let content = try content(of: entry, later)
        if !words.isWithdrawn { words.text = content.first { $0.kind == .text }?.text }
        if entry.type == .submit || entry.type == .schedule {
            words.isOurs = true
            words.author = entry.leaf.streams.first { $0.kind == .agent }.map { StaffID($0.id) }
            words.act =
                entry.events?.lazy.compactMap { event in
                    switch event {
                    case .queued(let queued): queued.act
                    case .held(let held), .scheduled(let held): held.queued.act
                    default: nil
                    }
                }.first
        }
        if let heard = row.heard {
            let about = heard == newest ? content : try self.content(heard, in: row.id)
            words.name = about.first { $0.kind == .displayName }?.text
            words.handle = about.first { $0.kind == .handle }?.text
        }
        // Mail need not say a name; the message that began the conversation may have.
        if words.name == nil, words.handle == nil, let first = try first(of: row.id), first != row.heard {
            let about = try self.content(first, in: row.id)
            words.name = about.first { $0.kind == .displayName }?.text
            words.handle = about.first { $0.kind == .handle }?.text
        }
        return words
    }

    private struct Later {
        var index: UInt64
        var leaf: Leaf
        var type: CommandType? { CommandType(rawValue: leaf.commandType) }
    }

    /// What the conversation's newest entries after an index are, newest first.
    private func later(than index: UInt64, in conversation: ConversationID) throws -> [Later] {
        try connection.query(
            """
            SELECT s.idx, e.leaf FROM stream_entry s JOIN entry e ON e.idx = s.idx WHERE s.stream = $1 AND s.idx > $2
            ORDER BY s.sequence DESC LIMIT $3
            """, .blob(conversation.stream.bytes), .integer(Int64(index)), .integer(Self.lookedAt)
        ) { (row) throws(SQLError) in (UInt64(try row.int64(0)), try row.blob(1)) }.map { row in
            do { return Later(index: row.0, leaf: try Leaf(decoding: row.1)) } catch {
                throw StorageError.damaged("entry \(row.0) is not a leaf: \(error)")
            }
        }
    }

    private func first(of conversation: ConversationID) throws -> UInt64? {
        try connection.first("SELECT idx FROM stream_entry WHERE stream = $1 AND sequence = 1", .blob(conversation.stream.bytes)) {
            (row) throws(SQLError) in UInt64(try row.int64(0))
        }
    }

    private func content(_ index: UInt64, in conversation: ConversationID) throws -> [ContentField] {
        guard let entry = try reader.folded(at: index) else { return [] }
        let content = try reader.content(at: index)
        return content.isEmpty ? try self.content(of: entry, later(than: index, in: conversation)) : content
    }

    /// The newest version: a part of a value that a later message completed is taken out in an entry of its own.
    private func content(of entry: Folded, _ later: [Later]) throws -> [ContentField] {
        let version = later.first { $0.leaf.subject == entry.leaf.eventID && $0.type == .redactEarlier }
        return try reader.content(at: version?.index ?? entry.index)
    }
}

extension Folded {
    fileprivate var type: CommandType? { CommandType(rawValue: leaf.commandType) }
}

extension Store {
    /// Acts that wait for an approval, the oldest first.
    public func heldSends(limit: Int) throws -> [(send: EventID, conversation: ConversationID, held: Held)] {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            return try connection.query(
                "SELECT send, conversation, coalesce(held_idx, submitted_idx) FROM outbox WHERE phase = $1 ORDER BY submitted_idx LIMIT $2",
                .text(Send.Phase.held.word), .integer(limit)
            ) { (row) throws(SQLError) in (try row.blob(0), try row.blob(1), UInt64(try row.int64(2))) }.compactMap { row in
                guard let send = EventID(row.0), let conversation = StreamID(row.1) else { return nil }
                let held = try reader.folded(at: row.2)?.events?.lazy.compactMap { event in
                    if case .held(let held) = event { held } else { nil }
                }.first
                return held.map { (send, ConversationID(conversation), $0) }
            }
        }
    }
}
