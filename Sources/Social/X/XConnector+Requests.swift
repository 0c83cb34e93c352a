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
        case .quote(let quoted, let text):
            write(
                .post, "/2/tweets",
                JSONWriter.object { body in
                    body.member("text", text)
                    body.member("quote_tweet_id", quoted.description)
                })
        case .message(let recipient, let text):
            write(.post, "/2/dm_conversations/with/\(recipient)/messages", JSONWriter.object { $0.member("text", text) })
        case .hide(let post):
            write(.put, "/2/tweets/\(post)/hidden", JSONWriter.object { $0.member("hidden", true) })
        case .unhide(let post):
            write(.put, "/2/tweets/\(post)/hidden", JSONWriter.object { $0.member("hidden", false) })
        case .like(let post):
            write(.post, "/2/users/\(account.id)/likes", JSONWriter.object { $0.member("tweet_id", post.description) })
        case .repost(let post):
            write(.post, "/2/users/\(account.id)/retweets", JSONWriter.object { $0.member("tweet_id", post.description) })
        case .delete(let post):
            write(.delete, "/2/tweets/\(post)", [])
        }
    }

    /// One page of a feed, newest first.
    func request(for feed: XFeed, since: Int64, page: String?) -> XRequest {
        let start = "&start_time=\(XTime.text(since))"
        let post =
            "&tweet.fields=author_id,attachments,conversation_id,created_at,entities,in_reply_to_user_id,note_tweet,referenced_tweets"
            + "&expansions=author_id&user.fields=name,username"
        let message =
            "&event_types=MessageCreate&dm_event.fields=attachments,created_at,dm_conversation_id,entities,event_type,sender_id,text"
            + "&expansions=sender_id&user.fields=name,username"
        var path: String
        switch feed {
        case .mentions: path = "/2/users/\(account.id)/mentions?max_results=100" + start + post
        case .ownPosts: path = "/2/users/\(account.id)/tweets?max_results=100" + start + post
        case .thread(let root): path = "/2/tweets/search/recent?query=conversation_id:\(root)&max_results=100" + start + post
        case .messages: path = "/2/dm_events?max_results=100" + message
        case .messagesWith(let user): path = "/2/dm_conversations/with/\(user)/dm_events?max_results=100" + message
        }
        // Search calls the same thing by another name.
        if let page { if case .thread = feed { path += "&next_token=\(page)" } else { path += "&pagination_token=\(page)" } }
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
