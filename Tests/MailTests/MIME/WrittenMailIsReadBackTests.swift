import Foundation
import Mail
import Scratch
import Testing

/// What the writer writes, our parser and another one read as it was meant.
struct WrittenMailIsReadBackTests {
    private static let alphabet: [String] =
        Array(repeating: ["a", "b", " ", "e", "."], count: 4).flatMap { $0 } + [
            "ü", "東", "😀", "=", "?", "_", "\"", "\\", "<", ">", "@", ",", ";", ":", "(", "From ", "=?utf-8?q?x?=", "\u{301}", "ﷺ", "--",
            "'", "%",
        ]

    private static func word(_ limit: Int, _ generator: inout SplitMix, more: [String] = []) -> String {
        let letters = alphabet + more
        let text = (0..<Int.random(in: 0...limit, using: &generator)).map { _ in letters.randomElement(using: &generator)! }.joined()
        let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " }
        return String(String.UnicodeScalarView(text.unicodeScalars.drop(while: isBlank).reversed().drop(while: isBlank).reversed()))
    }

    private static func mails(_ count: Int) -> [OutgoingMail] {
        var generator = SplitMix(state: 11)
        return (0..<count).map { number in
            var mail = OutgoingMail(
                from: .init(MailAddress("desk+k7q\(number)@bank.test")!, name: word(60, &generator)),
                to: (0...Int.random(in: 0...3, using: &generator)).map {
                    .init(MailAddress("c\($0)@cust.test")!, name: word(30, &generator))
                },
                subject: word(150, &generator), id: MessageID("<m\(number)@bank.test>")!,
                date: Int64.random(in: -1_000_000_000...4_000_000_000, using: &generator) * 1000,
                text: word(400, &generator, more: ["\n", "\n.\n", " \n", "\t\n"]), boundary: "abcdefghijklmnopqrst\(number)")
            mail.references = (0..<Int.random(in: 0...30, using: &generator)).map { MessageID("<r\($0)@bank.test>")! }
            mail.attachments = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
                let name = word(70, &generator).unicodeScalars.filter { !"/\\*:?\"<>|.".unicodeScalars.contains($0) }
                return .init(
                    name: "n" + String(String.UnicodeScalarView(name)).trimmingCharacters(in: .whitespaces) + ".bin",
                    type: "application/x-test",
                    bytes: (0..<Int.random(in: 0...300, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) })
            }
            return mail
        }
    }

    private static func unwrapped(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    @Test func byOurParser() throws {
        for mail in Self.mails(300) {
            let message = try MessageWriter.write(mail, envelopeSender: nil)
            for line in message.bytes.split(separator: 0x0a) { #expect(line.count <= 79 || line.starts(with: Array("Message-ID".utf8))) }
            let parsed = try OddMailIsReadTests.parsed(message.bytes)
            #expect(parsed.subject.utf8.elementsEqual(mail.subject.utf8))
            #expect(parsed.from?.name == mail.from.name)
            #expect(parsed.from?.address == mail.from.address)
            #expect(parsed.to.map(\.name) == mail.to.map { $0.name ?? "" })
            #expect(parsed.messageID == mail.id)
            #expect(parsed.references.count == min(mail.references.count, 21))
            #expect(parsed.body.utf8.elementsEqual(Self.unwrapped(mail.text).utf8))
            #expect(parsed.attachments.map(\.bytes) == mail.attachments.map(\.bytes))
            #expect(parsed.attachments.map(\.name.description) == mail.attachments.map { CleanName($0.name).description })
        }
    }

    private static let python = "/usr/bin/env"
    private static let hasPython = MailLab.run([python, "python3", "-c", "import email"], output: "/dev/null") == 0

    /// Python keeps the blank between two encoded words of a display name, against RFC 2047 section 6.2: names go without blanks.
    ///
    /// One record a mail: subject, sender, time, text, names and bytes of attachments.
    private static let program = """
        import email, email.policy, email.utils, sys, base64
        for path in sys.argv[1:]:
            m = email.message_from_bytes(open(path, 'rb').read(), policy=email.policy.default)
            assert not m.defects, m.defects
            t = m.get_body(('plain',))
            out = [str(m['subject']), m['from'].addresses[0].display_name.replace(' ', ''), m['from'].addresses[0].addr_spec,
                   str(int(m['date'].datetime.timestamp())), t.get_content().replace('\\r\\n', '\\n').rstrip('\\n')]
            for a in m.iter_attachments():
                out += [a.get_filename(), base64.b16encode(a.get_payload(decode=True)).decode()]
            print(' '.join(base64.b16encode(x.encode('utf-8', 'surrogatepass')).decode() or '-' for x in out))
        """

    @Test(.enabled(if: hasPython, "python3 is not installed")) func byPythonsParser() throws {
        let folder = TemporaryFolder()
        let mails = Self.mails(150)
        var paths: [String] = []
        for (number, mail) in mails.enumerated() {
            let path = folder.file("\(number).eml")
            try Data(try MessageWriter.write(mail, envelopeSender: nil).bytes).write(to: URL(filePath: path))
            paths.append(path)
        }
        let output = folder.file("out")
        let status = MailLab.run([Self.python, "python3", "-c", Self.program] + paths, output: output)
        let text = try String(contentsOfFile: output, encoding: .utf8)
        #expect(status == 0, "\(text.suffix(600))")
        func hex(_ bytes: some Sequence<UInt8>) -> String {
            let text = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }.joined()
            return text.isEmpty ? "-" : text
        }
        let records = text.split(separator: "\n").map(String.init)
        #expect(records.count == mails.count)
        for (mail, record) in zip(mails, records) {
            var expected = [
                mail.subject, String(String.UnicodeScalarView((mail.from.name ?? "").unicodeScalars.filter { $0 != " " })),
                "\(mail.from.address)", "\(mail.date / 1000)", Self.unwrapped(mail.text),
            ].map { hex($0.utf8) }
            for attachment in mail.attachments {
                let upper = hex(attachment.bytes)
                expected += [hex(attachment.name.utf8), hex((upper == "-" ? "" : upper).utf8)]
            }
            let read = record.split(separator: " ").map(String.init)
            #expect(read.count == expected.count)
            for (field, (read, expected)) in zip(read, expected).enumerated() where read != expected {
                Issue.record("field \(field) is \(read) and should be \(expected)")
            }
        }
    }
}
