import Mail
import Testing

struct MarkupNeverGetsThroughTests {
    private func view(_ html: String) throws -> MailText {
        try #require(try OddMailIsReadTests.parsed("Content-Type: text/html; charset=utf-8\n\n" + html).texts.first)
    }

    @Test(arguments: [
        ("<p>One</p><p>Two <b>bold</b>\n  text</p>", "One\n\nTwo bold text"), ("a<br>b<br/>c", "a\nb\nc"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"), ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("a &lt;b&gt; &amp;amp; &#65;&#x42;&euro;&nbsp;x", "a <b> &amp; AB€\u{a0}x"),
        ("&#128;&#0;&#x110000;&bogus;&amp", "€\u{fffd}\u{fffd}&bogus;&"), ("1 < 2 > 3 <", "1 < 2 > 3 <"),
        ("<script>alert('</b>')</script>x", "x"),
        ("<style>p{}</style><title>t</title>x", "x"), ("<!-- c --><!DOCTYPE html><?php x ?>y<!-->z", "yz"), ("<pre>a\n  b</pre>", "a\n  b"),
        ("<a href='https://evil.test/x'>https://bank.test</a>", "https://bank.test <https://evil.test/x>"),
        ("<a href='https://bank.test/x'>https://bank.test/x</a>", "https://bank.test/x"), ("<a href='javascript:alert(1)'>x</a>", "x"),
        ("<a href='mailto:a@b.test'>a@b.test</a>", "a@b.test"), ("<img src=x alt='a logo' onerror=y>", "[a logo]"),
        ("<IMG ALT=logo>", "[logo]"),
        ("4111<span></span> 1111<!-- x -->1111", "4111 11111111"), ("<p>a<!--b", "a"), ("a<b", "a"), ("</>x</ y>z", "xz"),
    ]) func views(_ html: String, _ text: String) throws {
        #expect(try view(html).text == text)
    }

    @Test(arguments: [
        ("a<span style='display:none'>h</span>b", "ab", "h"), ("a<div hidden>h<div>i</div>j</div>b", "a\nb", "h\ni\nj"),
        ("a<p style=\"FONT-SIZE: 0px\">h<p>b", "a\n\nb", "h"), ("a<td style='opacity:0.0'>h<td>b", "a b", "h"),
        ("a<b style='visibility:hidden;'>h</b>b", "ab", "h"),
        ("a<span style='mso-hide:all !important'>h</span>b", "ab", "h"), ("a<!-- never ends h", "a", "never ends h"),
        ("a<script>never ends", "a", "never ends"),
        ("a<img hidden>b", "ab", ""), ("a<span style='font-size:10px;max-height:0.5em;opacity:0.9'>v</span>", "av", ""),
        ("a<title>h</title>", "a", "h"),
    ]) func hiddenTextIsKeptApart(_ html: String, _ text: String, _ hidden: String) throws {
        let view = try view(html)
        #expect(view.text == text)
        #expect(hidden.isEmpty ? view.hidden.isEmpty : view.hidden.contains(hidden))
    }

    /// Whatever tags are put together at random, the view is the words and nothing of the tags.
    @Test func noTagSurvives() throws {
        var generator = SplitMix(state: 3)
        let tags = [
            "<b>", "</b>", "<p class=\"tag\">", "<a href=tag>", "<img tag=\"tag>tag\">", "<script>tag</script>", "<!--tag-->",
            "<TD tag tag='tag'>", "<br/>", "<tag/>",
        ]
        for _ in 0..<300 {
            let html = (0..<20).map { number in "\(tags.randomElement(using: &generator)!)w\(number) " }.joined()
            let text = try view(html).text
            #expect(!text.contains("tag"))
            #expect(!text.contains("<"))
            for number in 0..<20 { #expect(text.contains("w\(number)")) }
        }
    }
}
