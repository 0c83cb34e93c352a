import CSQLite
import Glibc

/// One connection to a database with its cache of prepared statements.
///
/// Not `Sendable`: it is plain state of whoever opened it, usually an actor on a ``ThreadExecutor``.
/// SQL text is the common part of SQLite and PostgreSQL, with `$1` placeholders; what only one of them has stands in a folder of its own.
public final class Connection {
    /// How a database file is opened.
    public enum Access: Sendable, Equatable {
        /// The file must be there.
        case readWrite
        /// The file must not be there yet; it is made for this user alone (0600).
        case create
        /// The file must be there and is never changed.
        case readOnly
    }

    public let path: String
    public let access: Access
    let handle: Handle
    private var cache: [String: Statement] = [:]
    /// Statements whose text stands in the program, by its address.
    private var fixed: [UnsafePointer<UInt8>: Statement] = [:]
    /// Pages in the write-ahead log after the newest commit, where ``watchLog()`` was called.
    public internal(set) var logPages = 0
    /// The error after which nobody knows what is on the disk; from then on no transaction begins.
    private(set) var failure: SQLError?

    private static let cachedStatements = 256

    /// Opens a database file. A writing connection is set up to lose nothing and to overwrite what it deletes, and is refused
    /// unless each setting reads back (``DurabilityCheck``).
    /// - Parameter busyMilliseconds: how long a statement waits for somebody else's lock.
    public init(path: String, _ access: Access, busyMilliseconds: Int32 = 5_000) throws(SQLError) {
        self.path = path
        self.access = access
        handle = try Self.open(path, access)
        sqlite3_busy_timeout(handle.pointer, busyMilliseconds)
        try configure()
    }

    /// The prepared statement for the text, from the cache if it is there and not in use.
    public func prepare(_ sql: String) throws(SQLError) -> Statement {
        if let cached = cache[sql] {
            // In use further up the stack: the inner use gets one of its own.
            return cached.isBusy ? try Statement(sql, on: handle) : cached
        }
        let statement = try Statement(sql, on: handle)
        if cache.count >= Self.cachedStatements { cache.removeAll(keepingCapacity: true) }
        cache[sql] = statement
        return statement
    }

    /// The prepared statement for a text that stands in the program; found by its address, so that nobody reads it again.
    public func prepare(fixed sql: StaticString) throws(SQLError) -> Statement {
        if let cached = fixed[sql.utf8Start] { return cached.isBusy ? try Statement(sql.description, on: handle) : cached }
        let statement = try Statement(sql.description, on: handle)
        fixed[sql.utf8Start] = statement
        return statement
    }

    /// Runs one statement to its end.
    /// - Returns: how many rows it inserted, changed or deleted.
    @discardableResult
    public func run(_ sql: String, _ values: Value...) throws(SQLError) -> Int {
        let statement = try prepare(sql)
        try statement.bind(values)
        return try statement.run()
    }

    /// All rows of one statement, each made into a value.
    public func query<R>(_ sql: String, _ values: Value..., row: (Row) throws(SQLError) -> R) throws(SQLError) -> [R] {
        let statement = try prepare(sql)
        try statement.bind(values)
        var rows: [R] = []
        try statement.eachRow { (current) throws(SQLError) in rows.append(try row(current)) }
        return rows
    }

    /// The first row of one statement, made into a value; nil if there is none.
    public func first<R>(_ sql: String, _ values: Value..., row: (Row) throws(SQLError) -> R) throws(SQLError) -> R? {
        let statement = try prepare(sql)
        try statement.bind(values)
        defer { statement.reset() }
        return try statement.step() ? try row(statement.row) : nil
    }

    /// Runs several statements without placeholders, as in a migration.
    public func execute(_ script: String) throws(SQLError) {
        let code = sqlite3_exec(handle.pointer, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw SQLError(code, handle.pointer, during: .step, sql: script) }
    }

    /// Stops the statement that runs now; it ends with ``SQLError/Kind/interrupted``.
    public func interrupt() { sqlite3_interrupt(handle.pointer) }

    func fail(with error: SQLError) { failure = failure ?? error }

    private static func open(_ path: String, _ access: Access) throws(SQLError) -> Handle {
        if access == .create { try makeFile(path) }
        _ = leanMemory
        var pointer: OpaquePointer?
        let mode = access == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
        // No mutex: a connection has one owner. Never as a URI: a path is a path.
        let code = sqlite3_open_v2(
            path, &pointer, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, access == .readOnly ? nil : LogJoining.name)
        guard code == SQLITE_OK, let pointer else {
            let error = SQLError(code, pointer, during: .open)
            sqlite3_close_v2(pointer)
            throw SQLError(error.kind, during: .open, message: "\(error.message): \(path)", extendedCode: error.extendedCode)
        }
        return Handle(pointer)
    }

    /// Refused where another part of the process has used SQLite before: then its statistics cost what they cost.
    private static let leanMemory = parley_sqlite_count_no_memory()

    /// SQLite would make the file readable for others; its log files take over the mode that they find.
    private static func makeFile(_ path: String) throws(SQLError) {
        let file = Glibc.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw SQLError(.cannotOpen, during: .open, message: "\(String(cString: strerror(errno))): \(path)")
        }
        close(file)
    }
}
