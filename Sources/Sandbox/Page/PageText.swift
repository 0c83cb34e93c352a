/// Texts as the page shows them: nothing in them is markup, addresses are links that tell nobody where they were clicked.
enum PageText {
    /// A post or message: the network's short links in full again, handles set off.
    static func markup(_ text: String, links: [SandboxLink] = []) -> Markup {
        var whole = text
        for link in links { whole = whole.replacing(link.short, with: link.expanded) }
        var parts: [Markup] = []
        var word = ""
        func flush() {
            guard !word.isEmpty else { return }
            parts.append(markup(word: word))
            word = ""
        }
        for character in whole {
            if character.isWhitespace {
                flush()
                parts.append("\(String(character))")
            } else {
                word.append(character)
            }
        }
        flush()
        return .joined(parts)
    }

    private static func markup(word: String) -> Markup {
        if let start = word.firstRange(of: "http://") ?? word.firstRange(of: "https://") {
            let before = String(word[..<start.lowerBound])
            var address = String(word[start.lowerBound...])
            var after = ""
            // What closes a sentence or a bracket around the address is not part of it.
            while let last = address.last, ".,;:!?)>]}\"'".contains(last) { after = String(address.removeLast()) + after }
            guard address.count > 8 else { return "\(word)" }
            return """
                \(before)<a class="out" href="\(address)" rel="noreferrer noopener" target="_blank">\(address)<span class="sr"> (new tab)</span></a>\(after)
                """
        }
        if word.hasPrefix("@"), word.count > 1 {
            let handle = word.unicodeScalars.dropFirst().prefix(while: WireText.isHandle)
            guard !handle.isEmpty else { return "\(word)" }
            let rest = String(word.unicodeScalars.dropFirst(1 + handle.count))
            return "<b class=\"at\">@\(String(handle))</b>\(rest)"
        }
        return "\(word)"
    }

    /// A redacted text: what was taken out is marked.
    static func redacted(_ text: String) -> Markup {
        var parts: [Markup] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "⟦"), let close = rest[open...].firstIndex(of: "⟧") {
            parts.append("\(String(rest[..<open]))<mark>\(String(rest[open...close]))</mark>")
            rest = rest[rest.index(after: close)...]
        }
        parts.append("\(String(rest))")
        return .joined(parts)
    }

    /// A moment: the page's script writes it in the reader's own zone.
    static func time(_ milliseconds: Int64) -> Markup { time(iso: WireDate.iso(milliseconds)) }

    static func time(iso: String) -> Markup {
        "<time datetime=\"\(iso)\">\(String(iso.dropFirst(11).prefix(5))) UTC</time>"
    }

    /// Policy words for people: `card_dispute` is read as two words.
    static func words(_ word: String) -> String { word.replacing("_", with: " ").lowercased() }

    /// Runs of at least six digits, blanks and hyphens between them included: what may be looked for on a disk.
    static func numbers(in text: String) -> [String] {
        var found: [String] = []
        var run = ""
        func flush() {
            while let last = run.last, !last.isNumber { run.removeLast() }
            if run.count(where: \.isNumber) >= 6, !found.contains(run) { found.append(run) }
            run = ""
        }
        for character in text {
            if character.isASCII, character.isNumber {
                run.append(character)
            } else if !run.isEmpty, character == " " || character == "-", run.last?.isNumber == true {
                run.append(character)
            } else {
                flush()
            }
        }
        flush()
        return found
    }
}
