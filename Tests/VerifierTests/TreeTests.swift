import Testing

@testable import Verifier

/// The tree code against RFC 6962 taken literally, and against the vectors.
@Suite struct TreeTests {
    static let testLeaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
        .map { [UInt8](hex: $0) }
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test func rootsOfTheRFCTestTreeAreRight() {
        var tree = RootAccumulator()
        #expect(tree.root.description == Self.roots[0])
        for (size, leaf) in Self.testLeaves.enumerated() {
            tree.append(leaf: leaf)
            #expect(tree.root.description == Self.roots[size + 1])
        }
        #expect(TreeHashing.leaf(Array("L123456".utf8)).description == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")
        #expect(TreeHashing.leaf(Array("hello world".utf8)).bytes.base64 == "TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=")
    }

    @Test func theTestLogOfAnotherImplementationHasItsRoots() {
        let words = "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten".split(separator: " ").map {
            Array($0.utf8)
        }
        var tree = RootAccumulator()
        for word in words {
            tree.append(leaf: word)
            if tree.size == 3 { #expect(tree.root.bytes.base64 == "Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=") }
        }
        #expect(tree.root.bytes.base64 == "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=")
        #expect(TreeHashing.leaf(words[0]).description == "d0d7360ab79f58ab1e1e3fe64ad77e2ea0bc07e36b5f46ed2223edd9298df9e9")
    }

    @Test func accumulatorAndTilesAgreeWithTheRFCAtEverySize() throws {
        var random = SplitMix(5)
        let hashes = (0..<600).map { _ in random.bytes(32) }
        var tree = RootAccumulator()
        for size in 0...hashes.count {
            if size > 0 { tree.append(leafHash: try #require(TreeDigest(hashes[size - 1]))) }
            guard size <= 40 || size % 37 == 0 || [255, 256, 257, 511, 512, 513].contains(size) else { continue }
            let expected = Naive.root(hashes: hashes[..<size])
            #expect(tree.root.bytes == expected)
            var stack = TileStack()
            for start in stride(from: 0, to: size, by: 256) {
                let bundle = Array(hashes[start..<min(start + 256, size)].joined())
                #expect(stack.root(with: bundle).bytes == Naive.root(hashes: hashes[..<min(start + 256, size)]))
                stack.append(leafHashes: bundle) { _, _, _ in }
            }
            #expect(stack.root().bytes == expected)
            // Taken apart and continued, it is the same tree.
            let again = try RootAccumulator(serialised: tree.serialised)
            #expect(again == tree)
            #expect(try RootAccumulator(size: tree.size, compactRange: tree.compactRange) == tree)
        }
    }

    @Test func tilesOfAllLevelsAreThoseOfTheSpecification() {
        // Level 2 needs 65,536 leaves; equal leaf hashes keep the oracle cheap: a full subtree's root depends on its height only.
        let leaf = [UInt8](repeating: 7, count: 32)
        var heights = [leaf]
        for height in 1...17 { heights.append(Naive.sha256([1] + heights[height - 1] + heights[height - 1])) }
        var stack = TileStack()
        var emitted: [Int: Int] = [:]
        var widths: [Int: Int] = [:]
        let bundle = Array([[UInt8]](repeating: leaf, count: 256).joined())
        for _ in 0..<273 {
            stack.append(leafHashes: bundle) { level, number, digests in
                emitted[level, default: 0] += 1
                #expect(number == 0 && digests == Array([[UInt8]](repeating: heights[8], count: 256).joined()))
            }
        }
        stack.append(leafHashes: Array(bundle.prefix(112 * 32))) { _, _, _ in }
        stack.partialTiles { level, _, digests in widths[level] = digests.count / 32 }
        #expect(stack.size == 70_000)
        #expect(emitted == [1: 1])
        #expect(widths == [1: 17, 2: 1])
    }

    @Test func anAccumulatorRefusesAnEdgeThatDoesNotFit() {
        var tree = RootAccumulator()
        for leaf in Self.testLeaves.prefix(7) { tree.append(leaf: leaf) }
        #expect(throws: FormatError.self) { try RootAccumulator(size: 8, compactRange: tree.compactRange) }
        #expect(throws: FormatError.self) { try RootAccumulator(size: 1 << 63, compactRange: [tree.root]) }
        #expect(throws: FormatError.self) { try RootAccumulator(serialised: tree.serialised + [0]) }
        #expect(throws: FormatError.self) { try RootAccumulator(serialised: tree.serialised.dropLast(32)) }
        #expect(throws: FormatError.self) { try RootAccumulator(serialised: []) }
    }

    @Test func everyInclusionProofVerifiesAndNoOtherDoes() throws {
        var random = SplitMix(8)
        for size in 1...24 {
            let hashes = (0..<size).map { _ in random.bytes(32) }
            let root = try #require(TreeDigest(Naive.root(hashes: hashes[...])))
            for index in 0..<size {
                let path = Naive.inclusion(index, hashes[...]).compactMap { TreeDigest($0) }
                let leaf = try #require(TreeDigest(hashes[index]))
                func holds(
                    _ leafHash: TreeDigest? = nil, _ at: Int? = nil, _ of: Int? = nil, _ along: [TreeDigest]? = nil, _ to: TreeDigest? = nil
                ) -> Bool {
                    ProofChecks.includes(
                        leafHash: leafHash ?? leaf, index: UInt64(at ?? index), size: UInt64(of ?? size), path: along ?? path,
                        root: to ?? root)
                }
                #expect(holds())
                for other in 0..<(size + 3) where other != index { #expect(!holds(nil, other)) }
                #expect(!holds(nil, size, size))
                #expect(!holds(TreeDigest(random.bytes(32))))
                #expect(!holds(nil, nil, nil, nil, TreeDigest(random.bytes(32))))
                #expect(!holds(nil, nil, nil, path + [root]))
                #expect(!holds(nil, nil, nil, [root] + path))
                for position in path.indices {
                    var changed = path
                    changed[position] = try #require(TreeDigest(random.bytes(32)))
                    #expect(!holds(nil, nil, nil, changed))
                    changed = path
                    changed.remove(at: position)
                    #expect(!holds(nil, nil, nil, changed))
                }
            }
        }
    }

    @Test func everyConsistencyProofVerifiesAndNoOtherDoes() throws {
        var random = SplitMix(9)
        let hashes = (0..<40).map { _ in random.bytes(32) }
        let roots = try (0...40).map { try #require(TreeDigest(Naive.root(hashes: hashes[..<$0]))) }
        for new in 1...40 {
            for old in 1...new {
                let path = Naive.consistency(old, hashes[..<new]).compactMap { TreeDigest($0) }
                func holds(_ from: TreeDigest, _ to: TreeDigest, _ along: [TreeDigest]) -> Bool {
                    ProofChecks.isConsistent(oldSize: UInt64(old), oldRoot: from, newSize: UInt64(new), newRoot: to, path: along)
                }
                #expect(holds(roots[old], roots[new], path))
                #expect(!holds(roots[old - 1], roots[new], path))
                #expect(!holds(roots[old], roots[new - 1], path))
                #expect(!holds(roots[old], roots[new], path + [roots[1]]))
                if !path.isEmpty {
                    #expect(!holds(roots[old], roots[new], Array(path.dropLast())))
                    var changed = path
                    let position = Int(random.next() % UInt64(path.count))
                    changed[position] = try #require(TreeDigest(random.bytes(32)))
                    #expect(!holds(roots[old], roots[new], changed))
                }
            }
        }
        #expect(ProofChecks.isConsistent(oldSize: 0, oldRoot: roots[0], newSize: 5, newRoot: roots[5], path: []))
        #expect(!ProofChecks.isConsistent(oldSize: 0, oldRoot: roots[1], newSize: 5, newRoot: roots[5], path: []))
        #expect(!ProofChecks.isConsistent(oldSize: 0, oldRoot: roots[0], newSize: 5, newRoot: roots[5], path: [roots[5]]))
        #expect(!ProofChecks.isConsistent(oldSize: 6, oldRoot: roots[6], newSize: 5, newRoot: roots[5], path: []))
    }

    @Test func proofsOfTheVectorsVerify() throws {
        let hashes = Self.testLeaves.map { TreeHashing.leaf($0) }
        let root = try #require(TreeDigest([UInt8](hex: Self.roots[8])))
        let digests = { (texts: [String]) in try texts.map { try Base64Text.digest(Array($0.utf8)[...]) } }
        #expect(ProofChecks.includes(leafHash: hashes[5], index: 5, size: 8, path: try digests(Vectors.shared.inclusion5of8), root: root))
        for (old, path) in [(3, Vectors.shared.consistency3to8), (6, Vectors.shared.consistency6to8)] {
            let oldRoot = try #require(TreeDigest([UInt8](hex: Self.roots[old])))
            #expect(ProofChecks.isConsistent(oldSize: UInt64(old), oldRoot: oldRoot, newSize: 8, newRoot: root, path: try digests(path)))
        }
    }

    @Test func tilePathsAreThoseOfTheSpecification() throws {
        for (number, path) in Vectors.shared.tilePaths {
            let value = try #require(UInt64(number))
            let name = try #require(TileName(.hashes(level: 3), number: value, width: 256))
            #expect(name.path == "tile/3/\(path)")
            #expect(try TileName(path: name.path) == name)
            let partial = try #require(TileName(.entries, number: name.number, width: 17))
            #expect(partial.path == "tile/entries/\(path).p/17")
            #expect(try TileName(path: partial.path) == partial)
        }
        for path in [
            "tile/0/123/456/078", "tile/-1/000", "tile/64/000", "tile/00/000", "tile/0/0000", "tile/0/00", "tile/0/", "tile/0",
            "tile/x/000",
            "tile/0/x000/000", "tile/0/x001/x000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p", "tile/0/000.p/",
            "tile/0/000/", "/tile/0/000", "tile//000", "tile/entries", "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/00a",
            "tile/0/000.P/1",
        ] {
            #expect(throws: FormatError.self, "\(path)") { try TileName(path: path) }
        }
    }

    @Test func aTreeHasExactlyItsTiles() throws {
        for size in [0, 1, 255, 256, 257, 70_000] {
            var expected: Set<String> = []
            for level in 0..<8 {
                let count = size >> (8 * level)
                for number in 0..<(count / 256) {
                    expected.insert(try #require(TileName(.hashes(level: level), number: UInt64(number), width: 256)).path)
                }
                if count % 256 > 0 {
                    expected.insert(try #require(TileName(.hashes(level: level), number: UInt64(count / 256), width: count % 256)).path)
                }
            }
            for level in 0..<4 {
                for number in 0..<300 {
                    for width in [1, 17, 112, 255, 256] {
                        let name = try #require(TileName(.hashes(level: level), number: UInt64(number), width: width))
                        #expect(name.belongs(toTreeOf: UInt64(size)) == expected.contains(name.path), "\(name.path) of \(size)")
                    }
                }
            }
        }
    }
}
