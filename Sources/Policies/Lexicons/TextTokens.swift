/// A text as words for lexicons: folded to lower case without accents and apostrophes, with sentences, clauses, questions and quotation.
///
/// Digits, the percent sign and currency signs are words of their own. Bytes that are no UTF-8 are skipped; the scanner refuses
/// such text before it comes here.
struct TextTokens {
    struct Token {
        var start: Int32
        var end: Int32
        var sentence: Int32
        var clause: Int32
        var isNumber: Bool
        var isQuoted: Bool
        var isQuestion: Bool
    }

    private(set) var tokens: [Token] = []
    private(set) var folded: [UInt8] = []

    var count: Int { tokens.count }

    func bytes(of index: Int) -> ArraySlice<UInt8> { folded[Int(tokens[index].start)..<Int(tokens[index].end)] }

    /// Whether a word begins with a letter of a script from Greek to Georgian, or of one from kana to Hangul, as the first byte of its UTF-8
    /// tells. Latin letters are folded to ASCII; signs and pictures begin otherwise.
    func isForeign(_ index: Int) -> Bool {
        switch folded[Int(tokens[index].start)] {
        case 0xCD...0xDF, 0xE0, 0xE1, 0xE3...0xED: true
        default: false
        }
    }

    init(_ text: some Collection<UInt8>) {
        folded.reserveCapacity(text.count)
        tokens.reserveCapacity(text.count / 4 + 1)
        var reader = TokenReader()
        reader.read(text, into: &folded, &tokens)
    }
}
