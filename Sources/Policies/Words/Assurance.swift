/// How sure we are whose an identity is.
public enum Assurance: UInt8, CaseIterable, Hashable, Comparable, Sendable {
    case none = 0
    case platform = 1
    case possession = 2
    case authenticated = 3

    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }

    /// The word that files use.
    public var word: String {
        switch self {
        case .none: "none"
        case .platform: "platform"
        case .possession: "possession"
        case .authenticated: "authenticated"
        }
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
