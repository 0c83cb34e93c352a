/// How X spells text on the wire.
enum XText {
    /// Undoes `&amp;`, `&lt;` and `&gt;`, the only entities X writes, in one pass (so `&amp;lt;` gives `&lt;`).
    static func unescaped(_ text: JSONText) -> JSONText {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = JSONText(utf8: [], wasAltered: text.wasAltered)
        result.utf8.reserveCapacity(text.utf8.count)
        var rest = text.utf8[...]
        while let byte = rest.first {
            if byte == UInt8(ascii: "&"), let entity = entities.first(where: { rest.starts(with: $0.name.utf8) }) {
                result.utf8.append(entity.byte)
                rest = rest.dropFirst(entity.name.utf8.count)
            } else {
                result.utf8.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private static let entities: [(name: String, byte: UInt8)] = [
        ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
    ]

    /// Links of `entities.urls`, which both envelopes and the REST answers share.
    static func links(_ entities: JSONValue?) throws(WebhookError) -> [XLink] {
        guard let entities else { return [] }
        var links: [XLink] = []
        for url in try entities.list("urls") {
            guard let short = url["url"]?.string else { throw .malformed(field: "urls.url") }
            links.append(XLink(short: short, expanded: url["expanded_url"]?.string ?? short))
        }
        return links
    }

    /// The text with each of X's shortened links replaced by what the author wrote.
    static func writtenOut(_ text: String, _ links: [XLink]) -> String {
        var rest = Array(text.utf8)[...]
        var result: [UInt8] = []
        while let byte = rest.first {
            if byte == UInt8(ascii: "h"), let link = links.first(where: { !$0.short.isEmpty && rest.starts(with: $0.short.utf8) }) {
                result.append(contentsOf: link.expanded.utf8)
                rest = rest.dropFirst(link.short.utf8.count)
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
