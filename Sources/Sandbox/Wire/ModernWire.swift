/// Objects as version 2 and the X Activity envelope write them.
enum ModernWire {
    static func posted(_ post: SandboxPost, to account: UInt64, uuid: String, in state: SandboxState) -> WireValue {
        let kind =
            post.author == account ? "post.create" : post.inReplyToAuthor == account ? "post.reply.create" : "post.mention.create"
        return envelope(kind, account, uuid, payload: self.post(post, in: state), users: [post.author] + post.mentions, state)
    }

    static func deleted(_ post: SandboxPost, to account: UInt64, uuid: String, in state: SandboxState) -> WireValue {
        envelope(
            "post.delete", account, uuid, payload: ["id": .text(post.id), "author_id": .text(post.author)], users: [post.author], state)
    }

    static func messaged(_ message: SandboxMessage, to account: UInt64, uuid: String, in state: SandboxState) -> WireValue {
        let users = [message.sender, message.recipient].compactMap { state.users[$0] }
        return [
            "data": [
                "event_uuid": .string(uuid),
                "filter": ["user_id": .text(account)],
                "event_type": message.sender == account ? "dm.sent" : "dm.received",
                "tag": "messages",
                "payload": [
                    "direct_message_events": [LegacyWire.event(message)],
                    "users": .object(users.map { (String($0.id), ["data": user($0)]) }),
                ],
            ]
        ]
    }

    static func encrypted(_ id: UInt64, from sender: UInt64, to account: UInt64, at: Int64, uuid: String) -> WireValue {
        [
            "data": [
                "event_uuid": .string(uuid),
                "filter": ["user_id": .text(account)],
                "event_type": "chat.received",
                "tag": "messages",
                "payload": [
                    "id": .text(id), "sender_id": .text(sender), "conversation_id": .string("\(sender):\(account)"),
                    "created_at_msec": .string(String(at)), "encoded_event": "c2FuZGJveA==",
                ],
            ]
        ]
    }

    static func revoked(_ account: UInt64, at: Int64, uuid: String) -> WireValue {
        [
            "data": [
                "event_uuid": .string(uuid), "filter": [:], "event_type": "oauth.revoke",
                "payload": ["date_time": .string(WireDate.zoned(at)), "user_id": .text(account), "app_id": "29820954"],
            ]
        ]
    }

    /// X puts users bare beside a created post and wrapped beside a deleted one.
    private static func envelope(
        _ kind: String, _ account: UInt64, _ uuid: String, payload: WireValue, users: [UInt64], _ state: SandboxState
    ) -> WireValue {
        let objects = users.compactMap { state.users[$0] }.map { kind == "post.delete" ? ["data": user($0)] : user($0) }
        return [
            "data": [
                "event_uuid": .string(uuid),
                "filter": ["user_id": .text(account)],
                "event_type": .string(kind),
                "tag": "posts",
                "payload": payload,
                "includes": ["users": .array(objects)],
            ]
        ]
    }

    static func post(_ post: SandboxPost, in state: SandboxState) -> WireValue {
        let isLong = post.text.unicodeScalars.count > 280
        let text = isLong ? String(String.UnicodeScalarView(post.text.unicodeScalars.prefix(279))) + "\u{2026}" : post.text
        var members: [(String, WireValue)] = [
            ("id", .text(post.id)), ("text", .string(WireText.escaped(text))), ("author_id", .text(post.author)),
            ("conversation_id", .text(post.conversation)), ("created_at", .string(WireDate.iso(post.at))),
            ("edit_history_tweet_ids", .array((post.versions + [post.id]).map { .text($0) })), ("lang", "en"),
            ("possibly_sensitive", false), ("reply_settings", "everyone"),
        ]
        let urls = WireValue.array(post.links.map(link))
        if isLong { members.append(("note_tweet", ["text": .string(WireText.escaped(post.text)), "entities": ["urls": urls]])) }
        if !post.links.isEmpty || !post.mentions.isEmpty {
            members.append(
                (
                    "entities",
                    [
                        "mentions": .array(
                            post.mentions.compactMap { state.users[$0] }.map { ["username": .string($0.handle), "id": .text($0.id)] }),
                        "urls": urls,
                    ]
                ))
        }
        if let author = post.inReplyToAuthor { members.append(("in_reply_to_user_id", .text(author))) }
        var references: [WireValue] = []
        if let parent = post.inReplyTo { references.append(["type": "replied_to", "id": .text(parent)]) }
        if let original = post.repostOf { references.append(["type": "retweeted", "id": .text(original)]) }
        if let quoted = post.quotes { references.append(["type": "quoted", "id": .text(quoted)]) }
        if !references.isEmpty { members.append(("referenced_tweets", .array(references))) }
        return .object(members)
    }

    static func message(_ message: SandboxMessage) -> WireValue {
        var members: [(String, WireValue)] = [
            ("id", .text(message.id)), ("event_type", "MessageCreate"), ("text", .string(WireText.escaped(message.text))),
            ("sender_id", .text(message.sender)), ("dm_conversation_id", .string(message.conversation)),
            ("created_at", .string(WireDate.iso(message.at))),
        ]
        if !message.links.isEmpty { members.append(("entities", ["urls": .array(message.links.map(link))])) }
        return .object(members)
    }

    static func user(_ user: SandboxUser) -> WireValue {
        [
            "id": .text(user.id), "username": .string(user.handle), "name": .string(user.name), "protected": false, "verified": false,
            "created_at": .string(WireDate.iso(user.joined)),
        ]
    }

    private static func link(_ link: SandboxLink) -> WireValue {
        ["url": .string(link.short), "expanded_url": .string(link.expanded), "display_url": .string(link.expanded)]
    }
}
