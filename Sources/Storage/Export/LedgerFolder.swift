public import Conversations
import Glibc
public import Ledger
import SQL

/// A server's ledger, read without writing to it, whether or not a server has it open.
public final class LedgerFolder {
    public let place: Store.Place
    /// The log's name, as the ledger's first row has it.
    public let origin: String
    let connection: Connection
    let keys: KeyStore

    /// - Parameter folder: the server's folder.
    public init(_ folder: String) throws {
        var place = Store.Place(folder: folder, origin: "")
        connection = try Self.open(place)
        let origin = try connection.first("SELECT origin FROM ledger WHERE id = 1") { (row) throws(SQLError) in try row.text(0) }
        guard let origin else { throw StorageError.damaged("the ledger has no first row") }
        place.origin = origin
        self.place = place
        self.origin = origin
        keys = try KeyStore(path: place.keys, under: KeyEncryptionKey.load(from: place.keyEncryptionKey))
    }

    private static func open(_ place: Store.Place) throws -> Connection {
        do { return try Connection(path: place.ledger, .readOnly) } catch {
            guard error.kind == .cannotOpen else { throw error }
            if access(place.ledger, R_OK) != 0, errno == EACCES {
                throw StorageError.cannotOpen("\(place.ledger) may be read by its owner alone. Run the command as the server's user.")
            }
            throw StorageError.cannotOpen("There is no ledger in \(place.folder). Name a server's folder with --home or PARLEY_HOME.")
        }
    }

    /// How many entries are durable.
    public func accepted() throws -> UInt64 {
        try connection.first("SELECT size FROM head WHERE id = 1") { (row) throws(SQLError) in UInt64(try row.int64(0)) } ?? 0
    }

    /// The newest signed checkpoint, as it was signed; nil before the first.
    public func sealed() throws -> SignedNote? {
        guard let newest = try SealedCheckpoint.newest(connection) else { return nil }
        do { return try SignedNote(parsing: newest.note) } catch { throw StorageError.damaged("the newest checkpoint: \(error)") }
    }

    /// The newest checkpoint that a quorum of witnesses has cosigned; nil before the first.
    public func cosigned() throws -> SignedNote? {
        // A folder that no server has opened since witnesses are asked has no such table.
        let exists = try connection.first("SELECT 1 FROM sqlite_schema WHERE name = 'cosigned'") { (row) throws(SQLError) in try row.int(0)
        }
        guard exists != nil, let newest = try CosignedCheckpoint.newest(connection) else { return nil }
        do { return try SignedNote(parsing: newest.note) } catch { throw StorageError.damaged("the newest cosigned checkpoint: \(error)") }
    }

    /// How many entries the newest signed checkpoint covers.
    public func sealedSize() throws -> UInt64 { try SealedCheckpoint.newest(connection)?.size ?? 0 }

    /// What is damaged in the ledger database and the key store, by a quick pass over both; empty if nothing is.
    public func damages() throws -> [String] {
        let keys = try Connection(path: place.keys, .readOnly)
        return try connection.integrity(.quick).map { "ledger.db: \($0)" } + keys.integrity(.quick).map { "keys.db: \($0)" }
    }

    /// Works the tree out anew over every entry, and compares it with every checkpoint that is kept: a bit that flipped in an entry is found.
    /// - Returns: how many entries there are.
    /// - Throws: what does not fit.
    public func checkedSize() throws -> UInt64 {
        // One moment of a ledger that a server may be writing.
        try connection.transaction { connection in try LedgerCheck.tree(connection).head.size }
    }

    /// The settings of a writing connection that could lose a commit or leave a deleted row, each with what it is.
    public func durabilityShortfalls() throws -> [String] {
        try [place.ledger, place.keys].flatMap { try DurabilityCheck(reading: Connection(path: $0, .readWrite)).shortfalls }
    }

    /// Files of terms that were ever in force, by hash.
    func termsFiles() throws -> [(sha256: String, bytes: [UInt8])] {
        try connection.query("SELECT sha256, bytes FROM terms_file ORDER BY sha256") { (row) throws(SQLError) in
            (try row.text(0), try row.blob(1))
        }
    }

    // MARK: Conversations

    /// Conversations, those that are open and due next first.
    public func conversations(limit: Int) throws -> [InboxRow] {
        try connection.query(
            "SELECT \(InboxRow.columns) FROM conversation ORDER BY status, place, id LIMIT $1", .integer(Int64(limit)),
            row: InboxRow.init(conversation:))
    }

    /// How many conversations there are.
    public func conversationCount() throws -> Int {
        try connection.first("SELECT count(*) FROM conversation") { (row) throws(SQLError) in try row.int(0) } ?? 0
    }

    /// A conversation with all its entries; nil if there is none of this id.
    public func conversation(_ id: ConversationID) throws -> ConversationPage? {
        try connection.transaction { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            var loader = StateLoader(reader: reader)
            try loader.load(for: .view(id, purpose: ""))
            guard let state = loader.states.conversations[id] else { return nil }
            let lines = try reader.indexes(of: id.stream).compactMap { index -> ConversationPage.Line? in
                guard let entry = try reader.folded(at: index) else { return nil }
                return ConversationPage.Line(index: index, leaf: entry.leaf, events: entry.events, content: try reader.content(at: index))
            }
            return ConversationPage(state: state, lines: lines, states: loader.states)
        }
    }
}
