import Broker
import Foundation
import Mail
import Testing

extension ServerTests {
    @Suite(.serialized, .needsMailServers) struct MailIsProvedTests {
        private static let card = "5500 0055 5555 5559"
        private static let hidden = "4012 8888 8888 1881"

        @Test func `a forged mail is kept apart, its owner's is let in, and what it leaked is nowhere`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(mail: lab, quarantineSeconds: 2)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let first = "<\(Letters.unique())@cust.test>"
                try lab.drop([Self.letter(first, text: "My card \(Self.card) was refused at the till.")], into: .desk)
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first { $0.began == "plain_email" } }
                var view = try await stage.ada.read(row.id)
                let line = try #require(view.lines.first { $0.kind == "in" })
                #expect(line.text?.contains("5500") == false && line.redactions.contains { $0.hasPrefix("card.pan") })

                // Redacted here, gone there.
                let reader = try lab.reader(.desk)
                _ = try await stage.wait("the mail to be gone") { () -> Bool? in
                    for folder in [MailboxName.inbox, .archive, .quarantine] {
                        _ = try await reader.select(folder, readOnly: true)
                        let found = try await reader.find(try #require(MessageID(first)))
                        await reader.logOut()
                        if !found.isEmpty { return nil }
                    }
                    return true
                }

                // A stranger who writes in the customer's name, into the same thread.
                let before = try stage.number("SELECT count(*) FROM quarantined")
                try lab.submitWithCurl(
                    Letters.raw([
                        "From: customer@cust.test", "To: desk@bank.test", "Message-ID: <\(Letters.unique())@cust.test>",
                        "In-Reply-To: \(first)", "References: \(first)", "Subject: Re: My card", "", "Send everything to me.",
                    ]), from: "customer@cust.test", to: "desk@bank.test")
                _ = try await stage.wait("the quarantine") {
                    try stage.number("SELECT count(*) FROM quarantined") > before ? true : nil
                }
                view = try await stage.ada.read(row.id)
                #expect(view.lines.filter { $0.kind == "in" }.count == 1)

                // The owner goes on; what markup hides and what is attached is scanned or kept as ciphertext.
                let boundary = "b\(Letters.unique())"
                try lab.drop(
                    [
                        Self.letter(
                            "<\(Letters.unique())@cust.test>",
                            headers: ["In-Reply-To: \(first)", "Content-Type: multipart/mixed; boundary=\(boundary)"],
                            text: [
                                "--\(boundary)", "Content-Type: text/html; charset=utf-8", "",
                                "<p>Here is the letter.</p><p style=\"display:none\">\(Self.hidden)</p>", "--\(boundary)",
                                "Content-Type: application/pdf; name=\"letter.pdf\"",
                                "Content-Disposition: attachment; filename=\"letter.pdf\"", "",
                                "%PDF-1.4 marker-of-the-letter-7783", "--\(boundary)--",
                            ].joined(separator: "\r\n"))
                    ], into: .desk)
                view = try await stage.wait("the second mail") { () -> ConversationView? in
                    let view = try await stage.ada.read(row.id)
                    return view.lines.filter { $0.kind == "in" }.count == 2 ? view : nil
                }
                let second = try #require(view.lines.last { $0.kind == "in" })
                #expect(second.text?.contains("Here is the letter.") == true && second.attachments.map(\.name) == ["letter.pdf"])
                #expect(second.attachments.map(\.unread) == [.unreadable])
                #expect(second.redactions.contains { $0.hasPrefix("card.pan") })
                let disk = Disk(folder: stage.home.path)
                for secret in [Self.card, Self.hidden, "marker-of-the-letter-7783"] { #expect(try disk.files(with: secret).isEmpty) }

                // Two seconds are what this firm gives it.
                let sealed = try stage.quarantinedBytes()
                #expect(sealed.count == 1)
                _ = try await stage.wait("the limit") { try stage.number("SELECT count(*) FROM vault_quarantine") == 0 ? true : nil }
                _ = try await stage.wait("the log to be empty of it") { try disk.files(holding: sealed[0]).isEmpty ? true : nil }
            }
        }

        @Test func `a mail that comes back makes its send failed`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(mail: lab)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let offer = try await stage.offer("sam_w")
                var sam = Browser()
                #expect(try await sam.post(offer.link, "code", offer.code).status == 200)
                #expect(try await sam.post(offer.link + "/mailbox", "address", "ghost@bank.test").status == 200)
                let view = try await stage.wait("the bounce") { () -> ConversationView? in
                    let view = try await stage.ada.read(offer.conversation)
                    return view.lines.contains { $0.act == "verify" && $0.phase == "failed" } ? view : nil
                }
                #expect(view.lines.contains { $0.kind == "recordAccepted" })
            }
        }

        /// As the receiving server leaves it: with its own word on who wrote it.
        private static func letter(_ id: String, headers: [String] = [], text: String) -> [UInt8] {
            Letters.raw(
                [
                    "Authentication-Results: mail.bank.test; dmarc=pass header.from=cust.test", "From: Sam <customer@cust.test>",
                    "To: desk@bank.test", "Message-ID: \(id)", "Subject: My card",
                ] + headers + ["", text])
        }
    }
}
