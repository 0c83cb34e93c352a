/// A mail that could be read: who, to whom, about what, its text, and what is attached.
public struct ParsedMail: Sendable {
    /// Depth first by source; the first is the mail itself.
    public let parts: [MailPart]
    let sources: [[UInt8]]
    /// Every text of the mail in reading order, shown or not. All of them are to be scanned.
    public let texts: [MailText]
    public let attachments: [MailAttachment]

    init(parts: [MailPart], sources: [[UInt8]]) {
        var parts = parts
        let content = MailContent(parts: &parts, sources: sources)
        self.parts = parts
        self.sources = sources
        texts = content.texts
        attachments = content.attachments
    }

    public var header: HeaderBlock { parts[0].header }

    /// What a person reads: of alternatives the plain one unless it is blank, without forwarded mails.
    public var body: String {
        texts.filter(\.isShown).map(\.text).joined(separator: "\n\n")
    }

    public var subject: String { header.first("subject")?.text ?? "" }

    /// The one sender; nil if From does not name exactly one mailbox that can be read.
    public var from: Mailbox? {
        guard let field = header.first("from") else { return nil }
        let (mailboxes, isWhole) = AddressList.parse(field.value)
        return isWhole && mailboxes.count == 1 ? mailboxes[0] : nil
    }

    public var to: [Mailbox] { mailboxes("to") }
    public var cc: [Mailbox] { mailboxes("cc") }
    public var replyTo: [Mailbox] { mailboxes("reply-to") }

    /// Whom the mail was delivered for, as receiving servers wrote it, then as the sender addressed it; without repetition.
    public var recipients: [MailAddress] {
        var seen: Set<MailAddress> = []
        let all = ["delivered-to", "x-original-to", "to", "cc"].flatMap { mailboxes($0).map(\.address) }
        return all.filter { seen.insert($0).inserted }
    }

    public var messageID: MessageID? { ids("message-id").first }
    public var inReplyTo: [MessageID] { ids("in-reply-to") }
    /// Oldest first.
    public var references: [MessageID] { ids("references") }

    /// How many servers passed it on; more than 50 is a loop.
    public var hops: Int { header.all("received").count }

    private func mailboxes(_ name: String) -> [Mailbox] {
        header.all(name).flatMap { AddressList.parse($0.value).mailboxes }
    }

    /// At most the 100 last.
    private func ids(_ name: String) -> [MessageID] {
        header.all(name).flatMap { MessageID.all(in: $0.raw) }.suffix(100)
    }

    /// The bytes of a part, decoded.
    public func bytes(of part: MailPart) -> [UInt8] {
        MIMEStructure.decode(sources[part.source][part.range], part.encoding)
    }

    /// The bytes of a part as they arrived, which a signature covers.
    public func encodedBytes(of part: MailPart) -> ArraySlice<UInt8> {
        sources[part.source][part.range]
    }
}

extension MessageID {
    /// Everything in angle brackets that is an identifier.
    static func all(in text: String) -> [MessageID] {
        text.utf8.split(separator: UInt8(ascii: "<")).compactMap { piece in
            guard let close = piece.firstIndex(of: UInt8(ascii: ">")) else { return nil }
            return String(piece[..<close]).flatMap { MessageID("<\($0)>") }
        }
    }
}
