import Glibc
import SQL
import Scratch
import Testing

@Suite struct SQLErrorTests {
    let folder = TemporaryFolder()

    @Test func aFullDiskIsToldFromOtherTroubleAndTheTransactionIsGone() throws {
        let connection = try Connection(path: folder.file("full.db"), .create)
        try connection.execute("CREATE TABLE kept(b BLOB NOT NULL)")
        try connection.run("INSERT INTO kept VALUES ($1)", .blob([1]))
        _ = try connection.pragma("max_page_count", "8")
        let error = try #require(
            sqlError {
                try connection.transaction { connection in
                    for _ in 0..<100 { try connection.run("INSERT INTO kept VALUES ($1)", .blob([UInt8](repeating: 7, count: 3_000))) }
                }
            })
        #expect(error.kind == .diskFull)
        #expect(error.hint != nil)
        #expect(!connection.isInTransaction)
        #expect(try connection.first("SELECT count(*) FROM kept") { (row) throws(SQLError) in try row.int(0) } == 1)
        _ = try connection.pragma("max_page_count", "1000000")
        try connection.run("INSERT INTO kept VALUES ($1)", .blob([2]))
    }

    @Test func eachConstraintHasItsName() throws {
        let connection = try Connection(path: folder.file("rules.db"), .create)
        try connection.execute(
            """
            CREATE TABLE one(id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE CHECK (length(word) < 9)) STRICT;
            CREATE TABLE two(id INTEGER PRIMARY KEY REFERENCES one(id)) STRICT;
            INSERT INTO one VALUES (1, 'first');
            """)
        func kind(_ sql: String, _ value: Value) -> SQLError.Kind? { sqlError { try connection.run(sql, value) }?.kind }
        #expect(kind("INSERT INTO one(word) VALUES ($1)", "first") == .constraint(.unique))
        #expect(kind("INSERT INTO one(id, word) VALUES ($1, 'x')", 1) == .constraint(.unique))
        #expect(kind("INSERT INTO one(word) VALUES ($1)", nil) == .constraint(.notNull))
        #expect(kind("INSERT INTO one(word) VALUES ($1)", "much too long") == .constraint(.check))
        #expect(kind("INSERT INTO two(id) VALUES ($1)", 7) == .constraint(.foreignKey))
        #expect(
            kind("INSERT INTO two(id) VALUES ($1)", "seven") == .constraint(.type)
                || kind("INSERT INTO two(id) VALUES ($1)", "seven") == .type)
    }

    @Test func noErrorSaysWhatWasBound() throws {
        let connection = try Connection(path: folder.file("quiet.db"), .create)
        try connection.execute(
            """
            CREATE TABLE one(word TEXT UNIQUE CHECK (length(word) < 20)) STRICT;
            CREATE VIRTUAL TABLE words USING fts5(word);
            """)
        let secret = "4929123\" x\u{0}"
        for sql in [
            "INSERT INTO one VALUES ($1)", "INSERT INTO one VALUES ($1), ($1)", "INSERT INTO one VALUES ($1 || $1 || $1 || $1)",
            "SELECT * FROM words WHERE words MATCH $1", "SELECT json($1)", "SELECT json_extract('{}', $1)", "SELECT abs($1), x'00' -> $1",
            "INSERT INTO words(words) VALUES ($1)",
        ] {
            guard let error = sqlError({ _ = try connection.query(sql, .text(secret)) { (_) throws(SQLError) in } }) else { continue }
            #expect(!error.description.contains("4929123"), "\(sql)")
        }
    }

    @Test func readOnlyNeverWritesAndAMissingFileIsNotMade() throws {
        let path = folder.file("kept.db")
        #expect(sqlError { _ = try Connection(path: path, .readWrite) }?.kind == .cannotOpen)
        #expect(sqlError { _ = try Connection(path: path, .readOnly) }?.kind == .cannotOpen)
        #expect(try folder.names.isEmpty)
        let writer = try Connection(path: path, .create)
        try writer.execute("CREATE TABLE kept(i BIGINT)")
        let reader = try Connection(path: path, .readOnly)
        #expect(sqlError { try reader.run("INSERT INTO kept VALUES (1)") }?.kind == .readOnly)
        #expect(sqlError { _ = try Connection(path: path, .create) }?.kind == .cannotOpen)
        var status = stat()
        for name in try folder.names {
            #expect(stat(folder.file(name), &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600, "\(name)")
        }
    }

    @Test func aFileThatIsNoDatabaseAndADamagedOneAreFound() throws {
        let path = folder.file("damaged.db")
        var connection: Connection? = try Connection(path: path, .create)
        try connection?.execute("CREATE TABLE kept(b BLOB)")
        try connection?.transaction { connection in
            for number in 0..<200 {
                try connection.run("INSERT INTO kept VALUES ($1)", .blob([UInt8](repeating: UInt8(number), count: 500)))
            }
        }
        try connection?.truncateLog()
        #expect(try connection?.integrity() == [])
        connection = nil
        let file = open(path, O_RDWR)
        let junk = [UInt8](repeating: 0xa5, count: 4_096)
        #expect(pwrite(file, junk, junk.count, 3 * 4_096) == junk.count)
        close(file)
        let findings = try? Connection(path: path, .readWrite).integrity()
        #expect(findings != [])
        let other = folder.file("other.db")
        let text = open(other, O_CREAT | O_WRONLY, 0o600)
        #expect(write(text, junk, junk.count) == junk.count)
        close(text)
        #expect(sqlError { _ = try Connection(path: other, .readWrite) }?.kind == .corrupt)
    }
}
