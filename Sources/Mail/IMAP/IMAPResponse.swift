/// One complete response of an IMAP server: its text, with each literal kept apart.
///
/// Literals are counted bytes. Whatever a mail contains, it stands in a literal and can neither end a response nor begin one.
struct IMAPResponse {
    struct Literal {
        /// Where in `text` the literal's `{count}` ends.
        let position: Int
        let bytes: [UInt8]
    }

    /// The lines of the response joined, without their ends.
    let text: [UInt8]
    let literals: [Literal]

    enum Condition: String {
        case ok = "OK"
        case no = "NO"
        case bad = "BAD"
        case bye = "BYE"
        case preauth = "PREAUTH"
    }

    /// The status word after the tag, if this is a status response. Only then is the rest prose, in which `{5}` means nothing.
    static func condition(of line: [UInt8]) -> Condition? {
        let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2 else { return nil }
        return Condition(rawValue: String(decoding: words[1], as: UTF8.self).uppercased())
    }

    /// Reads until the response is complete.
    init(from reader: LineReader, limits: IMAPLimits, by deadline: Deadline) throws(MailFailure) {
        var deadline = deadline
        var text = try reader.line(limit: limits.line, by: deadline)
        var literals: [Literal] = []
        var room = limits.literal
        if text.first != UInt8(ascii: "+") && Self.condition(of: text) == nil {
            var piece = text[...]
            while let count = try Self.trailingLiteral(of: piece) {
                guard count <= room else { throw MailFailure(.tooLarge, "receive", "literal of \(count) bytes") }
                guard literals.count < limits.literals else { throw MailFailure(.tooLarge, "receive", "too many literals") }
                room -= count
                deadline = deadline.allowing(count)
                literals.append(Literal(position: text.count, bytes: try reader.bytes(count, by: deadline)))
                let from = text.count
                text += try reader.line(limit: limits.line, by: deadline)
                guard text.count <= limits.line else { throw MailFailure(.tooLarge, "receive", "response over \(limits.line) bytes") }
                piece = text[from...]
            }
        }
        self.text = text
        self.literals = literals
    }

    /// The count of a literal that the line announces at its end, outside quotes.
    private static func trailingLiteral(of line: ArraySlice<UInt8>) throws(MailFailure) -> Int? {
        guard line.last == UInt8(ascii: "}") else { return nil }
        var quoted = false
        var open: Int?
        var index = line.startIndex
        while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: "\\") where quoted: index += 1
            case UInt8(ascii: "\""): quoted.toggle()
            case UInt8(ascii: "{") where !quoted: open = index
            default: break
            }
            index += 1
        }
        guard !quoted, let open else { return nil }
        let digits = line[(open + 1)..<(line.endIndex - 1)]
        guard digits.count <= 10, let count = IMAPValue.number(digits) else {
            throw MailFailure(.malformed, "receive", "literal without a count")
        }
        return Int(count)
    }
}

/// How much of a server's word is taken before it is cut off.
struct IMAPLimits {
    /// Bytes of one response without its literals.
    var line = LineReader.lineLimit
    /// Bytes of all literals of one response.
    var literal: Int
    var literals = 64
    var depth = 32
    var values = 32 * 1024
}
