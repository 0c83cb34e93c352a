public import Conversations
import Ledger
import SQL

/// Makes a ledger that was set back go on under a new name: its former checkpoints are put aside, since the former key has signed what is no
/// longer here, and never signs again.
public enum LogContinuation {
    /// In one transaction, before anything opens the ledger. Done already, it changes nothing.
    public static func rename(_ place: Store.Place, to origin: String) throws {
        let connection = try Connection(path: place.ledger, .readWrite)
        try connection.migrate(EntrySchema.migrations)
        try connection.transaction { connection in
            let former = try connection.first("SELECT origin FROM ledger WHERE id = 1") { (row) throws(SQLError) in try row.text(0) }
            guard let former else { throw StorageError.damaged("the ledger has no first row") }
            if former == origin { return }
            try connection.run(
                "INSERT INTO former_checkpoint(origin, size, note) SELECT $1, size, note FROM checkpoint", .text(former))
            try connection.run(
                "INSERT OR REPLACE INTO former_time_stamp SELECT sha256, size, note, token, at FROM time_stamp")
            for table in ["checkpoint", "cosigned", "tile", "time_stamp"] { try connection.execute("DELETE FROM \(table)") }
            try connection.run("UPDATE ledger SET origin = $1 WHERE id = 1", .text(origin))
        }
        try connection.truncateLog()
    }

    /// Entries that lost a field without an entry that says so: what was destroyed again after the restore.
    public static func unrecorded(_ place: Store.Place) throws -> [EntryRange] {
        let connection = try Connection(path: place.ledger, .readOnly)
        return EntryRange.ranges(
            of: try connection.query("SELECT DISTINCT idx FROM erased_field WHERE recorded_by IS NULL ORDER BY idx") {
                (row) throws(SQLError) in UInt64(try row.int64(0))
            })
    }
}

extension Store {
    /// The entry that goes on from an older state; what was destroyed again is recorded by it from now on.
    public func continueLog(
        _ continued: LogContinued, destroyedAgain: [EntryRange], by staff: StaffID
    ) async throws(StorageError) -> Receipt {
        let order = Order.continueLog(continued, destroyedAgain: destroyedAgain)
        let receipt = try await submit(Command(id: Self.freshEvent(), principal: .staff(staff), order: order))
        try await note { connection in
            for range in destroyedAgain {
                try connection.run(
                    "UPDATE erased_field SET recorded_by = $3 WHERE recorded_by IS NULL AND idx BETWEEN $1 AND $2",
                    .integer(Int64(range.first)), .integer(Int64(range.last)), .integer(Int64(receipt.index)))
            }
        }
        return receipt
    }

    /// Whether the newest entries of the configuration say that the log goes on from this former one; so that it is said once.
    public func hasContinued(_ continued: LogContinued) throws -> Bool {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            return try reader.ownEntries(.continueLog).contains { index in
                try reader.folded(at: index)?.events?.contains(.logContinued(continued)) ?? false
            }
        }
    }
}
