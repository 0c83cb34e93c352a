public import Conversations
import FoundationEssentials
public import Logging
public import Mail
public import ServiceLifecycle
import Storage

/// Reads a mailbox: fetches, commits, and only then moves the mail away.
public struct MailPoll: Service {
    let account: MailAccount
    let id: ChannelAccountID
    let intake: Intake
    let tokens: ReplyTokens
    let logger: Logger

    public init(account: MailAccount, id: ChannelAccountID, intake: Intake, tokens: ReplyTokens, logger: Logger) {
        self.account = account
        self.id = id
        self.intake = intake
        self.tokens = tokens
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = Duration.seconds(1)
            while !Task.isCancelled {
                do {
                    try await session { pause = .seconds(1) }
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("mail waits", metadata: ["account": "\(account.address)", "reason": "\(error)"])
                }
                do { try await Task.sleep(for: pause) } catch { return }
                pause = min(pause * 2, .seconds(60))
            }
        }
    }

    /// One connection, as long as it lasts.
    private func session(_ works: () -> Void) async throws {
        let reader = try account.reader()
        _ = try await reader.select(account.inbox)
        while !Task.isCancelled {
            let window = try await reader.fetch(after: try cursor())
            var read: [UInt32] = []
            var apart: [UInt32] = []
            for mail in window.mails {
                if try await intake.receive(mail, on: account, id: id, tokens: tokens) {
                    read.append(mail.uid)
                } else {
                    apart.append(mail.uid)
                }
            }
            // All of it is durable now; only then does the mailbox change.
            try await keep(window.cursor)
            if !read.isEmpty { try await reader.move(read, to: account.archive) }
            if !apart.isEmpty { try await reader.move(apart, to: account.quarantine) }
            works()
            if !window.hasMore { try await wait(reader) }
        }
    }

    private func wait(_ reader: IMAPClient) async throws {
        _ = try await reader.waitForMail(.seconds(20))
    }

    private var name: String { "mail/\(account.address)" }

    private func cursor() throws -> MailboxCursor? {
        guard let bytes = try intake.store.cursor(name), let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let parts = text.split(separator: " ").compactMap { UInt32($0) }
        return parts.count == 2 ? MailboxCursor(uidValidity: parts[0], lastUID: parts[1]) : nil
    }

    private func keep(_ cursor: MailboxCursor) async throws {
        try await intake.store.keep(cursor: name, Array("\(cursor.uidValidity) \(cursor.lastUID)".utf8))
    }
}

extension Intake {
    /// One mail; false if it is kept apart.
    func receive(_ mail: FetchedMail, on account: MailAccount, id: ChannelAccountID, tokens: ReplyTokens) async throws -> Bool {
        let published = Timestamp(milliseconds: mail.received)
        guard case .whole(let bytes) = mail.content, case .parsed(let parsed) = MIMEParser.parse(bytes) else {
            // Its own Message-ID cannot be trusted to be there: known by mailbox and number.
            let envelope = Envelope(
                account: id, channel: .plainEmail, published: published, providerID: "uid:\(mail.uid):\(mail.received)", threadID: nil,
                address: "", handle: "", name: "", proof: .none, trail: Trail(), automatic: false)
            var why = QuarantineReason.unreadable
            if case .tooLarge = mail.content { why = .tooLarge }
            _ = try await receive(envelope, text: "", unreadable: why)
            return false
        }
        let results = AuthenticationResults(parsed, trustedServers: account.trustedServers)
        let sender = parsed.from?.address.description ?? ""
        let key = store.hashes.identity(.mail, sender)
        let token = parsed.recipients.lazy.compactMap { $0.detail(of: account.address) }.first
        let conversation = token.flatMap { tokens.conversation(of: $0, sender: key) }
        let proved = results.authenticatedSender != nil
        let references = (parsed.inReplyTo + parsed.references.reversed()).prefix(20).map { store.hashes.thread(.mail, $0.description) }
        let envelope = Envelope(
            account: id, channel: proved && conversation != nil ? .secureEmail : .plainEmail, published: published,
            providerID: parsed.messageID?.description ?? "uid:\(mail.uid):\(mail.received)", threadID: nil, address: sender, handle: "",
            name: parsed.from?.name ?? "", proof: proved ? .alignedMail : .none,
            trail: Trail(replyToken: conversation, references: Array(references)),
            automatic: !AutomaticMail.signs(of: parsed, ownAddresses: [account.address]).isEmpty)
        if AutomaticMail.signs(of: parsed, ownAddresses: [account.address]).contains(.report) {
            try await store.count("mail_report")
            return false
        }
        switch try await receive(envelope, text: parsed.subject.isEmpty ? parsed.body : parsed.body) {
        case .accepted(let receipt): return !receipt.events.contains { if case .quarantined = $0 { true } else { false } }
        case .duplicate: return true
        }
    }
}
