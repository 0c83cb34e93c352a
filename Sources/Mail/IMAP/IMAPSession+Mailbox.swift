/// What the server says when a mailbox is selected.
public struct MailboxStatus: Hashable, Sendable {
    public let uidValidity: UInt32
    /// The UID that the next mail will get or exceed; 0 where the server does not say.
    public let uidNext: UInt32
    public let exists: UInt32
}

extension IMAPSession {
    func select(_ mailbox: MailboxName, readOnly: Bool) throws(MailFailure) -> MailboxStatus {
        var validity: UInt32?
        var next: UInt32 = 0
        let command = readOnly ? "EXAMINE " : "SELECT "
        try run([.text(command), .bytes(mailbox.quoted)]) { response throws(MailFailure) in
            if let value = Self.code("UIDVALIDITY", in: response.text) { validity = value }
            if let value = Self.code("UIDNEXT", in: response.text) { next = value }
        }
        guard let validity, validity > 0 else { throw MailFailure(.unsupported, "SELECT", "the server keeps no UIDs") }
        hasNews = false
        return MailboxStatus(uidValidity: validity, uidNext: next, exists: exists)
    }

    /// The number of a response code: `* OK [UIDNEXT 7] …`.
    static func code(_ name: String, in text: [UInt8]) -> UInt32? {
        let start = Array("* OK [\(name) ".utf8)
        guard text.count > start.count, String(decoding: text.prefix(start.count), as: UTF8.self).uppercased() == "* OK [\(name) ",
            let close = text[start.count...].firstIndex(of: UInt8(ascii: "]")), let number = IMAPValue.number(text[start.count..<close])
        else { return nil }
        return UInt32(exactly: number)
    }

    struct Summary {
        let uid: UInt32
        let size: Int
        let received: Int64
    }

    /// Size and arrival of the mails with UIDs in `range`, by UID.
    func summaries(_ range: ClosedRange<UInt32>) throws(MailFailure) -> [Summary] {
        var found: [UInt32: Summary] = [:]
        try fetch("\(range.lowerBound):\(range.upperBound)", items: "(UID RFC822.SIZE INTERNALDATE)") { items throws(MailFailure) in
            // A set that ends past the last mail may bring the last one although it is before the set (RFC 3501 section 6.4.8).
            guard range.contains(items.uid), let size = items.size, let received = items.received else { return }
            found[items.uid] = Summary(uid: items.uid, size: size, received: received)
        }
        return found.values.sorted { $0.uid < $1.uid }
    }

    /// Whole mails, without setting \Seen.
    func bodies(_ uids: [UInt32]) throws(MailFailure) -> [UInt32: [UInt8]] {
        var found: [UInt32: [UInt8]] = [:]
        let wanted = Set(uids)
        for piece in UIDSet.pieces(uids) {
            try fetch(piece, items: "(UID BODY.PEEK[])") { items throws(MailFailure) in
                if wanted.contains(items.uid), let body = items.body { found[items.uid] = body }
            }
        }
        return found
    }

    struct FetchItems {
        var uid: UInt32 = 0
        var size: Int?
        var received: Int64?
        var body: [UInt8]?
    }

    private func fetch(
        _ set: String, items: String, each: (FetchItems) throws(MailFailure) -> Void
    ) throws(MailFailure) {
        try run("UID FETCH \(set) \(items)") { response throws(MailFailure) in
            let values = try IMAPTokenizer.values(of: response, limits: self.limits)
            guard values.count == 4, values[2].keyword == "FETCH", case .list(let pairs) = values[3] else { return }
            guard pairs.count.isMultiple(of: 2) else { throw MailFailure(.malformed, "UID FETCH", "an item without its value") }
            var items = FetchItems()
            for index in stride(from: 0, to: pairs.count, by: 2) {
                switch (pairs[index].keyword, pairs[index + 1]) {
                case ("UID", let value):
                    guard let uid = value.number.flatMap(UInt32.init(exactly:)), uid > 0 else {
                        throw MailFailure(.malformed, "UID FETCH", "UID")
                    }
                    items.uid = uid
                case ("RFC822.SIZE", let value): items.size = value.number.flatMap(Int.init(exactly:))
                case ("INTERNALDATE", .string(let text)):
                    guard let received = InternalDate.milliseconds(text) else { throw MailFailure(.malformed, "UID FETCH", "INTERNALDATE") }
                    items.received = received
                case ("BODY[]", .string(let bytes)): items.body = bytes
                default: break
                }
            }
            if items.uid > 0 { try each(items) }
        }
    }

