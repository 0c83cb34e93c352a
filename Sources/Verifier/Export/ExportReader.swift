/// Gives the leaves of an export to other code, parsed strictly. It reads; that they are what was signed, `ExportVerifier` says.
public struct ExportReader: Sendable {
    let files: ExportFiles
    /// Number of leaves.
    public let size: UInt64

    /// Reads an export of a tree of `size` leaves, as its verified checkpoint says.
    public init(_ files: ExportFiles, size: UInt64) {
        self.files = files
        self.size = size
    }

    /// The leaves in order from `start` on.
    public func leaves(from start: UInt64 = 0) -> LeafCursor { LeafCursor(self, from: start) }

    /// The leaf at `index`.
    public func leaf(at index: UInt64) throws(ExportError) -> LeafRecord {
        var cursor = leaves(from: index)
        guard let found = try cursor.next() else {
            throw ExportError(file: "checkpoint", index: index, reason: "the log has only \(size) entries")
        }
        return found.leaf
    }
}

/// Goes over the leaves of an export one by one, holding one bundle in memory.
public struct LeafCursor {
    private let size: UInt64
    private let file: BundleFile
    private var loaded: UInt64?
    /// Index of the leaf that `next` gives.
    public private(set) var index: UInt64

    init(_ reader: ExportReader, from start: UInt64) {
        size = reader.size
        file = BundleFile(reader.files)
        index = start
    }

    /// Goes on at `index`, forwards or backwards; the bundle is kept if it is the same.
    mutating func move(to index: UInt64) { self.index = index }

    /// The next leaf, or nil after the last one.
    public mutating func next() throws(ExportError) -> (index: UInt64, leaf: LeafRecord)? {
        guard index < size else { return nil }
        let number = index / 256
        let path = BundleFile.name(number, size: size).path
        if loaded != number {
            loaded = nil
            guard try file.load(number, size: size) else { throw ExportError(file: path, index: index, reason: "the file is missing") }
            loaded = number
        }
        let position = Int(index % 256)
        do throws(FormatError) {
            let leaf = try LeafRecord(Array(file.entry(position)))
            defer { index += 1 }
            return (index, leaf)
        } catch {
            throw ExportError(file: path, base: file.bundle.ranges[position].lowerBound, index: index, error)
        }
    }
}
