/// What became of a mail of ours, as a mail server reports it (RFC 3464).
///
/// Anybody can write such a report: what it says counts only when its Message-ID or envelope id names a mail of ours to that recipient.
public struct DeliveryReport: Sendable, Hashable {
    public enum Action: String, Sendable, Hashable {
        case failed
        case delayed
        case delivered
        case relayed
        case expanded
    }

    public struct Recipient: Sendable, Hashable {
        /// The address as we sent it if the report has it, else the final one.
        public let address: MailAddress?
        public let action: Action
        /// Such as `5.1.1`; the first digit is 2, 4 or 5.
        public let status: String
        /// The remote server's words; may repeat an address, so not for logs.
        public let diagnostic: String

        /// It will not be delivered, and trying the same again will not help.
        public var isPermanentFailure: Bool { action == .failed && status.hasPrefix("5") }
    }

    /// Of the mail that the report is about.
    public let messageID: MessageID?
    /// The id that was given with the envelope (RFC 3461 ENVID).
    public let envelopeID: String?
    public let recipients: [Recipient]

    /// nil if `mail` is no such report, or says nothing of any recipient.
    public init?(_ mail: ParsedMail) {
        let top = mail.parts[0]
        guard top.type == "multipart/report", ["delivery-status", nil].contains(top.parameters["report-type"]?.lowercased()),
            let status = mail.parts.first(where: { $0.parent == 0 && Self.statusTypes.contains($0.type) })
        else { return nil }
        let groups = Self.groups(mail.bytes(of: status))
        guard let first = groups.first else { return nil }
        envelopeID = Self.value("original-envelope-id", in: first).map { Self.fromXtext($0) }
        recipients = groups.dropFirst().prefix(100).compactMap(Self.recipient)
        guard !recipients.isEmpty else { return nil }
        messageID = Self.originalID(mail)
    }

    private static let statusTypes: Set<String> = ["message/delivery-status", "message/global-delivery-status"]

    /// Fields in groups between blank lines: first those of the mail, then those of each recipient.
    private static func groups(_ bytes: [UInt8]) -> [HeaderBlock] {
        var groups: [HeaderBlock] = []
        var group = HeaderBlock()
        bytes.withUnsafeBytes { raw in
            let lines = Lines(bytes: raw)
            var position = 0
            while position < raw.count {
                let (end, next) = lines.end(from: position, limit: raw.count)
                let line = Array(raw[position..<end])
                position = next
                if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                    if !group.fields.isEmpty { groups.append(group) }
                    group = HeaderBlock()
                } else if line[0] == 0x20 || line[0] == 0x09 {
                    if let last = group.fields.popLast() { group.fields.append(HeaderField(name: last.name, value: last.value + line)) }
                } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
                    group.fields.append(HeaderField(name: name, value: Array(line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 })))
                }
            }
        }
        if !group.fields.isEmpty { groups.append(group) }
        return groups
    }

    private static func recipient(_ group: HeaderBlock) -> Recipient? {
        guard let action = value("action", in: group).flatMap({ Action(rawValue: $0.lowercased()) }) else { return nil }
        let status = value("status", in: group)?.prefix { $0.isASCII && ($0.isNumber || $0 == ".") } ?? ""
        let numbers = status.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, ["2", "4", "5"].contains(numbers[0]), numbers.allSatisfy({ (1...3).contains($0.count) }) else {
            return nil
        }
        let addresses = ["original-recipient", "final-recipient"].lazy.compactMap { name in
            value(name, in: group).flatMap { text -> MailAddress? in
                guard let semicolon = text.firstIndex(of: ";") else { return nil }
                let address = fromXtext(String(text[text.index(after: semicolon)...])).filter { $0 != " " && $0 != "<" && $0 != ">" }
                return MailAddress(address)
            }
        }
        return Recipient(
            address: addresses.first, action: action, status: String(status),
            diagnostic: String(HeaderText.printable(value("diagnostic-code", in: group) ?? "").prefix(500)))
    }

    private static func value(_ name: String, in group: HeaderBlock) -> String? {
        group.first(name)?.raw
    }

    /// From the returned mail or its header; the report has it as its last part.
    private static func originalID(_ mail: ParsedMail) -> MessageID? {
        for part in mail.parts.reversed() where part.parent == 0 {
            switch part.type {
            case "message/rfc822", "message/global":
                return mail.parts.first { $0.parent == part.index }?.header.first("message-id").flatMap { MessageID.all(in: $0.raw).first }
            case "text/rfc822-headers", "message/global-headers":
                guard case .parsed(let header) = MIMEParser.parse(mail.bytes(of: part)) else { return nil }
                return header.messageID
            default: continue
            }
        }
        return nil
    }

    /// `+2B` and the like (RFC 3461 section 4); what is no code stays.
    private static func fromXtext(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "+"), index + 2 < bytes.count,
                let value = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16),
                bytes[(index + 1)...(index + 2)].allSatisfy({ !(0x61...0x66).contains($0) && $0 != UInt8(ascii: "+") })
            {
                result.append(value)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return HeaderText.printable(String(decoding: result, as: UTF8.self))
    }
}
