import Broker
import Foundation
import Mail
import Testing

extension ServerTests {
    @Suite(.serialized, .needsMailServers) struct LettersFindTheirWayTests {
        private static let card = "5425 2334 3010 9903"

        @Test func `a reply that comes back lets the turn run again, and the export's clocks agree`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(mail: lab)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                // Somebody whose mailbox is gone when the answer comes.
                try lab.drop(
                    [Self.letter("ghost@bank.test", "<\(Letters.unique())@bank.test>", text: "Why was my card refused?")], into: .desk)
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first { $0.began == "plain_email" } }
                let view = try await stage.ada.read(row.id)
                let start = try #require(view.turnStart)
                #expect(try await stage.ada.reply("It works again.", on: "plain_email", in: view)["decision"] as? String == "SEND")
                let after = try await stage.wait("the bounce") { () -> ConversationView? in
                    let view = try await stage.ada.read(row.id)
                    return view.lines.contains { $0.kind == "recordFailed" } ? view : nil
                }
                #expect(after.lines.contains { $0.kind == "recordAccepted" && $0.clock == "end" }, "it had ended")
                #expect(after.turnStart == start && after.due == view.due, "it runs with its own start and target")
                #expect(after.lines.contains { $0.kind == "recordFailed" && $0.clock == "start" })
                try await verifyClocks(stage)
            }
        }

        @Test func `a stranger's letter that a person lets in joins the thread as its own participant and can be answered`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(mail: lab)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let first = "<\(Letters.unique())@cust.test>"
                try lab.drop([Self.letter("customer@cust.test", first, text: "Why was my card refused?")], into: .desk)
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first { $0.began == "plain_email" } }
                try lab.submitWithCurl(
                    Letters.raw([
                        "From: Kim <other@cust.test>", "To: desk@bank.test", "Message-ID: <\(Letters.unique())@cust.test>",
                        "In-Reply-To: \(first)", "Subject: About the card", "", "I am the husband. The card \(Self.card) is ours.",
                    ]), from: "other@cust.test", to: "desk@bank.test")
                struct Waiting: Decodable {
                    var message: String
                    var why: String
                    var conversation: String?
                    var published: String?
                }
                let waiting = try await stage.wait("the quarantine") { () -> Waiting? in
                    let answer = try await stage.cleo.get("/api/quarantine")
                    #expect(!answer.text.contains("husband"))
                    return try answer.decoded([Waiting].self).first
                }
                #expect(waiting.conversation == row.id && waiting.why == "sender_not_proved")
                #expect(try await stage.ada.get("/api/quarantine").status == 403)
                let path = "/api/quarantine/\(waiting.message)/release"
                for person in [stage.ada, stage.otto, stage.sue] { #expect(try await person.post(path).status == 403) }
                #expect(try await stage.cleo.post("/api/quarantine/\(RandomIDs.event())/release").status == 409)

                // Two at once, and once more: it is let in once.
                async let one = stage.cleo.post(path)
                async let other = stage.cleo.post(path)
                let statuses = [try await one.status, try await other.status]
                #expect(statuses.contains(200))
                #expect(try await stage.cleo.post(path).status == 409)
                let view = try await stage.ada.read(row.id)
                let lines = view.lines.filter { $0.kind == "in" }
                #expect(lines.count == 2 && lines.map(\.party) == [1, 2])
                #expect(lines[1].published == waiting.published, "from its own time")
                #expect(lines[1].text?.contains("husband") == true && lines[1].text?.contains("5425") == false)
                #expect(try stage.number("SELECT count(*) FROM quarantined WHERE released IS NULL") == 0)

                // A reply goes to the customer unless it answers the other.
                #expect(try await stage.ada.reply("We look into it.", on: "plain_email", in: view).status == 200)
                let next = try await stage.wait("the receipt") { () -> ConversationView? in
                    let view = try await stage.ada.read(row.id)
                    return view.lines.contains { $0.kind == "recordAccepted" } ? view : nil
                }
                let answer = try await stage.ada.post(
                    "/api/conversations/\(row.id)/replies",
                    [
                        "text": "Please let your wife write to us.", "channel": "plain_email", "seen": next.sequence,
                        "id": RandomIDs.event().description, "answers": lines[1].event,
                    ])
                #expect(answer.status == 200 && answer["decision"] as? String != "BLOCK", "\(answer.text)")
                for (user, text) in [(MailLab.User.customer, "We look into it."), (.other, "let your wife")] {
                    let reader = try lab.reader(user)
                    _ = try await reader.select(.inbox, readOnly: true)
                    let (_, bytes) = try await reader.arrival(after: nil) { contains($0, text) }
                    #expect(contains(bytes, "To: ") && contains(bytes, user.rawValue))
                    await reader.logOut()
                }
                try await verifyClocks(stage)
            }
        }

        /// Exports everything sealed, and has the program work out every clock from the files alone.
        private func verifyClocks(_ stage: Stage) async throws {
            _ = try await stage.wait("the seal") {
                let status = try await stage.ada.status()
                return status.sealed == status.accepted ? true : nil
            }
            let (folder, output) = (stage.folder + "/export", stage.folder + "/verify.out")
            let exported = try Child([Stage.executable, "ledger", "export", "--home", stage.home.path, "--to", folder], output: output)
            #expect(exported.wait() == 0)
            let verified = try Child(
                [Stage.executable, "ledger", "verify", "--clocks", "--key", stage.home.verifierKey, folder], output: output)
            let status = verified.wait()
            let words = try String(contentsOfFile: output, encoding: .utf8)
            #expect(status == 0, "\(words)")
        }

        private static func letter(_ from: String, _ id: String, text: String) -> [UInt8] {
            let domain = from.split(separator: "@")[1]
            return Letters.raw([
                "Authentication-Results: mail.bank.test; dmarc=pass header.from=\(domain)", "From: Sam <\(from)>", "To: desk@bank.test",
                "Message-ID: \(id)", "Subject: My card", "", text,
            ])
        }
    }
}
