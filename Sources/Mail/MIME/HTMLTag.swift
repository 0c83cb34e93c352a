/// One tag of HTML, read as a browser's tokenizer reads it (HTML standard, section 13.2.5).
struct HTMLTag {
    /// In lower case.
    let name: String
    /// The few that matter, by name in lower case; the first of a name counts.
    private(set) var attributes: [String: String] = [:]

    private static let wanted: Set<String> = ["href", "alt", "style", "hidden"]

    static let withoutText: Set<String> = [
        "script", "style", "title", "template", "noscript", "textarea", "iframe", "noembed", "noframes", "xmp",
    ]
    static let void: Set<String> = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
    static let closedByNext: Set<String> = ["li", "td", "th", "tr", "option", "dd", "dt", "p"]
    static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section", "table",
        "tbody", "tfoot", "thead", "tr", "ul",
    ]

    /// Reads from the first letter of the name to after `>`; nil if the tag does not end.
    init?(_ bytes: [UInt8], at index: inout Int) {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
        let close = UInt8(ascii: ">")
        let slash = UInt8(ascii: "/")
        var start = index
        while index < bytes.count, !isBlank(bytes[index]), bytes[index] != slash, bytes[index] != close { index += 1 }
        name = String(decoding: bytes[start..<index].prefix(40), as: UTF8.self).lowercased()
        while index < bytes.count {
            if isBlank(bytes[index]) || bytes[index] == slash {
                index += 1
                continue
            }
            if bytes[index] == close {
                index += 1
                return
            }
            start = index
            index += 1
            while index < bytes.count, !isBlank(bytes[index]), bytes[index] != slash, bytes[index] != close,
                bytes[index] != UInt8(ascii: "=")
            {
                index += 1
            }
            let attribute = String(decoding: bytes[start..<index].prefix(40), as: UTF8.self).lowercased()
            while index < bytes.count, isBlank(bytes[index]) { index += 1 }
            var value: ArraySlice<UInt8> = []
            if index < bytes.count, bytes[index] == UInt8(ascii: "=") {
                index += 1
                while index < bytes.count, isBlank(bytes[index]) { index += 1 }
                guard index < bytes.count else { return nil }
                if bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") {
                    let quote = bytes[index]
                    index += 1
                    start = index
                    while index < bytes.count, bytes[index] != quote { index += 1 }
                    value = bytes[start..<index]
                    guard index < bytes.count else { return nil }
                    index += 1
                } else {
                    start = index
                    while index < bytes.count, !isBlank(bytes[index]), bytes[index] != close { index += 1 }
                    value = bytes[start..<index]
                }
            }
            if Self.wanted.contains(attribute), attributes[attribute] == nil {
                attributes[attribute] = String(decoding: HTMLEntities.decode(value), as: UTF8.self)
            }
        }
        return nil
    }

    /// Hidden by its own attributes, in the ways that mail uses.
    var isHidden: Bool {
        if attributes["hidden"] != nil { return true }
        guard let style = attributes["style"] else { return false }
        for declaration in style.utf8.split(separator: UInt8(ascii: ";")) {
            let text = String(decoding: declaration.filter { $0 > 0x20 }, as: UTF8.self).lowercased()
            guard let colon = text.firstIndex(of: ":") else { continue }
            let property = text[..<colon]
            var value = text[text.index(after: colon)...]
            if value.hasSuffix("!important") { value = value.dropLast(10) }
            switch property {
            case "display": if value == "none" { return true }
            case "visibility": if value == "hidden" || value == "collapse" { return true }
            case "mso-hide": if value == "all" { return true }
            case "color": if value == "transparent" { return true }
            case "font-size", "opacity", "max-height", "max-width": if Self.isZero(value) { return true }
            default: break
            }
        }
        return false
    }

    /// `0`, `0px`, `0.0em`, and what is too small to be seen: `1px`.
    private static func isZero(_ value: Substring) -> Bool {
        let number = value.utf8.prefix { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        guard !number.isEmpty else { return false }
        return number.allSatisfy { $0 == 0x30 || $0 == UInt8(ascii: ".") } || value == "1px"
    }
}
