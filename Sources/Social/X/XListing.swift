/// A page of posts or of direct messages from version 2, read as far as finding a send needs.
struct XListing {
    struct Item {
        var id: String
        var author: XUserID?
        var inReplyTo: XPostID?
        /// Milliseconds since 1970.
        var at: Int64
        /// The text as sent and with X's escaping undone, each with shortened links written out.
        var spellings: [String]

        /// Direct messages of both sides stand in one listing; a timeline holds only its owner's posts.
        func isBy(_ account: XUserID, _ act: XAct) -> Bool {
            if case .message = act { return author == account }
            return author == nil || author == account
        }
    }

    var items: [Item]
    var nextPage: String?

    init?(_ answer: XAnswer) {
        guard let root = answer.document?.root, root.isObject else { return nil }
        do {
            items = try root.list("data").map(Self.item)
        } catch {
            return nil
        }
        if let token = root["meta"]?["next_token"] {
            // The token goes into a query: only what needs no escaping there.
            guard let bytes = token.plainBytes, (1...256).contains(bytes.count), bytes.allSatisfy(Self.isUnreserved) else { return nil }
            nextPage = String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func item(_ value: JSONValue) throws(WebhookError) -> Item {
        let id: XPostID = try value.id("id")
        guard let at = XTime.iso(value["created_at"]) ?? id.mintedAt else { throw .malformed(field: "created_at") }
        let holder = value["note_tweet"] ?? value
        guard let raw = holder["text"]?.text else { throw .malformed(field: "text") }
        let links = try XText.links(holder["entities"] ?? value["entities"])
        var spellings = [raw.string, XText.unescaped(raw).string]
        if !links.isEmpty { spellings = spellings.map { XText.writtenOut($0, links) } }
        let reference = try value.list("referenced_tweets").first { $0["type"]?.string == "replied_to" }
        return Item(
            id: id.description, author: try value.idIfPresent(value["sender_id"] == nil ? "author_id" : "sender_id"),
            inReplyTo: try reference?.id("id"), at: at, spellings: spellings)
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
