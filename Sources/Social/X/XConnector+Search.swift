extension XConnector {
    /// Looks for an act whose answer was lost, among our own posts or the messages with its recipient.
    ///
    /// Found is what says the same to the same, was published inside the window, and is not already known as another send: two equal
    /// templates to one customer are two sends.
    /// - Parameters:
    ///   - window: milliseconds since 1970; from shortly before the attempt (X's clock is not ours) to now.
    ///   - known: identifiers of sends whose answers arrived.
    public func find(_ act: XAct, in window: ClosedRange<Int64>, excluding known: Set<String> = []) async -> SearchOutcome {
        let trace: Trace
        switch act {
        case .post(let text): trace = Trace(text: text, inReplyTo: nil)
        case .reply(let post, let text): trace = Trace(text: text, inReplyTo: post)
        case .message(_, let text): trace = Trace(text: text, inReplyTo: nil)
        case .hide, .unhide, .delete: return .cannotTell(.leavesNoTrace)
        }
        var page: String?
        var earliest: (id: String, at: Int64)?
        for _ in 0..<limits.pages {
            let answer: XAnswer
            do {
                answer = try await exchange(listing(for: act, since: window.lowerBound, page: page))
            } catch {
                return .cannotTell(.notReached)
            }
            if answer.status == 429 { return .cannotTell(.retryLater(seconds: answer.retryAfter)) }
            guard (200..<300).contains(answer.status) else { return .cannotTell(.refused(status: answer.status)) }
            guard let listing = XListing(answer) else { return .cannotTell(.unreadableAnswer) }
            for item in listing.items where window.contains(item.at) && !known.contains(item.id) {
                if item.isBy(account.id, act) && trace.matches(item) { earliest = (item.id, item.at) }
            }
            let isPastWindow = listing.items.last.map { $0.at < window.lowerBound } ?? true
            guard let next = listing.nextPage, !isPastWindow else {
                return earliest.map { .found(id: $0.id, at: $0.at) } ?? .absent
            }
            page = next
        }
        return earliest.map { .found(id: $0.id, at: $0.at) } ?? .cannotTell(.tooMuch)
    }

    private func listing(for act: XAct, since: Int64, page: String?) -> XRequest {
        if case .message(let recipient, _) = act { return messages(with: recipient, page: page) }
        return timeline(since: since, page: page)
    }
}

/// What a send would look like from outside.
private struct Trace {
    var text: String
    var inReplyTo: XPostID?

    func matches(_ item: XListing.Item) -> Bool {
        guard item.inReplyTo == inReplyTo else { return false }
        let wanted = Self.folded(text[...])
        return item.spellings.contains { spelling in
            Self.folded(spelling[...]) == wanted || (inReplyTo != nil && Self.folded(Self.withoutMentions(spelling)) == wanted)
        }
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
