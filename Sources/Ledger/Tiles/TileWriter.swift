/// Turns entries into tiles and entry bundles, a full file at a time, holding only what no full file holds yet.
///
/// Full files are final. `partialFiles` gives the right edge at the size of a checkpoint; write those before publishing it.
public struct TileWriter: Sendable {
    /// Number of entries taken.
    public private(set) var size: UInt64 = 0
    // At each level the hashes after the last full tile, fewer than 256.
    private var levels: [[Hash]] = [[]]
    private var bundle: [UInt8] = []

    /// The empty log.
    public init() {}

    /// Goes on from a log already on disk: reads its right edge and proves it against the head.
    public init(resumingAt head: TreeHead, read: (TilePath) throws(TileError) -> [UInt8]) throws(TileError) {
        size = head.size
        levels = []
        var level = 0
        while level == 0 || head.size >> UInt64(8 * level) > 0 {
            let width = TilePath.partialWidth(level: level, size: head.size)
            var hashes: [Hash] = []
            if width > 0 {
                let path = TilePath(unchecked: .hashes(level: level), index: head.size >> UInt64(8 * level + 8), width: width)
                guard let read = TileTree.hashes(in: try read(path), count: width) else { throw .malformed(path) }
                hashes = read
            }
            levels.append(hashes)
            level += 1
        }
        if let lowest = levels.first, !lowest.isEmpty {
            let path = TilePath(unchecked: .entries, index: head.size >> 8, width: lowest.count)
            bundle = try read(path)
            guard let entries = EntryBundle.entries(in: bundle, count: lowest.count),
                entries.elementsEqual(lowest, by: { Hash.ofLeaf($0) == $1 })
            else { throw .malformed(path) }
        }
        guard frontier.head == head else { throw .wrongRoot }
    }

    /// The right edge of the tree, from which `root` and proofs follow.
    public var frontier: Frontier {
        var subtrees: [Hash] = []
        for hashes in levels.reversed() {
            var part = Frontier()
            for hash in hashes { part.append(hash) }
            subtrees.append(contentsOf: part.subtrees)
        }
        guard let frontier = Frontier(size: size, subtrees: subtrees) else {
            preconditionFailure("each level holds the hashes its digit of the size counts")
        }
        return frontier
    }

    /// Takes the next entry and hands out each file that it fills.
    public mutating func append<Failure: Error>(
        _ entry: [UInt8], emit: (TileFile) throws(Failure) -> Void
    ) throws(TileWriterError<Failure>) {
        guard EntryBundle.append(entry, to: &bundle) else { throw .tiles(.entryTooLong) }
        levels[0].append(Hash.ofLeaf(entry))
        size += 1
        guard size & 255 == 0 else { return }
        do {
            try emit(TileFile(path: TilePath(unchecked: .entries, index: size >> 8 - 1, width: TilePath.fullWidth), bytes: bundle))
            bundle.removeAll(keepingCapacity: true)
            try emitFullTiles(emit)
        } catch { throw .emit(error) }
    }

    private mutating func emitFullTiles<Failure: Error>(_ emit: (TileFile) throws(Failure) -> Void) throws(Failure) {
        var level = 0
        while levels[level].count == TilePath.fullWidth {
            let index = size >> UInt64(8 * level + 8) - 1
            let path = TilePath(unchecked: .hashes(level: level), index: index, width: TilePath.fullWidth)
            try emit(TileFile(path: path, bytes: TileWriter.bytes(of: levels[level])))
            var tile = Frontier()
            for hash in levels[level] { tile.append(hash) }
            levels[level].removeAll(keepingCapacity: true)
            level += 1
            if level == levels.count { levels.append([]) }
            levels[level].append(tile.root)
        }
    }

    /// The partial tiles and bundle of the present size; levels without hashes have none.
    public func partialFiles() -> [TileFile] {
        var files: [TileFile] = []
        if let lowest = levels.first, !lowest.isEmpty {
            files.append(TileFile(path: TilePath(unchecked: .entries, index: size >> 8, width: lowest.count), bytes: bundle))
        }
        for (level, hashes) in levels.enumerated() where !hashes.isEmpty {
            let path = TilePath(unchecked: .hashes(level: level), index: size >> UInt64(8 * level + 8), width: hashes.count)
            files.append(TileFile(path: path, bytes: TileWriter.bytes(of: hashes)))
        }
        return files
    }

    private static func bytes(of hashes: [Hash]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(hashes.count * Hash.byteCount)
        for hash in hashes { output.append(hash) }
        return output
    }
}

/// Why an entry could not be taken: it does not fit the format, or the file it filled could not be handed out.
public enum TileWriterError<Failure: Error>: Error {
    case tiles(TileError)
    case emit(Failure)
}
