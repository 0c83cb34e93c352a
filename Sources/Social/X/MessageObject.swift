/// A direct message as the REST answers of version 2 write it.
enum MessageObject {
    /// - Returns: nil for what is no message: somebody joining or leaving.
    static func read(_ object: JSONValue, _ includes: JSONValue?, account: XUserID) throws(WebhookError) -> XMessage? {
        guard object["event_type"]?.string == "MessageCreate" else { return nil }
        let id: XMessageID = try object.id("id")
        let sender: XUserID = try object.id("sender_id")
        guard let at = XTime.iso(object["created_at"]) ?? id.mintedAt else { throw .malformed(field: "created_at") }
        let text = try object.displayText("text")
        let user = try UserObject.find(sender, in: includes)
        return XMessage(
            id: id, sender: XAuthor(id: sender, handle: user?["username"]?.string, name: user?["name"]?.string),
            recipient: try recipient(of: object, sender: sender), text: text.string, textWasAltered: text.wasAltered, at: at,
            links: try XText.links(object["entities"]), mediaCount: try object["attachments"]?.list("media_keys").count ?? 0,
            altTexts: try MediaObject.altTexts(of: object, in: includes),
            isOwn: sender == account)
    }

    /// A conversation of two is named after both: "123-456".
    private static func recipient(of object: JSONValue, sender: XUserID) throws(WebhookError) -> XUserID {
        guard let name = object["dm_conversation_id"]?.plainBytes else { throw .malformed(field: "dm_conversation_id") }
        let pair = name.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map { XUserID(digits: $0) }
        guard pair.count == 2, let one = pair[0], let other = pair[1], one == sender || other == sender else {
            throw .malformed(field: "dm_conversation_id")
        }
        return one == sender ? other : one
    }
}
