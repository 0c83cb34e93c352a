import Ledger
import SQL
import Testing

@testable import Storage

/// A proof needs the leaves around its entry and at the log's end; of everything between, the stored hashes.
@Suite struct ProofsReadLittleTests {
    private static let size: UInt64 = 65_536 + 3 * 256 + 77

    private static func leaf(_ index: UInt64) -> [UInt8] { Array("leaf \(index)".utf8) }

    private func log(_ size: UInt64, folder: Folder, resumingAt pauses: [UInt64] = []) throws -> (connection: Connection, root: Hash) {
        let connection = try Connection(path: folder.file("log.db"), .create)
        try connection.migrate(EntrySchema.migrations)
        var tree = Frontier()
        var collector = try SubtreeCollector(resumingAt: 0, connection)
        try connection.transaction { connection in
            for index in 0..<size {
                if pauses.contains(index) { collector = try SubtreeCollector(resumingAt: index, connection) }
                let leaf = Self.leaf(index)
                tree.append(.ofLeaf(leaf))
                try connection.run(
                    "INSERT INTO entry(idx, leaf, facts_object, facts) VALUES ($1, $2, x'', x'')", .integer(Int64(index)), .blob(leaf))
                var complete: [SubtreeCollector.Subtree] = []
                collector.append(.ofLeaf(leaf)) { complete.append($0) }
                try SealedCheckpoint(size: index + 1, note: [], edge: [], subtrees: complete).write(connection)
            }
        }
        return (connection, tree.root)
    }

    @Test func aProofHoldsThoughAllOtherLeavesAreGone() throws {
        let folder = Folder()
        let (connection, root) = try log(Self.size, folder: folder, resumingAt: [1, 255, 256, 300, 65_535, 65_536, 65_900])
        let stored = try connection.query("SELECT level, count(*) FROM subtree GROUP BY level ORDER BY level") { (row) throws(SQLError) in
            [try row.int64(0), try row.int64(1)]
        }
        #expect(stored == [[8, 259], [16, 1]])
        for index in [0, 255, 256, 40_000, 65_535, 65_536, Self.size - 78, Self.size - 1] as [UInt64] {
            let block = Int64(index & ~255)
            try connection.begin()
            try connection.run(
                "DELETE FROM entry WHERE NOT (idx >= $1 AND idx < $2) AND idx < $3", .integer(block), .integer(block + 256),
                .integer(Int64(Self.size & ~255)))
            var tree = SealedTree(connection, size: Self.size)
            let proof = try tree.inclusion(of: index)
            try connection.rollback()
            #expect(throws: Never.self, "entry \(index)") { try proof.verify(leafHash: .ofLeaf(Self.leaf(index)), root: root) }
        }
    }

    /// A log from before hashes were stored, or where some are missing, gives the same proofs from its leaves.
    @Test func missingHashesAreWorkedOutFromLeaves() throws {
        let folder = Folder()
        let (connection, root) = try log(2_000, folder: folder)
        try connection.run("DELETE FROM subtree WHERE place % 3 = 1")
        for index in stride(from: 0, to: 2_000, by: 97) as StrideTo<UInt64> {
            var tree = SealedTree(connection, size: 2_000)
            let proof = try tree.inclusion(of: index)
            #expect(throws: Never.self) { try proof.verify(leafHash: .ofLeaf(Self.leaf(index)), root: root) }
        }
        // Whoever goes on after the gap stores nothing that is wrong.
        try connection.run("DELETE FROM subtree")
        var collector = try SubtreeCollector(resumingAt: 2_000, connection)
        var levels: Set<Int> = []
        for index in 2_000..<66_000 as Range<UInt64> { collector.append(.ofLeaf(Self.leaf(index))) { levels.insert($0.level) } }
        #expect(levels == [8], "the first of 65,536 is not known whole")
    }
}
