/// Takes lines off the front of a text; what follows the head of a proof is then read as a note, byte for byte.
struct LineReader {
    private(set) var rest: ArraySlice<UInt8>

    /// More siblings than a tree of 2^63 leaves has in any proof.
    static let greatestHashCount = 63

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// The next line without its line feed; nil when no line feed follows.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: 0x0A) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    /// Lines of one base 64 hash each, up to and with the blank line that ends them.
    mutating func hashes() -> [Hash]? {
        var hashes: [Hash] = []
        while let line = next() {
            if line.isEmpty { return hashes }
            guard hashes.count < LineReader.greatestHashCount, let hash = Base64.decode(line).flatMap({ Hash($0) }) else {
                return nil
            }
            hashes.append(hash)
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    /// What follows the prefix; nil if the line begins otherwise.
    func after(_ prefix: String) -> ArraySlice<UInt8>? {
        starts(with: prefix.utf8) ? dropFirst(prefix.utf8.count) : nil
    }
}

extension [UInt8] {
    /// Appends each hash as a line of base 64.
    mutating func append(linesOf hashes: [Hash]) {
        for hash in hashes {
            Base64.encode(hash.bytes, into: &self)
            append(0x0A)
        }
    }
}
