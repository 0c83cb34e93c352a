import Testing

@testable import AccountData

/// What is read in another order than it is written (Unicode Standard Annex #9) is found as it is read.
@Suite struct OverriddenDirectionTests {
    private let scanner = Scanner()

    private func found(_ text: String) -> [(DataClass, String)] {
        scanner.scan(text).map { finding in
            let scalars = Array(text.unicodeScalars)[finding.range]
            return (finding.dataClass, String(String.UnicodeScalarView(scalars)))
        }
    }

    @Test(arguments: [
        "my card \u{202E}0015015015015015\u{202C} was refused", "my card \u{202E}0015 0150 1501 5015\u{202C}",
        "card\n\u{202E}0015015015015015\nthanks",
        "\u{202E}0015015015015015 si drac ym", "my card \u{202B}\u{202E}0015015015015015\u{202C}\u{202C}",
        "my card \u{2067}\u{202E}0015015015015015\u{2069} ok", "my card \u{202D}\u{202E}0015015015015015\u{202C}\u{202C} ok",
        "my card 5105\u{202E}0015015015\u{202C}10",
    ])
    func aNumberUnderAnOverride(text: String) {
        let found = scanner.scan(text).filter { $0.dataClass == .cardPAN }
        #expect(found.count == 1 && found.first?.severity == .severe, "\(text.unicodeScalars.map(\.value))")
        // What is taken out is all of it: nothing is left to be found, in either order.
        let redacted = Redaction.redact(text, scanner.scan(text))
        #expect(scanner.scan(redacted).isEmpty)
    }

    @Test(arguments: [1, 8, 17, 40, 60]) func howeverDeepItStands(pairs: Int) {
        let text = "my card " + String(repeating: "\u{202E}\u{202D}", count: pairs) + "\u{202E}0015015015015015 was refused"
        #expect(scanner.scan(text).contains { $0.dataClass == .cardPAN })
    }

    @Test func aNumberWrittenForwardsUnderAnOverrideIsFoundAsWell() {
        #expect(found("my card \u{202E}5105105105105100\u{202C}").contains { $0.0 == .cardPAN && $0.1 == "5105105105105100" })
    }

    @Test(arguments: ["ref \u{202E}0015015015015016\u{202C}", "שלום \u{202B}12:30\u{202C} ok", "\u{202E}\u{202C}", "\u{202E}"])
    func nothingElseIs(text: String) { #expect(scanner.scan(text).filter { $0.dataClass == .cardPAN }.isEmpty) }

    /// Whatever is opened and closed, each scalar is seen once, and what stands behind the last end is as it was.
    @Test func theOrderIsAPermutation() throws {
        var generator = SeededGenerator(seed: 91)
        let controls: [UInt32] = [0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x0A]
        for _ in 0..<500 {
            var scalars: [Unicode.Scalar] = [Unicode.Scalar(0x202E)!]  // U+202E is a scalar
            for number in 0..<60 {
                if Int.random(in: 0..<4, using: &generator) == 0 {
                    scalars.append(Unicode.Scalar(controls.randomElement(using: &generator)!)!)  // each is a scalar
                } else {
                    scalars.append(Unicode.Scalar(UInt8(0x30 + number % 75)))
                }
            }
            var text = String(String.UnicodeScalarView(scalars))
            let order = try #require(text.withUTF8 { VisualOrder($0) })
            let seen = String(decoding: order.bytes, as: UTF8.self).unicodeScalars
            #expect(seen.map(\.value).sorted() == scalars.map(\.value).sorted())
        }
    }

    @Test(arguments: [
        "meine PIN ist achtundvierzig einundzwanzig", "meine PIN ist vierundzwanzig dreizehn", "mi pin es dieciocho veinticuatro",
        "my pin is ten twenty", "my pin is forty-two seventeen",
    ])
    func fewWordsThatAreManyDigits(text: String) { #expect(scanner.scan(text).map(\.dataClass) == [.credentialPIN]) }
}
