/// One connection to an IMAP server: commands, and the responses that belong to them. Blocks; not Sendable.
///
/// Each connection has a random tag prefix, so that nothing outside it can be taken for the end of a command.
final class IMAPSession {
    private let stream: CurlStream
    private let reader: LineReader
    private let prefix: String
    private let timeout: Duration
    let limits: IMAPLimits
    private var commands = 0
    private(set) var capabilities: Set<String> = []
    /// Mails in the selected mailbox, as last told.
    private(set) var exists: UInt32 = 0
    /// The server told of new mail since this was last set to false.
    var hasNews = false
    private var isLeaving = false

    init(
        server: MailServer, credentials: MailCredentials, timeout: Duration, mailLimit: Int, wake: WakeSignal
    ) throws(MailFailure) {
        stream = try CurlStream(.imap, at: server, credentials: credentials, timeout: timeout, wake: wake)
        reader = LineReader(stream)
        self.timeout = timeout
        limits = IMAPLimits(literal: mailLimit)
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
        // The alphabet is not empty.
        prefix = String((0..<10).map { _ in alphabet.randomElement()! })
        // What a server offers after the log-in may differ from what it offered before.
        var offered: Set<String> = []
        try run("CAPABILITY") { response throws(MailFailure) in
            let words = response.text.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self).uppercased() }
            if words.count > 2, words[1] == "CAPABILITY" { offered = Set(words.dropFirst(2)) }
        }
        guard offered.contains("IMAP4REV1") || offered.contains("IMAP4REV2") else {
            throw MailFailure(.unsupported, "CAPABILITY", "the server does not speak IMAP4rev1")
        }
        capabilities = offered
    }

    /// A command in parts; between two parts stands a literal.
    enum Part {
        case text(String)
        case bytes([UInt8])
        case literal([UInt8])
    }

    func run(
        _ command: String, on untagged: (IMAPResponse) throws(MailFailure) -> Void = { _ in }
    ) throws(MailFailure) {
        _ = try run([.text(command)], on: untagged)
    }

    /// Sends a command and reads to its end.
    ///
    /// - Returns: the text of the tagged OK.
    /// - Throws: `refused` with the server's words for NO and BAD.
    @discardableResult
    func run(
        _ parts: [Part], on untagged: (IMAPResponse) throws(MailFailure) -> Void = { _ in }
    ) throws(MailFailure) -> [UInt8] {
        let tag = nextTag()
        let operation = Self.operation(parts)
        var pending = Array("\(tag) ".utf8)
        for part in parts {
            switch part {
            case .text(let text): pending += Array(text.utf8)
            case .bytes(let bytes): pending += bytes
            case .literal(let bytes):
                let isAwaited = !capabilities.contains("LITERAL+")
                try send(pending + Array("{\(bytes.count)\(isAwaited ? "" : "+")}\r\n".utf8))
                if isAwaited { try awaitContinuation(tag, operation, on: untagged) }
                try send(bytes)
                pending = []
            }
        }
        try send(pending + [0x0d, 0x0a])
        return try finish(tag, operation, on: untagged)
    }

    /// Waits with IDLE (RFC 2177) until the server tells of a change or `duration` is over; true for news.
    func idle(for duration: Duration, whenReady: (@Sendable () -> Void)? = nil) throws(MailFailure) -> Bool {
        let tag = nextTag()
        try send(Array("\(tag) IDLE\r\n".utf8))
        try awaitContinuation(tag, "IDLE")
        whenReady?()
        let end = Deadline.after(duration)
        var interruption: MailFailure?
        while !hasNews {
            do throws(MailFailure) {
                let response = try receive(by: end)
                guard response.text.first == UInt8(ascii: "*") else {
                    throw MailFailure(.malformed, "IDLE", "a reply that was not asked for")
                }
                try note(response)
            } catch {
                if error.code == .timedOut { break }
                guard error.code == .cancelled else { throw error }
                interruption = error
                break
            }
        }
        if let interruption { throw interruption }
        try send(Array("DONE\r\n".utf8))
        try finish(tag, "IDLE")
        return hasNews
    }

    /// Waits without asking anything of the server; ends early when woken.
    func pause(_ duration: Duration) throws(MailFailure) {
        try stream.pause(by: .after(duration))
    }

    /// Says goodbye. The connection is of no use afterwards, whatever the server answers.
    func logOut() {
        isLeaving = true
        do throws(MailFailure) { try run("LOGOUT") } catch {
            // The server may close before it answers; nothing is lost by it.
        }
    }

    // MARK: - Lines

    private func nextTag() -> String {
        commands += 1
        return "\(prefix)\(commands)"
    }

    private func send(_ bytes: [UInt8]) throws(MailFailure) {
        let deadline = Deadline.after(timeout).allowing(bytes.count)
        var failure: MailFailure?
        bytes.withUnsafeBytes { bytes in
            do throws(MailFailure) { try stream.write(bytes, by: deadline) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func receive(by deadline: Deadline) throws(MailFailure) -> IMAPResponse {
        try IMAPResponse(from: reader, limits: limits, by: deadline)
    }

    private func awaitContinuation(
        _ tag: String, _ operation: String, on untagged: (IMAPResponse) throws(MailFailure) -> Void = { _ in }
    ) throws(MailFailure) {
        while true {
            let response = try receive(by: .after(timeout))
            switch response.text.first {
            case UInt8(ascii: "+"): return
            case UInt8(ascii: "*"):
                try note(response)
                try untagged(response)
            default:
                _ = try conclude(response, tag, operation)
                throw MailFailure(.malformed, operation, "the server ended a command that goes on")
            }
        }
    }

    @discardableResult
    private func finish(
        _ tag: String, _ operation: String, on untagged: (IMAPResponse) throws(MailFailure) -> Void = { _ in }
    ) throws(MailFailure) -> [UInt8] {
        while true {
            let response = try receive(by: .after(timeout))
            switch response.text.first {
            case UInt8(ascii: "*"):
                try note(response)
                try untagged(response)
            case UInt8(ascii: "+"):
                throw MailFailure(.malformed, operation, "the server asks for more than the command has")
            default:
                return try conclude(response, tag, operation)
            }
        }
    }

    /// The tagged response of this very command, or nothing.
    private func conclude(_ response: IMAPResponse, _ tag: String, _ operation: String) throws(MailFailure) -> [UInt8] {
        guard response.text.starts(with: Array("\(tag) ".utf8)) else {
            throw MailFailure(.malformed, operation, "a reply with another tag")
        }
        switch IMAPResponse.condition(of: response.text) {
        case .ok: return Array(response.text.dropFirst(tag.utf8.count + 4))
        case .no, .bad: throw MailFailure(.refused, operation, bytes: response.text.dropFirst(tag.utf8.count + 1))
        default: throw MailFailure(.malformed, operation, "a reply without OK, NO or BAD")
        }
    }

    /// What any untagged response says about the connection and the mailbox.
    private func note(_ response: IMAPResponse) throws(MailFailure) {
        let text = response.text
        if IMAPResponse.condition(of: text) == .bye {
            // Expected only after LOGOUT, whose tagged OK then still follows.
            if !isLeaving { throw MailFailure(.disconnected, "IMAP", bytes: text.dropFirst(2)) }
            return
        }
        let words = text.split(separator: 0x20, maxSplits: 3)
        guard words.count >= 3, let number = IMAPValue.number(words[1]), let count = UInt32(exactly: number) else { return }
        switch String(decoding: words[2], as: UTF8.self).uppercased() {
        case "EXISTS":
            if count > exists { hasNews = true }
            exists = count
        case "EXPUNGE":
            if exists > 0 { exists -= 1 }
        default: break
        }
    }

    private static func operation(_ parts: [Part]) -> String {
        guard case .text(let text)? = parts.first else { return "IMAP" }
        let words = text.split(separator: " ", maxSplits: 2)
        return words.first == "UID" && words.count > 1 ? "UID \(words[1])" : String(words.first ?? "IMAP")
    }
}
