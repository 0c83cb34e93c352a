/// Header text that is not plain ASCII, as a header may carry it (RFC 2047).
enum EncodedWords {
    /// Words of whole characters, joined by folds, on lines of at most 76 characters; on the first, `used` are taken already.
    static func encode(_ text: String, after used: Int) -> String {
        var words: [String] = []
        var chunk: [UInt8] = []
        func flush() {
            words.append("=?utf-8?B?" + String(decoding: Base64.encode(chunk), as: UTF8.self) + "?=")
            chunk = []
        }
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            // 12 characters go around each word, and 3 bytes become 4 characters.
            let room = (76 - (words.isEmpty ? used : 1) - 12) / 4 * 3
            if chunk.count + bytes.count > room { flush() }
            chunk += bytes
        }
        flush()
        return words.joined(separator: "\r\n ")
    }

    /// Whether a header can carry `text` as it is, on one line after a name of `used` characters.
    static func isPlain(_ text: String, after used: Int) -> Bool {
        text.utf8.allSatisfy { (0x20..<0x7f).contains($0) } && text.utf8.count + used <= 78 && !text.contains("=?")
            && text.utf8.first != 0x20 && text.utf8.last != 0x20 && !text.isEmpty
    }
}
