/// The newer envelope: one event a body under `data`, posts as version 2 objects, users in `includes` (bare or wrapped).
enum XActivityEnvelope {
    static func read(_ data: JSONValue) throws(WebhookError) -> XDelivery {
        guard let kind = data["event_type"]?.string else { throw .malformed(field: "event_type") }
        var delivery = XDelivery(shape: .xActivity, account: try data["filter"]?.idIfPresent("user_id"))
        switch kind {
        case "post.create", "post.mention.create", "post.reply.create", "post.quote.create":
            let payload = try data.required("payload").unwrapped
            let includes = data["includes"] ?? payload["includes"]
            guard let post = try PostObject.read(payload, includes, account: try account(of: delivery)) else {
                delivery.leftAside += 1
                break
            }
            delivery.events.append(.posted(post))
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
}
