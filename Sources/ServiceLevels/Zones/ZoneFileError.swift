/// Why bytes are not a time zone file that can be relied on (RFC 9636), and where.
public struct ZoneFileError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: String, Hashable, Sendable {
        case tooLong = "the file is longer than 65,536 bytes"
        case cutShort = "the file ends too early"
        case magic = "the file does not begin with TZif"
        case version = "the version is not 1, 2, 3 or 4"
        case secondHeader = "the second header does not repeat the first one's magic and version"
        case count = "a count is out of bounds or contradicts another"
        case leapSeconds = "the file counts leap seconds; use the zone files without them"
        case transitionTime = "transition times do not ascend or are out of range"
        case transitionType = "a transition names a type that is not there"
        case localTimeType = "a local time type has an offset, flag or name out of range"
        case designations = "the zone abbreviations do not end with a zero byte"
        case indicator = "a standard-or-wall or UT-or-local indicator is neither 0 nor 1"
        case footer = "the footer is not one line with a POSIX time zone rule"
        case footerDisagrees = "the footer's rule contradicts the last transition"
        case trailingBytes = "there are bytes after the end"
    }

    public let reason: Reason
    /// Offset in bytes.
    public let at: Int

    public var description: String { "time zone file: \(reason.rawValue) (byte \(at))" }
}
