import SQL
import Scratch
import Testing

@Suite struct StatementTests {
    let folder = TemporaryFolder()

    @Test func everyValueComesBackAsItWentIn() throws {
        let connection = try Connection(path: folder.file("a.db"), .create)
        try connection.execute("CREATE TABLE kept(i BIGINT, r REAL, t TEXT, b BLOB)")
        var generator = SystemRandomNumberGenerator()
        var kept: [(Int64, Double, String, [UInt8])] = [(.min, -0.5, "", []), (.max, 1e300, "a\0b \u{1F600}", [0])]
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0...300)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            kept.append((.random(in: .min ... .max), .random(in: -1...1), String(decoding: bytes, as: UTF8.self), bytes))
        }
        let insert = try connection.prepare("INSERT INTO kept VALUES ($1, $2, $3, $4)")
        try connection.transaction { _ in
            for (number, row) in kept.enumerated() {
                try insert.bind(1, row.0)
                try insert.bind(2, row.1)
                try insert.bind(3, row.2)
                switch number % 3 {
                case 0:
                    try insert.bind(4, row.3)
                    #expect(try insert.run() == 1)
                case 1:
                    try insert.bind(4, copying: row.3.span)
                    #expect(try insert.run() == 1)
                default: #expect(try insert.withBound(4, row.3.span) { () throws(SQLError) in try insert.run() } == 1)
                }
            }
        }
        let back = try connection.query("SELECT i, r, t, b FROM kept ORDER BY rowid") { (row) throws(SQLError) in
            #expect(row.withBlob(3) { $0.count } == (try row.blob(3)).count)
            return (try row.int64(0), try row.double(1), try row.text(2), try row.blob(3))
        }
        #expect(back.count == kept.count)
        for (a, b) in zip(back, kept) { #expect(a == b) }
    }

    @Test func placeholdersMayRepeatAndStandInAnyOrder() throws {
        let connection = try Connection(path: folder.file("b.db"), .create)
        let row = try connection.first("SELECT $2, $1, $2", .integer(Int64(1)), "two") { (row) throws(SQLError) in
            [try row.value(0), try row.value(1), try row.value(2)]
        }
        #expect(row == ["two", 1, "two"])
    }

    @Test(arguments: ["SELECT $1, $3", "SELECT ?", "SELECT :name", "SELECT 1; SELECT 2", "", "SELEC 1", "SELECT \"no such column\""])
    func aTextThatPostgreSQLWouldReadOtherwiseIsRefused(_ sql: String) throws {
        let connection = try Connection(path: folder.file("c.db"), .create)
        let error = try #require(sqlError { _ = try connection.prepare(sql) })
        #expect(error.operation == .prepare)
        #expect(error.kind == .misuse || error.kind == .statement)
    }

    @Test func aMissingOrSurplusValueIsRefused() throws {
        let connection = try Connection(path: folder.file("d.db"), .create)
        #expect(sqlError { try connection.run("SELECT $1") }?.kind == .misuse)
        #expect(sqlError { try connection.run("SELECT $1", 1, 2) }?.kind == .misuse)
        #expect(sqlError { try connection.prepare("SELECT $1").bind(2, 1) }?.kind == .misuse)
    }

    @Test func aColumnOfAnotherTypeIsAnErrorNotAConversion() throws {
        let connection = try Connection(path: folder.file("e.db"), .create)
        func read(_ body: (Row) throws(SQLError) -> Void) -> SQLError? {
            sqlError { _ = try connection.first("SELECT 1, 'x', x'ff', NULL, CAST(x'ff' AS TEXT)", row: body) }
        }
        #expect(read { (row) throws(SQLError) in _ = try row.text(0) }?.kind == .type)
        #expect(read { (row) throws(SQLError) in _ = try row.int(1) }?.kind == .type)
        #expect(read { (row) throws(SQLError) in _ = try row.int(3) }?.kind == .type)
        #expect(read { (row) throws(SQLError) in _ = try row.text(4) }?.kind == .type)
        #expect(read { (row) throws(SQLError) in _ = try row.blob(9) }?.kind == .misuse)
        var absent: String? = "unread"
        #expect(read { (row) throws(SQLError) in absent = try row.optionalText(3) } == nil)
        #expect(absent == nil)
    }

    @Test func aStatementInUseIsNotDisturbedByTheSameText() throws {
        let connection = try Connection(path: folder.file("f.db"), .create)
        let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) SELECT i FROM n"
        var pairs = 0
        _ = try connection.query(sql, 5) { (_) throws(SQLError) in
            pairs += try connection.query(sql, 5) { (_) throws(SQLError) in 1 }.count
        }
        #expect(pairs == 25)
    }
}
