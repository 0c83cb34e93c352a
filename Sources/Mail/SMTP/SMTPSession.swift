/// One connection to an SMTP server. Blocks; not Sendable.
final class SMTPSession {
    private let stream: CurlStream
    private let reader: LineReader
    private let timeout: Duration
    /// Keywords of the server's EHLO reply with their parameters, in upper case.
    let extensions: [String: String]

    init(server: MailServer, name: String, credentials: MailCredentials?, timeout: Duration, wake: WakeSignal) throws(MailFailure) {
        let stream = try CurlStream(.smtp, at: server, as: name, credentials: credentials, timeout: timeout, wake: wake)
        let reader = LineReader(stream)
        self.stream = stream
        self.reader = reader
        self.timeout = timeout
        // What the server offers after the log-in is asked again; curl keeps its own answer to itself.
        try Self.write(Array("EHLO \(name)\r\n".utf8), to: stream, by: .after(timeout))
        let reply = try SMTPReply(from: reader, by: .after(timeout))
        guard reply.code == 250 else { throw MailFailure(.refused, "EHLO", "\(reply.code)") }
        var extensions: [String: String] = [:]
        for line in reply.lines.dropFirst() {
            let words = line.uppercased().split(separator: " ", maxSplits: 1)
            if let keyword = words.first { extensions[String(keyword)] = words.count > 1 ? String(words[1]) : "" }
        }
        self.extensions = extensions
    }

    func send(_ message: SafeMessage) throws(MailFailure) -> SendResult {
        if let limit = extensions["SIZE"].flatMap(Int.init), limit > 0, message.bytes.count > limit {
            throw MailFailure(.tooLarge, "MAIL", "the server takes at most \(limit) bytes")
        }
        var mail = "MAIL FROM:<\(message.sender?.description ?? "")>"
        if extensions["SIZE"] != nil { mail += " SIZE=\(message.bytes.count)" }
        if extensions["DSN"] != nil { mail += " RET=HDRS ENVID=\(Self.xtext(message.messageID.description.dropFirst().dropLast()))" }
        let notify = extensions["DSN"] == nil ? "" : message.sender == nil ? " NOTIFY=NEVER" : " NOTIFY=FAILURE,DELAY"
        let recipients = message.recipients.map { "RCPT TO:<\($0)>\(notify)" }

        // Envelope. With PIPELINING (RFC 2920) in one round trip; its replies come in order all the same.
        let reply: SMTPReply
        var replies: [SMTPReply] = []
        if extensions["PIPELINING"] != nil {
            try write(Array(([mail] + recipients).map { $0 + "\r\n" }.joined().utf8))
            reply = try receive()
            for _ in recipients { replies.append(try receive()) }
        } else {
            reply = try command(mail)
            if reply.isPositive {
                for recipient in recipients { replies.append(try command(recipient)) }
            }
        }
        guard reply.isPositive else {
            try reset()
            return .refused(.sender(reply))
        }
        let refused = zip(message.recipients, replies).filter { !$1.isPositive }.map { RecipientRefusal(recipient: $0, reply: $1) }
        guard refused.count < message.recipients.count else {
            try reset()
            return .refused(.recipients(refused))
        }
        let ready = try command("DATA")
        guard ready.code == 354 else {
            try reset()
            return .refused(.content(ready, refused: refused))
        }

        // Content. Until the last dot is on its way, nothing has been sent: RFC 5321 section 4.1.1.4 has the server wait for it.
        try write(Self.stuffed(message.bytes))
        do throws(MailFailure) {
            try write(Array(".\r\n".utf8))
            let last = try receive()
            guard last.isPositive else { return .refused(.content(last, refused: refused)) }
            return .accepted(queueID: Self.queueID(last), refused: refused)
        } catch {
            return .unknown(error)
        }
    }

    func noop() throws(MailFailure) {
        guard try command("NOOP").isPositive else { throw MailFailure(.refused, "NOOP") }
    }

    func quit() {
        do throws(MailFailure) { _ = try command("QUIT") } catch {
            // Some servers close before they answer; what was sent was answered before.
        }
    }

    private func reset() throws(MailFailure) {
        guard try command("RSET").isPositive else { throw MailFailure(.disconnected, "RSET") }
    }

    private func command(_ line: String) throws(MailFailure) -> SMTPReply {
        try write(Array("\(line)\r\n".utf8))
        return try receive()
    }

    private func receive() throws(MailFailure) -> SMTPReply {
        try SMTPReply(from: reader, by: .after(timeout))
    }

    private func write(_ bytes: [UInt8]) throws(MailFailure) {
        try Self.write(bytes, to: stream, by: .after(timeout).allowing(bytes.count))
    }

    private static func write(_ bytes: [UInt8], to stream: CurlStream, by deadline: Deadline) throws(MailFailure) {
        var failure: MailFailure?
        bytes.withUnsafeBytes { bytes in
            do throws(MailFailure) { try stream.write(bytes, by: deadline) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// A second dot before each dot that begins a line (RFC 5321 section 4.5.2). The gate has seen to it that lines end in CRLF only.
    static func stuffed(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 64)
        var atStart = true
        for byte in bytes {
            if atStart && byte == UInt8(ascii: ".") { result.append(byte) }
            result.append(byte)
            atStart = byte == 0x0a
        }
        return result
    }

    /// The word after `queued as`, which Postfix, Exim, Sendmail's successors and most services use.
    private static func queueID(_ reply: SMTPReply) -> String? {
        let words = reply.lines.joined(separator: " ").split(separator: " ")
        guard let place = words.indices.first(where: { words[$0].lowercased() == "queued" || words[$0].lowercased().hasPrefix("id=") })
        else {
            return nil
        }
        if words[place].lowercased().hasPrefix("id=") { return String(words[place].dropFirst(3)) }
        guard place + 2 < words.count, words[place + 1].lowercased() == "as" else { return nil }
        return String(words[place + 2].prefix(100))
    }

    /// Printable ASCII with `+` and `=` in hexadecimal (RFC 3461 section 4).
    private static func xtext(_ text: some StringProtocol) -> String {
        text.unicodeScalars.map { $0 == "+" ? "+2B" : $0 == "=" ? "+3D" : String($0) }.joined()
    }
}
