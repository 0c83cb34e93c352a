/// A public post as the network keeps it.
public struct SandboxPost: Sendable, Equatable {
    public let id: UInt64
    public let author: UInt64
    /// With links shortened and, in a reply, the handle of its addressee in front.
    public let text: String
    public let links: [SandboxLink]
    public let mentions: [UInt64]
    public let inReplyTo: UInt64?
    public let inReplyToAuthor: UInt64?
    /// The root of its thread.
    public let conversation: UInt64
    public let repostOf: UInt64?
    /// Earlier versions, oldest first; empty for a post never edited.
    public let versions: [UInt64]
    /// Milliseconds since 1970.
    public let at: Int64
    public var isHidden = false
    /// The post that it shows below its own words.
    public var quotes: UInt64?
    /// Who liked it, and who showed it to their own followers.
    public var likedBy: Set<UInt64> = []
    public var repostedBy: Set<UInt64> = []
}

/// A link as the network shortens it.
public struct SandboxLink: Sendable, Equatable {
    public let short: String
    public let expanded: String
}
