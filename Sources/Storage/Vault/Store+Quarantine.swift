public import Conversations
import SQL

extension Store {
    /// Bytes that could not be read in line: sealed under a key of their own, for a limited time.
    /// - Parameters:
    ///   - lifetime: how long they may wait for a scan; law 2(b) says 24 hours unless a pack says otherwise.
    ///   - kind: what they are, in a word of ours.
    ///   - why: why nobody has read them.
    ///   - origin: whose attachment they are.
    @discardableResult
    public func quarantine(
        _ bytes: [UInt8], for lifetime: Duration, kind: String? = nil, why: UnreadReason? = nil, of origin: QuarantineOrigin? = nil
    ) async throws(StorageError) -> ObjectID {
        let now = clock().milliseconds
        let limit = now + lifetime.components.seconds * 1_000
        do {
            let key = try keys.stage([KeyOwner(KeyIdentity(high: 0, low: 0), .content)])[0]
            try await keys.sync()
            let sealed = try ObjectCipher.sealForQuarantine(bytes, of: key.id, using: key.key)
            try await note {
                try Quarantine($0).put(key.id, sealed, arrived: now, destroyBy: limit, kind: kind, why: why?.rawValue, of: origin)
            }
            return key.id
        } catch let error as StorageError {
            throw error
        } catch KeyError.full {
            throw .busy
        } catch {
            progress.notWritable("\(error)", at: clock())
            throw .notWritable("\(error)")
        }
    }

    /// How many objects are in quarantine.
    public func quarantinedObjects() throws -> Int {
        try readers.read { connection in
            try connection.first("SELECT count(*) FROM vault_quarantine") { (row) throws(SQLError) in try row.int(0) } ?? 0
        }
    }

    /// When the next quarantined object's time is over; nil if there is none.
    public func nextQuarantineLimit() throws -> Timestamp? {
        try readers.read { try Quarantine($0).nextLimit() }.map { Timestamp(milliseconds: $0) }
    }

    /// Destroys the quarantined objects whose time is over: first their keys, then their bytes.
    /// - Returns: how many there were; call again while there are some.
    public func destroyDueQuarantine(limit: Int = 256) async throws -> Int {
        let now = clock().milliseconds
        let due = try readers.read { try Quarantine($0).due(at: now, limit: limit) }
        guard !due.isEmpty else { return 0 }
        try await keys.destroy(objects: due)
        try await note { connection in
            for object in due { try Quarantine(connection).remove(object) }
        }
        try await truncateLog()
        return due.count
    }
}
