/// Hands mail to a submission server, over one connection that is kept, on a thread of its own.
public actor SMTPClient {
    private let thread = MailThread()
    private let server: MailServer
    private let name: String
    private let credentials: MailCredentials?
    private let timeout: Duration
    private let wake = WakeSignal()
    private var session: SMTPSession?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - name: this machine's name for EHLO, a DNS name in A-labels.
    ///   - credentials: nil only for a relay that takes mail without log-in.
    public init(server: MailServer, name: String, credentials: MailCredentials?, limits: MailLimits = MailLimits()) throws(MailFailure) {
        guard MailAddress.isDomain(Array(name.utf8)[...]) else {
            throw MailFailure(.misconfigured, "EHLO", "the name must be a DNS name in A-labels")
        }
        self.server = server
        self.name = name
        self.credentials = credentials
        timeout = limits.timeout
    }

    /// Sends one mail.
    ///
    /// - Throws: when the mail was certainly not taken, so that it may be tried again.
    public func send(_ message: SafeMessage) throws(MailFailure) -> SendResult {
        let session = try liveSession()
        do throws(MailFailure) {
            let result = try session.send(message)
            if case .unknown = result { self.session = nil }
            return result
        } catch {
            if error.code != .tooLarge { self.session = nil }
            throw error
        }
    }

    /// Keywords of the server's EHLO reply.
    public func extensions() throws(MailFailure) -> Set<String> {
        Set(try liveSession().extensions.keys)
    }

    public func quit() {
        session?.quit()
        session = nil
    }

    /// The kept connection if the server still answers on it, else a new one: servers close idle connections, and finding that out
    /// between mails is no loss.
    private func liveSession() throws(MailFailure) -> SMTPSession {
        if let session {
            guard lastUse + .seconds(20) < .now else { return used(session) }
            do throws(MailFailure) {
                try session.noop()
                return used(session)
            } catch {
                self.session = nil
            }
        }
        let session = try SMTPSession(server: server, name: name, credentials: credentials, timeout: timeout, wake: wake)
        self.session = session
        return used(session)
    }

    private var lastUse = ContinuousClock.now

    private func used(_ session: SMTPSession) -> SMTPSession {
        lastUse = .now
        return session
    }
}
