/// Something that happened on X around one of our accounts, as one webhook told it.
public enum XEvent: Sendable, Equatable {
    case posted(XPost)
    case postDeleted(XPostDeletion)
    case messaged(XMessage)
    /// An end-to-end encrypted message came; it is shown as one that cannot be read here.
    case unreadable(XUnreadableMessage)
    /// The account's owner took our authorisation back: nothing comes in or goes out any more.
    case accountRevoked(XRevocation)
}

/// Who wrote. The handle can change hands; only the id names somebody.
public struct XAuthor: Sendable, Equatable {
    public var id: XUserID
    public var handle: String?
    public var name: String?
}

public struct XMention: Sendable, Equatable {
    public var id: XUserID
    public var handle: String?
}

/// X replaces every address by one of its own; `expanded` is what the author wrote.
public struct XLink: Sendable, Equatable {
    public var short: String
    public var expanded: String
}

/// A public post, or a newer version of one.
public struct XPost: Sendable, Equatable {
    public var id: XPostID
    public var author: XAuthor
    /// As displayed: X's three HTML entities are undone, shortened links stay (see `links`).
    public var text: String
    /// Whether bytes of the text could not be kept as they were sent (half a surrogate pair, U+0000).
    public var textWasAltered: Bool
    /// The root of the public thread, where X says so.
    public var conversation: XPostID?
    public var inReplyTo: XPostID?
    public var inReplyToAuthor: XUserID?
    public var quoted: XPostID?
    /// The first version of this post, if this is an edited one.
    public var firstVersion: XPostID?
    /// Published, milliseconds since 1970.
    public var at: Int64
    public var mentions: [XMention]
    public var links: [XLink]
    /// Pictures, videos: how many. Their bytes are fetched apart.
    public var mediaCount: Int
    /// What their author says is to be seen on them, where that is said.
    public var altTexts: [String] = []
    /// Whether our own account wrote it: the echo of a send, or somebody posting past Parley.
    public var isOwn: Bool
}

public struct XPostDeletion: Sendable, Equatable {
    public var id: XPostID
    public var author: XUserID
    /// Milliseconds since 1970; nil where X gives no time.
    public var at: Int64?
}

/// A direct message.
public struct XMessage: Sendable, Equatable {
    public var id: XMessageID
    public var sender: XAuthor
    public var recipient: XUserID
    public var text: String
    public var textWasAltered: Bool
    /// Milliseconds since 1970.
    public var at: Int64
    public var links: [XLink]
    public var mediaCount: Int
    public var altTexts: [String] = []
    public var isOwn: Bool
}

public struct XUnreadableMessage: Sendable, Equatable {
    public var id: XMessageID
    public var sender: XUserID?
    public var at: Int64?
    public var isOwn: Bool
}

public struct XRevocation: Sendable, Equatable {
    public var account: XUserID
    public var at: Int64?

    public init(account: XUserID, at: Int64?) {
        self.account = account
        self.at = at
    }
}
