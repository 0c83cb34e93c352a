/// The tree as tlog-tiles cuts it: fed with the leaf hashes of one bundle after another, it yields every hash tile and any root.
///
/// Memory: one tile a level, 8 levels at most.
struct TileStack {
    static let width = 256
    static let fullTile = width * 32

    /// Number of leaves so far.
    private(set) var size: UInt64 = 0
    // At each level the digests that do not fill a tile yet; level 0 holds some only after the last bundle.
    private var pending: [[UInt8]] = [[]]
    // Number of full tiles at each level.
    private var filled: [UInt64] = [0]
    // A prefix byte and up to 257 digests, for `TreeHashing.reduce`.
    private var scratch = [UInt8](repeating: 0, count: 1 + 257 * 32)

    /// A hash tile that became complete: its level, its number at that level, its digests.
    typealias Emit = (_ level: Int, _ number: UInt64, _ digests: [UInt8]) -> Void

    /// Adds the leaf hashes of the next bundle. Only the last one may hold fewer than 256. Full tiles above level 0 go to `emit`.
    mutating func append(leafHashes: [UInt8], emit: Emit) {
        precondition(pending[0].isEmpty && leafHashes.count % 32 == 0 && leafHashes.count <= Self.fullTile, "one bundle at a time")
        size += UInt64(leafHashes.count / 32)
        guard leafHashes.count == Self.fullTile else {
            pending[0] = leafHashes
            return
        }
        filled[0] += 1
        var digest = root(of: leafHashes, and: nil)
        var level = 1
        while true {
            if level == pending.count {
                pending.append([])
                filled.append(0)
            }
            pending[level].append(contentsOf: digest.bytes)
            guard pending[level].count == Self.fullTile else { return }
            emit(level, filled[level], pending[level])
            digest = root(of: pending[level], and: nil)
            filled[level] += 1
            pending[level].removeAll(keepingCapacity: true)
            level += 1
        }
    }

    /// Hands out the tiles at the right edge that are not full, above level 0.
    func partialTiles(_ emit: Emit) {
        for level in pending.indices.dropFirst() where !pending[level].isEmpty { emit(level, filled[level], pending[level]) }
    }

    /// The root over everything so far and, behind it, the leaf hashes in `more` (up to one bundle, only while no partial one is in).
    mutating func root(with more: [UInt8] = []) -> TreeDigest {
        precondition(more.isEmpty || pending[0].isEmpty, "nothing comes after a partial bundle")
        var right: TreeDigest?
        for level in pending.indices {
            let digests = level == 0 && !more.isEmpty ? more : pending[level]
            if !digests.isEmpty { right = root(of: digests, and: right) }
        }
        return right ?? TreeHashing.emptyRoot
    }

    /// The root over equal subtrees and, to the right of them, one that may be smaller.
    private mutating func root(of digests: [UInt8], and right: TreeDigest?) -> TreeDigest {
        var count = digests.count / 32
        return scratch.withUnsafeMutableBytes { buffer in
            let start = buffer.baseAddress.unsafelyUnwrapped + 1
            digests.withUnsafeBytes { start.copyMemory(from: $0.baseAddress.unsafelyUnwrapped, byteCount: $0.count) }
            if let right {
                right.store(to: start + 32 * count)
                count += 1
            }
            return TreeHashing.reduce(buffer, count: count)
        }
    }
}
