/// Sorts the leaves of a mail into texts and attachments, and picks what is shown.
struct MailContent {
    private(set) var texts: [MailText] = []
    private(set) var attachments: [MailAttachment] = []

    /// How well a part can be shown; the highest rank among alternatives is taken, the first of equals.
    private enum Rank: Int {
        case nothing
        case html
        case plain
    }

    init(parts: inout [MailPart], sources: [[UInt8]]) {
        var read: [Int: (text: String, hidden: String, source: MailText.Source)] = [:]
        var children: [Int: [Int]] = [:]
        for index in parts.indices {
            if let parent = parts[index].parent { children[parent, default: []].append(index) }
            guard Self.isReadable(parts[index]) else { continue }
            let bytes = MIMEStructure.decode(sources[parts[index].source][parts[index].range], parts[index].encoding)
            guard let text = Charset.decode(bytes, label: parts[index].parameters["charset"]) else {
                parts[index].opaque = .unknownCharset
                continue
            }
            if parts[index].type == "text/html" {
                let view = HTMLText(text)
                read[index] = (view.text, view.hidden, .html)
            } else {
                read[index] = (PlainText.normalized(text, parts[index].parameters), "", .plain)
            }
        }

        // Children come after their parents, so one pass backwards knows the children of each.
        var ranks = [Rank](repeating: .nothing, count: parts.count)
        for index in parts.indices.reversed() {
            if let (text, _, source) = read[index] {
                let isBlank = text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x0a || $0 == 0x09 }
                ranks[index] = isBlank ? .nothing : source == .plain ? .plain : .html
            } else if parts[index].isMultipart {
                ranks[index] = (children[index] ?? []).map { ranks[$0] }.max { $0.rawValue < $1.rawValue } ?? .nothing
            }
        }
        var isShown = [Bool](repeating: false, count: parts.count)
        for index in parts.indices {
            guard let parent = parts[index].parent else {
                isShown[index] = true
                continue
            }
            guard isShown[parent], !parts[index].isForwarded else { continue }
            let siblings = children[parent] ?? []
            switch parts[parent].type {
            case "multipart/alternative": isShown[index] = siblings.first { ranks[$0] == ranks[parent] } == index
            case "multipart/related", "multipart/signed", "multipart/report": isShown[index] = siblings.first == index
            default: isShown[index] = true
            }
        }

        for index in parts.indices {
            let part = parts[index]
            if let (text, hidden, source) = read[index] {
                texts.append(
                    MailText(
                        part: index, source: source, text: text, hidden: hidden, isShown: isShown[index], isForwarded: part.isForwarded))
            } else if !part.isMultipart, !part.isForwarded {
                attachments.append(
                    MailAttachment(
                        part: index, name: part.name ?? CleanName(""), hasName: part.name != nil, declaredType: part.type,
                        bytes: MIMEStructure.decode(sources[part.source][part.range], part.encoding), opaque: part.opaque))
            }
        }
    }

    /// A text that is there to be read in line: not named as a file, not of another kind.
    private static func isReadable(_ part: MailPart) -> Bool {
        guard part.opaque == nil, part.disposition != "attachment", part.name == nil else { return false }
        return part.type == "text/plain" || part.type == "text/html" || part.type == "text/rfc822-headers"
            || part.type == "message/delivery-status"
    }
}
