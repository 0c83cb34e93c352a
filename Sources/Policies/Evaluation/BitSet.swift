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

    /// The members, ascending.
    var places: [Int] {
        var places: [Int] = []
        for (index, word) in ([low, high] + rest).enumerated() {
            var left = word
            while left != 0 {
                places.append(index * 64 + left.trailingZeroBitCount)
                left &= left - 1
            }
        }
        return places
    }
}
