/// HTML as plain text: no markup ever comes out of here.
///
/// One pass, no tree, no nesting to exhaust. Text that style or attributes hide is kept apart: a reader does not see it, a scanner
/// must. Hiding by a style sheet is not seen. Comments are dropped unless they never end.
struct HTMLText {
    private(set) var text = ""
    private(set) var hidden = ""

    private var shown = TextLines()
    private var unseen = TextLines()
    /// The element that hides, and how many of its name are open.
    private var hiding: (name: String, depth: Int)?
    private var links: [(url: String, start: Int)] = []
    private var preformatted = 0
    private let bytes: [UInt8]
    private var index = 0

    init(_ html: String) {
        bytes = Array(html.utf8)
        read()
        text = shown.text
        hidden = unseen.text
    }

    private mutating func read() {
        while index < bytes.count {
            if bytes[index] != UInt8(ascii: "<") {
                let start = index
                while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
                put(HTMLEntities.decode(bytes[start..<index]))
                continue
            }
            guard index + 1 < bytes.count else {
                put([bytes[index]])
                return
            }
            switch bytes[index + 1] {
            case UInt8(ascii: "!"): skipDeclaration()
            case UInt8(ascii: "?"): skip(to: [UInt8(ascii: ">")], from: index + 2)
            case UInt8(ascii: "/"):
                if index + 2 < bytes.count, Self.isLetter(bytes[index + 2]) {
                    readTag(isEnd: true)
                } else {
                    skip(to: [UInt8(ascii: ">")], from: index + 2)
                }
            case let byte where Self.isLetter(byte): readTag(isEnd: false)
            default:
                put([bytes[index]])
                index += 1
            }
        }
    }

    private mutating func put(_ text: [UInt8]) {
        if hiding == nil {
            shown.append(text, isPreformatted: preformatted > 0)
        } else {
            unseen.append(text, isPreformatted: false)
        }
    }

    private mutating func skipDeclaration() {
        if index + 3 < bytes.count, bytes[index + 2] == UInt8(ascii: "-"), bytes[index + 3] == UInt8(ascii: "-") {
            // `<!-->` and `<!--->` are whole comments.
            if let at = [4, 5].first(where: { index + $0 < bytes.count && bytes[index + $0] == UInt8(ascii: ">") }),
                at == 4 || bytes[index + 4] == UInt8(ascii: "-")
            {
                index += at + 1
            } else {
                skip(to: Array("-->".utf8), from: index + 4)
            }
        } else {
            skip(to: [UInt8(ascii: ">")], from: index + 2)
        }
    }

    /// Goes past `end`. If it never comes, programs differ in what they show: the rest counts as hidden.
    private mutating func skip(to end: [UInt8], from start: Int) {
        var place = start
        while place + end.count <= bytes.count {
            if bytes[place] == end[0], bytes[place..<(place + end.count)].elementsEqual(end) {
                index = place + end.count
                return
            }
            place += 1
        }
        unseen.append(HTMLEntities.decode(bytes[min(start, bytes.count)...]), isPreformatted: false)
        index = bytes.count
    }

    private mutating func readTag(isEnd: Bool) {
        let start = index
        index += isEnd ? 2 : 1
        guard let tag = HTMLTag(bytes, at: &index) else {
            // The tag does not end.
            unseen.append(HTMLEntities.decode(bytes[start...]), isPreformatted: false)
            index = bytes.count
            return
        }
        if !isEnd, HTMLTag.withoutText.contains(tag.name) {
            skipContent(of: tag.name)
            return
        }
        if isEnd { end(tag.name) } else { begin(tag) }
    }

    /// Scripts and style sheets are no text; titles and templates are text that is not shown.
    private mutating func skipContent(of name: String) {
        let start = index
        let wanted = Array(name.utf8)
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "<"), index + 2 + wanted.count <= bytes.count, bytes[index + 1] == UInt8(ascii: "/"),
                bytes[(index + 2)..<(index + 2 + wanted.count)].elementsEqual(wanted, by: { Self.lower($0) == $1 })
            {
                if name != "script" && name != "style" { unseen.append(HTMLEntities.decode(bytes[start..<index]), isPreformatted: false) }
                skip(to: [UInt8(ascii: ">")], from: index)
                return
            }
            index += 1
        }
        unseen.append(HTMLEntities.decode(bytes[start...]), isPreformatted: false)
    }

    private mutating func begin(_ tag: HTMLTag) {
        let isBlock = HTMLTag.blocks.contains(tag.name)
        if let hiding {
            // These end without an end tag when the next of their kind begins.
            let isImplied =
                (hiding.name == tag.name && hiding.depth == 1 && HTMLTag.closedByNext.contains(tag.name)) || (hiding.name == "p" && isBlock)
            if isImplied {
                self.hiding = nil
            } else {
                if hiding.name == tag.name { self.hiding?.depth += 1 }
                if isBlock || tag.name == "br" { unseen.breakLine() }
                return
            }
        }
        if tag.isHidden, !HTMLTag.void.contains(tag.name) {
            hiding = (tag.name, 1)
            unseen.breakLine()
            if isBlock { shown.breakLine() }
            return
        }
        switch tag.name {
        case "br": shown.newLine()
        case "p", "h1", "h2", "h3", "h4", "h5", "h6": shown.breakParagraph()
        case "li":
            shown.breakLine()
            shown.append(Array("- ".utf8), isPreformatted: true)
        case "td", "th": shown.append([0x20], isPreformatted: false)
        case "hr": shown.breakLine()
        case "pre":
            shown.breakLine()
            preformatted += 1
        case "img":
            if let alternative = tag.attributes["alt"], !alternative.isEmpty { put(Array("[\(alternative)]".utf8)) }
        case "a":
            if links.count < 64 { links.append((tag.attributes["href"] ?? "", shown.count)) }
        default:
            if isBlock { shown.breakLine() }
        }
    }

    private mutating func end(_ name: String) {
        if let hiding {
            if HTMLTag.blocks.contains(name) { unseen.breakLine() }
            guard hiding.name == name else { return }
            self.hiding = hiding.depth > 1 ? (name, hiding.depth - 1) : nil
            return
        }
        switch name {
        case "a":
            guard let link = links.popLast() else { return }
            // Where a link goes is shown, since its text may say something else.
            let url = link.url.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7f && $0 != "<" && $0 != ">" }
            let address = String(String.UnicodeScalarView(url))
            let scheme = address.prefix { $0 != ":" }.lowercased()
            guard ["http", "https", "mailto", "tel"].contains(scheme), !shown.ends(with: address, since: link.start),
                !shown.ends(with: String(address.dropFirst(scheme.utf8.count + 1)), since: link.start)
            else { return }
            shown.append(Array(" <\(address)>".utf8), isPreformatted: true)
        case "p", "h1", "h2", "h3", "h4", "h5", "h6": shown.breakParagraph()
        case "pre":
            preformatted = max(0, preformatted - 1)
            shown.breakLine()
        default:
            if HTMLTag.blocks.contains(name) { shown.breakLine() }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7a).contains(byte | 0x20)
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (0x41...0x5a).contains(byte) ? byte | 0x20 : byte
    }
}
