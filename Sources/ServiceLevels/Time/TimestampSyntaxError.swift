/// Why a text is not an instant of RFC 3339: which byte, and what was expected there.
public struct TimestampSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Expectation: String, Hashable, Sendable {
        case date = "a date of the calendar, YYYY-MM-DD, year 0001 to 9999"
        case separator = "the letter T between date and time"
        case time = "a time of day, HH:MM:SS, without leap seconds"
        case fraction = "one to nine digits after the point"
        case offset = "Z or an offset such as +01:00"
        case end = "the end of the text"
    }

    public let expected: Expectation
    /// Offset in bytes of the part that is wrong.
    public let at: Int

    public var description: String { "expected \(expected.rawValue) at byte \(at)" }
}
