import Ledger
import SQL

/// Gathers, while leaves are sealed, the hashes over each full 256 of them, over each full 256 of those, and so on.
struct SubtreeCollector {
    /// A hash over 2^level leaves, counted from the left.
    struct Subtree: Sendable {
        var level: Int
        var place: UInt64
        var hash: Hash
    }
    /// Levels between two that are stored: 256 hashes make one of the next.
    static let step = 8

    private var size: UInt64
    /// Of each stored level what has no hash above it yet; nil where its beginning was never seen.
    private var open: [Frontier?]

    /// Goes on after the first `size` leaves.
    init(resumingAt size: UInt64, _ connection: Connection) throws {
        self.size = size
        let leaves = try connection.query(
            "SELECT leaf FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx", .integer(Int64(size & ~255)), .integer(Int64(size))
        ) { (row) throws(SQLError) in try row.blob(0) }
        guard leaves.count == Int(size & 255) else { throw StorageError.damaged("entries before \(size) are missing") }
        var lowest = Frontier()
        for leaf in leaves { lowest.append(.ofLeaf(leaf)) }
        open = [lowest]
        var level = Self.step
        while size >> UInt64(level) > 0 {
            let end = size >> UInt64(level)
            let hashes = try connection.query(
                "SELECT hash FROM subtree WHERE level = $1 AND place >= $2 AND place < $3 ORDER BY place", .integer(level),
                .integer(Int64(end & ~255)), .integer(Int64(end))
            ) { (row) throws(SQLError) in try row.blob(0) }.compactMap { Hash($0) }
            var part: Frontier? = hashes.count == Int(end & 255) ? Frontier() : nil
            for hash in hashes { part?.append(hash) }
            open.append(part)
            level += Self.step
        }
    }

    /// Takes the next leaf; gives the hashes that it completes.
    mutating func append(_ leafHash: Hash, _ complete: (Subtree) -> Void) {
        size += 1
        open[0]?.append(leafHash)
        var place = 0
        while size & (1 << UInt64(Self.step * (place + 1)) - 1) == 0 {
            let level = Self.step * (place + 1)
            let root = open[place]?.root
            open[place] = Frontier()
            place += 1
            if open.count == place { open.append(Frontier()) }
            if let root {
                complete(Subtree(level: level, place: size >> UInt64(level) - 1, hash: root))
                open[place]?.append(root)
            } else {
                // One of 256 is not known: what is above begins anew with the next.
                open[place] = nil
            }
        }
    }
}
