import Conversations
import Ledger
import Mail
import Storage

extension Intake {
    /// What becomes of a mail in the mailbox once everything about it is durable here.
    enum MailFate: Hashable {
        case archive
        case quarantine
        /// Something was taken out of it: the mailbox must not keep what we may not (law 2(e)).
        case expunge

        /// What follows from its attachments; nil where nothing does.
        init?(_ attachments: [AttachmentNote]) {
            if attachments.contains(where: { $0.fate == .heldBack }) {
                self = .expunge
            } else if attachments.contains(where: { $0.fate == .quarantined }) {
                self = .quarantine
            } else {
                return nil
            }
        }
    }

    /// Takes one mail in.
    func receive(_ mail: FetchedMail, on account: MailAccount, id: ChannelAccountID, tokens: ReplyTokens) async throws -> MailFate {
        let published = Timestamp(milliseconds: mail.received)
        guard case .whole(let bytes) = mail.content, case .parsed(let parsed) = MIMEParser.parse(bytes) else {
            // Its own Message-ID cannot be trusted to be there: known by mailbox and number.
            let envelope = Envelope(
                account: id, channel: .plainEmail, published: published, providerID: "uid:\(mail.uid):\(mail.received)", threadID: nil,
                address: "", handle: "", name: "", proof: .none, trail: Trail(), automatic: false)
            var why = QuarantineReason.unreadable
            if case .tooLarge = mail.content { why = .tooLarge }
            _ = try await receive(envelope, text: "", unreadable: why)
            return .quarantine
        }
        let signs = AutomaticMail.signs(of: parsed, ownAddresses: [account.address])
        if signs.contains(.report) {
            tally.add("mail_report")
            if let report = DeliveryReport(parsed) { try await record(report) }
            return .archive
        }
        let envelope = envelope(of: parsed, mail, on: account, id: id, tokens: tokens, automatic: !signs.isEmpty)
        guard parsed.attachments.count <= Self.mostAttachments else {
            _ = try await receive(envelope, text: "", unreadable: .tooLarge)
            return .quarantine
        }
        let (shown, beside) = (parsed.shownText, parsed.textsBeside)
        guard beside.reduce(shown.utf8.count, { $0 + $1.utf8.count }) <= Self.mostInlineText else {
            _ = try await receive(envelope, text: "", unreadable: .tooLarge)
            return .quarantine
        }
        let known = try store.message(duplicateKey: store.hashes.duplicate(id, envelope.providerID))
        // First the bytes that nobody could read, so that whoever sees the entry can find them.
        let message = RandomIDs.event()
        let along = known == nil ? try await read(parsed.attachments, of: message) : []
        let outcome = try await receive(envelope, text: shown, beside: beside, attachments: along, as: message)
        // What was said of them stands, also where the server ended before the mailbox had heard of it.
        let attachments = try known.map { try self.attachments(of: $0.message) } ?? outcome.attachments
        if outcome.isRedacted { return .expunge }
        if let fate = MailFate(attachments) { return fate }
        return outcome.receipt?.events.contains { if case .quarantined = $0 { true } else { false } } == true ? .quarantine : .archive
    }

    private func envelope(
        of parsed: ParsedMail, _ mail: FetchedMail, on account: MailAccount, id: ChannelAccountID, tokens: ReplyTokens, automatic: Bool
    ) -> Envelope {
        let results = AuthenticationResults(parsed, trustedServers: account.trustedServers)
        let sender = parsed.from?.address.description ?? ""
        let key = store.hashes.identity(.mail, sender)
        let token = parsed.recipients.lazy.compactMap { $0.detail(of: account.address) }.first
        let conversation = token.flatMap { tokens.conversation(of: $0, sender: key) }
        let isProved = results.authenticatedSender != nil
        let references = (parsed.inReplyTo + parsed.references.reversed()).prefix(20).map { store.hashes.thread(.mail, $0.description) }
        var envelope = Envelope(
            account: id, channel: isProved && conversation != nil ? .secureEmail : .plainEmail,
            published: Timestamp(milliseconds: mail.received),
            providerID: parsed.messageID?.description ?? "uid:\(mail.uid):\(mail.received)", threadID: nil, address: sender, handle: "",
            name: parsed.from?.name ?? "", proof: isProved ? .alignedMail : .none,
            trail: Trail(replyToken: conversation, references: Array(references)), automatic: automatic)
        envelope.domain = account.address.domain
        return envelope
    }

    /// A mail of ours came back. What a report says counts only if it names a mail of ours by its Message-ID, and that mail's recipient.
    private func record(_ report: DeliveryReport) async throws {
        guard let (order, recipient) = try bounce(report) else { return }
        do {
            _ = try await store.submit(Command(id: RandomIDs.event(), principal: .network, order: order, owner: recipient))
        } catch StorageError.refused(.wrongPhase) {
            // The same report again, or one about a mail that a person settled meanwhile.
            tally.add("mail_report_late")
        }
    }

    private func bounce(_ report: DeliveryReport) throws -> (Order, KeyedHash)? {
        guard let messageID = report.messageID else { return nil }
        let key = store.hashes.thread(.mail, messageID.description)
        guard let id = try store.conversation(thread: key), let page = try store.conversation(id) else { return nil }
        let events = page.lines.flatMap { $0.events ?? [] }
        for case .queued(let sent) in events where sent.providerKey == key {
            guard let recipient = sent.recipient else { return nil }
            for failed in report.recipients where failed.isPermanentFailure {
                guard let address = failed.address, store.hashes.identity(.mail, address.description) == recipient else { continue }
                return (.record(SendReport(conversation: id, send: sent.send, outcome: .bounced(status: failed.status))), recipient)
            }
        }
        return nil
    }
}

extension ParsedMail {
    /// What is kept and shown: the subject where it is more than a repetition, and the body.
    var shownText: String {
        var parts: [String] = []
        if !subject.isEmpty, !subject.lowercased().hasPrefix("re:") { parts.append(subject) }
        if !body.isEmpty { parts.append(body) }
        return parts.joined(separator: "\n\n")
    }

    /// Everything else that carries words: alternatives, forwarded mails, what markup hides, a repeated subject.
    var textsBeside: [String] {
        var beside = texts.filter { !$0.isShown }.map(\.text) + texts.map(\.hidden)
        if subject.lowercased().hasPrefix("re:") { beside.append(subject) }
        return beside.filter { text in text.utf8.contains { $0 > 0x20 } }
    }
}
