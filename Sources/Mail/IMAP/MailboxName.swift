/// A mailbox on an IMAP server, in the form the protocol sends (modified UTF-7, RFC 3501 section 5.1.3).
public struct MailboxName: Hashable, Sendable, CustomStringConvertible {
    public let description: String
    /// The name as a quoted string.
    let quoted: [UInt8]

    public static let inbox = MailboxName(checked: "INBOX")
    public static let archive = MailboxName(checked: "Archive")
    public static let quarantine = MailboxName(checked: "Quarantine")
    public static let sent = MailboxName(checked: "Sent")

    /// Refuses empty names, names over 255 bytes and names with control characters.
    public init(_ name: String) throws(MailFailure) {
        let scalars = name.unicodeScalars
        guard !scalars.isEmpty, name.utf8.count <= 255, !scalars.contains(where: { $0.value < 0x20 || (0x7f..<0xa0).contains($0.value) })
        else {
            throw MailFailure(.misconfigured, "mailbox name", "must have 1 to 255 bytes and no control characters")
        }
        self.init(checked: name)
    }

    private init(checked name: String) {
        description = name
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        var other: [UInt16] = []
        func flush(_ other: inout [UInt16]) {
            guard !other.isEmpty else { return }
            let text = Base64.encode(other.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] })
            bytes += [UInt8(ascii: "&")] + text.prefix { $0 != UInt8(ascii: "=") }.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: ",") : $0 }
            bytes.append(UInt8(ascii: "-"))
            other = []
        }
        for scalar in name.unicodeScalars {
            guard scalar.isASCII else {
                other += Array(String(scalar).utf16)
                continue
            }
            flush(&other)
            switch scalar {
            case "&": bytes += Array("&-".utf8)
            case "\"", "\\": bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
            default: bytes.append(UInt8(scalar.value))
            }
        }
        flush(&other)
        quoted = bytes + [UInt8(ascii: "\"")]
    }
}
