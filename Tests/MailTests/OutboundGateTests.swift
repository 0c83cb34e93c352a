import Mail
import Testing

/// Nothing that could mean two things to a server passes the gate.
struct OutboundGateTests {
    static let head = "From: <desk@bank.test>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\nMessage-ID: <one@bank.test>\r\n"
    static let to = [MailAddress("customer@cust.test")!]

    static func refusal(_ text: String, to: [MailAddress] = to) -> OutboundGate.Refusal? {
        refusal(bytes: Array(text.utf8), to: to)
    }

    static func refusal(bytes: [UInt8], to: [MailAddress] = to) -> OutboundGate.Refusal? {
        do throws(OutboundGate.Refusal) {
            _ = try OutboundGate.check(bytes, from: nil, to: to)
            return nil
        } catch {
            return error
        }
    }

    @Test func aPlainMailPasses() throws {
        let message = try OutboundGate.check(Array((Self.head + "Subject: x\r\n folded\r\n\r\nText\r\n.\r\n").utf8), from: nil, to: Self.to)
        #expect(message.messageID == MessageID("<one@bank.test>"))
    }

    @Test(arguments: [
        (head + "\r\nbare\nfeed\r\n", OutboundGate.Refusal.bareLineFeed(line: 5)),
        (head + "\r\nbare\rreturn\r\n", .bareCarriageReturn(line: 5)),
        (head + "\r\nend\r\n.\r.\r\n", .bareCarriageReturn(line: 6)),
        (head + "\r\nend\n.\r\nMAIL FROM:<a@b.test>\r\n", .bareLineFeed(line: 5)),
        (head + "\r\nnul\0\r\n", .controlCharacter(line: 5)),
        (head + "\r\nbell\u{7}\r\n", .controlCharacter(line: 5)),
        (head + "\r\ngrün\r\n", .eightBit(line: 5)),
        (head + "\r\nno end", .unfinishedLine),
        (head + "\r\n" + String(repeating: "a", count: 999) + "\r\n", .lineTooLong(line: 5)),
        (head, .noBody),
        (head + "Subject x\r\n\r\n", .malformedHeader(line: 4)),
        (head + ": empty name\r\n\r\n", .malformedHeader(line: 4)),
        (head + "Sub ject: x\r\n\r\n", .malformedHeader(line: 4)),
        (head + "Subject: x\r\n \t\r\n\r\n", .malformedHeader(line: 5)),
        (" folded: first\r\n" + head + "\r\n", .malformedHeader(line: 1)),
        (head + "from: <other@bank.test>\r\n\r\n", .repeatedHeader("from", line: 4)),
        (head + "Bcc: <other@bank.test>\r\n\r\n", .forbiddenHeader("bcc", line: 4)),
        (head + "Authentication-Results: x\r\n\r\n", .forbiddenHeader("authentication-results", line: 4)),
        ("From: <a@b.test>\r\nMessage-ID: <a@b.test>\r\n\r\n", .missingHeader("date")),
        ("From: <a@b.test>\r\nDate: x\r\nMessage-ID: none\r\n\r\n", .malformedMessageID),
    ]) func refuses(_ text: String, _ refusal: OutboundGate.Refusal) {
        #expect(Self.refusal(text) == refusal)
    }

    @Test func longestLine() {
        #expect(Self.refusal(Self.head + "\r\n" + String(repeating: "a", count: 998) + "\r\n") == nil)
    }

    @Test func recipients() {
        #expect(Self.refusal(Self.head + "\r\n", to: []) == .noRecipient)
        #expect(Self.refusal(Self.head + "\r\n", to: Array(repeating: Self.to[0], count: 101)) == .tooManyRecipients(limit: 100))
    }

