/// A length of time as people write it: whole days, hours, minutes or seconds, the largest unit that it is a whole number of.
public struct LengthOfTime: Hashable, Sendable, CustomStringConvertible {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    private static let units: [(length: Int64, name: String)] = [
        (86_400_000, "day"), (3_600_000, "hour"), (60_000, "minute"), (1000, "second"), (1, "millisecond"),
    ]

    public var description: String {
        // Up to two days are told in hours, as windows are.
        for unit in Self.units where milliseconds % unit.length == 0 && (unit.length < 86_400_000 || milliseconds > 2 * unit.length) {
            let number = milliseconds / unit.length
            return "\(number) \(unit.name)\(number == 1 ? "" : "s")"
        }
        return "\(milliseconds) milliseconds"
    }
}
