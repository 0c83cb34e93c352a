import Testing

@testable import Broker
@testable import Console

/// Whatever somebody outside calls themselves or writes is text on every page of the desk, and stays in its place.
@Suite struct HostileWordsAreTextTests {
    static let hostile = [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg/onload=alert(1)>", "' autofocus onfocus='alert(1)",
        "</textarea><b>x",
        "</title><script>x</script>", "&lt;script&gt;", "javascript:alert(1)", "\u{27E6}<b>\u{27E7}", "\u{27E6}card.pan <i>\u{27E7}",
        "<!--", "]]>", "\u{202E}gnp.exe\u{202C}", "\u{2066}\u{2067}", "a\u{0}b", "{{7*7}}", "\r\n<p>", String(repeating: "x", count: 300),
    ]

    @Test(arguments: hostile) func isTextEverywhere(_ words: String) {
        let plain = Samples(words: "plain words").pages()
        for ((name, html), (_, quiet)) in zip(Samples(words: words).pages(), plain) {
            // The same elements as with quiet words: nothing that was filled in became one.
            #expect(Self.elements(html) == Self.elements(quiet), "\(name)")
        }
    }

    /// Ids are random, so names of elements and attributes are compared, not their values.
    private static func elements(_ html: String) -> [String] {
        var elements: [String] = []
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[open...]
            var quoted = false
            let end = rest.indices.first { index in
                if rest[index] == "\"" { quoted.toggle() }
                return rest[index] == ">" && !quoted
            }
            guard let end else {
                elements.append("unfinished")
                break
            }
            let tag = rest[...end]
            var name = ""
            var inValue = false
            for character in tag {
                if character == "\"" { inValue.toggle() } else if !inValue { name.append(character) }
            }
            // A mark of something taken out is ours; it stands only where the whole of it was.
            elements.append(name)
            rest = rest[rest.index(after: end)...]
        }
        return elements
    }

    /// Names run into the words around them unless they are isolated (Unicode TR 9, isolates; WHATWG HTML, `bdi`).
    @Test func namesAreIsolated() {
        let name = "\u{202E}gnp.exe"
        for (page, html) in Samples(words: name).pages() {
            for piece in html.split(separator: "<b>").dropFirst() where piece.contains(name) && piece.prefix(60).contains(name) {
                #expect(piece.hasPrefix("<bdi>") || !piece.prefix { $0 != "<" }.contains(name), "\(page)")
            }
            #expect(html.contains("<bdi class=\"name\">\(name)") || page != "queue")
        }
    }

    @Test func marksAreShownAsMarks() {
        #expect(
            RedactedText.html("my card \u{27E6}card.pan\u{27E7} was").bytes == "my card <span class=\"hid\">card number removed</span> was")
        #expect(RedactedText.html("\u{27E6}card.pan ••••1234\u{27E7}").bytes == "<span class=\"hid\">card number removed ••••1234</span>")
        #expect(RedactedText.html("\u{27E6}nonsense\u{27E7} & \u{27E6}").bytes == "\u{27E6}nonsense\u{27E7} &amp; \u{27E6}")
    }
}
