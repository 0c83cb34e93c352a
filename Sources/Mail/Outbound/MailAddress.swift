/// A mail address that can stand in a header or an SMTP command as it is: `local@domain` in ASCII.
///
/// The local part is a dot-atom, the domain a DNS name in A-labels (RFC 5321 section 4.1.2 without quoted strings, address
/// literals and comments). Nothing that could end a line, a command or an angle bracket can be in one.
public struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// As written; servers may tell cases apart.
    public let localPart: String
    /// In lower case.
    public let domain: String

    public var description: String { "\(localPart)@\(domain)" }

    /// nil if `text` is not such an address.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = bytes[..<at]
        let domain = bytes[(at + 1)...]
        guard Self.isDotAtom(local), local.count <= 64, Self.isDomain(domain) else { return nil }
        localPart = String(decoding: local, as: UTF8.self)
        self.domain = String(decoding: domain, as: UTF8.self).lowercased()
    }

    /// The same mailbox with a detail after `+`: `desk@bank.test` with `k7q…` is `desk+k7q…@bank.test` (RFC 5233).
    ///
    /// nil if the result would not be an address.
    public func with(detail: String) -> MailAddress? {
        guard !detail.isEmpty, !localPart.utf8.contains(UInt8(ascii: "+")) else { return nil }
        return MailAddress("\(localPart)+\(detail)@\(domain)")
    }

    /// The detail by which this address differs from `base`, in lower case; nil if it is not that mailbox with a detail.
    public func detail(of base: MailAddress) -> String? {
        let local = localPart.lowercased()
        let prefix = base.localPart.lowercased() + "+"
        guard domain == base.domain, local.hasPrefix(prefix), local.utf8.count > prefix.utf8.count else { return nil }
        return String(local.dropFirst(prefix.count))
    }

    /// Whether both name the same mailbox: cases are ignored, as every server in use does.
    public func isSameMailbox(as other: MailAddress) -> Bool {
        domain == other.domain && localPart.lowercased() == other.localPart.lowercased()
    }

    /// Letters, digits and the signs of RFC 5322 section 3.2.3, in groups separated by single dots.
    private static func isDotAtom(_ bytes: ArraySlice<UInt8>) -> Bool {
        let signs = Array("!#$%&'*+-/=?^_`{|}~".utf8)
        return !bytes.isEmpty
            && bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
                !atom.isEmpty && atom.allSatisfy { isLetterOrDigit($0) || signs.contains($0) }
            }
    }

    static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return bytes.count <= 253 && labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                    && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            } && !labels.last!.allSatisfy { (0x30...0x39).contains($0) }
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }
}
