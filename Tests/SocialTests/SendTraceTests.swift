import Testing

@testable import Social

/// A send that was taken must be known again after all that X does to a text; one that says something else must not.
@Suite struct SendTraceTests {
    @Test(arguments: [
        ("see bank.example", "see https://t.co/a", "http://bank.example"),
        ("see bank.example/", "see https://t.co/a", "http://bank.example"),
        ("see https://bank.example", "see https://t.co/a", "https://bank.example/"), ("  two  words ", "two words", ""),
        ("cafe\u{301}", "caf\u{E9}", ""), ("a &amp; b", "a & b", ""), ("a & b", "a & b", ""),
    ])
    func knownAgain(sent: String, seen: String, expanded: String) {
        let links = expanded.isEmpty ? [] : [XLink(short: "https://t.co/a", expanded: expanded)]
        #expect(SendTrace(text: sent, inReplyTo: nil).matches(seen, links))
        #expect(SendTrace(text: sent, inReplyTo: XPostID(1)).matches("@one @two_2 \(seen)", links))
    }

    @Test(arguments: [
        ("see https://bank.example/a", "see https://t.co/a", "https://bank.example/b"),
        ("see https://bank.example/a", "see https://t.co/b", "https://bank.example/a"),
        ("hello", "hello!", ""), ("hello", "Hello", ""), ("hello", "", ""), ("hello", "@one hello", ""),
    ])
    func notMistaken(sent: String, seen: String, expanded: String) {
        let links = expanded.isEmpty ? [] : [XLink(short: "https://t.co/a", expanded: expanded)]
        #expect(!SendTrace(text: sent, inReplyTo: nil).matches(seen, links))
    }
}
