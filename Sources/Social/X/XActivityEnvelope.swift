/// The newer envelope: one event a body under `data`, posts as version 2 objects, users in `includes` (bare or wrapped).
enum XActivityEnvelope {
    static func read(_ data: JSONValue) throws(WebhookError) -> XDelivery {
        guard let kind = data["event_type"]?.string else { throw .malformed(field: "event_type") }
        var delivery = XDelivery(shape: .xActivity, account: try data["filter"]?.idIfPresent("user_id"))
        switch kind {
        case "post.create", "post.mention.create", "post.reply.create", "post.quote.create":
            try readPost(data, into: &delivery)
        case "post.delete":
            let payload = try data.required("payload").unwrapped
            delivery.events.append(
                .postDeleted(
                    XPostDeletion(
                        id: try payload.id("id"), author: try payload.id("author_id"), at: XTime.milliseconds(payload["timestamp_ms"]))))
        case "dm.received", "dm.sent":
            try DirectMessageEvents.read(try data.required("payload"), account: try account(of: delivery), into: &delivery)
            guard delivery.events.count <= XWebhook.mostEvents else { throw .tooManyEvents(limit: XWebhook.mostEvents) }
        case "chat.received", "chat.sent":
            let payload = try data.required("payload").unwrapped
            let sender: XUserID? = try payload.idIfPresent("sender_id")
            delivery.events.append(
                .unreadable(
                    XUnreadableMessage(
                        id: try payload.id("id"), sender: sender,
                        at: XTime.milliseconds(payload["created_at_msec"]) ?? XTime.iso(payload["created_at"]),
                        isOwn: kind == "chat.sent" || sender.map { $0 == delivery.account } ?? false)))
        case "oauth.revoke":
            let payload = try data.required("payload").unwrapped
            let account: XUserID = try payload.id("user_id")
            delivery.account = delivery.account ?? account
            delivery.events.append(.accountRevoked(XRevocation(account: account, at: XTime.iso(payload["date_time"]))))
        default:
            if leftAside.contains(where: kind.hasPrefix) { delivery.leftAside += 1 } else { delivery.note(unknownKind: kind) }
        }
        return delivery
    }

    /// Families of events that belong to no conversation.
    private static let leftAside = [
        "like.", "follow.", "mute.", "block.", "profile.", "spaces.", "news.", "dm.read", "dm.indicate_typing", "chat.conversation",
        "post.repost", "post.retweet",
    ]

    private static func account(of delivery: XDelivery) throws(WebhookError) -> XUserID {
        guard let account = delivery.account else { throw .malformed(field: "filter.user_id") }
        return account
    }

    private static func readPost(_ data: JSONValue, into delivery: inout XDelivery) throws(WebhookError) {
        let payload = try data.required("payload").unwrapped
        let account = try account(of: delivery)
        let references = try payload.list("referenced_tweets")
        func reference(_ kind: String) throws(WebhookError) -> XPostID? {
            guard let found = references.first(where: { $0["type"]?.string == kind }) else { return nil }
            return try found.id("id")
        }
        guard try reference("retweeted") == nil else {
            delivery.leftAside += 1
            return
        }
        let id: XPostID = try payload.id("id")
        let author: XUserID = try payload.id("author_id")
        // A long post is cut in `text`; the whole stands in `note_tweet`.
        let note = payload["note_tweet"]
        let text = try (note ?? payload).displayText("text")
        guard let at = XTime.iso(payload["created_at"]) else { throw .malformed(field: "created_at") }
        let user = try (data["includes"] ?? payload["includes"])?.list("users").map(\.unwrapped)
            .first { $0["id"]?.plainBytes.flatMap { XUserID(digits: $0) } == author }
        let entities = note?["entities"] ?? payload["entities"]
        var mentions: [XMention] = []
        for mention in try entities?.list("mentions") ?? [] {
            guard let id: XUserID = try mention.idIfPresent("id") else { continue }
            mentions.append(XMention(id: id, handle: mention["username"]?.string))
        }
        let versions = try payload.list("edit_history_tweet_ids")
        let first = versions.first?.plainBytes.flatMap { XPostID(digits: $0) }
        let media = payload["attachments"]?["media_keys"]?.elements
        delivery.events.append(
            .posted(
                XPost(
                    id: id, author: XAuthor(id: author, handle: user?["username"]?.string, name: user?["name"]?.string), text: text.string,
                    textWasAltered: text.wasAltered, conversation: try payload.idIfPresent("conversation_id"),
                    inReplyTo: try reference("replied_to"), inReplyToAuthor: try payload.idIfPresent("in_reply_to_user_id"),
                    quoted: try reference("quoted"), firstVersion: first == id ? nil : first, at: at, mentions: mentions,
                    links: try XText.links(entities), mediaCount: media.map { $0.reduce(0) { count, _ in count + 1 } } ?? 0,
                    isOwn: author == account)))
    }
}
