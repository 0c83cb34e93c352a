/// One value of an IMAP response (RFC 3501 section 9).
enum IMAPValue: Equatable {
    /// A word without quotes: number, flag, keyword, or an item such as `BODY[HEADER]`.
    case atom([UInt8])
    /// A quoted string or a literal: never looked into for protocol.
    case string([UInt8])
    case list([IMAPValue])
    case nothing

    /// The atom in upper case, for comparison with keywords.
    var keyword: String? {
        guard case .atom(let bytes) = self else { return nil }
        return String(decoding: bytes, as: UTF8.self).uppercased()
    }

    var number: UInt64? {
        guard case .atom(let bytes) = self else { return nil }
        return IMAPValue.number(bytes)
    }

    /// 1 to 20 digits that fit; no sign, no blanks.
    static func number(_ bytes: some Collection<UInt8>) -> UInt64? {
        guard !bytes.isEmpty else { return nil }
        var value: UInt64 = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            let (product, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(UInt64(byte - 0x30))
            guard !over, !carried else { return nil }
            value = sum
        }
        return value
    }
}
