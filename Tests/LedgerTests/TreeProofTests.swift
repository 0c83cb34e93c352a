import Testing

@testable import Ledger

/// Every proof of every tree up to 300 leaves against the plain definitions.
@Suite struct TreeProofTests {
    static let largest = 300

    @Test func everyInclusionProofIsTheDefinitionsAndHolds() throws {
        let tree = NaiveTree(count: Self.largest)
        for size in 1...Self.largest {
            let root = tree.root(size)
            for index in 0..<size {
                let built = InclusionProof.build(index: UInt64(index), size: UInt64(size)) { level, place in
                    tree.root((Int(place) << level)..<(Int(place + 1) << level))
                }
                guard let built, built.hashes == tree.path(index, 0..<size) else {
                    Issue.record("leaf \(index) of \(size): another path")
                    continue
                }
                try built.verify(leafHash: tree.leafHashes[index], root: root)
            }
        }
    }

    @Test func everyConsistencyProofIsTheDefinitionsAndHolds() throws {
        let tree = NaiveTree(count: Self.largest)
        for new in 0...Self.largest {
            for old in 0...new {
                let built = ConsistencyProof.build(from: UInt64(old), to: UInt64(new)) { level, place in
                    tree.root((Int(place) << level)..<(Int(place + 1) << level))
                }
                guard let built, built.hashes == tree.proof(old, new) else {
                    Issue.record("\(old) to \(new): another proof")
                    continue
                }
                try built.verify(oldRoot: tree.root(old), newRoot: tree.root(new))
            }
        }
    }

    @Test func theRightEdgeAloneGivesTheSameRootsAndProofs() throws {
        let tree = NaiveTree(count: Self.largest)
        var edges = [Frontier()]
        for leaf in tree.leafHashes {
            var next = try #require(edges.last)
            next.append(leaf)
            edges.append(next)
        }
        for (size, edge) in edges.enumerated() {
            #expect(edge.head == TreeHead(size: UInt64(size), root: tree.root(size)))
            #expect(Frontier(decoding: edge.encode()) == edge)
        }
        var random = SeededRandom(1)
        var pairs = (0...40).flatMap { new in (0...new).map { ($0, new) } }
        for _ in 0..<1000 {
            let new = Int.random(in: 1...Self.largest, using: &random)
            pairs.append((Int.random(in: max(0, new - 70)...new, using: &random), new))
        }
        for (old, new) in pairs {
            let proof = edges[old].consistencyProof(appending: Array(tree.leafHashes[old..<new]))
            #expect(proof.hashes == tree.proof(old, new), "\(old) to \(new)")
            try proof.verify(oldRoot: tree.root(old), newRoot: tree.root(new))
        }
    }

    @Test func changedProofsDoNotHold() throws {
        let tree = NaiveTree(count: 70)
        var random = SeededRandom(2)
        for _ in 0..<400 {
            let size = Int.random(in: 2...70, using: &random)
            let index = Int.random(in: 0..<size, using: &random)
            let leaf = tree.leafHashes[index]
            let path = tree.path(index, 0..<size)
            func refuses(_ index: Int, _ size: Int, _ hashes: [Hash], _ root: Hash) {
                #expect(throws: ProofError.self) {
                    try InclusionProof(index: UInt64(index), size: UInt64(size), hashes: hashes).verify(leafHash: leaf, root: root)
                }
            }
            var changed = path
            let place = Int.random(in: 0..<path.count, using: &random)
            changed[place] = Hash.sha256(of: changed[place].bytes)
            refuses(index, size, changed, tree.root(size))
            refuses(index, size, path.dropLast(), tree.root(size))
            refuses(index, size, path + [tree.root(1)], tree.root(size))
            refuses(index, size, Array(path.reversed()) + [leaf], tree.root(size))
            refuses(index ^ 1, size, path, tree.root(size))
            refuses(index, size, path, tree.root(size - 1))
            refuses(size, size, path, tree.root(size))
            refuses(index, index, path, tree.root(size))

            let old = Int.random(in: 1..<size, using: &random)
            let proof = tree.proof(old, size)
            func refusesGrowth(_ old: Int, _ new: Int, _ hashes: [Hash], _ oldRoot: Hash, _ newRoot: Hash) {
                #expect(throws: ProofError.self) {
                    try ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(new), hashes: hashes)
                        .verify(oldRoot: oldRoot, newRoot: newRoot)
                }
            }
            var changedProof = proof
            let spot = Int.random(in: 0..<proof.count, using: &random)
            changedProof[spot] = Hash.sha256(of: changedProof[spot].bytes)
            refusesGrowth(old, size, changedProof, tree.root(old), tree.root(size))
            refusesGrowth(old, size, proof.dropLast(), tree.root(old), tree.root(size))
            refusesGrowth(old, size, proof + [leaf], tree.root(old), tree.root(size))
            refusesGrowth(old, size, [], tree.root(old), tree.root(size))
            refusesGrowth(old, size, proof, tree.root(size), tree.root(old))
            refusesGrowth(old, size, proof, leaf == tree.root(old) ? tree.root(size) : leaf, tree.root(size))
            refusesGrowth(size, old, proof, tree.root(size), tree.root(old))
            refusesGrowth(0, size, proof, .ofEmptyTree, tree.root(size))
            refusesGrowth(size, size, [], tree.root(old), tree.root(size))
        }
    }

    @Test func hugePositionsEndQuickly() {
        let leaf = Hash.ofLeaf([])
        let greatest = UInt64.max
        #expect(throws: ProofError.self) {
            try InclusionProof(index: greatest - 1, size: greatest, hashes: Array(repeating: leaf, count: 200))
                .verify(leafHash: leaf, root: leaf)
        }
        #expect(throws: ProofError.self) {
            try ConsistencyProof(oldSize: greatest - 1, newSize: greatest, hashes: Array(repeating: leaf, count: 200))
                .verify(oldRoot: leaf, newRoot: leaf)
        }
        #expect(throws: ProofError.self) {
            try ConsistencyProof(oldSize: 1 << 63, newSize: greatest, hashes: [leaf]).verify(oldRoot: leaf, newRoot: leaf)
        }
    }

    @Test func aRightEdgeIsReadStrictly() throws {
        var edge = Frontier()
        for index in 0..<11 { edge.append(Hash.ofLeaf([UInt8(index)])) }
        let encoded = edge.encode()
        for count in 0..<encoded.count { #expect(Frontier(decoding: Array(encoded[..<count])) == nil) }
        #expect(Frontier(decoding: encoded + [0]) == nil)
        #expect(Frontier(decoding: encoded + edge.root.bytes) == nil)
        var huge = encoded
        huge[0] = 0x80
        #expect(Frontier(decoding: huge + edge.root.bytes) == nil)
    }
}
