/// Header text with encoded words (RFC 2047), read as mail programs write them.
enum HeaderText {
    /// Words next to each other in the same character set are joined before they are decoded: some programs cut in the middle of a
    /// character. What is no encoded word stays as it is.
    static func decode(_ bytes: [UInt8]) -> String {
        var result = ""
        /// Bytes of words that follow one another, and their set.
        var held: (label: String, bytes: [UInt8])?
        var plain: [UInt8] = []
        func flush() {
            if let held { result += Charset.decode(held.bytes, label: held.label) ?? Charset.unlabelled(held.bytes) }
            held = nil
            if !plain.isEmpty { result += Charset.unlabelled(plain) }
            plain = []
        }
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "="), let word = word(in: bytes, at: index) else {
                plain.append(bytes[index])
                index += 1
                continue
            }
            // Blanks between two words belong to the encoding, not to the text.
            if held != nil, plain.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { plain = [] }
            if held?.label == word.label, plain.isEmpty {
                held?.bytes += word.bytes
            } else {
                flush()
                held = (word.label, word.bytes)
            }
            index = word.end
        }
        flush()
        return printable(result)
    }

    /// Without control characters: a line end in a decoded word must not become one.
    static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(
                scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
                    ? " " : scalar)
        }
        // By scalars: a blank and a combining sign after it are one Character.
        let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " }
        return String(String.UnicodeScalarView(result.drop(while: isBlank).reversed().drop(while: isBlank).reversed()))
    }

    private struct Word {
        let label: String
        let bytes: [UInt8]
        let end: Int
    }

    /// `=?charset*language?B or Q?text?=` at `start`.
    private static func word(in bytes: [UInt8], at start: Int) -> Word? {
        let question = UInt8(ascii: "?")
        guard start + 1 < bytes.count, bytes[start + 1] == question else { return nil }
        var index = start + 2
        while index < bytes.count, index - start < 64, bytes[index] != question {
            guard (0x21..<0x7f).contains(bytes[index]) else { return nil }
            index += 1
        }
        guard index + 2 < bytes.count, bytes[index] == question, bytes[index + 2] == question, index > start + 2 else { return nil }
        let label = bytes[(start + 2)..<index].prefix { $0 != UInt8(ascii: "*") }
        let kind = bytes[index + 1] | 0x20
        let textStart = index + 3
        // The text ends at `?=`. A question mark within it is not allowed but occurs; it is looked past for a while only.
        var end = textStart
        var passed = 0
        while true {
            while end < bytes.count, bytes[end] != question { end += 1 }
            guard end + 1 < bytes.count else { return nil }
            if bytes[end + 1] == UInt8(ascii: "=") { break }
            passed += 1
            guard passed < 8, kind == UInt8(ascii: "q") else { return nil }
            end += 1
        }
        let text = bytes[textStart..<end]
        let decoded: [UInt8]
        switch kind {
        case UInt8(ascii: "b"): decoded = Base64.decodeLeniently(text)
        case UInt8(ascii: "q"):
            // A trailing blank is text here; it must not fall to the rule for line ends.
            decoded = QuotedPrintable.decodeLeniently(text.flatMap { $0 == UInt8(ascii: "_") || $0 == 0x20 ? Array("=20".utf8) : [$0] })
        default: return nil
        }
        return Word(label: String(decoding: label, as: UTF8.self).lowercased(), bytes: decoded, end: end + 2)
    }
}
