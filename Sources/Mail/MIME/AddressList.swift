/// Somebody named in From, To or the like.
public struct Mailbox: Sendable, Hashable {
    /// The display name, decoded; a claim of the sender.
    public let name: String
    public let address: MailAddress
}

/// Reads address fields (RFC 5322 section 3.4), with comments, groups and quoted names.
enum AddressList {
    /// The mailboxes of a field; `isWhole` is false if some of it could not be read as addresses.
    static func parse(_ bytes: [UInt8]) -> (mailboxes: [Mailbox], isWhole: Bool) {
        var mailboxes: [Mailbox] = []
        var isWhole = true
        for entry in entries(bytes) {
            guard !entry.isEmpty else { continue }
            if let mailbox = mailbox(entry) { mailboxes.append(mailbox) } else { isWhole = false }
        }
        return (mailboxes, isWhole)
    }

    /// A piece of an entry: what is quoted is kept apart from what is not.
    private enum Token: Equatable {
        case text(UInt8)
        case quoted(UInt8)
        case open
        case close
    }

    /// Entries between commas; comments and names of groups are gone.
    private static func entries(_ bytes: [UInt8]) -> [[Token]] {
        var entries: [[Token]] = []
        var entry: [Token] = []
        var inQuotes = false
        var inAngle = false
        var comments = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\"), inQuotes || comments > 0 {
                index += 1
                if index < bytes.count, comments == 0 { entry.append(.quoted(bytes[index])) }
            } else if comments > 0 {
                if byte == UInt8(ascii: "(") { comments += 1 }
                if byte == UInt8(ascii: ")") { comments -= 1 }
            } else if byte == UInt8(ascii: "\"") {
                inQuotes.toggle()
                // Marks the string even if it is empty.
                entry.append(.quoted(0x20))
            } else if inQuotes {
                entry.append(.quoted(byte))
            } else {
                switch byte {
                case UInt8(ascii: "("): comments += 1
                case UInt8(ascii: "<"):
                    inAngle = true
                    entry.append(.open)
                case UInt8(ascii: ">"):
                    inAngle = false
                    entry.append(.close)
                case UInt8(ascii: ":") where !inAngle: entry = []
                case UInt8(ascii: ","), UInt8(ascii: ";"):
                    inAngle = false
                    entries.append(entry)
                    entry = []
                default: entry.append(.text(byte))
                }
            }
            index += 1
        }
        entries.append(entry)
        return entries.map { entry in
            entry.allSatisfy { $0 == .text(0x20) || $0 == .text(0x09) } ? [] : entry
        }
    }

    /// `name <address>` or a bare address. Two pairs of brackets, or text after one, are no mailbox: programs differ on those.
    private static func mailbox(_ entry: [Token]) -> Mailbox? {
        let opens = entry.indices.filter { entry[$0] == .open }
        let closes = entry.indices.filter { entry[$0] == .close }
        func bytes(_ tokens: ArraySlice<Token>) -> [UInt8] {
            tokens.compactMap { token in
                switch token {
                case .text(let byte), .quoted(let byte): byte
                case .open, .close: nil
                }
            }
        }
        func address(_ tokens: ArraySlice<Token>) -> MailAddress? {
            // A quoted local part is outside the grammar taken here, and quotes must not hide one address in another.
            let text = tokens.compactMap { token -> UInt8? in
                if case .text(let byte) = token { return byte }
                return nil
            }
            guard text.count == tokens.count else { return nil }
            let trimmed = text.drop { $0 == 0x20 || $0 == 0x09 }
            let end = trimmed.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? trimmed.startIndex
            guard let plain = String(validating: trimmed[..<max(end, trimmed.startIndex)], as: UTF8.self) else { return nil }
            return MailAddress(plain)
        }
        if opens.isEmpty && closes.isEmpty { return address(entry[...]).map { Mailbox(name: "", address: $0) } }
        guard opens.count == 1, closes.count == 1, opens[0] < closes[0],
            entry[(closes[0] + 1)...].allSatisfy({ $0 == .text(0x20) || $0 == .text(0x09) }),
            let address = address(entry[(opens[0] + 1)..<closes[0]])
        else { return nil }
        return Mailbox(name: HeaderText.decode(bytes(entry[..<opens[0]])), address: address)
    }
}
