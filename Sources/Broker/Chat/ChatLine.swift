import AccountData

/// A message as the visitor sees it.
public struct ChatLine: Codable, Sendable, Equatable {
    public enum Author: String, Codable, Sendable {
        case visitor, firm
    }

    /// A stretch of the text.
    public struct Part: Codable, Sendable, Equatable {
        public var text: String
        /// Where it leads, in what the firm wrote.
        public var link: String?
        /// It says what stood there and was taken out.
        public var removed: Bool

        init(_ text: String, link: String? = nil, removed: Bool = false) {
            self.text = text
            self.link = link
            self.removed = removed
        }
    }

    /// The message's name for life: a newer version takes its place.
    public var key: String
    /// The name of this version: whoever has seen it has seen everything before.
    public var mark: String
    public var author: Author
    /// RFC 3339, UTC.
    public var at: String
    public var parts: [Part]
    /// What was taken out, in words for the visitor; nil if nothing was.
    public var notice: String?
}

extension ChatLine.Part {
    /// A text with its redaction marks in words, and with links where they may be.
    static func parts(of text: String, linked: Bool) -> [ChatLine.Part] {
        var parts: [ChatLine.Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "⟦"), let close = rest[open...].firstIndex(of: "⟧") {
            let inner = rest[rest.index(after: open)..<close]
            let word = inner.prefix { $0 != " " }
            guard let dataClass = DataClass(word: String(word)), !dataClass.isRequest else {
                parts += plain(rest[...open], linked)
                rest = rest[rest.index(after: open)...]
                continue
            }
            parts += plain(rest[..<open], linked)
            parts.append(ChatLine.Part("\(dataClass.noun) removed", removed: true))
            rest = rest[rest.index(after: close)...]
        }
        return parts + plain(rest, linked)
    }

    private static func plain(_ text: Substring, _ linked: Bool) -> [ChatLine.Part] {
        guard !text.isEmpty else { return [] }
        guard linked else { return [ChatLine.Part(String(text))] }
        var parts: [ChatLine.Part] = []
        var rest = text
        while let start = nextLink(in: rest) {
            var end = rest[start...].firstIndex { $0.isWhitespace || "<>\"".contains($0) } ?? rest.endIndex
            // A sentence's own punctuation is not part of the address.
            while end > start, ".,;:!?)'".contains(rest[rest.index(before: end)]) { end = rest.index(before: end) }
            if start > rest.startIndex { parts.append(ChatLine.Part(String(rest[..<start]))) }
            parts.append(ChatLine.Part(String(rest[start..<end]), link: String(rest[start..<end])))
            rest = rest[end...]
        }
        if !rest.isEmpty { parts.append(ChatLine.Part(String(rest))) }
        return parts
    }

    /// Only the web's own schemes: nothing else is ever made a link.
    private static func nextLink(in text: Substring) -> Substring.Index? {
        var place = text.startIndex
        while let found = text[place...].firstIndex(of: "h") {
            for scheme in ["https://", "http://"] where text[found...].hasPrefix(scheme) {
                if let first = text[found...].dropFirst(scheme.count).first, first.isLetter || first.isNumber { return found }
            }
            place = text.index(after: found)
        }
        return nil
    }
}
