/// A hash for tables that hold identifiers somebody else chose. The key is fresh in each process, so that nobody can prepare
/// identifiers which all fall into one place.
struct SecretMix: Sendable {
    private let first: UInt64
    private let second: UInt64

    init() {
        var random = SystemRandomNumberGenerator()
        first = random.next()
        second = random.next()
    }

    @inline(__always)
    func hash(_ id: RandomID, salt: UInt64 = 0) -> UInt64 {
        let once = (id.high ^ first).multipliedFullWidth(by: (id.low ^ second) | 1)
        let mixed = once.high ^ once.low ^ id.low ^ salt &* 0x9E37_79B9_7F4A_7C15
        let twice = (mixed ^ second).multipliedFullWidth(by: first | 1)
        return twice.high ^ twice.low
    }
}
