/// The identifier of a mail, with its angle brackets: `<left@right>` (RFC 5322 section 3.6.4).
///
/// Only printable ASCII without quotes, backslashes, blanks and further brackets; at most 250 bytes.
public struct MessageID: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// nil if `text` is not such an identifier.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard (5...250).contains(bytes.count), bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") else { return nil }
        let inner = bytes[1..<(bytes.count - 1)]
        let isPlain = inner.allSatisfy { byte in
            (0x21..<0x7f).contains(byte)
                && ![UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: ",")].contains(byte)
        }
        guard isPlain, inner.contains(UInt8(ascii: "@")), inner.first != UInt8(ascii: "@"), inner.last != UInt8(ascii: "@") else {
            return nil
        }
        description = String(text)
    }

    /// A new one from a name that is unique, such as 20 random characters, and the domain of the sender.
    public init?(unique: String, domain: String) {
        self.init("<\(unique)@\(domain)>")
    }
}
