/// Edges of a network by node and word, in one table with open addressing.
struct EdgeTable: Sendable {
    struct Key: Hashable, Sendable {
        var node: Int32
        var word: Int32

        var bits: UInt64 { UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word)) }
    }

    /// The nodes that edges lead to, those of one node and word side by side.
    let targets: [Int32]
    private let keys: [UInt64]
    private let runs: [Range<Int32>]
    private let mask: Int

    /// - Parameter edges: each key once.
    init(_ edges: [(key: Key, targets: [Int32])]) {
        // At most half full, so that a search for what is not there ends soon.
        var size = 4
        while size < edges.count * 2 { size *= 2 }
        var keys = [UInt64](repeating: .max, count: size)
        var runs = [Range<Int32>](repeating: 0..<0, count: size)
        var targets: [Int32] = []
        for (key, found) in edges {
            var slot = Self.hash(key.bits) & (size - 1)
            while keys[slot] != .max { slot = (slot + 1) & (size - 1) }
            keys[slot] = key.bits
            runs[slot] = Int32(targets.count)..<Int32(targets.count + found.count)
            targets += found
        }
        mask = size - 1
        self.keys = keys
        self.runs = runs
        self.targets = targets
    }

    /// The places in ``targets`` for a node and a word.
    subscript(node: Int, word: Int32) -> Range<Int> {
        let key = Key(node: Int32(node), word: word).bits
        var slot = Self.hash(key) & mask
        while keys[slot] != .max {
            if keys[slot] == key { return Int(runs[slot].lowerBound)..<Int(runs[slot].upperBound) }
            slot = (slot + 1) & mask
        }
        return 0..<0
    }

    /// Multiplication by the golden ratio spreads neighbouring keys.
    private static func hash(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) }
}
