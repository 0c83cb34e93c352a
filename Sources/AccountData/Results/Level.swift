/// How sure a finding is, by a fixed table of evidence a class.
public enum Level: Int, Sendable, Comparable, CaseIterable {
    /// The shape alone, or a checksum without anything around it that supports it.
    case possible
    /// Two independent pieces of evidence.
    case likely
    /// A checksum in a canonical shape, or a cue right before a value of the exact format.
    case certain

    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
}
