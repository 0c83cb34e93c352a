public import Conversations
import Ledger
import SQL

/// A time-stamp token with the checkpoint that it is over.
public struct KeptTimeStamp: Sendable {
    /// Of the token, 64 lower-case hexadecimal digits.
    public var sha256: String
    /// How many entries the checkpoint covers.
    public var size: UInt64
    /// The signed note, byte for byte.
    public var note: [UInt8]
    public var token: [UInt8]

    public init(sha256: String, size: UInt64, note: [UInt8], token: [UInt8]) {
        self.sha256 = sha256
        self.size = size
        self.note = note
        self.token = token
    }

    init(_ row: borrowing Row) throws(SQLError) {
        self.init(sha256: try row.text(0), size: UInt64(try row.int64(1)), note: try row.blob(2), token: try row.blob(3))
    }

    static let columns = "sha256, size, note, token"
}

extension Store {
    /// Keeps a token, and then the entry that says so: after a crash between the two the entry is written at the next start.
    public func record(_ stamp: KeptTimeStamp, at time: Timestamp) async throws(StorageError) {
        try await note { connection in
            try connection.run(
                "INSERT OR IGNORE INTO time_stamp(sha256, size, note, token, at, recorded) VALUES ($1, $2, $3, $4, $5, 0)",
                .text(stamp.sha256), .integer(Int64(stamp.size)), .blob(stamp.note), .blob(stamp.token), .integer(time.milliseconds))
        }
        try await recordTimeStamps()
    }

    /// Writes the entry of each token that has none.
    public func recordTimeStamps() async throws(StorageError) {
        let waiting: [(String, UInt64, Timestamp)]
        do {
            waiting = try readers.read { connection in
                try connection.query("SELECT sha256, size, at FROM time_stamp WHERE recorded = 0 ORDER BY size") { (row) throws(SQLError) in
                    (try row.text(0), UInt64(try row.int64(1)), Timestamp(milliseconds: try row.int64(2)))
                }
            }
        } catch { throw .notWritable("\(error)") }
        for (sha256, size, at) in waiting {
            _ = try await submit(
                Command(
                    id: Self.freshEvent(), principal: .system, order: .recordTimeStamp(TimeStamped(size: size, sha256: sha256, at: at))))
            try await note { try $0.run("UPDATE time_stamp SET recorded = 1 WHERE sha256 = $1", .text(sha256)) }
        }
    }

    /// The newest token; nil before the first.
    public func newestTimeStamp() throws -> KeptTimeStamp? {
        try readers.read { connection in
            try connection.first("SELECT \(KeptTimeStamp.columns) FROM time_stamp ORDER BY size DESC LIMIT 1") { (row) throws(SQLError) in
                try KeptTimeStamp(row)
            }
        }
    }
}

extension LedgerFolder {
    /// The newest time-stamp token; nil before the first.
    public func newestTimeStamp() throws -> KeptTimeStamp? {
        try connection.first("SELECT \(KeptTimeStamp.columns) FROM time_stamp ORDER BY size DESC LIMIT 1") { (row) throws(SQLError) in
            try KeptTimeStamp(row)
        }
    }

    /// Tokens over checkpoints of at most so many entries.
    func timeStamps(upTo size: UInt64) throws -> [KeptTimeStamp] {
        let exists = try connection.first("SELECT 1 FROM sqlite_schema WHERE name = 'time_stamp'") { (row) throws(SQLError) in
            try row.int(0)
        }
        guard exists != nil else { return [] }
        return try connection.query(
            "SELECT \(KeptTimeStamp.columns) FROM time_stamp WHERE size <= $1 ORDER BY sha256", .integer(Int64(size))
        ) { (row) throws(SQLError) in try KeptTimeStamp(row) }
    }
}
