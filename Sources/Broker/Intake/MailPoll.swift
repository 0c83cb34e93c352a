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
            try await moveReadLater(reader)
            let window = try await reader.fetch(after: try cursor())
            var fates: [Intake.MailFate: [UInt32]] = [:]
            for mail in window.mails {
                fates[try await intake.receive(mail, on: account, id: id, tokens: tokens), default: []].append(mail.uid)
            }
            // All of it is durable now; only then does the mailbox change. After a crash in between the same mails are read again.
            if let gone = fates[.expunge] { try await reader.expunge(gone) }
            if let read = fates[.archive] { try await reader.move(read, to: account.archive) }
            if let apart = fates[.quarantine] { try await reader.move(apart, to: account.quarantine) }
            try await keep(window.cursor)
            works()
            if !window.hasMore { try await wait(reader) }
        }
    }

    /// Mails that wait in the quarantine's folder for their attachments: what was read since says where they belong.
    private func moveReadLater(_ reader: IMAPClient) async throws {
        var isElsewhere = false
        for message in try intake.store.mailsToMove() {
            guard let mail = try intake.mailToMove(message, on: id) else { continue }
            if let name = mail.messageID, mail.fate != .quarantine {
                if !isElsewhere { _ = try await reader.select(account.quarantine) }
                isElsewhere = true
                let found = try await reader.find(name)
                if !found.isEmpty {
                    if mail.fate == .expunge { try await reader.expunge(found) } else { try await reader.move(found, to: account.archive) }
                }
            }
            try await intake.store.mailMoved(message)
        }
        if isElsewhere { _ = try await reader.select(account.inbox) }
    }

    private func wait(_ reader: IMAPClient) async throws {
        // What is being read now may say soon where its mail belongs.
        let isReading = try intake.store.waitingAttachments().count > 0
        _ = try await reader.waitForMail(.seconds(isReading ? 2 : 20))
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
