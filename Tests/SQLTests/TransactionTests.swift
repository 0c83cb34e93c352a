import SQL
import Scratch
import Testing

@Suite struct TransactionTests {
    struct Stop: Error {}
    let folder = TemporaryFolder()

    func open(_ name: String) throws -> Connection {
        let connection = try Connection(path: folder.file(name), .create)
        try connection.execute("CREATE TABLE kept(i INTEGER PRIMARY KEY)")
        return connection
    }

    func kept(_ connection: Connection) throws -> [Int] {
        try connection.query("SELECT i FROM kept ORDER BY i") { (row) throws(SQLError) in try row.int(0) }
    }

    @Test func allOfATransactionOrNothing() throws {
        let connection = try open("a.db")
        try connection.transaction { try $0.run("INSERT INTO kept VALUES (1)") }
        #expect(throws: Stop.self) {
            try connection.transaction { connection in
                try connection.run("INSERT INTO kept VALUES (2)")
                throw Stop()
            }
        }
        #expect(try kept(connection) == [1])
        #expect(!connection.isInTransaction)
    }

    @Test func aFailedPartUndoesOnlyItself() throws {
        let connection = try open("b.db")
        try connection.transaction { connection in
            for number in 1...6 {
                _ = try? connection.savepoint { connection in
                    try connection.run("INSERT INTO kept VALUES ($1)", .integer(number))
                    try connection.savepoint { try $0.run("INSERT INTO kept VALUES ($1)", .integer(number + 100)) }
                    if number % 2 == 0 { throw Stop() }
                    if number == 5 { try connection.run("INSERT INTO kept VALUES (1)") }
                }
            }
        }
        #expect(try kept(connection) == [1, 3, 101, 103])
    }

    @Test func transactionsDoNotNest() throws {
        let connection = try open("c.db")
        #expect(sqlError { try connection.transaction { try $0.transaction { _ in } } }?.kind == .misuse)
        #expect(sqlError { try connection.savepoint { _ in } }?.kind == .misuse)
    }

    @Test func aSecondWriterIsToldSoAndReadersSeeOnlyWhatIsCommitted() throws {
        let first = try open("d.db")
        let second = try Connection(path: folder.file("d.db"), .readWrite, busyMilliseconds: 10)
        let readers = try ReaderPool(path: folder.file("d.db"), limit: 2)
        try first.transaction { connection in
            try connection.run("INSERT INTO kept VALUES (1)")
            #expect(sqlError { try second.begin() }?.kind == .busy)
            let before = try readers.read { try kept($0) }
            #expect(before == [])
        }
        let after = try readers.read { try kept($0) }
        #expect(after == [1])
    }
}
