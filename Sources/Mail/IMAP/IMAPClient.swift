/// Reads a mailbox: what is new, its bytes, and where it goes afterwards. Never changes \Seen by reading.
///
/// Owns one connection, on a thread of its own, and opens it when it is needed. After any failure the connection is gone and
/// the next call opens a new one; nothing a caller was not told of is lost by that, since the cursor is the caller's.
public actor IMAPClient {
    private let thread = MailThread()
    private let server: MailServer
    private let credentials: MailCredentials
    private let limits: MailLimits
    private let wake = WakeSignal()
    private var session: IMAPSession?
    private var selected: (mailbox: MailboxName, readOnly: Bool, status: MailboxStatus)?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    public init(server: MailServer, credentials: MailCredentials, limits: MailLimits = MailLimits()) {
        self.server = server
        self.credentials = credentials
        self.limits = limits
    }

    /// Selects a mailbox; the status is as of now.
    @discardableResult
    public func select(_ mailbox: MailboxName, readOnly: Bool = false) throws(MailFailure) -> MailboxStatus {
        try connected { session throws(MailFailure) in
            let status = try session.select(mailbox, readOnly: readOnly)
            selected = (mailbox, readOnly, status)
            return status
        }
    }

    /// The next mails of the selected mailbox after `cursor`, at most `limit` of them and at most `limits.window` bytes.
    ///
    /// A mail over `limits.mail` bytes is reported by its size only. Without a cursor, or with one of an older UIDVALIDITY, it
    /// begins at the first mail.
    public func fetch(after cursor: MailboxCursor?, limit: Int = 200) throws(MailFailure) -> MailWindow {
        try connected { session throws(MailFailure) in
            guard let status = selected?.status else { throw MailFailure(.misconfigured, "UID FETCH", "no mailbox is selected") }
            let restarted = cursor != nil && cursor?.uidValidity != status.uidValidity
            let last = restarted ? 0 : cursor?.lastUID ?? 0
            func window(_ mails: [FetchedMail], upTo uid: UInt32, hasMore: Bool) -> MailWindow {
                let cursor = MailboxCursor(uidValidity: status.uidValidity, lastUID: uid)
                return MailWindow(mails: mails, cursor: cursor, restarted: restarted, hasMore: hasMore)
            }
            guard last < UInt32.max else { return window([], upTo: last, hasMore: false) }
            let span = UInt32(clamping: max(1, limit)) &- 1
            var low = last + 1
            func range() -> ClosedRange<UInt32> { low...(low > UInt32.max - span ? UInt32.max : low + span) }
            session.hasNews = false
            var summaries = try session.summaries(range())
            if summaries.isEmpty {
                guard let first = try session.firstUID(from: low, next: 0) else { return window([], upTo: last, hasMore: false) }
                low = first
                summaries = try session.summaries(range())
            }
            var bytes = 0
            var taken = 0
            for summary in summaries {
                let size = summary.size <= limits.mail ? summary.size : 0
                if taken > 0, bytes + size > limits.window { break }
                bytes += size
                taken += 1
            }
            let rest = summaries.count > taken
            summaries = Array(summaries.prefix(taken))
            let bodies = try session.bodies(summaries.filter { $0.size <= limits.mail }.map(\.uid))
            let mails = summaries.compactMap { summary -> FetchedMail? in
                guard summary.size <= limits.mail else {
                    return FetchedMail(uid: summary.uid, received: summary.received, content: .tooLarge(size: summary.size))
                }
                // A mail that another client removed in between is no longer there to be taken in.
                guard let body = bodies[summary.uid] else { return nil }
                return FetchedMail(uid: summary.uid, received: summary.received, content: .whole(body))
            }
            let reached = summaries.last?.uid ?? low
            return window(mails, upTo: reached, hasMore: rest || !summaries.isEmpty)
        }
    }

    /// Waits until there is something new in the selected mailbox; false when `duration` passes first.
    ///
    /// Uses IDLE, renewed every 28 minutes (RFC 2177 asks for less than 29), or NOOP every `pollInterval` where a server has none.
    public func waitForMail(
        _ duration: Duration, pollInterval: Duration = .seconds(30), whenReady: (@Sendable () -> Void)? = nil
    ) async throws(MailFailure) -> Bool {
        let wake = wake
        let outcome: Result<Bool, MailFailure> = await withTaskCancellationHandler {
            await waitNow(duration, pollInterval: pollInterval, whenReady: whenReady)
        } onCancel: {
            wake.raise()
        }
        return try outcome.get()
    }

    private func waitNow(
        _ duration: Duration, pollInterval: Duration, whenReady: (@Sendable () -> Void)?
    ) async -> Result<Bool, MailFailure> {
        do throws(MailFailure) {
            let hasNews = try connected { session throws(MailFailure) in
                // `connected` has lowered the signal: a cancellation from before is seen here, a later one raises it again.
                guard !Task.isCancelled else { throw MailFailure(.cancelled, "IDLE") }
                let end = Deadline.after(duration)
                while !session.hasNews {
                    let left = Duration.milliseconds(Int64(end.milliseconds))
                    guard left > .zero else { return false }
                    if session.capabilities.contains("IDLE") {
                        _ = try session.idle(for: min(left, .seconds(28 * 60)), whenReady: whenReady)
                    } else {
                        try session.run("NOOP")
                        whenReady?()
                        if !session.hasNews { try session.pause(min(left, pollInterval)) }
                    }
                }
                return true
            }
            return .success(hasNews)
        } catch {
            return .failure(error)
        }
    }

    /// Moves mails of the selected mailbox, after what was in them is durable.
    public func move(_ uids: [UInt32], to mailbox: MailboxName) throws(MailFailure) {
        try connected { session throws(MailFailure) in try session.move(uids, to: mailbox) }
    }

    /// Deletes mails of the selected mailbox for good.
    public func expunge(_ uids: [UInt32]) throws(MailFailure) {
        try connected { session throws(MailFailure) in try session.expunge(uids) }
    }

    /// Stores a copy of what was sent.
    public func append(_ message: SafeMessage, to mailbox: MailboxName, received: Int64? = nil) throws(MailFailure) {
        try connected { session throws(MailFailure) in
            try session.append(message.bytes, to: mailbox, seen: true, received: received)
        }
    }

    /// The UIDs in the selected mailbox of mails with this Message-ID: how a send with a lost answer is found again.
    public func find(_ id: MessageID) throws(MailFailure) -> [UInt32] {
        try connected { session throws(MailFailure) in
            // A Message-ID has no quote, backslash or control character.
            try session.search("HEADER Message-ID \"\(id)\"")
        }
    }

    /// The flags of a mail in upper case, such as `\SEEN`; nil if there is no such mail.
    public func flags(of uid: UInt32) throws(MailFailure) -> Set<String>? {
        try connected { session throws(MailFailure) in try session.flags(of: uid) }
    }

    /// What the server offers, as it said after the log-in.
    public func capabilities() throws(MailFailure) -> Set<String> {
        try connected { session throws(MailFailure) in session.capabilities }
    }

    public func logOut() {
        session?.logOut()
        session = nil
        selected = nil
    }

    /// Runs `body` on a live connection; after a failure that leaves the connection in doubt it is closed.
    private func connected<Result>(_ body: (IMAPSession) throws(MailFailure) -> Result) throws(MailFailure) -> Result {
        wake.lower()
        let session = try liveSession()
        do throws(MailFailure) {
            return try body(session)
        } catch {
            switch error.code {
            case .refused, .unsupported, .misconfigured: break
            default:
                self.session = nil
            }
            throw error
        }
    }

    private func liveSession() throws(MailFailure) -> IMAPSession {
        if let session { return session }
        let session = try IMAPSession(
            server: server, credentials: credentials, timeout: limits.timeout, mailLimit: limits.mail, wake: wake)
        if let (mailbox, readOnly, _) = selected {
            selected = (mailbox, readOnly, try session.select(mailbox, readOnly: readOnly))
        }
        self.session = session
        return session
    }
}
