public import Conversations
public import Ledger
import SQL

/// The queue of what is read after its letter was taken in: rows of the quarantine, so that it outlives a restart.
extension Store {
    /// How many attachments wait to be read, and how many sealed bytes they have.
    public func waitingAttachments() throws -> (count: Int, bytes: Int) {
        try readers.read { connection in
            try connection.first("SELECT count(*), coalesce(sum(length), 0) FROM vault_quarantine WHERE waiting = 1") {
                (row) throws(SQLError) in (try row.int(0), try row.int(1))
            } ?? (0, 0)
        }
    }

    /// What waits, the first of each letter before the second of any, so that one letter with many does not keep the others waiting.
    public func waitingAttachments(limit: Int) throws -> [WaitingAttachment] {
        try readers.read { connection in
            try connection.query(
                """
                SELECT object, message, place, round FROM vault_quarantine
                WHERE waiting = 1 AND EXISTS (SELECT 1 FROM known WHERE known.event = vault_quarantine.message)
                ORDER BY place, number LIMIT $1
                """,
                .integer(limit)
            ) { (row) throws(SQLError) -> WaitingAttachment? in
                guard let object = ObjectID(try row.blob(0)), let message = EventID(try row.blob(1)) else { return nil }
                return WaitingAttachment(
                    object: object, message: message, place: try row.int(2), round: try row.int(3))
            }.compactMap(\.self)
        }
    }

    /// The bytes of an object in the quarantine, for the scan; nil if it is not, or no longer, here.
    public func openQuarantined(_ object: ObjectID) throws -> [UInt8]? {
        let keys = keys
        guard let sealed = try readers.read({ try Quarantine($0).get(object) }) else { return nil }
        do {
            return try ObjectCipher.openFromQuarantine(sealed, of: object, using: try keys.key(for: object))
        } catch KeyError.destroyed {
            return nil
        }
    }

    /// It was read: its key is destroyed, then its bytes.
    public func endQuarantine(of waiting: WaitingAttachment) async throws(StorageError) {
        do {
            try await keys.destroy(objects: [waiting.object])
            try await note { try Quarantine($0).remove(waiting.object) }
            try await truncateLog()
        } catch let error as StorageError { throw error } catch { throw .notWritable("\(error)") }
    }

    /// Nobody could read it: it stays for its time, and for another look.
    public func keepUnread(_ waiting: WaitingAttachment, kind: String, why: UnreadReason) async throws(StorageError) {
        try await note { connection in
            try connection.run(
                "UPDATE vault_quarantine SET waiting = 0, kind = $3, why = $4 WHERE number = $1 AND object = $2",
                .integer(Int64(waiting.object.number)), .blob(waiting.object.bytes), .text(kind), .text(why.rawValue))
        }
    }

    /// Lets everything in the quarantine that came along with a message be read once more.
    /// - Returns: how many they are.
    public func readQuarantineAgain() async throws(StorageError) -> Int {
        let before: Int
        do { before = try waitingAttachments().count } catch { throw .notWritable("\(error)") }
        try await note { connection in
            try connection.run("UPDATE vault_quarantine SET waiting = 1, round = round + 1 WHERE waiting = 0 AND message IS NOT NULL")
        }
        do { return max(0, try waitingAttachments().count - before) } catch { throw .notWritable("\(error)") }
    }

    /// A message was let in: what came along with it and was not read yet is read.
    public func readLetIn(_ message: EventID) async throws(StorageError) {
        try await note { connection in
            try connection.run(
                "UPDATE vault_quarantine SET waiting = 1, round = round + 1 WHERE message = $1 AND why = $2", .blob(message.bytes),
                .text(UnreadReason.waiting.rawValue))
        }
    }

    // MARK: Mails that have to be moved

    /// The message's mail has to move in its mailbox.
    public func noteMailToMove(_ message: EventID) async throws(StorageError) {
        try await note { try $0.run("INSERT OR IGNORE INTO mail_to_move(message) VALUES ($1)", .blob(message.bytes)) }
    }

    /// It has moved, or is not there any more.
    public func mailMoved(_ message: EventID) async throws(StorageError) {
        try await note { try $0.run("DELETE FROM mail_to_move WHERE message = $1", .blob(message.bytes)) }
    }

    public func mailsToMove() throws -> [EventID] {
        try readers.read { connection in
            try connection.query("SELECT message FROM mail_to_move LIMIT 1000") { (row) throws(SQLError) in EventID(try row.blob(0)) }
        }.compactMap(\.self)
    }
}
