/// Edges of a tree by node and word, in one table with open addressing.
struct EdgeTable: Sendable {
    struct Key: Hashable, Sendable {
        var node: Int32
        var word: Int32

        var bits: UInt64 { UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word)) }
    }

    private var keys: [UInt64]
    private var targets: [Int32]
    private let mask: Int

    init(_ edges: [Key: Int32]) {
        // At most half full, so that a search for what is not there ends soon.
        var size = 4
        while size < edges.count * 2 { size *= 2 }
        mask = size - 1
        keys = [UInt64](repeating: .max, count: size)
        targets = [Int32](repeating: -1, count: size)
        for (key, target) in edges.sorted(by: { $0.key.bits < $1.key.bits }) {
            var slot = Self.hash(key.bits) & mask
            while keys[slot] != .max { slot = (slot + 1) & mask }
            keys[slot] = key.bits
            targets[slot] = target
        }
    }

    subscript(node: Int, word: Int32) -> Int? {
        let key = Key(node: Int32(node), word: word).bits
        var slot = Self.hash(key) & mask
        while keys[slot] != .max {
            if keys[slot] == key { return Int(targets[slot]) }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Multiplication by the golden ratio spreads neighbouring keys.
    private static func hash(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) }
}
