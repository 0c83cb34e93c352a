extension XConnector {
    /// Reads a feed back to an instant, in milliseconds since 1970: after an outage, or for what webhooks do not tell.
    ///
    /// What a webhook brought as well comes again with the same identifiers.
    public func read(_ feed: XFeed, since: Int64) async -> XFeedReading {
        var events: [XEvent] = []
        func reading(_ obstacle: ReadingObstacle?) -> XFeedReading { XFeedReading(events: events.reversed(), obstacle: obstacle) }
        var page: String?
        for _ in 0..<limits.pages {
            let answer: XAnswer
            do {
                answer = try await exchange(request(for: feed, since: since, page: page))
            } catch {
                return reading(.notReached)
            }
            if answer.status == 429 { return reading(.retryLater(seconds: answer.retryAfter)) }
            guard (200..<300).contains(answer.status) else { return reading(.refused(status: answer.status)) }
            guard let root = answer.document?.root, let read = try? XFeedPage(root, account: account.id) else {
                return reading(.unreadableAnswer)
            }
            events += read.events.filter { $0.1 >= since }.map(\.0)
            let isPast = read.events.last.map { $0.1 < since } ?? false
            guard let next = read.next, !isPast else { return reading(nil) }
            page = next
        }
        return reading(.tooMuch)
    }
}

/// One page of a feed, newest first.
struct XFeedPage {
    var events: [(XEvent, Int64)] = []
    var next: String?

    init(_ root: JSONValue, account: XUserID) throws(WebhookError) {
        guard root.isObject else { throw .malformed(field: "body") }
        for item in try root.list("data") {
            if item["event_type"] != nil {
                let message = try MessageObject.read(item, root["includes"], account: account)
                if let message { events.append((.messaged(message), message.at)) }
            } else if let post = try PostObject.read(item, root["includes"], account: account) {
                events.append((.posted(post), post.at))
            }
        }
        guard let token = root["meta"]?["next_token"] else { return }
        // The token goes into a query: only what needs no escaping there (RFC 3986, unreserved).
        guard let bytes = token.plainBytes, (1...256).contains(bytes.count), bytes.allSatisfy(Self.isUnreserved) else {
            throw .malformed(field: "next_token")
        }
        next = String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
