/// An instant: milliseconds since 1970-01-01T00:00:00Z, without leap seconds, as everywhere in Parley.
///
/// Arithmetic saturates at the ends of the 64-bit range instead of trapping, so a hostile value cannot stop the server.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z; negative before.
    public let milliseconds: Int64

    public static let distantPast = Timestamp(milliseconds: .min)
    public static let distantFuture = Timestamp(milliseconds: .max)

    @inlinable
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Whole seconds since 1970.
    public init(seconds: Int64) {
        self.milliseconds = seconds.multipliedSaturating(by: 1000)
    }

    /// Whole seconds since 1970, rounded towards the past.
    public var seconds: Int64 { milliseconds.flooredQuotient(by: 1000) }

    public func adding(milliseconds more: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds.addingSaturating(more))
    }

    public func adding(seconds more: Int64) -> Timestamp {
        adding(milliseconds: more.multipliedSaturating(by: 1000))
    }

    /// Milliseconds from `earlier` to this instant; negative if `earlier` is later.
    public func milliseconds(since earlier: Timestamp) -> Int64 {
        milliseconds.subtractingSaturating(earlier.milliseconds)
    }

    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Parts of a millisecond in the duration are dropped towards zero.
    public static func + (instant: Timestamp, duration: Duration) -> Timestamp {
        instant.adding(milliseconds: duration.wholeMilliseconds)
    }

    public static func - (instant: Timestamp, duration: Duration) -> Timestamp {
        instant.adding(milliseconds: Int64(0).subtractingSaturating(duration.wholeMilliseconds))
    }

    public static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .milliseconds(later.milliseconds(since: earlier))
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int64 {
        components.seconds.multipliedSaturating(by: 1000).addingSaturating(components.attoseconds / 1_000_000_000_000_000)
    }
}
