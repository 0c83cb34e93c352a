/// What somebody was told before something broke.
struct Promises: Sendable {
    var sent: [Post] = []
    /// Posts that were answered with 200.
    var acknowledged: [Post] = []
    /// Notes of checkpoints that could be read, by size.
    var checkpoints: [UInt64: [UInt8]] = [:]
    /// What the signer's head moved to, in its order.
    var heads: [Head] = []
    /// Authors of whom nothing may be left.
    var erased: Set<Int> = []

    struct Head: Sendable, Hashable {
        var size: UInt64
        var root: [UInt8]
    }
}
