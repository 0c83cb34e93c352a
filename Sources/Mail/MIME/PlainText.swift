/// Text of a mail as a person reads it.
enum PlainText {
    /// Line ends become LF, NUL becomes U+FFFD, wrapped lines of `format=flowed` are joined again (RFC 3676): what was one line
    /// to its writer is one line to whoever looks for numbers in it.
    static func normalized(_ text: String, _ parameters: [String: String]) -> String {
        var lines: [[UInt8]] = [[]]
        var wasReturn = false
        for byte in text.utf8 {
            if byte == 0x0d || (byte == 0x0a && !wasReturn) {
                lines.append([])
            } else if byte == 0 {
                lines[lines.count - 1] += [0xef, 0xbf, 0xbd]
            } else if byte != 0x0a {
                lines[lines.count - 1].append(byte)
            }
            wasReturn = byte == 0x0d
        }
        if parameters["format"]?.lowercased() == "flowed" {
            lines = joined(lines, removingBlank: parameters["delsp"]?.lowercased() == "yes")
        }
        while lines.last == [] { lines.removeLast() }
        return String(decoding: Array(lines.joined(separator: [0x0a])), as: UTF8.self)
    }

    private static func joined(_ lines: [[UInt8]], removingBlank: Bool) -> [[UInt8]] {
        var result: [[UInt8]] = []
        /// The depth of quotation of a line that goes on in the next.
        var open: Int?
        for line in lines {
            let quotes = line.prefix { $0 == UInt8(ascii: ">") }.count
            var text = line[quotes...]
            if text.first == 0x20 { text.removeFirst() }
            let isSignature = text.elementsEqual(Array("-- ".utf8))
            let flows = text.last == 0x20 && !isSignature
            if flows, removingBlank { text.removeLast() }
            if open == quotes, !isSignature, !result.isEmpty {
                result[result.count - 1] += text
            } else {
                result.append(Array(line[..<quotes]) + (quotes > 0 ? [0x20] : []) + text)
            }
            open = flows ? quotes : nil
        }
        return result
    }
}
