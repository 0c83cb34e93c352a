/// A post as version 2 writes it, in webhooks and in REST answers alike.
enum PostObject {
    /// - Returns: nil for a repost, which has no word of its own.
    static func read(_ object: JSONValue, _ includes: JSONValue?, account: XUserID) throws(WebhookError) -> XPost? {
        let references = try object.list("referenced_tweets")
        func reference(_ kind: String) throws(WebhookError) -> XPostID? {
            guard let found = references.first(where: { $0["type"]?.string == kind }) else { return nil }
            return try found.id("id")
        }
        guard try reference("retweeted") == nil else { return nil }
        let id: XPostID = try object.id("id")
        let author: XUserID = try object.id("author_id")
        // A long post is cut in `text`; the whole stands in `note_tweet`.
        let note = object["note_tweet"]
        let text = try (note ?? object).displayText("text")
        guard let at = XTime.iso(object["created_at"]) else { throw .malformed(field: "created_at") }
        let user = try UserObject.find(author, in: includes)
        let entities = note?["entities"] ?? object["entities"]
        var mentions: [XMention] = []
        for mention in try entities?.list("mentions") ?? [] {
            guard let id: XUserID = try mention.idIfPresent("id") else { continue }
            mentions.append(XMention(id: id, handle: mention["username"]?.string))
        }
        let first = try object.list("edit_history_tweet_ids").first?.plainBytes.flatMap { XPostID(digits: $0) }
        return XPost(
            id: id, author: XAuthor(id: author, handle: user?["username"]?.string, name: user?["name"]?.string), text: text.string,
            textWasAltered: text.wasAltered, conversation: try object.idIfPresent("conversation_id"),
            inReplyTo: try reference("replied_to"),
            inReplyToAuthor: try object.idIfPresent("in_reply_to_user_id"), quoted: try reference("quoted"),
            firstVersion: first == id ? nil : first, at: at, mentions: mentions, links: try XText.links(entities),
            mediaCount: try object["attachments"]?.list("media_keys").count ?? 0,
            altTexts: try MediaObject.altTexts(of: object, in: includes), isOwn: author == account)
    }
}

/// People beside an answer or a webhook: bare in some, wrapped in others.
enum UserObject {
    static func find(_ id: XUserID, in includes: JSONValue?) throws(WebhookError) -> JSONValue? {
        guard let includes else { return nil }
        for user in try includes.list("users") {
            let user = user.unwrapped
            if user["id"]?.plainBytes.flatMap({ XUserID(digits: $0) }) == id { return user }
        }
        return nil
    }
}
