import Broker
import Foundation
import Glibc
import Mail
import SQL
import Testing

/// Law 2 for letters: wherever in a mail a secret stands, it is in no byte that the server or its children hand to the system.
@Suite(.serialized, .needsMailServers) struct NoSecretOfALetterIsWrittenTests {
    private struct Planted {
        var name: String
        var secret: String
    }

    private static let subject = Planted(name: "in the subject", secret: "4111 1111 1111 1111")
    private static let encodedSubject = Planted(name: "in an encoded subject", secret: "5555 5555 5555 4444")
    private static let repeatedSubject = Planted(name: "in an answer's subject", secret: "4012 8888 8888 1881")
    private static let body = Planted(name: "in the body", secret: "memorable word is quicksilverfox")
    private static let quoted = Planted(name: "in quoted-printable, over a soft line break", secret: "5105 1051 0510 5100")
    private static let base64 = Planted(name: "in base64", secret: "6011 0009 9013 9424")
    private static let markup = Planted(name: "in markup", secret: "3056 9309 0259 04")
    private static let hidden = Planted(name: "hidden by markup", secret: "pin is 8842")
    private static let display = Planted(name: "in a display name", secret: "4929 4205 7359 5709")
    private static let address = Planted(name: "in an address", secret: "4000056655665556")
    private static let secretName = Planted(name: "a password in a display name", secret: "Xylophone77!k")
    private static let fileName = Planted(name: "in an attachment's name", secret: "5200 8282 8282 8210")
    private static let encodedFileName = Planted(name: "in an attachment's name, by RFC 2231", secret: "2223 0031 2200 3222")
    private static let attached = Planted(name: "in an attachment", secret: "3566 0020 2036 0505")
    private static let header = Planted(name: "in a header that nobody reads", secret: "3782 822463 10005")
    private static let messageID = Planted(name: "in a Message-ID", secret: "6205500000000000004")
    private static let reference = Planted(name: "in a reference", secret: "5019717010103742")
    private static let forged = Planted(name: "in a letter that waits", secret: "4462 0300 0000 0000")
    private static let unreadable = Planted(name: "in a letter that does not parse", secret: "6759 6498 2643 8453")

    private static let pdf = Planted(name: "in an attached PDF", secret: "6011 1111 1111 1117")
    private static let document = Planted(name: "in an attached document", secret: "5425 2334 3010 9903")
    private static let alternative = Planted(name: "in a picture's alternative text", secret: "5454 5454 5454 5454")
    private static let picture = Planted(name: "to be seen on a picture", secret: "3530 1113 3330 0000")

    private static let all = [
        pdf, document, alternative, picture,
        subject, encodedSubject, repeatedSubject, body, quoted, base64, markup, hidden, display, address, secretName, fileName,
        encodedFileName, attached, header, messageID, reference, forged, unreadable,
    ]

    private static func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    /// As the receiving server leaves it.
    private static func letter(
        from: String = "Sam <customer@cust.test>", id: String = "<\(Letters.unique())@cust.test>", subject: String = "My card",
        proved: Bool = true, headers: [String] = [], _ lines: [String]
    ) -> [UInt8] {
        let proof = "Authentication-Results: mail.bank.test; dmarc=pass header.from=cust.test"
        return Letters.raw(
            (proved ? [proof] : []) + ["From: \(from)", "To: desk@bank.test", "Message-ID: \(id)", "Subject: \(subject)"] + headers + [""]
                + lines)
    }

    private static var letters: [[UInt8]] {
        [
            letter(subject: "Card \(subject.secret) was refused", ["Please help."]),
            letter(subject: "=?utf-8?B?\(encoded("Card \(encodedSubject.secret) again"))?=", ["Please help."]),
            letter(subject: "Re: card \(repeatedSubject.secret)", ["My \(body.secret), is that right?"]),
            letter(
                headers: ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"],
                ["The number is 5105 10=", "51 0510 51=30=30 and it is mine."]),
            letter(
                headers: ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"],
                [encoded("The number is \(base64.secret) and it is mine.")]),
            letter(
                headers: ["MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8"],
                ["<p>Card <b>3056 93</b>09 0259&nbsp;04</p><p style=\"display:none\">my \(hidden.secret)</p>"]),
            letter(from: "\"Sam \(display.secret)\" <customer@cust.test>", ["Who am I?"]),
            letter(from: "\"my password is \(secretName.secret)\" <other@cust.test>", ["Who am I?"]),
            letter(from: "\(address.secret)@cust.test", ["Where do I write from?"]),
            letter(
                headers: [
                    "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b1", "X-Card: \(header.secret)",
                    "References: <\(reference.secret)@cust.test>",
                ],
                [
                    "--b1", "Content-Type: text/plain", "", "Here are the files.", "--b1", "Content-Type: application/pdf",
                    "Content-Disposition: attachment; filename=\"card \(fileName.secret).pdf\"", "", "%PDF \(attached.secret)", "--b1",
                    "Content-Type: application/pdf",
                    "Content-Disposition: attachment; filename*=utf-8''card%20\(encodedFileName.secret.replacing(" ", with: "%20")).pdf",
                    "",
                    "%PDF", "--b1--",
                ]),
            letter(id: "<\(messageID.secret)@cust.test>", ["What is my number?"]),
            letter(proved: false, ["Card \(forged.secret), trust me."]),
            Array("\(unreadable.secret)\r\n\0\0\r\n".utf8),
        ]
    }

