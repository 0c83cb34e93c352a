import Ledger
import SQL

/// The tree over the entries up to a size, as far as proofs ask for it.
///
/// Hashes over 256, 65,536 and so on leaves are stored with the checkpoint that first covers them; what is below is worked out from the
/// leaves. So a proof reads at most a few hundred of each, however long the log is.
struct SealedTree {
    private let connection: Connection
    let size: UInt64
    private var known: [Subtree: Hash] = [:]

    private struct Subtree: Hashable {
        var level: Int
        var place: UInt64
    }

    init(_ connection: Connection, size: UInt64) {
        self.connection = connection
        self.size = size
    }

    mutating func inclusion(of index: UInt64) throws -> InclusionProof {
        let proof = try InclusionProof.build(index: index, size: size) { level, place in try subtree(level, place) }
        guard let proof else { throw StorageError.damaged("entry \(index) is not among the sealed ones") }
        return proof
    }

    private mutating func subtree(_ level: Int, _ place: UInt64) throws -> Hash {
        let name = Subtree(level: level, place: place)
        if let hash = known[name] { return hash }
        let hash: Hash
        if let stored = try stored(level, place) {
            hash = stored
        } else if level <= SubtreeCollector.step {
            var part = Frontier()
            for leaf in try leaves(place << UInt64(level), count: 1 << UInt64(level)) { part.append(.ofLeaf(leaf)) }
            hash = part.root
        } else {
            hash = Hash.ofNode(try subtree(level - 1, place * 2), try subtree(level - 1, place * 2 + 1))
        }
        if level >= SubtreeCollector.step { known[name] = hash }
        return hash
    }

    /// From the stored hashes of the next level that has any; nil where one of them is not there.
    private func stored(_ level: Int, _ place: UInt64) throws -> Hash? {
        let base = level / SubtreeCollector.step * SubtreeCollector.step
        guard base > 0 else { return nil }
        let count = 1 << UInt64(level - base) as UInt64
        let hashes = try connection.query(
            "SELECT hash FROM subtree WHERE level = $1 AND place >= $2 AND place < $3 ORDER BY place", .integer(base),
            .integer(Int64(place * count)), .integer(Int64((place + 1) * count))
        ) { (row) throws(SQLError) in try row.blob(0) }
        guard hashes.count == Int(count) else { return nil }
        var part = Frontier()
        for bytes in hashes {
            guard let hash = Hash(bytes) else { throw StorageError.damaged("a stored hash has 32 bytes") }
            part.append(hash)
        }
        return part.root
    }

    private func leaves(_ first: UInt64, count: UInt64) throws -> [[UInt8]] {
        let leaves = try connection.query(
            "SELECT leaf FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx", .integer(Int64(first)), .integer(Int64(first + count))
        ) { (row) throws(SQLError) in try row.blob(0) }
        guard leaves.count == Int(count) else { throw StorageError.damaged("entries from \(first) on are missing") }
        return leaves
    }
}
