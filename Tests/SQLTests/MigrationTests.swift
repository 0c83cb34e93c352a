import SQL
import Scratch
import Testing

@Suite struct MigrationTests {
    let folder = TemporaryFolder()
    let list = [
        Migration(1, "tables", "CREATE TABLE one(i BIGINT); CREATE TABLE two(i BIGINT);"),
        Migration(2, "a column", "ALTER TABLE one ADD COLUMN t TEXT;"),
        Migration(3, "an index", "CREATE INDEX by_t ON one(t);"),
    ]

    func problem(_ connection: Connection, _ list: [Migration]) -> SQLError? { sqlError { try connection.migrate(list) } }

    @Test func eachStepIsAppliedOnceAndInOrder() throws {
        let connection = try Connection(path: folder.file("a.db"), .create)
        #expect(try connection.migrate([]) == 0)
        #expect(try connection.migrate(Array(list[..<1])) == 1)
        #expect(try connection.migrate(list) == 2)
        #expect(try connection.migrate(list) == 0)
        try connection.run("INSERT INTO one(i, t) VALUES (1, 'x')")
    }

    @Test func anEditedStepIsFoundByName() throws {
        let connection = try Connection(path: folder.file("b.db"), .create)
        try connection.migrate(list)
        var edited = list
        edited[1] = Migration(2, "a column", "ALTER TABLE one ADD COLUMN t BLOB;")
        let error = try #require(problem(connection, edited))
        #expect(error.kind == .migration)
        #expect(error.message.contains("step 2"))
        #expect(try connection.migrate(list) == 0)
    }

    @Test func aDatabaseOfANewerVersionAndAListWithGapsAreRefused() throws {
        let connection = try Connection(path: folder.file("c.db"), .create)
        try connection.migrate(list)
        #expect(problem(connection, Array(list[..<2]))?.message.contains("newer version") == true)
        #expect(problem(connection, [list[0], list[2]])?.kind == .migration)
    }

    @Test func aStepThatFailsLeavesNothingBehind() throws {
        let connection = try Connection(path: folder.file("d.db"), .create)
        let wrong = list + [Migration(4, "wrong", "CREATE TABLE three(i BIGINT); INSERT INTO nowhere VALUES (1);")]
        #expect(problem(connection, wrong)?.kind == .statement)
        #expect(try connection.query("SELECT name FROM sqlite_schema") { (row) throws(SQLError) in try row.text(0) } == [])
        #expect(try connection.migrate(list) == 3)
    }
}
