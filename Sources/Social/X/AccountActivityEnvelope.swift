/// The older envelope: `for_user_id` and one array a kind of event, posts as version 1.1 objects.
enum AccountActivityEnvelope {
    static func read(_ root: JSONValue) throws(WebhookError) -> XDelivery {
        var delivery = XDelivery(shape: .accountActivity, account: try root.idIfPresent("for_user_id"))
        guard let keys = root.keys else { throw .malformed(field: "body") }
        for key in keys {
            guard let kind = key.string else { throw .malformed(field: "body") }
            try read(kind, key.valueOfKey, of: root, into: &delivery)
            guard delivery.events.count <= XWebhook.mostEvents else { throw .tooManyEvents(limit: XWebhook.mostEvents) }
        }
        return delivery
    }

    private static func read(_ kind: String, _ value: JSONValue, of root: JSONValue, into delivery: inout XDelivery) throws(WebhookError) {
        switch kind {
        case "tweet_create_events":
            for status in try root.list("tweet_create_events") {
                // A repost carries the whole original and no word of its own.
                guard status["retweeted_status"] == nil else {
                    delivery.leftAside += 1
                    continue
                }
                delivery.events.append(.posted(try post(status, account: try account(of: delivery))))
            }
        case "tweet_delete_events":
            for event in try root.list("tweet_delete_events") {
                let status = try event.required("status")
                delivery.events.append(
                    .postDeleted(
                        XPostDeletion(
                            id: try status.id("id"), author: try status.id("user_id"), at: XTime.milliseconds(event["timestamp_ms"]))))
            }
        case "direct_message_events":
            try DirectMessageEvents.read(root, account: try account(of: delivery), into: &delivery)
        case "user_event":
            guard let revoke = value["revoke"] else {
                delivery.leftAside += 1
                return
            }
            let source = try revoke.required("source")
            delivery.events.append(.accountRevoked(XRevocation(account: try source.id("user_id"), at: XTime.iso(revoke["date_time"]))))
        case "favorite_events", "follow_events", "unfollow_events", "block_events", "unblock_events", "mute_events", "unmute_events",
            "direct_message_indicate_typing_events", "direct_message_mark_read_events":
            delivery.leftAside += value.elements.map { $0.reduce(0) { count, _ in count + 1 } } ?? 1
        case "replay_job_status":
            delivery.leftAside += 1
        case "for_user_id", "users", "apps", "user_has_blocked", "is_blocked_by":
            break  // parts of the events above; `user_has_blocked` comes as a string in the documents and as a boolean on the wire
        default:
            delivery.note(unknownKind: kind)
        }
    }

    private static func account(of delivery: XDelivery) throws(WebhookError) -> XUserID {
        guard let account = delivery.account else { throw .malformed(field: "for_user_id") }
        return account
    }

    private static func post(_ status: JSONValue, account: XUserID) throws(WebhookError) -> XPost {
        let user = try status.required("user").unwrapped
        let author = XAuthor(id: try user.id("id_str"), handle: user["screen_name"]?.string, name: user["name"]?.string)
        // Beyond 280 characters `text` is cut; the whole stands in `extended_tweet`.
        let whole = status["truncated"]?.boolean == true ? status["extended_tweet"] : nil
        let text: JSONText
        if let whole {
            text = try whole.displayText("full_text")
        } else {
            text = try status.displayText(status["text"] == nil ? "full_text" : "text")
        }
        guard let at = XTime.milliseconds(status["timestamp_ms"]) ?? XTime.legacy(status["created_at"]) else {
            throw .malformed(field: "created_at")
        }
        let entities = whole?["entities"] ?? status["entities"]
        var mentions: [XMention] = []
        for mention in try entities?.list("user_mentions") ?? [] {
            // A mention of a deleted account has no id any more.
            guard let id: XUserID = try mention.idIfPresent("id_str") else { continue }
            mentions.append(XMention(id: id, handle: mention["screen_name"]?.string))
        }
        let id: XPostID = try status.id("id_str")
        let first: XPostID? = try status["edit_history"]?.idIfPresent("initial_tweet_id")
        let media = (whole?["extended_entities"] ?? status["extended_entities"])?["media"]?.elements
        return XPost(
            id: id, author: author, text: text.string, textWasAltered: text.wasAltered,
            conversation: try status.idIfPresent("conversation_id_str"),
            inReplyTo: try status.idIfPresent("in_reply_to_status_id_str"),
            inReplyToAuthor: try status.idIfPresent("in_reply_to_user_id_str"),
            quoted: try status.idIfPresent("quoted_status_id_str"), firstVersion: first == id ? nil : first, at: at, mentions: mentions,
            links: try XText.links(entities), mediaCount: media.map { $0.reduce(0) { count, _ in count + 1 } } ?? 0,
            altTexts: media.map { $0.compactMap { MediaObject.altText(of: $0) } } ?? [],
            isOwn: author.id == account)
    }
}

extension XDelivery {
    /// Counts a kind nobody knows; its name is kept as far as it looks like a name.
    mutating func note(unknownKind kind: String) {
        guard unknownKinds.count < 16 else {
            leftAside += 1
            return
        }
        let isName =
            (1...64).contains(kind.utf8.count)
            && kind.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
        unknownKinds.append(isName ? kind : "?")
    }
}
