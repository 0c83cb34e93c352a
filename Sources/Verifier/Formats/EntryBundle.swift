/// The entries of one bundle file: each behind its length in two bytes, big-endian (C2SP tlog-tiles).
struct EntryBundle {
    /// Where each entry's bytes are, in order.
    private(set) var ranges: [Range<Int>] = []

    /// Finds `count` entries that fill `bytes` exactly. Reuses the storage of earlier bundles.
    mutating func read(_ bytes: UnsafeRawBufferPointer, count: Int) throws(FormatError) {
        ranges.removeAll(keepingCapacity: true)
        var offset = 0
        while offset < bytes.count {
            guard ranges.count < count else { throw FormatError(.bundle, at: offset, "bytes after the last of \(count) entries") }
            guard bytes.count - offset >= 2 else { throw FormatError(.bundle, at: offset, "ends within a length") }
            let length: UInt16 = bytes.bigEndian(at: offset)
            let end = offset + 2 + Int(length)
            guard end <= bytes.count else { throw FormatError(.bundle, at: offset, "an entry is longer than the rest of the bundle") }
            ranges.append(offset + 2..<end)
            offset = end
        }
        guard ranges.count == count else { throw FormatError(.bundle, at: offset, "\(ranges.count) entries instead of \(count)") }
    }
}
