/// Reads X's webhook bodies: the Account Activity envelope and the X Activity envelope that succeeds it.
public enum XWebhook {
    /// Bodies beyond this are refused unread.
    public static let largestBody = 1 << 20
    /// Events that one body may carry.
    public static let mostEvents = 256

    /// Reads a body whose signature has been verified.
    ///
    /// What does not belong to a conversation is counted, and so is what nobody knows yet; a body that contradicts the format is refused
    /// as a whole, so that half a delivery is never taken for a whole one.
    public static func parse(_ bytes: [UInt8]) throws(WebhookError) -> XDelivery {
        guard bytes.count <= largestBody else { throw .tooLarge(bytes: bytes.count, limit: largestBody) }
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes)
        } catch {
            throw .notJSON(reason: error.reason.rawValue, offset: error.offset)
        }
        let root = document.root
        guard root.isObject else { throw .malformed(field: "body") }
        if let data = root["data"] { return try XActivityEnvelope.read(data) }
        return try AccountActivityEnvelope.read(root)
    }
}

extension JSONValue {
    /// X wraps some objects in `{"data": {…}}` and leaves others bare.
    var unwrapped: JSONValue { self["data"].flatMap { $0.isObject ? $0 : nil } ?? self }

    func required(_ key: StaticString) throws(WebhookError) -> JSONValue {
        guard let value = self[key] else { throw .malformed(field: key.description) }
        return value
    }

    func id<Kind>(_ key: StaticString) throws(WebhookError) -> XID<Kind> {
        guard let id: XID<Kind> = try idIfPresent(key) else { throw .malformed(field: key.description) }
        return id
    }

    /// Nil where the key is missing or null; an error where its value is no identifier.
    func idIfPresent<Kind>(_ key: StaticString) throws(WebhookError) -> XID<Kind>? {
        guard let value = self[key] else { return nil }
        guard let digits = value.plainBytes, let id = XID<Kind>(digits: digits) else { throw .malformed(field: key.description) }
        return id
    }

    /// The elements under a key; none where the key is missing, an error where its value is no array.
    func list(_ key: StaticString) throws(WebhookError) -> [JSONValue] {
        guard let value = self[key] else { return [] }
        guard let elements = value.elements else { throw .malformed(field: key.description) }
        return Array(elements)
    }

    /// A text under a key, with X's escaping undone.
    func displayText(_ key: StaticString) throws(WebhookError) -> JSONText {
        guard let text = self[key]?.text else { throw .malformed(field: key.description) }
        return XText.unescaped(text)
    }

    /// The value under a key that is known only at run time.
    func member(named name: String) -> JSONValue? {
        keys?.first { $0.string == name }.map(\.valueOfKey)
    }
}