    /// Sent as a customer's mail program sends it.
    private static func papers() throws -> SafeMessage {
        let page = MadeFiles.pdf(["Dear bank\nmy card is \(picture.secret)\nplease help me with it"])
        let described = "<wp:docPr xmlns:wp=\"wp\" id=\"1\" descr=\"card \(alternative.secret)\"/>"
        var mail = Letters.mail(from: .customer, to: [MailLab.User.desk.address], subject: "My papers", text: "Three files for you.\n")
        mail.attachments = [
            .init(name: "letter.pdf", type: "application/pdf", bytes: MadeFiles.pdf(["my card is \(pdf.secret), help"])),
            .init(
                name: "letter.docx", type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                bytes: MadeFiles.docx(
                    [["my card is \(document.secret.prefix(7))", "\(document.secret.dropFirst(7))"]],
                    more: [("word/header1.xml", Array(described.utf8))])),
            .init(name: "card.png", type: "image/png", bytes: try MadeFiles.picture(of: page)),
        ]
        return try MessageWriter.write(mail, envelopeSender: MailLab.User.customer.address)
    }

    /// Without what went to a process that was started to read it, through a pipe or as a file that is memory: no disk ever sees those, and
    /// that process is recorded itself.
    private static func written(_ tape: [UInt8]) -> (bytes: [UInt8], handedOn: [UInt8]) {
        var (written, handedOn): ([UInt8], [UInt8]) = ([], [])
        var place = 0
        while place < tape.count, let end = tape[place...].firstIndex(of: 0x0a) {
            let head = String(decoding: tape[place..<end], as: UTF8.self).split(separator: " ", maxSplits: 1)
            guard head.count > 0, let length = Int(head[0]), end + 1 + length < tape.count else { break }
            let path = head.count > 1 ? head[1] : ""
            let bytes = tape[(end + 1)..<(end + 1 + length)]
            if path.hasPrefix("/memfd:parley-attachment") || path.hasPrefix("pipe:[") {
                handedOn += bytes
            } else {
                written += tape[place...end] + bytes + [0x0a]
            }
            place = end + 2 + length
        }
        return (written + tape[place...], handedOn)
    }

    /// Letters that wait for their files, and letters that wait for nothing: then the files are ciphertext first.
    @Test(arguments: [20, 0]) func whereverItStandsInALetter(_ attachmentSeconds: Int) async throws {
        let lab = try MailLab.shared.get()
        let server = try TestServer(mail: lab, attachmentSeconds: attachmentSeconds)
        let tape = server.root + "/tape"
        try Data().write(to: URL(filePath: tape))
        let environment = [
            "LD_PRELOAD": try Built.preload.get() + "/librecorder.so", "RECORDER_TO": tape, "TMPDIR": server.root + "/tmp",
        ]
        let program = try #require(try await server.start(environment: environment), "\(server.words)")
        let letters = Self.letters
        // Each twice: what is known already leaves no more than what is new.
        for letter in letters { try lab.drop([letter], into: .desk) }
        guard case .accepted = try await lab.sender(.customer).send(try Self.papers()) else {
            Issue.record("the letter was not taken")
            return
        }
        let sent = letters.count + 1
        func number(_ sql: String) throws -> Int {
            try Connection(path: server.home.path + "/ledger.db", .readOnly).first(sql) { (row) throws(SQLError) in try row.int(0) } ?? 0
        }
        let taken = "SELECT (SELECT coalesce(sum(inbound), 0) FROM conversation) + (SELECT count(*) FROM quarantined)"
        for _ in 0..<1_200 {
            if try number(taken) >= sent { break }
            // Another process: there is nothing to await, only to ask again.
            try await Task.sleep(for: .milliseconds(25))
        }
        #expect(try number(taken) >= sent, "\(server.words)")

        // What is shown is what may be kept.
        struct Row: Decodable { var id: String }
        var shown = ""
        var attachments: [ShownAttachment] = []
        for _ in 0..<1_200 {
            if try number("SELECT count(*) FROM vault_quarantine WHERE waiting = 1") == 0 { break }
            // Another process: what takes long is read after its letter.
            try await Task.sleep(for: .milliseconds(25))
        }
        for row in try JSONDecoder().decode([Row].self, from: Data(try await server.get("/api/conversations").body)) {
            let view = try JSONDecoder().decode(
                ConversationView.self, from: Data(try await server.get("/api/conversations/\(row.id)").body))
            attachments += view.lines.flatMap(\.attachments)
            shown += view.lines.compactMap { [$0.text, $0.author].compactMap(\.self).joined(separator: " ") }.joined(separator: "\n")
        }
        #expect(shown.contains("Here are the files.") && shown.contains("Where do I write from?"))
        let papers = attachments.filter { ["letter.pdf", "letter.docx", "card.png"].contains($0.name) }
        #expect(
            papers.count == 3 && papers.allSatisfy { $0.fate == .heldBack && $0.findings.map(\.dataClass) == ["card.pan"] }, "\(papers)")
        #expect(program.stop() == 0)

        let (recorded, handedOn) = Self.written(Array(try Data(contentsOf: URL(filePath: tape))))
        #expect(!DiskSearch("parley-extract/1 text docx").found(in: handedOn).isEmpty, "the process that reads is recorded")
        #expect(!DiskSearch("ledger.db-wal").found(in: recorded).isEmpty && !DiskSearch("Here are the files.").found(in: recorded).isEmpty)
        let search = DiskSearch(Self.all.map(\.secret))
        for spelling in search.found(in: recorded) {
            Issue.record("\(Self.all[spelling.secret].name), \(spelling.name), was handed to the system")
        }
        // What went from process to process stands in the tape, and no file of the server's may hold it.
        unlink(tape)
        #expect(try search.run(in: server.root).files == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: server.root + "/tmp").isEmpty)
    }
}
