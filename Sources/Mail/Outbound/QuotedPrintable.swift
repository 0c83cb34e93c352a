/// Quoted-printable (RFC 2045 section 6.7).
enum QuotedPrintable {
    private static let hex = Array("0123456789ABCDEF".utf8)

    /// Encodes text whose lines are separated by LF. Lines are at most 76 characters and end in CRLF.
    ///
    /// A dot and the word From at the start of a line are encoded, so that nothing on the way has cause to touch them.
    static func encode(lines text: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count + text.count / 8 + 2)
        for line in text.split(separator: 0x0a, omittingEmptySubsequences: false) {
            var column = 0
            let isFrom = line.starts(with: Array("From ".utf8))
            for (offset, byte) in line.enumerated() {
                let isLast = offset == line.count - 1
                let isPlain =
                    switch byte {
                    case UInt8(ascii: "="): false
                    case UInt8(ascii: "."): column > 0
                    case UInt8(ascii: "F"): !(isFrom && offset == 0)
                    case 0x21...0x7e: true
                    case 0x20, 0x09: !isLast
                    default: false
                    }
                let width = isPlain ? 1 : 3
                if column + width > (isLast ? 76 : 75) {
                    result += [UInt8(ascii: "="), 0x0d, 0x0a]
                    column = 0
                    if isPlain, byte == UInt8(ascii: ".") {
                        append(byte, to: &result)
                        column = 3
                        continue
                    }
                }
                if isPlain { result.append(byte) } else { append(byte, to: &result) }
                column += width
            }
            result += [0x0d, 0x0a]
        }
        return result
    }

    private static func append(_ byte: UInt8, to result: inout [UInt8]) {
        result += [UInt8(ascii: "="), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
    }

    /// Decodes what mail programs send: an `=` that begins no code stays as it is, blanks at the end of a line go (they were added
    /// on the way), any line end becomes LF.
    static func decodeLeniently(_ text: some RandomAccessCollection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        /// Bytes of `result` up to here are not blanks that may have to go.
        var kept = 0
        var index = text.startIndex
        func value(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 0x30...0x39: byte - 0x30
            case 0x41...0x46: byte - 0x41 + 10
            case 0x61...0x66: byte - 0x61 + 10
            default: nil
            }
        }
        while index < text.endIndex {
            let byte = text[index]
            let next = text.index(after: index)
            switch byte {
            case UInt8(ascii: "="):
                if let after = text.index(index, offsetBy: 2, limitedBy: text.endIndex), after < text.endIndex,
                    let high = value(text[next]), let low = value(text[after])
                {
                    result.append(high << 4 | low)
                    kept = result.count
                    index = text.index(after: after)
                    continue
                }
                // A soft line break, possibly with blanks before the line's end.
                var end = next
                while end < text.endIndex, text[end] == 0x20 || text[end] == 0x09 { end = text.index(after: end) }
                if end == text.endIndex {
                    index = end
                } else if text[end] == 0x0a || text[end] == 0x0d {
                    index = Self.afterLineEnd(text, end)
                    kept = result.count
                } else {
                    result.append(byte)
                    kept = result.count
                    index = next
                }
            case 0x0a, 0x0d:
                result.removeLast(result.count - kept)
                result.append(0x0a)
                kept = result.count
                index = Self.afterLineEnd(text, index)
            case 0x20, 0x09:
                result.append(byte)
                index = next
            default:
                result.append(byte)
                kept = result.count
                index = next
            }
        }
        result.removeLast(result.count - kept)
        return result
    }

    private static func afterLineEnd<Text: RandomAccessCollection<UInt8>>(_ text: Text, _ index: Text.Index) -> Text.Index {
        let next = text.index(after: index)
        return text[index] == 0x0d && next < text.endIndex && text[next] == 0x0a ? text.index(after: next) : next
    }
}