    /// Whatever single byte is put anywhere into a good mail: if the gate lets it through, it has not made a new line.
    @Test func noByteMakesALine() {
        let good = Array((Self.head + "\r\nText.\r\n").utf8)
        let lines = good.count { $0 == 0x0a }
        for place in 0...good.count {
            for byte: UInt8 in [0x00, 0x0a, 0x0d, 0x0b, 0x0c, 0x85, 0x1b, 0x7f] {
                var bytes = good
                bytes.insert(byte, at: place)
                // Between CR and LF, a further CR or LF would be one that stands alone.
                #expect(Self.refusal(bytes: bytes) != nil, "byte \(byte) at \(place) of \(lines) lines")
            }
        }
    }

    @Test(arguments: [
        "a@b.test>\r\nRCPT TO:<c@d.test", "a@b.test\n", "a\0@b.test", "a b@c.test", "<a@b.test>", "a@b.test> NOTIFY=NEVER",
        "\"a b\"@c.test",
        "a@[127.0.0.1]", "a@127.0.0.1", "a@localhost", "a..b@c.test", ".a@c.test", "a.@c.test", "a@-b.test", "a@b-.test", "a@b..test",
        "@b.test",
        "a@", "grün@b.test", "a@grün.test", "a@b.test,c@d.test", "a@b@c.test ", "", String(repeating: "a", count: 65) + "@b.test",
        "a@" + String(repeating: "b", count: 64) + ".test",
    ]) func isNoAddress(_ text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test(arguments: ["a@b.test", "desk+k7q3@bank.test", "o'neil.x@xn--grn-hoa.test", "a_b-c@sub.B.Test"]) func isAnAddress(_ text: String)
    {
        #expect(MailAddress(text)?.description.lowercased() == text.lowercased())
    }

    @Test func details() throws {
        let desk = try #require(MailAddress("desk@bank.test"))
        let token = try #require(desk.with(detail: "k7q3"))
        #expect(token.description == "desk+k7q3@bank.test")
        #expect(MailAddress("Desk+K7Q3@BANK.test")?.detail(of: desk) == "k7q3")
        #expect(desk.detail(of: desk) == nil)
        #expect(token.with(detail: "more") == nil)
        #expect(desk.with(detail: "a b") == nil)
        #expect(MailAddress("desk+x@other.test")?.detail(of: desk) == nil)
        #expect(MailAddress("desks+x@bank.test")?.detail(of: desk) == nil)
    }

    @Test(arguments: ["<a@b>\r\nBcc: x", "<a b@c>", "a@b", "<a@b", "<>", "<@b>", "<a@>", "<a\"@b>", "<a<b@c>"]) func isNoMessageID(
        _ text: String
    ) {
        #expect(MessageID(text) == nil)
    }

    /// Line ends in what a person typed never reach a header.
    @Test(arguments: ["\r\n", "\n", "\r", "\u{85}", "\u{2028}", "\0", "\u{b}"]) func lineEndsInHeaderText(_ end: String) {
        let hostile = "Hello\(end)Bcc: other@cust.test"
        var mail = Letters.mail(from: .desk, to: Self.to, subject: hostile)
        #expect(throws: MessageWriter.Refusal.controlCharacter(in: "subject")) { _ = try MessageWriter.write(mail, envelopeSender: nil) }
        mail.subject = "x"
        mail.from.name = hostile
        #expect(throws: MessageWriter.Refusal.controlCharacter(in: "display name")) {
            _ = try MessageWriter.write(mail, envelopeSender: nil)
        }
        mail.from.name = nil
        mail.attachments = [.init(name: hostile, type: "text/plain", bytes: [])]
        #expect(throws: MessageWriter.Refusal.controlCharacter(in: "attachment name")) {
            _ = try MessageWriter.write(mail, envelopeSender: nil)
        }
        mail.attachments = [.init(name: "a", type: "text/plain\(end)X: y", bytes: [])]
        #expect(throws: MessageWriter.Refusal.attachmentType) { _ = try MessageWriter.write(mail, envelopeSender: nil) }
        mail.attachments = []
        // In the text they are lines, and stay in the text.
        mail.text = "\(end).\(end)MAIL FROM:<a@b.test>\(end)"
        #expect(throws: Never.self) { _ = try MessageWriter.write(mail, envelopeSender: nil) }
    }
}