    /// The first UID from `start` on, if there is one below `next`.
    func firstUID(from start: UInt32, next: UInt32) throws(MailFailure) -> UInt32? {
        if capabilities.contains("ESEARCH") {
            // One short line however many mails there are (RFC 4731).
            return try search("RETURN (MIN) UID \(start):\(UInt32.max)").filter { $0 >= start }.min()
        }
        var low = start
        // The last UID a server without UIDNEXT could have: found by `*`, which is the last mail.
        let last = next > 0 ? next - 1 : try search("UID *").max() ?? 0
        while low <= last {
            let high = last - low < 4096 ? last : low + 4095
            if let first = try search("UID \(low):\(high)").filter({ $0 >= low }).min() { return first }
            guard high < UInt32.max else { return nil }
            low = high + 1
        }
        return nil
    }

    /// UIDs that `UID SEARCH` gives; of ESEARCH only MIN and ALL are read.
    func search(_ criteria: String) throws(MailFailure) -> [UInt32] {
        var uids: [UInt32] = []
        try run("UID SEARCH \(criteria)") { response throws(MailFailure) in
            let values = try IMAPTokenizer.values(of: response, limits: self.limits)
            guard values.count >= 2 else { return }
            switch values[1].keyword {
            case "SEARCH": uids += values.dropFirst(2).compactMap { $0.number.flatMap(UInt32.init(exactly:)) }
            case "ESEARCH":
                if let place = values.firstIndex(where: { $0.keyword == "MIN" }), place + 1 < values.count,
                    let uid = values[place + 1].number.flatMap(UInt32.init(exactly:))
                {
                    uids.append(uid)
                }
            default: break
            }
        }
        return uids
    }

    /// Moves mails to another mailbox of the same account (RFC 6851, else copy, mark and expunge just those: RFC 4315).
    func move(_ uids: [UInt32], to mailbox: MailboxName) throws(MailFailure) {
        let canMove = capabilities.contains("MOVE")
        guard canMove || capabilities.contains("UIDPLUS") else {
            throw MailFailure(.unsupported, "UID MOVE", "the server has neither MOVE nor UIDPLUS")
        }
        for piece in UIDSet.pieces(uids) {
            try run([.text("UID \(canMove ? "MOVE" : "COPY") \(piece) "), .bytes(mailbox.quoted)])
            if !canMove { try expunge(piece) }
        }
    }

    /// Deletes mails for good.
    func expunge(_ uids: [UInt32]) throws(MailFailure) {
        guard capabilities.contains("UIDPLUS") else { throw MailFailure(.unsupported, "UID EXPUNGE", "the server has no UIDPLUS") }
        for piece in UIDSet.pieces(uids) { try expunge(piece) }
    }

    private func expunge(_ set: String) throws(MailFailure) {
        try run("UID STORE \(set) +FLAGS.SILENT (\\Deleted)")
        try run("UID EXPUNGE \(set)")
    }

    func append(_ bytes: [UInt8], to mailbox: MailboxName, seen: Bool, received: Int64?) throws(MailFailure) {
        let date = received.map { " \"\(CivilTime(milliseconds: $0).internalDateText)\"" } ?? ""
        try run([.text("APPEND "), .bytes(mailbox.quoted), .text("\(seen ? " (\\Seen)" : "")\(date) "), .literal(bytes)])
    }

    /// Flags of one mail, as the server has them.
    func flags(of uid: UInt32) throws(MailFailure) -> Set<String>? {
        var flags: Set<String>?
        try run("UID FETCH \(uid) (UID FLAGS)") { response throws(MailFailure) in
            let values = try IMAPTokenizer.values(of: response, limits: self.limits)
            guard values.count == 4, values[2].keyword == "FETCH", case .list(let pairs) = values[3] else { return }
            for index in stride(from: 0, to: pairs.count - 1, by: 2) where pairs[index].keyword == "FLAGS" {
                if case .list(let words) = pairs[index + 1] { flags = Set(words.compactMap(\.keyword)) }
            }
        }
        return flags
    }
}
