/// A day of the week, numbered as ISO 8601 does.
public enum Weekday: Int, CaseIterable, Hashable, Comparable, Sendable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    public static func < (left: Weekday, right: Weekday) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The three-letter word of configuration files, in any case: `mon` to `sun`.
    public init?(abbreviation: String) {
        guard let index = Self.abbreviations.firstIndex(of: abbreviation.lowercased()) else { return nil }
        self = Self.allCases[index]
    }

    public var abbreviation: String { Self.abbreviations[rawValue - 1] }

    private static let abbreviations = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
}
