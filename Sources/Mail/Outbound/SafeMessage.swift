/// A mail and its envelope that cannot mean anything else to a server than it means here.
///
/// Every way out of this module takes a `SafeMessage` and nothing else. It can only be made by `OutboundGate`, which looks at the
/// very bytes that will be sent: no line end but CRLF, no NUL, no bytes over 127, no line over 998, no header that a customer's
/// text could have smuggled in, no address outside the plain grammar.
public struct SafeMessage: Sendable, Hashable {
    /// The sender in the envelope; nil for automatic mail, which goes out with the empty one (RFC 3834 section 3.3).
    public let sender: MailAddress?
    public let recipients: [MailAddress]
    public let messageID: MessageID
    /// Header, blank line, body; ends with CRLF.
    public let bytes: [UInt8]

    /// Only for `OutboundGate`.
    fileprivate init(sender: MailAddress?, recipients: [MailAddress], messageID: MessageID, bytes: [UInt8]) {
        self.sender = sender
        self.recipients = recipients
        self.messageID = messageID
        self.bytes = bytes
    }
}

/// The one gate that mail passes on its way out.
public enum OutboundGate {
    /// What stands in the way, with the line where it stands (the first is 1). Never shows the text itself.
    public enum Refusal: Error, Equatable, Sendable {
        case noRecipient
        case tooManyRecipients(limit: Int)
        case tooLarge(limit: Int)
        case bareCarriageReturn(line: Int)
        case bareLineFeed(line: Int)
        case controlCharacter(line: Int)
        case eightBit(line: Int)
        case lineTooLong(line: Int)
        case unfinishedLine
        case malformedHeader(line: Int)
        case noBody
        case missingHeader(String)
        case repeatedHeader(String, line: Int)
        case forbiddenHeader(String, line: Int)
        case malformedMessageID
        case headerTooLarge(limit: Int)
    }

    static let recipientLimit = 100
    static let lineLimit = 998
    static let headerLimit = 64 * 1024

    /// Headers of which there is exactly one in mail of ours.
    private static let single = [
        "from", "date", "message-id", "to", "subject", "reply-to", "in-reply-to", "references", "mime-version",
        "content-type", "content-transfer-encoding", "auto-submitted",
    ]
    private static let required = ["from", "date", "message-id"]
    /// Headers that only a receiving server writes, or that would name recipients the envelope does not show.
    private static let forbidden = [
        "bcc", "resent-bcc", "return-path", "received", "authentication-results", "delivered-to", "x-original-to",
    ]

    /// Checks a complete mail.
    public static func check(
        _ bytes: [UInt8], from sender: MailAddress?, to recipients: [MailAddress], limit: Int = MailLimits().mail
    ) throws(Refusal) -> SafeMessage {
        guard !recipients.isEmpty else { throw .noRecipient }
        guard recipients.count <= recipientLimit else { throw .tooManyRecipients(limit: recipientLimit) }
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        let bodyStart = try checkLines(bytes)
        let id = try checkHeader(bytes[..<bodyStart])
        return SafeMessage(sender: sender, recipients: recipients, messageID: id, bytes: bytes)
    }

    /// Line ends, characters and lengths of the whole mail.
    ///
    /// - Returns: where the blank line after the header begins.
    private static func checkLines(_ bytes: [UInt8]) throws(Refusal) -> Int {
        var line = 1
        var start = 0
        var index = 0
        var blank: Int?
        while index < bytes.count {
            switch bytes[index] {
            case 0x0d:
                guard index + 1 < bytes.count, bytes[index + 1] == 0x0a else { throw .bareCarriageReturn(line: line) }
                if index == start, blank == nil { blank = start }
                index += 2
                start = index
                line += 1
                continue
            case 0x0a: throw .bareLineFeed(line: line)
            case 0x09, 0x20...0x7e: break
            case 0x80...: throw .eightBit(line: line)
            default: throw .controlCharacter(line: line)
            }
            index += 1
            guard index - start <= lineLimit else { throw .lineTooLong(line: line) }
        }
        guard start == bytes.count else { throw .unfinishedLine }
        guard let blank else { throw .noBody }
        guard blank <= headerLimit else { throw .headerTooLarge(limit: headerLimit) }
        return blank
    }

    /// Every line is a field of its own or continues one, and carries something: a blank-looking line ends the header for some
    /// programs and not for others.
    private static func checkHeader(_ header: ArraySlice<UInt8>) throws(Refusal) -> MessageID {
        var seen: Set<String> = []
        var messageID: MessageID?
        var number = 0
        // The lines are known to end in CRLF and to hold neither character elsewhere.
        for line in header.split(separator: 0x0a).map({ $0.dropLast() }) {
            number += 1
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { throw .malformedHeader(line: number) }
            if line.first == 0x20 || line.first == 0x09 {
                guard number > 1 else { throw .malformedHeader(line: number) }
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy({ MailAddress.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") })
            else { throw .malformedHeader(line: number) }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            guard !forbidden.contains(name) else { throw .forbiddenHeader(name, line: number) }
            guard seen.insert(name).inserted || !single.contains(name) else { throw .repeatedHeader(name, line: number) }
            if name == "message-id" {
                let value = line[(colon + 1)...].drop { $0 == 0x20 }
                guard let id = MessageID(String(decoding: value, as: UTF8.self)) else { throw .malformedMessageID }
                messageID = id
            }
        }
        for name in required where !seen.contains(name) { throw .missingHeader(name) }
        guard let messageID else { throw .missingHeader("message-id") }
        return messageID
    }
}
