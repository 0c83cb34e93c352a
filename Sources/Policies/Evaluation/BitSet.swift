/// A set of small numbers. Up to 128 members take no allocation.
struct BitSet: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var rest: [UInt64] = []

    func contains(_ place: Int) -> Bool {
        switch place {
        case 0..<64: low & (1 << UInt64(place)) != 0
        case 64..<128: high & (1 << UInt64(place - 64)) != 0
        default: place >= 128 && (place - 128) / 64 < rest.count && rest[(place - 128) / 64] & (1 << UInt64(place % 64)) != 0
        }
    }

    mutating func insert(_ place: Int) {
        switch place {
        case 0..<64: low |= 1 << UInt64(place)
        case 64..<128: high |= 1 << UInt64(place - 64)
        default:
            let word = (place - 128) / 64
            while rest.count <= word { rest.append(0) }
            rest[word] |= 1 << UInt64(place % 64)
        }
    }

    /// Adds the other's members; says whether there was a new one.
    @discardableResult
    mutating func formUnion(_ other: BitSet) -> Bool {
        let isNew = other.low & ~low != 0 || other.high & ~high != 0
        low |= other.low
        high |= other.high
        guard !other.rest.isEmpty else { return isNew }
        var grew = isNew
        while rest.count < other.rest.count { rest.append(0) }
        for (index, word) in other.rest.enumerated() {
            if word & ~rest[index] != 0 { grew = true }
            rest[index] |= word
        }
        return grew
    }

    var isEmpty: Bool { low | high == 0 && rest.allSatisfy { $0 == 0 } }

    var count: Int { rest.reduce(low.nonzeroBitCount + high.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

    /// Gives each member, ascending.
    func forEach(_ body: (Int) -> Void) {
        Self.forEach(in: low, from: 0, body)
        Self.forEach(in: high, from: 64, body)
        for (index, word) in rest.enumerated() { Self.forEach(in: word, from: 128 + index * 64, body) }
    }

    private static func forEach(in word: UInt64, from first: Int, _ body: (Int) -> Void) {
        var left = word
        while left != 0 {
            body(first + left.trailingZeroBitCount)
            left &= left - 1
        }
    }
}
