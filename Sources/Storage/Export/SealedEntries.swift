import Ledger
import SQL

/// The leaves of a ledger in order, up to a size, a window at a time.
///
/// Entries never change, so no read transaction is held over the whole: the write-ahead log of a running server does not grow for it.
final class SealedEntries: Sequence, IteratorProtocol {
    private let connection: Connection
    private let size: UInt64
    private var window: [[UInt8]] = []
    private var place = 0
    private(set) var index: UInt64 = 0
    /// Why the leaves ended too early, if they did: a sequence cannot throw.
    private(set) var failure: (any Error)?
    /// Told about each leaf before it is handed out.
    private let each: (UInt64, [UInt8]) throws -> Void

    private static let windowCount: UInt64 = 4_096

    init(_ connection: Connection, size: UInt64, each: @escaping (UInt64, [UInt8]) throws -> Void) {
        self.connection = connection
        self.size = size
        self.each = each
    }

    func next() -> [UInt8]? {
        guard failure == nil else { return nil }
        do {
            if place == window.count {
                guard index < size else { return nil }
                try fill()
            }
            let leaf = window[place]
            try each(index, leaf)
            place += 1
            index += 1
            return leaf
        } catch {
            failure = error
            return nil
        }
    }

    private func fill() throws {
        let end = Swift.min(size, index + Self.windowCount)
        window = try connection.query(
            "SELECT leaf FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx", .integer(Int64(index)), .integer(Int64(end))
        ) { (row) throws(SQLError) in try row.blob(0) }
        place = 0
        guard window.count == Int(end - index) else { throw StorageError.damaged("entries between \(index) and \(end) are missing") }
    }
}
