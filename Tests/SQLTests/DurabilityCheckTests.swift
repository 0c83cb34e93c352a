import SQL
import Scratch
import Testing

@Suite struct DurabilityCheckTests {
    let folder = TemporaryFolder()

    @Test func aWritingConnectionIsDurableFromTheStart() throws {
        let connection = try Connection(path: folder.file("a.db"), .create)
        let check = try DurabilityCheck(reading: connection)
        #expect(check.shortfalls.isEmpty)
        #expect(check.journalMode == "wal")
        #expect(check.synchronous == 2)
        #expect(check.secureDelete == 1)
    }

    @Test(arguments: [
        ("synchronous", "OFF"), ("synchronous", "NORMAL"), ("secure_delete", "OFF"), ("secure_delete", "FAST"), ("foreign_keys", "OFF"),
        ("trusted_schema", "ON"), ("journal_mode", "DELETE"),
    ])
    func eachWeakenedSettingIsRefusedByName(_ name: String, _ value: String) throws {
        let connection = try Connection(path: folder.file("b.db"), .create)
        _ = try connection.pragma(name, value)
        let error = try #require(sqlError { try DurabilityCheck(reading: connection).require() })
        #expect(error.kind == .durability)
        #expect(error.message.contains(name))
    }

    @Test func aSchemaCannotBeTurnedAgainstItsReader() throws {
        let connection = try Connection(path: folder.file("c.db"), .create)
        try connection.execute("CREATE TABLE kept(i BIGINT)")
        #expect(sqlError { try connection.execute("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'x'") } != nil)
        // The journal cannot be switched off under a defensive connection.
        _ = try connection.pragma("journal_mode", "OFF")
        #expect(try DurabilityCheck(reading: connection).journalMode == "wal")
    }

    @Test func whatIsOverwrittenIsInNoFileAfterTheLogIsTruncated() throws {
        let secret = [UInt8]((0..<64).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) })
        var connection: Connection? = try Connection(path: folder.file("d.db"), .create)
        try connection?.execute("CREATE TABLE kept(id INTEGER PRIMARY KEY, b BLOB)")
        for number in 0..<50 {
            try connection?.run("INSERT INTO kept VALUES ($1, $2)", .integer(number), .blob(number == 20 ? secret : [1, 2, 3]))
        }
        try connection?.truncateLog()
        try connection?.run("DELETE FROM kept WHERE id = 20")
        try connection?.truncateLog()
        connection = nil
        let bytes = try folder.bytes()
        #expect(bytes.count > 4_096)
        #expect(!bytes.indices.contains { bytes[$0...].starts(with: secret) })
    }

    @Test func truncationFailsWhileSomebodyStillReadsTheOldState() throws {
        let writer = try Connection(path: folder.file("e.db"), .create, busyMilliseconds: 20)
        try writer.execute("CREATE TABLE kept(i BIGINT)")
        let reader = try Connection(path: folder.file("e.db"), .readOnly)
        try reader.begin()
        #expect(try reader.first("SELECT count(*) FROM kept") { (row) throws(SQLError) in try row.int(0) } == 0)
        try writer.run("INSERT INTO kept VALUES (1)")
        #expect(sqlError { try writer.truncateLog() }?.kind == .busy)
        try reader.commit()
        try writer.truncateLog()
    }
}
