/// Why a text does not say when the team is there: the part that was not understood, and what would be.
public struct StaffedHoursError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The part as it stands in the configuration.
    public let part: String
    /// Offset in bytes of that part.
    public let at: Int
    public let expected: String

    public var description: String { "staffed hours: \"\(part)\" at byte \(at): expected \(expected)" }
}
