public import Conversations
public import Storage

/// A page of the queue: rows with their words.
public struct Inbox: Sendable {
    public struct Item: Sendable {
        public var row: InboxRow
        public var words: InboxWords
    }
    public var items: [Item]
    /// Where the next page begins; nil on the last.
    public var next: InboxCursor?
    /// How many there are, and how many of them are past their due time; counted up to ``countLimit``.
    public var count: Int
    public var late: Int

    /// Beyond this a number helps nobody to decide what to do next.
    public static let countLimit = 1_000
    public static let pageSize = 30
}

extension Desk {
    /// A page of the queue, by next due; only its own rows are decrypted.
    public func inbox(_ filter: InboxFilter, after cursor: InboxCursor? = nil, limit: Int = Inbox.pageSize, at now: Timestamp)
        throws(StorageError) -> Inbox
    {
        do {
            var rows = try store.inbox(filter, after: cursor, limit: limit + 1)
            let hasMore = rows.count > limit
            if hasMore { rows.removeLast() }
            let words = try store.words(of: rows)
            return Inbox(
                items: zip(rows, words).map { Inbox.Item(row: $0, words: $1) },
                next: hasMore ? rows.last.map { InboxCursor(place: $0.place, id: $0.id) } : nil,
                count: try store.inboxCount(filter, limit: Inbox.countLimit),
                late: filter == .resolved ? 0 : try store.inboxCount(filter, before: now, limit: Inbox.countLimit))
        } catch let error as StorageError { throw error } catch { throw .notWritable("\(error)") }
    }

    /// The teams that open conversations are with.
    public func routes() throws(StorageError) -> [String] {
        do { return try store.routes() } catch { throw .notWritable("\(error)") }
    }
}
