import Broker
import Foundation
import Mail
import Testing

extension ServerTests {
    /// Files of the firm's own pass the gate with the words around them, and arrive byte for byte.
    @Suite(.serialized, .needsMailServers) struct FilesGoAlongTests {
        private static func letter(_ id: String) -> [UInt8] {
            Letters.raw([
                "Authentication-Results: mail.bank.test; dmarc=pass header.from=cust.test", "From: Penny Clarke <customer@cust.test>",
                "To: desk@bank.test", "Message-ID: \(id)", "Subject: A form", "",
                "Please send me the form for a new reader.",
            ])
        }

        private func file(_ name: String, _ bytes: [UInt8]) -> [String: Any] { ["name": name, "data": Data(bytes).base64EncodedString()] }

        @Test func `a file is read before it goes, is bound by the approval, and arrives as it was`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(mail: lab)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                try lab.drop([Self.letter("<\(Letters.unique())@cust.test>")], into: .desk)
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first { $0.began == "plain_email" } }
                let path = "/api/conversations/\(row.id)"
                func send(
                    _ text: String, _ files: [[String: Any]], on channel: String = "plain_email", id: String = RandomIDs.event().description
                ) async throws -> Person.Answer {
                    try await stage.ada.post(
                        path + "/replies",
                        [
                            "text": text, "channel": channel, "seen": try await stage.ada.read(row.id).sequence, "id": id,
                            "attachments": files,
                        ])
                }
                let clean = Array("Form R1. Fill in your name and sign below.\n".utf8)
                // A card number in a file is a card number that goes out; so is one in its name.
                let secret = "5425 2334 3010 9903"
                for files in [[file("form.txt", Array("Your card is \(secret).".utf8))], [file("\(secret).txt", clean)]] {
                    #expect(try await send("Here it is.", files)["decision"] as? String == "BLOCK")
                }
                #expect(try Disk(folder: stage.home.path).files(with: secret).isEmpty)
                // What it is called and what it is are one thing; kinds that run are none of ours.
                #expect(try await send("Here it is.", [file("form.pdf", clean)])["decision"] as? String == "BLOCK")
                #expect(try await send("Here it is.", [file("page.html", Array("<html><script>x</script></html>".utf8))]).status >= 400)
                #expect(try await send("Here it is.", [file("empty.txt", [])]).status >= 400)
                #expect(try await send("Here it is.", Array(repeating: file("form.txt", clean), count: 6)).status >= 400)
                let large = [UInt8](repeating: UInt8(ascii: "a"), count: 2 << 20)
                #expect(try await send("Here it is.", [file("large.txt", large + [0x0a])]).status >= 400)

                // Nobody can read it: it waits, and whoever approves can look into it and approves just that.
                let locked = [UInt8]([0x50, 0x4b, 0x03, 0x04]) + [UInt8](repeating: 7, count: 400)
                let id = RandomIDs.event().description
                let held = try await send("The archive that you asked for.", [file("archive.zip", locked)], id: id)
                #expect(held["decision"] as? String == "HOLD" && held["approver"] as? String == "supervisor", "\(held.text)")
                let line = try #require(try await stage.ada.read(row.id).lines.first { $0.event == id })
                #expect(line.attachments.map(\.name) == ["archive.zip"] && line.attachments.first?.unread != nil)
                let looked = try await stage.sue.get(path + "/files/\(id)/0")
                #expect(looked.status == 200 && Array(looked.body) == locked)
                #expect(looked.headers["content-disposition"]?.contains("attachment") == true)
                #expect(try await stage.sue.get(path + "/files/\(id)/1").status == 404)
                #expect(
                    try await stage.sue.post(path + "/approve", ["send": id, "content": String(repeating: "0", count: 64)]).status == 409)
                let agreed = try await stage.sue.post(path + "/approve", ["send": id, "content": try #require(line.content)])
                #expect(agreed.status == 200, "\(agreed.text)")

                // Read and clean: it goes at once.
                let sent = try await send("Here is the form.", [file("Formular für Sie.txt", clean)])
                #expect(sent["decision"] as? String == "SEND", "\(sent.text)")
                let reader = try lab.reader(.customer)
                _ = try await reader.select(.inbox, readOnly: true)
                for (text, name, bytes) in [
                    ("The archive that you asked for.", "archive.zip", locked), ("Here is the form.", "Formular für Sie.txt", clean),
                ] {
                    let (_, raw) = try await reader.arrival(after: nil) { contains($0, text) }
                    guard case .parsed(let mail) = MIMEParser.parse(raw) else { throw StageError("our own mail does not parse") }
                    #expect(mail.attachments.map(\.name.description) == [name])
                    #expect(mail.attachments.first?.bytes == bytes, "byte for byte")
                }
                await reader.logOut()
                // Where nothing can be attached the answer says so.
                let chat = try await send("Here.", [file("form.txt", clean)], on: "sandbox_dm")
                #expect(chat.status >= 400 && chat.text.contains("mail"), "\(chat.text)")
            }
        }
    }
}
