/// Direct messages, which both envelopes carry in the same shape: `direct_message_events` beside a map `users`.
enum DirectMessageEvents {
    static func read(_ holder: JSONValue, account: XUserID, into delivery: inout XDelivery) throws(WebhookError) {
        for event in try holder.list("direct_message_events") {
            guard event["type"]?.string == "message_create" else {
                delivery.leftAside += 1
                continue
            }
            let created = try event.required("message_create")
            let data = try created.required("message_data")
            let text = try data.displayText("text")
            guard let at = XTime.milliseconds(event["created_timestamp"]) else { throw .malformed(field: "created_timestamp") }
            let sender: XUserID = try created.id("sender_id")
            let user = holder["users"]?.member(named: sender.description)?.unwrapped
            delivery.events.append(
                .messaged(
                    XMessage(
                        id: try event.id("id"),
                        sender: XAuthor(
                            id: sender, handle: (user?["screen_name"] ?? user?["username"])?.string, name: user?["name"]?.string),
                        recipient: try created.required("target").id("recipient_id"), text: text.string, textWasAltered: text.wasAltered,
                        at: at, links: try XText.links(data["entities"]), mediaCount: data["attachment"]?["media"] == nil ? 0 : 1,
                        altTexts: MediaObject.altText(of: data["attachment"]?["media"]).map { [$0] } ?? [],
                        isOwn: sender == account)))
        }
    }
}
