import Glibc
import Synchronization

/// Read-only connections to one database file, lent one at a time.
///
/// Each loan is one read transaction: what it sees does not change under it. Keep loans short, the write-ahead log grows meanwhile.
public final class ReaderPool: Sendable {
    // @unchecked: a connection in the list is nobody's, one out of it belongs to the one borrower until it is put back.
    private struct Idle: @unchecked Sendable { let connection: Connection }

    public let path: String
    private let idle = Mutex<[Idle]>([])
    private let free: Semaphore

    /// - Parameter limit: how many loans there are at once; whoever asks beyond that blocks its thread until one ends.
    public init(path: String, limit: Int = 8) throws(SQLError) {
        self.path = path
        free = Semaphore(limit)
        let first = Idle(connection: try Connection(path: path, .readOnly))
        idle.withLock { $0.append(first) }
    }

    /// Lends a connection for the time of `body`.
    public func read<R: Sendable>(_ body: (Connection) throws -> R) throws -> R {
        free.wait()
        defer { free.signal() }
        let loan = try idle.withLock { $0.popLast() } ?? Idle(connection: Connection(path: path, .readOnly))
        // A connection that has failed is closed, not put back.
        defer { if loan.connection.failure == nil, !loan.connection.isInTransaction { idle.withLock { $0.append(loan) } } }
        return try loan.connection.transaction(body)
    }

    /// Closes the connections that nobody has borrowed.
    public func closeIdle() { idle.withLock { $0.removeAll() } }
}
