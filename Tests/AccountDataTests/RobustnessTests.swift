import Testing

@testable import AccountData

/// No bytes stop the scanner, and no bytes pass it unread.
struct RobustnessTests {
    let scanner = Scanner(classes: Scanner.allClasses)

    private func scan(_ bytes: [UInt8]) -> ScanResult { bytes.withUnsafeBufferPointer { scanner.scan(utf8: $0, minimum: .possible) } }

    @Test(
        arguments: [
            [0xFF], [0x34, 0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
            [0xC3, 0x28],
        ] as [[UInt8]]) func malformedBytesAreReported(_ bytes: [UInt8])
    {
        guard case .unscannable(.invalidUTF8) = scan(bytes) else {
            Issue.record("Malformed bytes were read.")
            return
        }
    }

    @Test func tooManyBytesAreReported() {
        let bytes = [UInt8](repeating: 0x20, count: Scanner.sizeLimit + 1)
        #expect(scan(bytes) == .unscannable(.tooLong(bytes: bytes.count)))
    }

    @Test func randomBytesAreReadOrReported() {
        var random = SeededGenerator(seed: 3)
        let pieces = [
            "4111", " ", "1111", "pin", "is", "cvv", "password", ":", "\u{200B}", "⟦", "⟧", "card.pan", "&#52;", "&", "double", "one", "o",
            "GB82",
            "WEST", "\n", "20-00-00", "12345678", "sort code", "-", "é", "🙂", "+", "£", "your", "send", "us", "•", "l", "\u{0}", "\u{336}",
            "golf", "x",
        ]
        for _ in 0..<3_000 {
            var text = ""
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                text += pieces.randomElement(using: &random) ?? ""
                if Bool.random(using: &random) { text += " " }
            }
            let count = text.unicodeScalars.count
            for finding in scanner.scan(text, minimum: .possible) {
                #expect(finding.range.lowerBound >= 0 && finding.range.upperBound <= count && !finding.range.isEmpty)
            }
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            _ = scan(bytes)
        }
    }

    @Test func findingsOfOneTextNeverOverlap() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<1_000 {
            var text = "account sort code pin card "
            for _ in 0..<20 {
                text += "\(Int.random(in: 0...9999, using: &random))" + ([" ", "-", "", "/"].randomElement(using: &random) ?? "")
            }
            let found = scanner.scan(text, minimum: .possible)
            for (left, right) in zip(found, found.dropFirst()) { #expect(left.range.upperBound <= right.range.lowerBound) }
        }
    }

    /// A value is found wherever it falls among the stretches that are read at a time.
    @Test func longTextsAreReadWhole() {
        let value = "4111 1111 1111 1111"
        for length in stride(from: Scanner.pageSize - 1600, to: Scanner.pageSize + 40, by: 13) {
            let filler = String(repeating: "word ", count: length / 5) + String(repeating: ".", count: length % 5) + " "
            let text = filler + value + " and some more words behind it"
            let found = scanner.scan(text)
            #expect(found.map(\.range) == [filler.unicodeScalars.count..<filler.unicodeScalars.count + 19])
        }
    }

    /// What lies where two stretches meet is neither found twice nor lost, and nothing is left once it is taken out.
    @Test(arguments: [
        ("4111 1111 1111 1111. ", 1), ("my pin is 4821. ", 1), ("LS1 4DY, ", 1), ("my passport is C01X00T47. ", 1),
        ("sort code 20-00-00 account 55779911. ", 2), ("call me on 07700 900123. ", 1),
    ])
    func everyValueOfALongTextIsFoundOnce(_ piece: String, _ values: Int) {
        let count = 80_000 / piece.utf8.count
        let text = String(repeating: piece, count: count)
        let found = scanner.scan(text)
        #expect(found.count == count * values)
        for (left, right) in zip(found, found.dropFirst()) { #expect(left.range.upperBound <= right.range.lowerBound) }
        #expect(scanner.scan(Redaction.redact(text, found)).isEmpty)
    }

    @Test func hiddenCharactersDoNotHideAcrossStretches() {
        let hidden = String(repeating: "\u{200B}", count: 20_000)
        let text = "4111" + hidden + "1111" + hidden + "11111111"
        #expect(scanner.scan(text).map(\.range) == [0..<text.unicodeScalars.count])
    }

    @Test(arguments: [
        "4", "4 ", "\u{0}", "\u{301}", "pin ", "password is ", "4821 pin ", "GB82 WEST ", "&", "one ", "⟦", "12-34-56 12345678 ",
        "send your ",
    ])
    func longRepetitionsEnd(_ piece: String) {
        _ = scanner.scan(String(repeating: piece, count: 60_000 / piece.utf8.count), minimum: .possible)
    }
}
