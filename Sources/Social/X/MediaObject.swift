/// Pictures and films beside a post or a message: their bytes stay on the network, their alternative texts come along.
enum MediaObject {
    /// As the older objects write it: `ext_alt_text` on the medium itself, null where nobody wrote any.
    static func altText(of media: JSONValue?) -> String? {
        guard let text = media?["ext_alt_text"]?.text ?? media?["alt_text"]?.text, !text.string.isEmpty else { return nil }
        return XText.unescaped(text).string
    }

    /// As version 2 writes it: `alt_text` among the media of `includes`, named by the keys of the post.
    static func altTexts(of object: JSONValue, in includes: JSONValue?) throws(WebhookError) -> [String] {
        guard let includes, let keys = try object["attachments"]?.list("media_keys"), !keys.isEmpty else { return [] }
        let wanted = Set(keys.compactMap(\.string))
        return try includes.list("media").filter { $0["media_key"]?.string.map(wanted.contains) == true }.compactMap { altText(of: $0) }
    }
}
