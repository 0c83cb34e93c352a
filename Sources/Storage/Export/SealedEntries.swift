import Ledger
import SQL

/// The leaves of a ledger in order, up to a size, a window at a time.
///
/// Entries never change, so no read transaction is held over the whole: the write-ahead log of a running server does not grow for it.
struct SealedEntries {
    private let connection: Connection
    private let size: UInt64
    private var window: [[UInt8]] = []
    private var place = 0
    /// Index of the leaf that `next` gives.
    private(set) var index: UInt64 = 0

    private static let windowCount: UInt64 = 4_096

    init(_ connection: Connection, size: UInt64) {
        self.connection = connection
        self.size = size
    }

    mutating func next() throws -> [UInt8]? {
        if place == window.count {
            guard index < size else { return nil }
            try fill()
        }
        defer {
            place += 1
            index += 1
        }
        return window[place]
    }

    private mutating func fill() throws {
        let end = min(size, index + Self.windowCount)
        window = try connection.query(
            "SELECT leaf FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx", .integer(Int64(index)), .integer(Int64(end))
        ) { (row) throws(SQLError) in try row.blob(0) }
        place = 0
        guard window.count == Int(end - index) else { throw StorageError.damaged("entries between \(index) and \(end) are missing") }
    }
}
