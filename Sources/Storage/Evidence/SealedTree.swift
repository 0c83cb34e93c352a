import Ledger
import SQL

/// The tree over the entries up to a size, worked out from their leaves as far as proofs ask for it.
///
/// Subtrees of 256 leaves and more are remembered, so that each leaf is hashed once however many proofs are made.
struct SealedTree {
    private let connection: Connection
    let size: UInt64
    private var known: [Subtree: Hash] = [:]

    private struct Subtree: Hashable {
        var level: Int
        var index: UInt64
    }
    private static let read = 8

    init(_ connection: Connection, size: UInt64) {
        self.connection = connection
        self.size = size
    }

    mutating func inclusion(of index: UInt64) throws -> InclusionProof {
        let proof = try InclusionProof.build(index: index, size: size) { level, place in try subtree(level, place) }
        guard let proof else { throw StorageError.damaged("entry \(index) is not among the sealed ones") }
        return proof
    }

    private mutating func subtree(_ level: Int, _ index: UInt64) throws -> Hash {
        let place = Subtree(level: level, index: index)
        if let hash = known[place] { return hash }
        let hash: Hash
        if level <= Self.read {
            var part = Frontier()
            for leaf in try leaves(index << UInt64(level), count: 1 << UInt64(level)) { part.append(.ofLeaf(leaf)) }
            hash = part.root
        } else {
            hash = Hash.ofNode(try subtree(level - 1, index * 2), try subtree(level - 1, index * 2 + 1))
        }
        if level >= Self.read { known[place] = hash }
        return hash
    }

    private func leaves(_ first: UInt64, count: UInt64) throws -> [[UInt8]] {
        let leaves = try connection.query(
            "SELECT leaf FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx", .integer(Int64(first)), .integer(Int64(first + count))
        ) { (row) throws(SQLError) in try row.blob(0) }
        guard leaves.count == Int(count) else { throw StorageError.damaged("entries from \(first) on are missing") }
        return leaves
    }
}
