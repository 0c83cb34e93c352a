/// How private a channel is, least private first.
public enum ChannelClass: UInt8, CaseIterable, Hashable, Comparable, Sendable {
    case publicSocial = 1
    case privateSocial = 2
    case privateUnverified = 3
    case privateVerified = 4

    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }

    /// The word that files use.
    public var word: String {
        switch self {
        case .publicSocial: "public"
        case .privateSocial: "private_social"
        case .privateUnverified: "private_unverified"
        case .privateVerified: "private_verified"
        }
    }

    /// The kinds of this class.
    public var kinds: [ChannelKind] { ChannelKind.allCases.filter { $0.channelClass == self } }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
