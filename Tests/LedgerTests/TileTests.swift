import Testing

@testable import Ledger

@Suite struct TileTests {
    /// A folder of files in memory.
    final class Folder {
        var files: [String: [UInt8]] = [:]
        func write(_ file: TileFile) { files[file.path.description] = file.bytes }
        func read(_ path: TilePath) throws(TileError) -> [UInt8] {
            guard let bytes = files[path.description] else { throw .missing(path) }
            return bytes
        }
    }

    private func entry(_ index: Int) -> [UInt8] { bytes("entry \(index)") }

    @Test func pathsAreTheSpecificationsAndHaveOneSpelling() throws {
        for (index, digits) in try Vectors.log().tile_paths {
            let number = try #require(UInt64(index))
            #expect(TilePath.digits(of: number) == digits)
            for level in [0, 1, 63] {
                let path = try #require(TilePath(.hashes(level: level), index: number))
                #expect(path.description == "tile/\(level)/\(digits)")
                #expect(TilePath(parsing: path.description) == path)
                let partial = try #require(TilePath(.hashes(level: level), index: number, width: 17))
                #expect(partial.description == "tile/\(level)/\(digits).p/17")
                #expect(TilePath(parsing: partial.description) == partial)
            }
            #expect(TilePath(parsing: "tile/entries/\(digits)")?.content == .entries)
        }
        for path in [
            "", "tile", "tile/0", "tile/0/", "/tile/0/000", "tile/0/123/456/078", "tile/-1/000", "tile/64/000", "tile/00/000", "tile/0/0",
            "tile/0/00",
            "tile/0/0000", "tile/0/x000/001", "tile/0/x123/x456", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/",
            "tile/0/000.p", "tile/entry/000", "tile/0/000/", "tile/0//000", "tile/0/x01/000", "tile/0/000.p/1/", "tile/0/-01", "tile/0/+01",
            "Tile/0/000", "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        ] {
            #expect(TilePath(parsing: path) == nil, "\(path)")
        }
        #expect(TilePath(.hashes(level: -1), index: 0) == nil && TilePath(.entries, index: 0, width: 0) == nil)
        #expect(TilePath(.entries, index: 0, width: 257) == nil)
    }

    @Test func theKnownBundleIsWritten() throws {
        var writer = TileWriter()
        for input in try Vectors.tree().leaf_inputs.prefix(3) { try writer.append(try hex(input)) { (_: TileFile) in } }
        #expect(writer.partialFiles().first?.bytes == (try hex(Vectors.log().bundle_3_hex)))
        #expect(throws: (any Error).self) { try writer.append([UInt8](repeating: 0, count: 65_536)) { (_: TileFile) in } }
        try writer.append([UInt8](repeating: 0, count: 65_535)) { (_: TileFile) in }
    }

    @Test func everySizeHasExactlyItsFilesAndGoesOn() throws {
        let count = 600
        let tree = NaiveTree((0..<count).map { Hash.ofLeaf(entry($0)) })
        let folder = Folder()
        var writer = TileWriter()
        for size in 0...count {
            if size > 0 { try writer.append(entry(size - 1)) { folder.write($0) } }
            #expect(writer.size == UInt64(size))
            let partial = writer.partialFiles()
            for file in partial { folder.write(file) }
            #expect(partial.allSatisfy { $0.path.isPartial })
            let head = TreeHead(size: UInt64(size), root: tree.root(size))
            guard size % 17 == 0 || (250...260).contains(size) || (510...515).contains(size) else { continue }
            #expect(writer.frontier.head == head)
            let resumed = try TileWriter(resumingAt: head) { path throws(TileError) in try folder.read(path) }
            #expect(resumed.partialFiles() == partial && resumed.frontier == writer.frontier)
            #expect(throws: TileError.self) {
                try TileWriter(resumingAt: TreeHead(size: UInt64(size), root: .ofLeaf([]))) { path throws(TileError) in
                    try folder.read(path)
                }
            }
        }
        // Full tiles hold what the specification says: hash i of tile (1, 0) covers 256 leaves.
        #expect(folder.files["tile/1/000.p/2"] == tree.root(0..<256).bytes + tree.root(256..<512).bytes)
        #expect(folder.files["tile/0/001"] == tree.leafHashes[256..<512].flatMap(\.bytes))
        #expect(folder.files["tile/entries/000"].flatMap { EntryBundle.entries(in: $0, count: 256) } == (0..<256).map(entry))
        #expect(folder.files["tile/1/000.p/1"] != nil && folder.files["tile/2/000.p/1"] == nil)
    }

    @Test func sizesOfSeveralLevels() throws {
        let folder = Folder()
        var writer = TileWriter()
        var edge = Frontier()
        for index in 0..<70_000 {
            let entry = [UInt8(truncatingIfNeeded: index), UInt8(truncatingIfNeeded: index >> 8), UInt8(index >> 16)]
            edge.append(.ofLeaf(entry))
            try writer.append(entry) { folder.write($0) }
        }
        for file in writer.partialFiles() { folder.write(file) }
        let names = Set(folder.files.keys)
        let full = (0..<273 as Range<UInt64>).flatMap { ["tile/0/\(TilePath.digits(of: $0))", "tile/entries/\(TilePath.digits(of: $0))"] }
        let edges = ["tile/0/273.p/112", "tile/entries/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]
        #expect(names == Set(full + edges))
        #expect(writer.frontier == edge)
    }

    @Test func proofsFromTilesHold() throws {
        let count = 700
        let tree = NaiveTree((0..<count).map { Hash.ofLeaf(entry($0)) })
        for size in [1, 2, 255, 256, 257, 511, 512, 513, 700] {
            var files: [String: [UInt8]] = [:]
            var writer = TileWriter()
            for index in 0..<size { try writer.append(entry(index)) { files[$0.path.description] = $0.bytes } }
            for file in writer.partialFiles() { files[file.path.description] = file.bytes }
            let stored = files
            let tiles = TileTree(size: UInt64(size)) { path throws(TileError) in
                guard let bytes = stored[path.description] else { throw .missing(path) }
                return bytes
            }
            #expect(try tiles.root() == tree.root(size))
            for index in stride(from: 0, to: size, by: 41) {
                #expect(try tiles.inclusionProof(index: UInt64(index))?.hashes == tree.path(index, 0..<size))
                #expect(try tiles.consistencyProof(from: UInt64(index))?.hashes == tree.proof(index, size))
            }
            #expect(try tiles.inclusionProof(index: UInt64(size)) == nil)
            #expect(try tiles.consistencyProof(from: UInt64(size) + 1) == nil)
        }
    }

    @Test func aBundleHoldsExactlyItsEntries() {
        let good: [UInt8] = [0, 0, 0, 1, 9, 0, 2, 8, 7]
        #expect(EntryBundle.entries(in: good, count: 3) == [[], [9], [8, 7]])
        for count in [0, 1, 2, 4] { #expect(EntryBundle.entries(in: good, count: count) == nil) }
        for end in good.indices { #expect(EntryBundle.entries(in: Array(good[..<end]), count: 3) == nil) }
        #expect(EntryBundle.entries(in: good + [0], count: 3) == nil)
        #expect(EntryBundle.entries(in: [255, 255, 1], count: 1) == nil)
    }
}
