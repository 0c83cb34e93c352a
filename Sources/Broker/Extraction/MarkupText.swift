/// The words of one part of an office file: runs of a paragraph in one piece, since a number may be cut into several by a change of font.
enum MarkupText {
    /// What stands within a line.
    private static let inline: Set<String> = [
        "t", "r", "span", "a", "hyperlink", "smarttag", "sdt", "sdtcontent", "ins", "del", "deltext", "fldsimple", "instrtext", "bookmark",
        "ruby", "rt", "fld",
    ]
    private static let blanks: Set<String> = ["tab", "s", "ptab", "br", "cr", "line-break", "nobreakhyphen"]
    /// What ends a line whether or not it holds words of its own.
    private static let blocks: Set<String> = [
        "p", "h", "tr", "tc", "row", "si", "c", "table-row", "table-cell", "sp", "txbody", "list-item",
    ]
    /// Attributes that carry words of people: alternative texts, titles, links, authors, values of cells.
    private static let spoken: Set<String> = [
        "alt", "author", "descr", "href", "initials", "name", "string-value", "target", "title", "tooltip", "value",
    ]

    static func words(_ bytes: ArraySlice<UInt8>) throws(NoAnswer) -> String {
        var reader = MarkupReader(bytes)
        var text = ""
        var spoken: [String] = []
        // Whether the element that is open innermost has said something itself.
        var hasWords = false
        while let piece = try reader.next() {
            switch piece {
            case .text(let words):
                if words.utf8.allSatisfy({ $0 <= 0x20 }) {
                    text += words.utf8.contains(0x0a) ? "" : words
                } else {
                    text += words
                    hasWords = true
                }
            case .open(let name, let attributes, let isEmpty):
                if blanks.contains(name) { text += name == "nobreakhyphen" ? "-" : " " }
                if !isEmpty { hasWords = false }
                spoken += attributes.filter { Self.spoken.contains($0.key) && !$0.value.isEmpty }.sorted { $0.key < $1.key }.map {
                    number($0.value)
                }
            case .close(let name):
                if !inline.contains(name), hasWords || blocks.contains(name), text.last != "\n" { text += "\n" }
                hasWords = false
            }
        }
        return text + "\n" + spoken.joined(separator: "\n")
    }

    /// A number as a spreadsheet keeps it, with an exponent, as it is shown: in full.
    static func number(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }), text.utf8.count <= 32, let value = Double(text),
            let whole = Int64(exactly: value.rounded())
        else { return text }
        return String(whole)
    }
}
