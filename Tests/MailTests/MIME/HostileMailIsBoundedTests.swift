import Mail
import Testing

/// No mail takes more than its size deserves; what is beyond the limits is quarantined whole.
@Suite(.timeLimit(.minutes(1))) struct HostileMailIsBoundedTests {
    private func quarantined(_ text: String, _ limits: MIMELimits = MIMELimits()) -> MIMEQuarantine? {
        OddMailIsReadTests.quarantined(Array(text.utf8), limits: limits)
    }

    @Test func limits() {
        var limits = MIMELimits()
        limits.size = 100
        #expect(quarantined("A: " + String(repeating: "x", count: 100), limits) == .tooLarge)
        limits = MIMELimits()
        limits.header = 1000
        #expect(quarantined("A: " + String(repeating: "x\n ", count: 1000), limits) == .headerTooLarge)
        #expect(quarantined(String(repeating: "A: x\n", count: 1000), limits) == .headerTooLarge)
        #expect(quarantined(String(repeating: "A: x\n", count: 2001)) == .tooManyFields)
        #expect(quarantined("") == .noHeader)
        #expect(quarantined("\r\n\r\nText") == .noHeader)
        #expect(quarantined("From: a@b.test\nFROM: c@d.test\n\nx") == .severalSenders)
    }

    @Test func parts() {
        let multipart = "A: b\nContent-Type: multipart/mixed; boundary=b\n\n"
        #expect(quarantined(multipart + String(repeating: "--b\n\nx\n", count: 999)) == nil)
        #expect(quarantined(multipart + String(repeating: "--b\n\nx\n", count: 1000)) == .tooManyParts)
    }

    @Test func depth() {
        func nested(_ count: Int) -> String {
            (0..<count).map { "Content-Type: multipart/mixed; boundary=b\($0)x\n\n--b\($0)x\n" }.joined() + "\ndeep"
        }
        #expect(quarantined("A: b\n" + nested(50)) == nil)
        #expect(quarantined("A: b\n" + nested(51)) == .tooDeep)
        let forwarded = String(repeating: "Content-Type: message/rfc822\n\n", count: 100_000)
        #expect(quarantined("A: b\n" + forwarded) == .tooDeep)
    }

    @Test func mailsInMailsEncoded() {
        var mail = Array("A: b\n\nx".utf8)
        for _ in 0..<60 {
            mail = Array("A: b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n".utf8) + mail
        }
        #expect(OddMailIsReadTests.quarantined(mail) != nil)
    }

    /// Each of these takes minutes in a parser that is quadratic anywhere.
    @Test(arguments: [
        String(repeating: "\r", count: 400_000), "A: b\r\r" + String(repeating: "x\r", count: 200_000),
        "Subject: " + String(repeating: "=?utf-8?q?", count: 20_000), "Subject: " + String(repeating: " ", count: 250_000) + "x",
        "Subject: " + String(repeating: "=?utf-8?q?a?= ", count: 15_000), "From: " + String(repeating: "(", count: 250_000),
        "From: " + String(repeating: "a@b.test,", count: 25_000), "References: " + String(repeating: "<a@b", count: 50_000),
        "Content-Type: text/plain" + String(repeating: ";a*0*=x", count: 30_000),
        "Content-Disposition: attachment; filename=\"" + String(repeating: ". ", count: 100_000) + "\"",
        "A: b\nContent-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b-\n", count: 100_000),
        "Content-Type: text/html\n\n" + String(repeating: "<", count: 300_000),
        "Content-Type: text/html\n\n" + String(repeating: "<a href=\"", count: 50_000),
        "Content-Type: text/html\n\n" + String(repeating: "<div>", count: 60_000),
        "Content-Type: text/html\n\n" + String(repeating: "<!--", count: 100_000),
        "Content-Type: text/html\n\n" + String(repeating: "<script>", count: 40_000),
        "Content-Type: text/html\n\n" + String(repeating: "&#128;", count: 50_000),
        "Content-Type: text/html\n\n" + String(repeating: "<p hidden>", count: 30_000),
        "Content-Type: text/html\n\n" + String(repeating: "<a>", count: 80_000),
        "Content-Transfer-Encoding: quoted-printable\n\n" + String(repeating: "= ", count: 200_000) + "x",
        "Content-Type: text/plain; format=flowed\n\n" + String(repeating: "> a \n", count: 60_000),
        "Content-Type: text/plain; charset=euc-jp\n\n" + String(repeating: "\u{ff}", count: 100_000),
    ]) func takesLinearTime(_ text: String) {
        if case .parsed(let mail) = MIMEParser.parse(Array(text.utf8)) {
            _ = (mail.body, mail.subject, mail.from, mail.references)
            _ = AutomaticMail.signs(of: mail, ownAddresses: [])
            _ = AuthenticationResults(mail, trustedServers: ["a"])
        }
    }

    /// Mails with pieces cut, doubled and changed at random are read or quarantined; nothing traps, nothing grows.
    @Test func mutations() throws {
        var generator = SplitMix(state: 7)
        let boundary =
            "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=iso-2022-jp\r\n\r\n<p>x&amp;</p>\r\n"
        let seed = Array(
            ("From: =?utf-8?q?a?= <a@b.test>\r\nReceived: x\r\nSubject: =?utf-8?B?R3LDvA==?=\r\nReferences: <a@b>\r\nContent-Transfer-Encoding: 7bit\r\n"
                + boundary + "--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nU3ViamVjdDogdAoKVGhlaXJz\r\n"
                + "--b\r\nContent-Type: message/delivery-status\r\n\r\nX: y\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\nFinal-Recipient: rfc822;a@b.test\r\n"
                + "--b\r\nContent-Disposition: attachment; filename*0*=utf-8''a%20b; filename*1=c\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=41=\r\n"
                + "--b--\r\n").utf8)
        let pieces: [[UInt8]] = [
            "--b\r\n", "--b--", "\r\n\r\n", "=?", "?=", "\"", "(", "<", ">", ";", "*0*=", "message/rfc822", "\0", "\u{ff}", "&#x110000;",
        ]
        .map { Array($0.utf8) }
        for _ in 0..<1500 {
            var mail = seed
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let start = Int.random(in: 0..<mail.count, using: &generator)
                let end = min(mail.count, start + Int.random(in: 0...40, using: &generator))
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: mail.removeSubrange(start..<end)
                case 1: mail.insert(contentsOf: mail[start..<end], at: Int.random(in: 0...mail.count, using: &generator))
                case 2: mail[start] = UInt8.random(in: 0...255, using: &generator)
                case 3: mail.insert(contentsOf: pieces.randomElement(using: &generator)!, at: start)
                default: mail.removeLast(mail.count - max(1, start))
                }
                if mail.isEmpty { mail = [0x0a] }
            }
            guard case .parsed(let parsed) = MIMEParser.parse(mail) else { continue }
            #expect(parsed.attachments.map(\.bytes.count).reduce(0, +) <= 2 * mail.count)
            #expect(!parsed.body.unicodeScalars.contains("\0"))
            #expect(!parsed.subject.unicodeScalars.contains { $0.value < 0x20 })
            _ = (DeliveryReport(parsed), AutomaticMail.signs(of: parsed, ownAddresses: []), parsed.from, parsed.recipients)
        }
    }
}

/// A generator whose run can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
