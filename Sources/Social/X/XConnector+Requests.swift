import HTTPTypes

extension XConnector {
    /// The request that does an act (docs.x.com, version 2).
    public func request(for act: XAct) -> XRequest {
        switch act {
        case .post(let text):
            write(.post, "/2/tweets", JSONWriter.object { $0.member("text", text) })
        case .reply(let target, let text):
            write(
                .post, "/2/tweets",
                JSONWriter.object { body in
                    body.member("text", text)
                    body.member("reply") { $0.member("in_reply_to_tweet_id", target.description) }
                })
        case .message(let recipient, let text):
            write(.post, "/2/dm_conversations/with/\(recipient)/messages", JSONWriter.object { $0.member("text", text) })
        case .hide(let post):
            write(.put, "/2/tweets/\(post)/hidden", JSONWriter.object { $0.member("hidden", true) })
        case .unhide(let post):
            write(.put, "/2/tweets/\(post)/hidden", JSONWriter.object { $0.member("hidden", false) })
        case .delete(let post):
            write(.delete, "/2/tweets/\(post)", [])
        }
    }

    /// One page of our own timeline, newest first.
    func timeline(since: Int64, page: String?) -> XRequest {
        var path = "/2/users/\(account.id)/tweets?max_results=100&start_time=\(XTime.text(since))"
        path += "&tweet.fields=created_at,referenced_tweets,entities,note_tweet"
        if let page { path += "&pagination_token=\(page)" }
        return read(path)
    }

    /// One page of the direct messages exchanged with somebody, newest first.
    func messages(with user: XUserID, page: String?) -> XRequest {
        var path = "/2/dm_conversations/with/\(user)/dm_events?max_results=100&event_types=MessageCreate"
        path += "&dm_event.fields=id,text,sender_id,created_at,entities"
        if let page { path += "&pagination_token=\(page)" }
        return read(path)
    }

    private func read(_ path: String) -> XRequest { XRequest(head: head(.get, path), body: []) }

    private func write(_ method: HTTPRequest.Method, _ path: String, _ body: [UInt8]) -> XRequest {
        var head = head(method, path)
        if !body.isEmpty { head.headerFields[.contentType] = "application/json" }
        return XRequest(head: head, body: body)
    }

    private func head(_ method: HTTPRequest.Method, _ path: String) -> HTTPRequest {
        var head = HTTPRequest(method: method, scheme: scheme, authority: authority, path: path)
        head.headerFields[.authorization] = "Bearer \(account.accessToken)"
        head.headerFields[.userAgent] = "Parley"
        return head
    }
}
