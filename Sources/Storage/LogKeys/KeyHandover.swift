import Conversations
public import Ledger
import SQL

/// A checkpoint with which a key of the log vouched for its successor: it covers the announcement, and both have signed it.
public struct KeyHandover: Sendable {
    /// The entry that announced the successor.
    public let index: UInt64
    public let key: VerifierKey
    public let note: SignedNote
    public let size: UInt64
}

/// What an entry says of the log's keys.
public enum KeyEntry: Sendable, Equatable {
    case announced(key: String, before: String)
    case retired(key: String)
}

extension EntryReader {
    /// The entries that changed the log's keys, the oldest first. Those from before the log went on under another name were about other keys.
    func keyEntries() throws -> [(index: UInt64, entry: KeyEntry)] {
        let since = try ownEntries(.continueLog).last ?? 0
        return try ownEntries(.announceLogKey, .retireLogKey).filter { $0 >= since }.map { index in
            switch try folded(at: index)?.events?.first {
            case .logKey(let announced): (index, .announced(key: announced.key, before: announced.before))
            case .logKeyRetired(let retired): (index, .retired(key: retired.key))
            default: throw StorageError.damaged("entry \(index) has lost what it says of the log's keys")
            }
        }
    }

    /// The keys that still count over so many entries. The checkpoint that seals a retirement is signed by the retired key as well: whoever is
    /// handed that checkpoint has to be told of the key that stays.
    func unretired(_ log: KeyRing, upTo size: UInt64) throws -> KeyRing {
        var retired: Set<String> = []
        for case (let index, .retired(let line)) in try keyEntries() where index < size { retired.insert(line) }
        return KeyRing(log.keys.filter { !retired.contains($0.line) }) ?? log
    }

    /// The first checkpoint that both keys signed, for each announcement that so many entries hold; none where it is still to come.
    func handovers(_ log: KeyRing, upTo size: UInt64) throws -> [KeyHandover] {
        try keyEntries().compactMap { index, entry in
            guard case .announced(let line, let line0) = entry, index < size, let key = log.keys.first(where: { $0.line == line }),
                let before = log.keys.first(where: { $0.line == line0 })
            else { return nil }
            let notes = try connection.query(
                "SELECT note, size FROM checkpoint WHERE size > $1 AND size <= $2 ORDER BY size LIMIT \(Self.mostLooked)",
                .integer(Int64(index)), .integer(Int64(size))
            ) { (row) throws(SQLError) in (try row.blob(0), UInt64(try row.int64(1))) }
            for (bytes, size) in notes {
                guard let note = try? SignedNote(parsing: bytes), let signed = try? note.verify(with: [before, key]), signed.count == 2
                else { continue }
                return KeyHandover(index: index, key: key, note: note, size: size)
            }
            return nil
        }
    }

    /// Both sign from before the announcement on, so that the first checkpoint is usually the one.
    private static var mostLooked: Int { 4_096 }
}

extension Store {
    /// The entries that changed the log's keys, the oldest first.
    public func keyEntries() throws -> [(index: UInt64, entry: KeyEntry)] {
        try readers.read { try EntryReader(connection: $0, keys: keys).keyEntries() }
    }

    /// Checkpoints with which older keys vouched for newer ones, up to the newest.
    public func handovers(_ log: KeyRing) throws -> [KeyHandover] {
        try readers.read { connection in
            try EntryReader(connection: connection, keys: keys).handovers(log, upTo: SealedCheckpoint.newest(connection)?.size ?? 0)
        }
    }
}

extension LedgerFolder {
    /// The entries that changed the log's keys, the oldest first.
    public func keyEntries() throws -> [(index: UInt64, entry: KeyEntry)] {
        try EntryReader(connection: connection, keys: keys).keyEntries()
    }
}
