/// Objects as version 1.1 and the Account Activity envelope write them.
enum LegacyWire {
    static func posted(_ post: SandboxPost, to account: UInt64, in state: SandboxState) -> WireValue {
        [
            "for_user_id": .text(account),
            "user_has_blocked": false,
            "tweet_create_events": [status(post, in: state)],
        ]
    }

    static func deleted(_ post: SandboxPost, to account: UInt64, at: Int64) -> WireValue {
        [
            "for_user_id": .text(account),
            "tweet_delete_events": [
                ["status": ["id": .text(post.id), "user_id": .text(post.author)], "timestamp_ms": .string(String(at))]
            ],
        ]
    }

    static func messaged(_ message: SandboxMessage, to account: UInt64, in state: SandboxState) -> WireValue {
        let users = [message.sender, message.recipient].compactMap { state.users[$0] }
        return [
            "for_user_id": .text(account),
            "direct_message_events": [event(message)],
            "users": .object(
                users.map { user in
                    (
                        String(user.id),
                        [
                            "id": .text(user.id), "created_timestamp": .string(String(user.joined)), "name": .string(user.name),
                            "screen_name": .string(user.handle), "protected": false, "verified": false, "followers_count": 0,
                        ]
                    )
                }),
        ]
    }

    static func revoked(_ account: UInt64, at: Int64) -> WireValue {
        [
            "user_event": [
                "revoke": [
                    "date_time": .string(WireDate.zoned(at)), "target": ["app_id": "13090192"], "source": ["user_id": .text(account)],
                ]
            ]
        ]
    }

    static func event(_ message: SandboxMessage) -> WireValue {
        [
            "type": "message_create",
            "id": .text(message.id),
            "created_timestamp": .string(String(message.at)),
            "message_create": [
                "target": ["recipient_id": .text(message.recipient)],
                "sender_id": .text(message.sender),
                "message_data": [
                    "text": .string(WireText.escaped(message.text)),
                    "entities": ["hashtags": [], "symbols": [], "user_mentions": [], "urls": .array(message.links.map(link))],
                ],
            ],
        ]
    }

    private static func status(_ post: SandboxPost, in state: SandboxState) -> WireValue {
        let isLong = post.text.unicodeScalars.count > 140
        let text = isLong ? String(String.UnicodeScalarView(post.text.unicodeScalars.prefix(139))) + "\u{2026}" : post.text
        var members: [(String, WireValue)] = [
            ("created_at", .string(WireDate.legacy(post.at))),
            ("id", .number(post.id)), ("id_str", .text(post.id)),
            ("text", .string(WireText.escaped(text))),
            ("source", "<a href=\"https://sandbox.example\" rel=\"nofollow\">Sandbox</a>"),
            ("truncated", .boolean(isLong)),
            ("in_reply_to_status_id", .id(post.inReplyTo)), ("in_reply_to_status_id_str", .text(post.inReplyTo)),
            ("in_reply_to_user_id", .id(post.inReplyToAuthor)), ("in_reply_to_user_id_str", .text(post.inReplyToAuthor)),
            ("in_reply_to_screen_name", post.inReplyToAuthor.flatMap { state.users[$0] }.map { .string($0.handle) } ?? .null),
            ("user", state.users[post.author].map(user) ?? .null),
            ("geo", nil), ("coordinates", nil), ("place", nil), ("contributors", nil), ("is_quote_status", .boolean(post.quotes != nil)),
        ]
        let entities: WireValue = [
            "hashtags": [], "urls": .array(post.links.map(link)),
            "user_mentions": .array(post.mentions.compactMap { state.users[$0] }.map(mention)), "symbols": [],
        ]
        if isLong { members.append(("extended_tweet", ["full_text": .string(WireText.escaped(post.text)), "entities": entities])) }
        if let first = post.versions.first { members.append(("edit_history", ["initial_tweet_id": .text(first)])) }
        if let quoted = post.quotes {
            members += [("quoted_status_id", .number(quoted)), ("quoted_status_id_str", .text(quoted))]
        }
        if let original = post.repostOf.flatMap({ state.posts[$0] }) { members.append(("retweeted_status", status(original, in: state))) }
        members += [
            ("quote_count", 0), ("reply_count", 0), ("retweet_count", 0), ("favorite_count", 0), ("entities", entities),
            ("favorited", false), ("retweeted", false), ("filter_level", "low"), ("lang", "en"), ("timestamp_ms", .string(String(post.at))),
        ]
        return .object(members)
    }

    private static func user(_ user: SandboxUser) -> WireValue {
        [
            "id": .number(user.id), "id_str": .text(user.id), "name": .string(user.name), "screen_name": .string(user.handle),
            "location": nil, "url": nil, "description": nil, "protected": false, "verified": false, "followers_count": 0,
            "friends_count": 0, "listed_count": 0, "favourites_count": 0, "statuses_count": 1,
            "created_at": .string(WireDate.legacy(user.joined)), "default_profile": true, "default_profile_image": false,
        ]
    }

    private static func mention(_ user: SandboxUser) -> WireValue {
        ["screen_name": .string(user.handle), "name": .string(user.name), "id": .number(user.id), "id_str": .text(user.id)]
    }

    private static func link(_ link: SandboxLink) -> WireValue {
        ["url": .string(link.short), "expanded_url": .string(link.expanded), "display_url": .string(link.expanded)]
    }
}
