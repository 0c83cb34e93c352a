import SQL
import Scratch
import Testing

@Suite struct BackupTests {
    let folder = TemporaryFolder()

    @Test func aBackupIsOfOneMomentWhileWritersGoOn() throws {
        let source = try Connection(path: folder.file("live.db"), .create)
        try source.execute("CREATE TABLE kept(i INTEGER PRIMARY KEY, b BLOB)")
        try source.transaction { connection in
            for number in 0..<500 { try connection.run("INSERT INTO kept VALUES ($1, zeroblob(400))", .integer(number)) }
        }
        let writer = try Connection(path: folder.file("live.db"), .readWrite)
        let reader = try Connection(path: folder.file("live.db"), .readOnly)
        var steps = 0
        var next = 500
        try reader.backup(to: folder.file("copy.db"), pagesAtOnce: 5) { _, _ in
            steps += 1
            #expect(throws: Never.self) { try writer.run("INSERT INTO kept VALUES ($1, zeroblob(400))", .integer(next)) }
            next += 1
        }
        #expect(steps > 5)
        let copy = try Connection(path: folder.file("copy.db"), .readWrite)
        #expect(try copy.integrity() == [])
        #expect(
            try copy.first("SELECT count(*), max(i) FROM kept") { (row) throws(SQLError) in [try row.int(0), try row.int(1)] } == [
                500, 499,
            ])
        #expect(try reader.first("SELECT count(*) FROM kept") { (row) throws(SQLError) in try row.int(0) } == next)
        #expect(sqlError { try source.backup(to: folder.file("copy.db")) }?.kind == .cannotOpen)
        #expect(try copy.integrity(.quick) == [])
    }
}
