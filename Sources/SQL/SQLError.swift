/// Why a database refused: what was being done, which statement, what kind of trouble, and what to do about it.
///
/// Bound values never appear: `sql` is the text with its placeholders, and `message` is taken from the database only where it names
/// tables, columns and syntax; a full-text query, for one, would be quoted back.
public struct SQLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What callers tell apart; everything that changes what happens next has a case.
    public enum Kind: Sendable, Equatable {
        /// A rule of the schema stood against the change; the connection is fine.
        case constraint(Constraint)
        /// Somebody else holds the lock for longer than the busy timeout.
        case busy
        /// No room left on the disk, or the file reached its page limit.
        case diskFull
        /// Reading, writing or syncing failed. After a failed commit nobody knows what is on the disk.
        case inputOutput
        /// The file is damaged or is no database.
        case corrupt
        case readOnly
        case cannotOpen
        case outOfMemory
        case interrupted
        case tooLarge
        /// The statement's text is wrong, or was prepared for another schema.
        case statement
        /// A column holds another type than was asked for.
        case type
        /// The API was used wrongly: a placeholder that is not there, a transaction inside a transaction.
        case misuse
        /// A setting that durability or erasure needs is not in force.
        case durability
        /// The schema's history and the program's list of migrations disagree.
        case migration
        case other
    }

    public enum Constraint: Sendable, Equatable { case unique, foreignKey, notNull, check, type, other }

    public enum Operation: String, Sendable {
        case open, configure, prepare, bind, step, read, begin, commit, rollback, checkpoint, backup, check, migrate
    }

    public let kind: Kind
    /// The database's primary result code; 0 if the error is Parley's own.
    public let code: Int32
    /// The database's extended result code; 0 if the error is Parley's own.
    public let extendedCode: Int32
    public let operation: Operation
    /// The statement with its placeholders, never with values.
    public let sql: String?
    public let message: String

    init(_ kind: Kind, during operation: Operation, sql: String? = nil, message: String, extendedCode: Int32 = 0) {
        self.kind = kind
        self.code = extendedCode & 0xff
        self.extendedCode = extendedCode
        self.operation = operation
        self.sql = sql
        self.message = message
    }

    public var description: String {
        var text = "\(operation.rawValue) failed: \(message)"
        if extendedCode != 0 { text += " (SQLite code \(code), extended \(extendedCode))" }
        if let sql { text += "; statement: \(sql)" }
        if let hint { text += "; \(hint)" }
        return text
    }

    /// What the operator can do, where there is something to do.
    public var hint: String? {
        switch kind {
        case .diskFull: "free space on the volume of the database; nothing of this transaction was kept"
        case .inputOutput: "look at the kernel log for the disk; close the database and open it again before going on"
        case .corrupt: "stop, keep the file as it is, and restore the newest backup"
        case .busy: "another process holds the database; only one server may open it for writing"
        case .cannotOpen: "check that the folder exists and that this user may write there"
        default: nil
        }
    }
}
