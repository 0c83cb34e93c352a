import Broker
import Mail
import Sandbox

/// A customer's mail program: reads the inbox and what was sent over IMAP, sends over SMTP.
actor CustomerMail {
    private let account: MailAccount
    private let reader: IMAPClient
    private let sender: SMTPClient
    private var inbox = Box()
    private var sent = Box()
    private var refreshed: ContinuousClock.Instant?
    /// One look at the servers for everybody who asks meanwhile.
    private var looking: Task<Void, any Error>?

    private struct Box {
        var cursor: MailboxCursor?
        var letters: [SandboxLetter] = []
    }

    private static let pause = Duration.milliseconds(900)
    private static let limit = 300

    init(_ account: MailAccount) throws {
        self.account = account
        reader = try account.reader()
        sender = try account.sender()
    }

    /// The newest first; the servers are asked at most about once a second.
    func letters() async throws -> [SandboxLetter] {
        if let looking {
            try await looking.value
        } else if refreshed.map({ .now - $0 >= Self.pause }) ?? true {
            let task = Task { try await look() }
            looking = task
            defer { looking = nil }
            try await task.value
        }
        return Array((inbox.letters + sent.letters).sorted { ($0.at, $0.id) > ($1.at, $1.id) }.prefix(Self.limit))
    }

    private func look() async throws {
        inbox = try await read(.inbox, inbox, isSent: false)
        sent = try await read(.sent, sent, isSent: true)
        refreshed = .now
    }

    private func read(_ mailbox: MailboxName, _ box: Box, isSent: Bool) async throws -> Box {
        var box = box
        try await reader.select(mailbox, readOnly: true)
        let window = try await reader.fetch(after: box.cursor)
        if window.restarted { box.letters = [] }
        box.letters += window.mails.map { Self.letter($0, isSent: isSent) }
        box.letters = box.letters.suffix(Self.limit)
        box.cursor = window.cursor
        return box
    }

    private static func letter(_ mail: FetchedMail, isSent: Bool) -> SandboxLetter {
        var letter = SandboxLetter(
            id: "\(isSent ? "sent" : "in")-\(mail.uid)", messageID: nil, isSent: isSent, from: "", to: "", subject: "", at: mail.received,
            text: "This letter cannot be shown as text.", answerTo: "")
        guard case .whole(let bytes) = mail.content, case .parsed(let parsed) = MIMEParser.parse(bytes) else { return letter }
        letter.messageID = parsed.messageID?.description
        letter.from = parsed.from.map { $0.address.description } ?? ""
        letter.to = parsed.to.map { $0.address.description }.joined(separator: ", ")
        letter.subject = parsed.subject
        letter.text = parsed.body
        letter.answerTo = (parsed.replyTo.first ?? parsed.from)?.address.description ?? ""
        return letter
    }

    /// Sends, and keeps a copy, as mail programs do.
    func send(_ draft: SandboxDraft) async throws {
        guard let to = MailAddress(draft.to) else { throw StorageError.cannotOpen("That is no mail address.") }
        guard let id = MessageID(unique: RandomIDs.token(), domain: account.address.domain) else {
            throw StorageError.cannotOpen("The mail could not be named.")
        }
        var mail = OutgoingMail(
            from: OutgoingMail.Person(account.address), to: [OutgoingMail.Person(to)], subject: draft.subject, id: id,
            date: Server.clock().milliseconds, text: draft.text, boundary: "=_\(RandomIDs.token())")
        if let answered = draft.answers.flatMap({ id in (inbox.letters + sent.letters).first { $0.id == id } }),
            let parent = answered.messageID.flatMap({ MessageID($0) })
        {
            mail.inReplyTo = parent
            mail.references = [parent]
        }
        let written = try MessageWriter.write(mail, envelopeSender: account.address)
        guard case .accepted(_, let refused) = try await sender.send(written), refused.isEmpty else {
            throw StorageError.cannotOpen("The mail server did not take the letter.")
        }
        try await reader.append(written, to: .sent)
        refreshed = nil
    }

    func close() async {
        await reader.logOut()
        await sender.quit()
    }
}

/// The mailboxes of all customers; each is opened when somebody first looks.
actor CustomerMailboxes {
    private let lab: MailLab
    private var open: [String: CustomerMail] = [:]

    init(_ lab: MailLab) { self.lab = lab }

    func mail(_ handle: String) throws -> CustomerMail {
        guard let address = Cast.mailbox(handle) else { throw StorageError.cannotOpen("There is no such mailbox.") }
        if let mail = open[address] { return mail }
        let mail = try CustomerMail(try lab.account(address))
        open[address] = mail
        return mail
    }

    func close() async {
        for mail in open.values { await mail.close() }
        open = [:]
    }

    nonisolated var window: SandboxMailbox {
        SandboxMailbox(
            firm: "desk@bank.test", address: Cast.mailbox,
            letters: { handle in try await self.mail(handle).letters() },
            send: { handle, draft in try await self.mail(handle).send(draft) })
    }
}
