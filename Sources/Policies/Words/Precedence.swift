/// What a rule guards. The highest precedence with a rule that fires and decides is the one that decides.
///
/// The vocabulary lists the words, strongest first; code knows only the order.
public struct Precedence: Hashable, Comparable, Sendable {
    /// 0 is the strongest.
    public let rank: Int

    public init(rank: Int) {
        self.rank = rank
    }

    /// `left < right`: left is the weaker one.
    public static func < (left: Self, right: Self) -> Bool { left.rank > right.rank }
}
