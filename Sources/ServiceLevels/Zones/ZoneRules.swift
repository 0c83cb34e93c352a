/// What the clocks of a place have shown and will show, read from the bytes of a TZif file.
///
/// A wall time that is skipped when clocks go forward, or shown twice when they go back, has no single instant.
/// Parley's rule: `first(_:)` is the first instant at which clocks show that time *or later*; `last(_:)` is the instant after
/// the last at which they show an *earlier* time. Both are the same on ordinary days. In a gap both are the moment of the
/// jump; in a repeated hour they are the first and the second showing. A shift opens at `first` and closes at `last`; a
/// deadline ends at `first`, which is the stricter.
public struct ZoneRules: Hashable, Sendable {
    /// The name of the place in the time zone database, such as `Europe/London`.
    public let name: String
    /// Seconds since 1970, ascending.
    let transitions: [Int64]
    /// Seconds east of UTC: before the first transition, then after each.
    let offsets: [Int32]
    /// Rules after the last transition; without one the last offset holds for ever.
    let footer: FooterRule?

    /// A stretch of time, in seconds since 1970, with one offset; `end` is exclusive.
    struct Segment {
        var start: Int64
        var end: Int64
        var offset: Int32
    }

    public static let utc = ZoneRules(name: "UTC", transitions: [], offsets: [0], footer: nil)

    /// Seconds east of UTC at an instant.
    public func offset(at instant: Timestamp) -> Int {
        Int(segment(at: instant.seconds).offset)
    }

    /// What clocks show at an instant.
    public func local(at instant: Timestamp) -> LocalTime {
        LocalTime(asIfUTC: instant.adding(seconds: Int64(offset(at: instant))))
    }

    /// The date at an instant.
    public func date(at instant: Timestamp) -> CalendarDate { local(at: instant).date }

    /// The first instant at which clocks show `wall` or later.
    public func first(_ wall: LocalTime) -> Timestamp {
        let naive = wall.asIfUTC
        var segment = segment(at: naive.adding(seconds: -Self.widestOffset).seconds)
        while true {
            let shown = naive.adding(seconds: -Int64(segment.offset))
            let start = Timestamp(seconds: segment.start)
            if shown <= start { return start }
            if shown < Timestamp(seconds: segment.end) || segment.end == .max { return shown }
            segment = self.segment(at: segment.end)
        }
    }

    /// The instant just after the last at which clocks show a time before `wall`.
    public func last(_ wall: LocalTime) -> Timestamp {
        let naive = wall.asIfUTC
        var segment = segment(at: naive.adding(seconds: Self.widestOffset).seconds)
        while true {
            let shown = naive.adding(seconds: -Int64(segment.offset))
            let end = Timestamp(seconds: segment.end)
            if shown >= end { return end }
            if shown > Timestamp(seconds: segment.start) || segment.start == .min { return shown }
            segment = self.segment(at: segment.start - 1)
        }
    }

    /// RFC 9636 section 3.2 holds offsets to less than 26 hours either way.
    static let widestOffset: Int64 = 26 * 3600

    func segment(at second: Int64) -> Segment {
        if let footer, transitions.last.map({ second >= $0 }) ?? true {
            var segment = footer.segment(at: second)
            if let last = transitions.last { segment.start = max(segment.start, last) }
            return segment
        }
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= second { low = middle + 1 } else { high = middle }
        }
        return Segment(
            start: low == 0 ? .min : transitions[low - 1], end: low == transitions.count ? .max : transitions[low], offset: offsets[low])
    }
}
