import Mail

/// Files that are text by themselves: plain, HTML, and mails.
///
/// All of them go through the reader of mail, which knows character sets, markup, and what markup hides.
enum TextFile {
    /// Well-formed text without control characters, by its own bytes.
    static func isText(_ bytes: [UInt8]) -> Bool {
        guard !bytes.isEmpty else { return false }
        if let wide = wideCharset(bytes) { return wide.isEmpty == false && bytes.count % 2 == 0 }
        // C0 controls but tab, line feed, form feed and carriage return; a null byte is among them.
        guard !bytes.contains(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0a && $0 != 0x0c && $0 != 0x0d }) else { return false }
        // In a set of one byte a letter that is not told, most of a text is ASCII all the same.
        return String(validating: bytes, as: UTF8.self) != nil || bytes.count { $0 >= 0x80 } * 3 <= bytes.count
    }

    /// UTF-16 with its mark.
    private static func wideCharset(_ bytes: [UInt8]) -> String? {
        bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) ? "utf-16" : nil
    }

    /// The words of a text or of a page.
    static func words(_ bytes: [UInt8], isHTML: Bool) -> String? {
        let charset = wideCharset(bytes).map { "; charset=\($0)" } ?? ""
        let head =
            "From: a@b.test\r\nContent-Type: \(isHTML ? "text/html" : "text/plain")\(charset)\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        guard case .parsed(let mail) = MIMEParser.parse(Array(head.utf8) + bytes) else { return nil }
        let words = mail.texts.flatMap { [$0.text, $0.hidden] }.filter { !$0.isEmpty }.joined(separator: "\n")
        // Markup itself can carry words: addresses, alternative texts, comments.
        return isHTML ? words + "\n" + String(decoding: bytes, as: UTF8.self) : words
    }
}
