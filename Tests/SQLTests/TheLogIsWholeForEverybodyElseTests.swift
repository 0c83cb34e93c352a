import Glibc
import Scratch
import Testing

@testable import SQL

/// A commit's pages are handed over in few writes. Whoever else has the file must never see less than the shared index promises.
@Suite struct TheLogIsWholeForEverybodyElseTests {
    /// Whatever is written, cut off, rolled back or copied, another connection, which reads through SQLite's own file layer, sees the same
    /// rows, and so does somebody who starts on a copy of the two files.
    @Test(arguments: [7, 8, 9, 10] as [UInt64]) func othersReadWhatWasCommitted(seed: UInt64) throws {
        let folder = TemporaryFolder()
        var random = Draw(state: seed)
        let path = folder.file("data.db")
        let writer = try Connection(path: path, .create)
        try writer.execute(
            "CREATE TABLE line(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT; CREATE INDEX size ON line(length(bytes))")
        // So little room that pages are written, and written again, before their transaction ends.
        if seed % 2 == 0 { _ = try writer.pragma("cache_size", "8") }
        writer.setAutomaticCheckpoint(pages: 0)
        let reader = try Connection(path: path, .readOnly)
        var kept: [Int64: Int] = [:]
        for round in 0..<60 {
            var now = kept
            try writer.begin()
            for _ in 0..<Int(random.below(random.below(8) == 0 ? 120 : 6)) {
                let id = Int64(random.below(400))
                if random.below(5) == 0 {
                    try writer.run("DELETE FROM line WHERE id = $1", .integer(id))
                    now[id] = nil
                } else {
                    let size = Int(random.below(9_000))
                    try writer.run("INSERT OR REPLACE INTO line(id, bytes) VALUES ($1, zeroblob($2))", .integer(id), .integer(Int64(size)))
                    now[id] = size
                }
            }
            if random.below(6) == 0 {
                try writer.rollback()
            } else {
                try writer.commit()
                kept = now
            }
            #expect(try Self.lines(reader) == kept, "round \(round)")
            if random.below(7) == 0 { try writer.checkpoint(.passive) }
            if random.below(11) == 0 { try writer.truncateLog() }
            if round % 10 == 9 {
                // What a power cut would leave at best: both files as they are in the kernel.
                let copy = folder.file("copy-\(round).db")
                // By another process: to close a descriptor here would drop SQLite's locks.
                for end in ["", "-wal"] { #expect(system("cp '\(path)\(end)' '\(copy)\(end)'") == 0) }
                let other = try Connection(path: copy, .readWrite)
                #expect(try Self.lines(other) == kept, "copy of round \(round)")
                #expect(try other.integrity() == [])
            }
        }
        #expect(!kept.isEmpty)
    }

    /// SQLite's own layer takes less than 128 KB at once: a commit of many pages goes in several writes.
    @Test func aLargeCommitIsWritten() throws {
        let folder = TemporaryFolder()
        let writer = try Connection(path: folder.file("data.db"), .create)
        try writer.execute("CREATE TABLE line(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")
        try writer.run("INSERT INTO line(id, bytes) VALUES (1, randomblob(3000000))")
        let sum = try writer.first("SELECT hex(substr(bytes, 2999900)) FROM line") { (row) throws(SQLError) in try row.text(0) }
        let reader = try Connection(path: folder.file("data.db"), .readOnly)
        #expect(try reader.first("SELECT hex(substr(bytes, 2999900)) FROM line") { (row) throws(SQLError) in try row.text(0) } == sum)
        #expect(sum?.count == 202)
    }

    private static func lines(_ connection: Connection) throws -> [Int64: Int] {
        let rows = try connection.query("SELECT id, length(bytes) FROM line") { (row) throws(SQLError) in
            (try row.int64(0), Int(try row.int64(1)))
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// SplitMix64.
    private struct Draw {
        var state: UInt64

        mutating func below(_ limit: UInt64) -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return (mixed ^ (mixed >> 31)).multipliedFullWidth(by: max(1, limit)).high
        }
    }
}
