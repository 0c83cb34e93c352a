/// Entries one after the other, each with its length in two bytes before it (C2SP tlog-tiles, "Log entries").
public enum EntryBundle {
    /// Appends one entry; false when it is too long for the format.
    public static func append(_ entry: [UInt8], to bundle: inout [UInt8]) -> Bool {
        guard let length = UInt16(exactly: entry.count) else { return false }
        bundle.append(bigEndian: length)
        bundle.append(contentsOf: entry)
        return true
    }

    /// The entries, or nil unless the bytes hold exactly this many.
    public static func entries(in bundle: [UInt8], count: Int) -> [[UInt8]]? {
        var entries: [[UInt8]] = []
        var offset = 0
        while offset < bundle.count {
            guard bundle.count - offset >= 2, entries.count < count else { return nil }
            let length: UInt16 = bundle.span.bigEndian(at: offset)
            offset += 2
            guard bundle.count - offset >= Int(length) else { return nil }
            entries.append([UInt8](bundle[offset..<(offset + Int(length))]))
            offset += Int(length)
        }
        return entries.count == count ? entries : nil
    }
}
