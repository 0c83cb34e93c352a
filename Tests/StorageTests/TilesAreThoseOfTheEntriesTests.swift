import Ledger
import SQL
import Testing

@testable import Storage

@Suite struct TilesAreThoseOfTheEntriesTests {
    /// Takes what a writer of another design makes of the same leaves, and compares every file at every size.
    @Test func anEdgeThatGrowsInAnyStepsGivesTheSameTiles() throws {
        var random = SeededGenerator(seed: 4)
        var rows: [Int64: [UInt8]] = [:]
        var edge = TileEdge()
        var writer = TileWriter()
        var expected: [TilePath: [UInt8]] = [:]
        while edge.size < 66_000 {
            let count = random.chance(10) ? random.below(3_000) : random.below(300)
            let leaves = (0..<count).map { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
            for leaf in leaves {
                try writer.append(leaf) { (file: TileFile) throws(TileError) in expected[file.path] = file.bytes }
            }
            for tile in edge.append(leaves.map { Hash.ofLeaf($0) }) {
                let place = StoredTile.place(level: tile.level, index: tile.index)
                #expect(tile.bytes.count >= rows[place]?.count ?? 0, "a tile got narrower")
                #expect(tile.bytes.starts(with: rows[place] ?? []), "what was written changed")
                rows[place] = tile.bytes
            }
            #expect(edge.size == writer.size)
            for file in writer.partialFiles() {
                guard case .hashes(let level) = file.path.content, level > 0 else { continue }
                #expect(rows[StoredTile.place(level: level, index: file.path.index)] == file.bytes, "\(file.path) at \(edge.size)")
            }
        }
        for (path, bytes) in expected {
            guard case .hashes(let level) = path.content else { continue }
            #expect(rows[StoredTile.place(level: level, index: path.index)] == bytes, "\(path)")
        }
        let full = expected.keys.count { if case .hashes = $0.content { true } else { false } }
        #expect(full >= 258 && rows.count >= full)
    }

    @Test(arguments: [UInt64(0), 1, 255, 256, 257, 65_535, 65_536, 65_537, 1 << 40])
    func anEdgeSaysHowManyHashesItHas(_ size: UInt64) throws {
        let depth = TileEdge.depth(of: size)
        let highest: Int? = (0..<8).last { (level: Int) -> Bool in size >> UInt64(8 * level) > 0 }
        #expect(depth == (highest ?? 0) + 1)
        let levels = (0..<depth).map { [Hash](repeating: .ofEmptyTree, count: TileEdge.width(of: size, level: $0)) }
        #expect(TileEdge(size: size, levels: levels) != nil)
        #expect(TileEdge(size: size, levels: levels + [[]]) == nil)
        #expect(TileEdge(size: size, levels: levels.map { $0 + [.ofEmptyTree] }) == nil)
    }
}
