extension XConnector {
    /// Looks for an act whose answer was lost, among our own posts or the messages with its recipient.
    ///
    /// Found is what says the same to the same, was published inside the window, and is not already known as another send: two equal
    /// templates to one customer are two sends.
    /// - Parameters:
    ///   - window: milliseconds since 1970; from shortly before the attempt (X's clock is not ours) to now.
    ///   - known: identifiers of sends whose answers arrived.
    public func find(_ act: XAct, in window: ClosedRange<Int64>, excluding known: Set<String> = []) async -> SearchOutcome {
        let feed: XFeed
        let trace: SendTrace
        switch act {
        // What it quotes stands beside its words, and is no post that it answers.
        case .post(let text), .quote(_, let text): (feed, trace) = (.ownPosts, SendTrace(text: text, inReplyTo: nil))
        case .reply(let post, let text): (feed, trace) = (.ownPosts, SendTrace(text: text, inReplyTo: post))
        case .message(let user, let text): (feed, trace) = (.messagesWith(user), SendTrace(text: text, inReplyTo: nil))
        case .hide, .unhide, .like, .repost, .delete: return .cannotTell(.leavesNoTrace)
        }
        let reading = await read(feed, since: window.lowerBound)
        for event in reading.events {
            switch event {
            case .posted(let post) where post.isOwn && post.inReplyTo == trace.inReplyTo:
                let id = post.id.description
                if window.contains(post.at), !known.contains(id), trace.matches(post.text, post.links) {
                    return .found(id: id, at: post.at)
                }
            case .messaged(let message) where message.isOwn:
                let id = message.id.description
                if window.contains(message.at), !known.contains(id), trace.matches(message.text, message.links) {
                    return .found(id: id, at: message.at)
                }
            default: break
            }
        }
        return reading.obstacle.map { .cannotTell($0) } ?? .absent
    }
}
