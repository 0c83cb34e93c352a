import Policies
import Testing

/// Where a lexicon says so, signs for letters and letters set apart are read as what they were meant to be.
struct DisguisedLettersAreReadTests {
    private static func set(_ seesThrough: Bool) throws -> LexiconSet {
        let group = Lexicon.Group(name: "g", phrases: [try Phrase("kill myself"), try Phrase("suicid*"), try Phrase("die")])
        return LexiconSet([
            Lexicon(
                reference: PackReference(id: "l", version: 1, sha256: ""), language: "en", directions: [.inbound], seesThrough: seesThrough,
                groups: [group], clues: [Lexicon.Clue(label: Label("found"), all: [0])], examples: [])
        ])
    }

    @Test(arguments: [
        "k1ll mys3lf tonight", "i want to k i l l myself", "can i k i l l myself", "K-I-L-L myself", "su1c1d3", "5uicide", "ki11 myself",
        "k i l l", "d.i.e", "k\u{456}ll myself", "$uicide k!ds suic1de", "\u{1D5F8}\u{1D5F6}\u{1D5F9}\u{1D5F9} myself",
        "\u{24DA}\u{24D8}\u{24DB}\u{24DB} myself", "su\u{456}c\u{456}d\u{435}", "k\u{3B9}ll myself",
    ])
    func whatWasMeantIsRead(_ text: String) throws {
        let isWhole = text != "k i l l"
        #expect(try Self.set(true).labels(in: Array(text.utf8)).isEmpty == !isWhole, "\(text)")
    }

    @Test(arguments: [
        "my postcode is SW1A 1AA", "a b c d", "pay 4me by 8pm", "penny@example.test", "", "i", "x y", "1", "@ $ 1",
        "\u{441}\u{43E}\u{441}\u{435}\u{434}",
        "don\u{2019}t \u{1F600} now",
    ])
    func whatWasMeantOtherwiseIsNot(_ text: String) throws {
        #expect(try Self.set(true).labels(in: Array(text.utf8)).isEmpty)
    }

    @Test func onlyWhereTheLexiconSaysSo() throws {
        #expect(try Self.set(false).labels(in: Array("k1ll mys3lf".utf8)).isEmpty)
    }
}
