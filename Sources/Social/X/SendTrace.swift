/// What a send would look like from outside.
struct SendTrace {
    var text: String
    var inReplyTo: XPostID?

    func matches(_ seen: String, _ links: [XLink]) -> Bool {
        let whole = links.isEmpty ? seen : XText.writtenOut(seen, links)
        var spellings = [Self.folded(whole[...])]
        if inReplyTo != nil { spellings.append(Self.folded(Self.withoutMentions(whole))) }
        // Reading undid X's escaping; somebody may have written "&amp;" and meant it.
        let wanted = [Self.folded(text[...]), Self.folded(XText.unescaped(JSONText(utf8: Array(text.utf8))).string[...])]
        return spellings.contains { wanted.contains($0) }
    }

    /// What survives X's handling of a text: ends are trimmed, a link gets a scheme and may get a last slash. Swift compares strings by
    /// canonical equivalence, and X composes what it stores.
    private static func folded(_ text: Substring) -> String {
        var words: [Substring] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            var word = word
            if word.hasPrefix("https://") { word = word.dropFirst(8) } else if word.hasPrefix("http://") { word = word.dropFirst(7) }
            if word.last == "/" { word = word.dropLast() }
            words.append(word)
        }
        return words.joined(separator: " ")
    }

    /// X puts the handles of those replied to in front of a reply.
    private static func withoutMentions(_ text: String) -> Substring {
        var rest = text[...]
        while rest.first == "@" {
            guard let space = rest.firstIndex(of: " ") else { return rest }
            rest = rest[rest.index(after: space)...]
        }
        return rest
    }
}
