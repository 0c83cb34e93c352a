import Testing

@testable import Ledger

@Suite struct TreeKnownAnswerTests {
    @Test func leavesNodesAndRoots() throws {
        let vectors = try Vectors.tree()
        #expect(Hash.ofLeaf(bytes("L123456")) == (try hash(hex: vectors.leaf_L123456)))
        #expect(Hash.ofLeaf(bytes("hello world")) == (try hash(base64: vectors.leaf_hello_world_base64)))
        let node = Hash.sha256(of: [1] + bytes("N123") + bytes("N456"))
        #expect(node == (try hash(hex: vectors.node_N123_N456)))
        var frontier = Frontier()
        #expect(frontier.root == (try hash(hex: vectors.roots[0])))
        for (index, input) in vectors.leaf_inputs.enumerated() {
            let leaf = Hash.ofLeaf(try hex(input))
            #expect(leaf.description == vectors.leaf_hashes[index])
            frontier.append(leaf)
            #expect(frontier.root.description == vectors.roots[index + 1])
        }
        let hashes = try vectors.leaf_hashes.map { try hash(hex: $0) }
        #expect(Hash.ofNode(hashes[0], hashes[1]).description == vectors.roots[2])
    }

    @Test func proofs() throws {
        let vectors = try Vectors.tree()
        let log = try Vectors.log()
        let tree = NaiveTree(try vectors.leaf_hashes.map { try hash(hex: $0) })
        let subtree = { (level: Int, index: UInt64) in tree.root((Int(index) << level)..<(Int(index + 1) << level)) }
        let inclusion = try #require(InclusionProof.build(index: 5, size: 8, subtree: subtree))
        #expect(inclusion.hashes == (try vectors.inclusion_5_8.map { try hash(base64: $0) }))
        #expect(inclusion.hashes == (try log.incl_5_8.map { try hash(base64: $0) }))
        try inclusion.verify(leafHash: tree.leafHashes[5], root: tree.root(8))
        for (old, first, second) in [(3, vectors.consistency_3_8, log.cons_3_8), (6, vectors.consistency_6_8, log.cons_6_8)] {
            let proof = try #require(ConsistencyProof.build(from: UInt64(old), to: 8, subtree: subtree))
            #expect(proof.hashes == (try first.map { try hash(base64: $0) }))
            #expect(proof.hashes == (try second.map { try hash(base64: $0) }))
            try proof.verify(oldRoot: tree.root(old), newRoot: tree.root(8))
        }
    }

    @Test func publicTestLog() throws {
        let log = try Vectors.tree().testlog
        _ = try VerifierKey(parsing: log.vkey)
        var frontier = Frontier()
        var tiles = TileWriter()
        for (index, entry) in log.entries.enumerated() {
            frontier.append(Hash.ofLeaf(bytes(entry)))
            try tiles.append(bytes(entry)) { (file: TileFile) in Issue.record("no file is full yet: \(file.path)") }
            if index == 2 { #expect(frontier.root == (try hash(base64: log.root_3))) }
        }
        #expect(frontier.root == (try hash(base64: log.root_15)))
        #expect(Hash.ofLeaf(bytes("one")).description == log.leaf_one)
        let bundle = try #require(tiles.partialFiles().first)
        #expect(bundle.bytes.starts(with: try hex(log.bundle_start)))
    }

    @Test func hashesAreTheirBytes() throws {
        let value = Hash.sha256(of: bytes("x"))
        #expect(Hash(value.bytes) == value)
        #expect(Set([value, value]).count == 1)
        #expect(Hash([UInt8](repeating: 0, count: 31)) == nil && Hash([UInt8](repeating: 0, count: 33)) == nil)
        // Both ways of hashing a leaf agree around the size where the way changes.
        for count in [0, 1, 200, 431, 1022, 1023, 1024, 1025, 70_000] {
            let leaf = [UInt8](repeating: 7, count: count)
            #expect(Hash.ofLeaf(leaf) == Hash.sha256(of: [0] + leaf))
        }
        for index in 0..<32 {
            var changed = value.bytes
            changed[index] ^= 1
            #expect(Hash(changed) != value)
        }
    }
}
