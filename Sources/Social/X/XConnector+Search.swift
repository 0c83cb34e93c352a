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
        let trace: Trace
        switch act {
        case .post(let text): (feed, trace) = (.ownPosts, Trace(text: text, inReplyTo: nil))
        case .reply(let post, let text): (feed, trace) = (.ownPosts, Trace(text: text, inReplyTo: post))
        case .message(let user, let text): (feed, trace) = (.messagesWith(user), Trace(text: text, inReplyTo: nil))
        case .hide, .unhide, .delete: return .cannotTell(.leavesNoTrace)
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

/// What a send would look like from outside.
private struct Trace {
    var text: String
    var inReplyTo: XPostID?

    func matches(_ seen: String, _ links: [XLink]) -> Bool {
        let whole = links.isEmpty ? seen : XText.writtenOut(seen, links)
        var spellings = [Self.folded(whole[...])]
        if inReplyTo != nil { spellings.append(Self.folded(Self.withoutMentions(whole))) }
        // Reading undid X's escaping; somebody may have written "&amp;" and meant it.
        let wanted = [Self.folded(text[...]), Self.folded(XText.unescaped(JSONText(utf8: Array(text.utf8))).string[...])]
        return spellings.contains { wanted.contains($0) }
    }

    /// What survives X's handling of a text: ends are trimmed, a link gets a scheme and may get a last slash. Swift compares strings by
    /// canonical equivalence, and X composes what it stores.
    private static func folded(_ text: Substring) -> String {
        var words: [Substring] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            var word = word
            if word.hasPrefix("https://") { word = word.dropFirst(8) } else if word.hasPrefix("http://") { word = word.dropFirst(7) }
            if word.last == "/" { word = word.dropLast() }
            words.append(word)
        }
        return words.joined(separator: " ")
    }

    /// X puts the handles of those replied to in front of a reply.
    private static func withoutMentions(_ text: String) -> Substring {
        var rest = text[...]
        while rest.first == "@" {
            guard let space = rest.firstIndex(of: " ") else { return rest }
            rest = rest[rest.index(after: space)...]
        }
        return rest
    }
}
