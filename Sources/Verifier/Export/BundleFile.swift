/// Reads entry bundles into one buffer that is kept from bundle to bundle.
final class BundleFile {
    /// 256 of the longest leaves, each behind its length. A longer file cannot be a bundle of this log.
    static let longest = TileStack.width * (2 + LeafHeader.longest)

    let bytes: UnsafeMutableRawBufferPointer
    private(set) var bundle = EntryBundle()
    private(set) var length = 0
    private let files: ExportFiles

    init(_ files: ExportFiles) {
        self.files = files
        bytes = .allocate(byteCount: Self.longest + 1, alignment: 16)
    }

    deinit { bytes.deallocate() }

    /// Reads the bundle `number` of a tree of `size` leaves. False if the file is not there.
    func load(_ number: UInt64, size: UInt64) throws(ExportError) -> Bool {
        let name = Self.name(number, size: size)
        let part: ExportFiles.Part?
        do {
            part = try files.read(name.path, 0, bytes)
        } catch {
            throw ExportError(error)
        }
        guard let part else { return false }
        guard part.fileSize <= Self.longest, part.copied == part.fileSize else {
            throw ExportError(file: name.path, reason: "\(part.fileSize) bytes, more than \(name.width) entries can have")
        }
        length = part.copied
        do {
            try bundle.read(UnsafeRawBufferPointer(rebasing: bytes[..<length]), count: name.width)
        } catch {
            throw ExportError(file: name.path, index: number * 256 + UInt64(bundle.ranges.count), error)
        }
        return true
    }

    /// Bytes of the entry at `position` in the bundle read last.
    func entry(_ position: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[bundle.ranges[position]])
    }

    static func name(_ number: UInt64, size: UInt64) -> TileName {
        let width = number == size / 256 ? Int(size % 256) : 256
        guard let name = TileName(.entries, number: number, width: width) else {
            preconditionFailure("asked for a bundle beyond the tree")
        }
        return name
    }
}
