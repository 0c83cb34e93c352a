/// Writes mail: ASCII only, lines of at most 78 characters where it can, CRLF (RFC 5322, RFC 2045).
public enum MessageWriter {
    /// Why a mail cannot be written.
    public enum Refusal: Error, Equatable, Sendable {
        /// The named part holds a line end or another control character.
        case controlCharacter(in: String)
        /// The boundary is no 20 to 60 letters and digits.
        case boundary
        /// A type that is not `word/word`.
        case attachmentType
        case gate(OutboundGate.Refusal)
    }

    /// Writes `mail` and passes it through the gate, for its own recipients.
    ///
    /// - Parameter envelopeSender: where bounces go; nil for automatic mail, which asks for none.
    public static func write(_ mail: OutgoingMail, envelopeSender: MailAddress?) throws(Refusal) -> SafeMessage {
        let bytes = try bytes(of: mail)
        do throws(OutboundGate.Refusal) {
            return try OutboundGate.check(bytes, from: envelopeSender, to: mail.to.map(\.address))
        } catch {
            throw .gate(error)
        }
    }

    private static func bytes(of mail: OutgoingMail) throws(Refusal) -> [UInt8] {
        var header = ""
        header += "From: \(try person(mail.from))\r\n"
        var to: [String] = []
        for recipient in mail.to { to.append(try person(recipient)) }
        header += "To: \(to.joined(separator: ",\r\n "))\r\n"
        if let replyTo = mail.replyTo { header += "Reply-To: <\(replyTo)>\r\n" }
        header += "Subject: \(try unstructured(mail.subject, "subject", after: 9))\r\n"
        header += "Date: \(CivilTime(milliseconds: mail.date).headerText)\r\n"
        header += "Message-ID: \(mail.id)\r\n"
        if let inReplyTo = mail.inReplyTo { header += "In-Reply-To: \(inReplyTo)\r\n" }
        if !mail.references.isEmpty {
            // Long threads keep their root and their newest mails, as RFC 5537 section 3.4.4 advises.
            let kept = mail.references.count <= 21 ? mail.references : mail.references.prefix(1) + mail.references.suffix(20)
            header += "References: \(kept.map(\.description).joined(separator: "\r\n "))\r\n"
        }
        if mail.origin != .person {
            header += "Auto-Submitted: \(mail.origin.rawValue)\r\n"
        }
        header += "MIME-Version: 1.0\r\n"
        let text =
            Array("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".utf8)
            + QuotedPrintable.encode(lines: lines(mail.text))
        guard !mail.attachments.isEmpty else { return Array(header.utf8) + text }

        guard (20...60).contains(mail.boundary.utf8.count), mail.boundary.utf8.allSatisfy(MailAddress.isLetterOrDigit) else {
            throw .boundary
        }
        // Neither encoding can produce `=_` outside an escape, so the boundary cannot occur in a part.
        let boundary = "=_\(mail.boundary)"
        var bytes = Array((header + "Content-Type: multipart/mixed; boundary=\"\(boundary)\"\r\n\r\n").utf8)
        bytes += Array("--\(boundary)\r\n".utf8) + text
        for attachment in mail.attachments {
            guard isType(attachment.type) else { throw .attachmentType }
            guard !hasControl(attachment.name) else { throw .controlCharacter(in: "attachment name") }
            bytes += Array("--\(boundary)\r\nContent-Type: \(attachment.type)\r\nContent-Transfer-Encoding: base64\r\n".utf8)
            bytes += Array("Content-Disposition: attachment\(filename(attachment.name))\r\n\r\n".utf8)
            bytes += Base64.encodeLines(attachment.bytes)
        }
        return bytes + Array("--\(boundary)--\r\n".utf8)
    }

    /// Text with LF between lines and none at its end.
    private static func lines(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        var wasReturn = false
        for byte in text.utf8 {
            if byte == 0x0d || (byte == 0x0a && !wasReturn) { result.append(0x0a) }
            if byte != 0x0d && byte != 0x0a { result.append(byte) }
            wasReturn = byte == 0x0d
        }
        while result.last == 0x0a { result.removeLast() }
        return result
    }

    private static func person(_ person: OutgoingMail.Person) throws(Refusal) -> String {
        guard let name = person.name, !name.isEmpty else { return "<\(person.address)>" }
        guard !hasControl(name) else { throw .controlCharacter(in: "display name") }
        guard EncodedWords.isPlain(name, after: 10) else { return "\(EncodedWords.encode(name, after: 10))\r\n <\(person.address)>" }
        let escaped = name.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "\"\(escaped)\"\r\n <\(person.address)>"
    }

    private static func unstructured(_ text: String, _ what: String, after used: Int) throws(Refusal) -> String {
        guard !hasControl(text) else { throw .controlCharacter(in: what) }
        return text.isEmpty || EncodedWords.isPlain(text, after: used) ? text : EncodedWords.encode(text, after: used)
    }

    /// C0, delete, C1, and the line and paragraph separators that some programs take for line ends.
    private static func hasControl(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.value < 0x20 || (0x7f..<0xa0).contains($0.value) || $0.value == 0x2028 || $0.value == 0x2029 }
    }

    private static func isType(_ type: String) -> Bool {
        let words = type.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return words.count == 2
            && words.allSatisfy { word in
                (1...60).contains(word.count) && word.allSatisfy { MailAddress.isLetterOrDigit($0) || "-+._".utf8.contains($0) }
            }
    }

    /// The name as one parameter if it is plain, else in percent-encoded pieces (RFC 2231 sections 3 and 4).
    private static func filename(_ name: String) -> String {
        guard !name.isEmpty else { return "" }
        if EncodedWords.isPlain(name, after: 20), !name.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            return ";\r\n filename=\"\(name)\""
        }
        let hex = Array("0123456789ABCDEF".utf8)
        var pieces: [String] = []
        var piece: [UInt8] = Array("utf-8''".utf8)
        for byte in name.utf8 {
            if piece.count > 50 {
                pieces.append(String(decoding: piece, as: UTF8.self))
                piece = []
            }
            piece +=
                MailAddress.isLetterOrDigit(byte) || "-._".utf8.contains(byte)
                ? [byte] : [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
        pieces.append(String(decoding: piece, as: UTF8.self))
        if pieces.count == 1 { return ";\r\n filename*=\(pieces[0])" }
        return pieces.enumerated().map { ";\r\n filename*\($0.offset)*=\($0.element)" }.joined()
    }
}
