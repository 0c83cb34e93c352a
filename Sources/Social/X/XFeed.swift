/// A place on X where what webhooks did not bring can be read.
public enum XFeed: Sendable, Equatable {
    /// Posts that mention our account.
    case mentions
    /// Our own posts, however they came about.
    case ownPosts
    /// All of a public thread from the last seven days: webhooks tell only of mentions and direct replies.
    case thread(XPostID)
    /// Direct messages with anybody, up to 30 days back.
    case messages
    case messagesWith(XUserID)
}

/// What stood in a feed since a given time.
public struct XFeedReading: Sendable, Equatable {
    /// Oldest first.
    public var events: [XEvent]
    /// Why it is not everything; nil if it is.
    public var obstacle: ReadingObstacle?

    public init(events: [XEvent], obstacle: ReadingObstacle?) {
        self.events = events
        self.obstacle = obstacle
    }
}
