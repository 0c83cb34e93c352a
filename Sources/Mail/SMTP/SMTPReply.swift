/// One reply of an SMTP server, all its lines (RFC 5321 section 4.2).
public struct SMTPReply: Sendable, Hashable {
    /// 200 to 599.
    public let code: Int
    /// The text of each line, cut to 500 bytes, control characters removed. May repeat an address: not for logs.
    public let lines: [String]

    public var isPositive: Bool { (200..<300).contains(code) }
    public var isTemporary: Bool { (400..<500).contains(code) }

    /// The enhanced status, such as `5.1.1` (RFC 2034), if the server gave one.
    public var status: String? {
        guard let word = lines.first?.split(separator: " ").first else { return nil }
        let numbers = word.split(separator: ".", omittingEmptySubsequences: false)
        let isStatus =
            numbers.count == 3
            && numbers.allSatisfy { (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        return isStatus ? String(word) : nil
    }

    static let lineCountLimit = 128

    init(from reader: LineReader, by deadline: Deadline) throws(MailFailure) {
        var lines: [String] = []
        var code: Int?
        while true {
            let line = try reader.line(by: deadline)
            guard line.count >= 3, let number = IMAPValue.number(line[..<3]).map(Int.init), (200..<600).contains(number),
                code == nil || code == number, line.count == 3 || line[3] == 0x20 || line[3] == UInt8(ascii: "-")
            else { throw MailFailure(.malformed, "SMTP", "a reply without its code") }
            code = number
            guard lines.count < Self.lineCountLimit else { throw MailFailure(.tooLarge, "SMTP", "a reply of too many lines") }
            lines.append(String(decoding: line.dropFirst(4).prefix(500).map { (0x20..<0x7f).contains($0) ? $0 : 0x3f }, as: UTF8.self))
            if line.count == 3 || line[3] == 0x20 { break }
        }
        self.code = code ?? 0
        self.lines = lines
    }
}
