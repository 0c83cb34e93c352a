import Broker
import Foundation
import Mail
import Testing

extension ServerTests {
    /// What goes out by itself passes the gate, says that it does, and answers no machine (RFC 3834).
    @Suite(.serialized, .needsMailServers) struct MachinesAnswerOnceTests {
        private static func letter(_ from: String, _ more: [String] = [], text: String, isProved: Bool = true) -> [UInt8] {
            let proof = isProved ? ["Authentication-Results: mail.bank.test; dmarc=pass header.from=cust.test"] : []
            return Letters.raw(
                proof + more + [
                    "From: Sam <\(from)>", "To: desk@bank.test", "Message-ID: <\(Letters.unique())@cust.test>", "Subject: My card", "",
                    text,
                ])
        }

        @Test func `an acknowledgement goes to a person once, to no machine, and ends nothing`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(ownPolicies: true, mail: lab)) { stage in
                let level = stage.policies + "/service-levels/standard.yaml"
                let words = try String(contentsOfFile: level, encoding: .utf8)
                let rule =
                    "automatic_replies:\n- {name: received, reply: out-of-hours, when: always, channels: [plain_email], once_in_hours: 24}\n"
                try words.replacing("automatic_replies: []\n", with: rule).write(toFile: level, atomically: true, encoding: .utf8)
                let server = try await stage.start()
                defer { server.stop() }
                // Whoever is no person, or nobody knows who: a robot, a list, a bounce's sender, an address that nobody proved or reads, a bounce.
                try lab.drop(
                    [
                        Self.letter("other@cust.test", ["Auto-Submitted: auto-replied"], text: "I am away, says the first machine"),
                        Self.letter("other@cust.test", ["List-Id: <news.cust.test>"], text: "News of the list, number two"),
                        Self.letter("other@cust.test", ["Precedence: bulk"], text: "A third one for everybody"),
                        Self.letter("other@cust.test", ["Return-Path: <>"], text: "A fourth that wants no answer"),
                        Self.letter("other@cust.test", text: "A fifth that may be forged", isProved: false),
                        Self.letter("no-reply@cust.test", text: "A sixth from an address that nobody reads"),
                        Self.letter(
                            "mailer-daemon@cust.test", ["Content-Type: multipart/report; report-type=delivery-status; boundary=x"],
                            text: "--x\r\nContent-Type: text/plain\r\n\r\nA seventh: it was not delivered\r\n--x--"),
                    ], into: .desk)
                try lab.drop([Self.letter("customer@cust.test", text: "Why was my card refused?")], into: .desk)
                let conversation = try await stage.wait("the conversation") { () -> ConversationView? in
                    for row in try await stage.ada.inbox() {
                        let view = try await stage.ada.read(row.id)
                        if view.lines.contains(where: { $0.text?.contains("card refused") == true }) { return view }
                    }
                    return nil
                }
                let answered = try await stage.wait("the acknowledgement") { () -> ConversationView? in
                    let view = try await stage.ada.read(conversation.id)
                    return view.lines.contains { $0.act == "auto_reply" && $0.phase == "accepted" } ? view : nil
                }
                #expect(answered.due != nil && answered.turnStart == conversation.turnStart, "it answers nothing: the clock runs on")
                let line = try #require(answered.lines.first { $0.act == "auto_reply" })
                #expect(line.text?.hasPrefix("This is an automatic message.") == true)
                let reader = try lab.reader(.customer)
                _ = try await reader.select(.inbox, readOnly: true)
                let (_, raw) = try await reader.arrival(after: nil) { contains($0, "This is an automatic message.") }
                let head = String(decoding: raw.prefix(4_096), as: UTF8.self).lowercased()
                #expect(head.contains("auto-submitted: auto-replied") && head.contains("in-reply-to:"))
                #expect(head.contains("return-path: <>"), "nobody bounces it back")
                await reader.logOut()

                // Once in the period, whatever else they write; and machines got none.
                try lab.drop([Self.letter("customer@cust.test", text: "And when does the branch open?")], into: .desk)
                _ = try await stage.wait("all of it") { try stage.number("SELECT count(*) FROM entry") > 0 ? true : nil }
                _ = try await stage.wait("the second letter") { () -> Bool? in
                    for row in try await stage.ada.inbox() {
                        if try await stage.ada.read(row.id).lines.contains(where: { $0.text?.contains("branch open") == true }) {
                            return true
                        }
                    }
                    return nil
                }
                var automatic = 0
                for row in try await stage.ada.inbox() {
                    automatic += try await stage.ada.read(row.id).lines.count { $0.act == "auto_reply" }
                }
                #expect(automatic == 1)
            }
        }

        @Test func `a machine is silent where a pack says so, and a card number in its words stops it`() async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                let level = stage.policies + "/service-levels/standard.yaml"
                let words = try String(contentsOfFile: level, encoding: .utf8)
                let rule =
                    "automatic_replies:\n- {name: received, reply: out-of-hours, when: always, channels: [sandbox_dm], once_in_hours: 24}\n"
                try words.replacing("automatic_replies: []\n", with: rule).write(toFile: level, atomically: true, encoding: .utf8)
                let server = try await stage.start()
                defer { server.stop() }
                let hurt = try stage.network.createUser(handle: "sam_h", name: "Sam")
                try stage.network.message(as: hurt.id, to: stage.bank.id, "I am going to kill myself")
                let well = try stage.network.createUser(handle: "penny_c", name: "Penny")
                try stage.network.message(as: well.id, to: stage.bank.id, "when does the branch open?")
                _ = try await stage.wait("the acknowledgement") {
                    stage.network.messages(between: stage.bank.id, and: well.id).contains { $0.text.hasPrefix("This is an automatic") }
                        ? true : nil
                }
                #expect(
                    !stage.network.messages(between: stage.bank.id, and: hurt.id).contains { $0.text.hasPrefix("This is an automatic") })
            }
        }
    }
}
