/// Tells for most identities that come for the first time that the key store has nothing of theirs, without looking into the file.
///
/// A Bloom filter of 2 MB: "no" is certain, "maybe" is looked up. Two in a thousand new ones are looked up in vain beside a million known
/// identities, two in three beside ten million. The identities are keyed hashes already; their own bits choose the places.
struct IdentityFilter {
    private static let places = UInt64(1 << 24)
    private var words = [UInt64](repeating: 0, count: Int(places / 64))

    mutating func insert(_ identity: KeyIdentity) {
        mark(identity.high)
        mark(identity.high >> 24)
        mark(identity.low)
        mark(identity.low >> 24)
    }

    func mayContain(_ identity: KeyIdentity) -> Bool {
        isMarked(identity.high) && isMarked(identity.high >> 24) && isMarked(identity.low) && isMarked(identity.low >> 24)
    }

    private mutating func mark(_ bits: UInt64) {
        let place = bits & (Self.places - 1)
        words[Int(place >> 6)] |= 1 << (place & 63)
    }

    private func isMarked(_ bits: UInt64) -> Bool {
        let place = bits & (Self.places - 1)
        return words[Int(place >> 6)] & 1 << (place & 63) != 0
    }
}
