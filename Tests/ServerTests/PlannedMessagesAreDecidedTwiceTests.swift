import Broker
import Foundation
import Testing

extension ServerTests {
    /// What is written now and goes out later is decided now and again then, with what is so then.
    @Suite(.serialized) struct PlannedMessagesAreDecidedTwiceTests {
        /// A pack that comes while a message waits.
        private static func pack(_ decision: String) -> String {
            """
            pack: test-freeze
            version: 1
            title: Nothing goes out while there is an incident
            owner: tests
            review_by: 2030-01-01
            rules:
            - id: freeze
              title: Nothing planned goes out while there is an incident
              basis: firm_policy
              source: {ref: "test"}
              precedence: law
              when: {direction: outbound, act: scheduled_post}
              decision: \(decision)

            """
        }

        private struct Planned {
            var customer: UInt64
            var path: String
            var view: ConversationView
        }

        private func conversation(_ stage: Stage, _ handle: String, _ text: String) async throws -> Planned {
            let known = Set(try await stage.ada.inbox().map(\.id))
            let customer = try stage.network.createUser(handle: handle, name: "Penny Clarke")
            try stage.network.post(as: customer.id, "@ExampleBank \(text)")
            let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first { !known.contains($0.id) } }
            return Planned(customer: customer.id, path: "/api/conversations/\(row.id)", view: try await stage.ada.read(row.id))
        }

        private func plan(
            _ text: String, in planned: Planned, _ stage: Stage, seconds: Int64, id: String = RandomIDs.event().description,
            replaces: String? = nil
        ) async throws -> Person.Answer {
            let at = Server.clock().adding(seconds: seconds).description
            var body: [String: Any] = [
                "text": text, "channel": "sandbox_public", "seen": try await stage.ada.read(planned.view.id).sequence, "id": id, "at": at,
            ]
            if let replaces { body["replaces"] = replaces }
            return try await stage.ada.post(planned.path + "/replies", body)
        }

        private func line(_ id: String, of planned: Planned, _ stage: Stage) async throws -> ConversationView.Line? {
            try await stage.ada.read(planned.view.id).lines.first { $0.event == id }
        }

        private func posted(_ text: String, _ stage: Stage) -> Bool {
            stage.network.posts(by: stage.bank.id).contains { $0.text.contains(text) }
        }

        @Test func `a planned reply goes out at its time and not before, and ends the turn then`() async throws {
            try await Stage.play { stage in
                var server = try await stage.start()
                defer { server.stop() }
                let planned = try await conversation(stage, "penny_c", "when does the branch open?")
                let id = RandomIDs.event().description
                let answer = try await plan("We open at nine on Monday.", in: planned, stage, seconds: 6, id: id)
                #expect(answer["decision"] as? String == "SEND" && answer["at"] != nil, "\(answer.text)")
                let waiting = try #require(try await line(id, of: planned, stage))
                #expect(waiting.phase == "scheduled" && waiting.kind == "scheduled" && waiting.goesOut != nil)
                #expect(try await stage.ada.read(planned.view.id).due != nil, "nobody has answered yet")
                #expect(!posted("nine on Monday", stage))
                // What waits survives whatever happens to the server.
                server.stop(SIGKILL)
                server = try await stage.start()
                _ = try await stage.wait("the planned reply") { posted("nine on Monday", stage) ? true : nil }
                let sent = try await stage.wait("the receipt") {
                    try await line(id, of: planned, stage).flatMap { $0.phase == "accepted" ? $0 : nil }
                }
                #expect(sent.text == "We open at nine on Monday.")
                #expect(try await stage.ada.read(planned.view.id).due == nil, "the answer ended the turn")
                // Twice the same press is once.
                #expect(stage.network.posts(by: stage.bank.id).count == 1)

                // A time that is over, or none at all, is no plan.
                #expect(try await plan("Too late.", in: planned, stage, seconds: -5).status >= 400)
                let body: [String: Any] = [
                    "text": "When?", "channel": "sandbox_public", "seen": 99, "id": RandomIDs.event().description, "at": "tomorrow",
                ]
                #expect(try await stage.ada.post(planned.path + "/replies", body).status == 400)
            }
        }

        @Test func `what changed meanwhile holds a planned reply and makes a task`() async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                // The customer writes again before its time.
                let talkative = try await conversation(stage, "sam_h", "when does the branch open?")
                let first = RandomIDs.event().description
                #expect(try await plan("We open at nine.", in: talkative, stage, seconds: 5, id: first)["decision"] as? String == "SEND")
                let post = try #require(stage.network.posts(by: talkative.customer).first)
                try stage.network.post(as: talkative.customer, "@ExampleBank never mind, I went to the other one", inReplyTo: post.id)
                let lapsed = try await stage.wait("the reply to lapse") {
                    try await line(first, of: talkative, stage).flatMap { $0.phase == "held" ? $0 : nil }
                }
                #expect(lapsed.lapse == "newerMessage")
                #expect(try await stage.ada.read(talkative.view.id).tasks.contains("request_reapproval"))
                #expect(!posted("We open at nine.", stage))
                // Nobody can approve what was written before the customer's newest words; its author writes anew.
                #expect(try await stage.sue.post(talkative.path + "/approve", ["send": first]).status >= 400)
                let anew = try await plan("We open at ten.", in: talkative, stage, seconds: 2, replaces: first)
                #expect(anew["decision"] as? String == "SEND", "\(anew.text)")
                _ = try await stage.wait("the new words") { posted("We open at ten.", stage) ? true : nil }
                #expect(try await line(first, of: talkative, stage)?.phase == "rejected")

                // Somebody else answers before its time.
                let crowded = try await conversation(stage, "ana_b", "is the app down?")
                let slow = RandomIDs.event().description
                #expect(try await plan("It is back.", in: crowded, stage, seconds: 5, id: slow)["decision"] as? String == "SEND")
                let view = try await stage.bob.read(crowded.view.id)
                #expect(try await stage.bob.reply("It works again.", on: "sandbox_public", in: view)["decision"] as? String == "SEND")
                let answered = try await stage.wait("the other one to lapse") {
                    try await line(slow, of: crowded, stage).flatMap { $0.phase == "held" ? $0 : nil }
                }
                #expect(answered.lapse == "answered")

                // Packs change: what was let go is stopped; what waits for a role can be approved, and then goes out.
                let frozen = try await conversation(stage, "tom_r", "when is the next statement?")
                let (stopped, withdrawn) = (RandomIDs.event().description, RandomIDs.event().description)
                #expect(try await plan("On Monday.", in: frozen, stage, seconds: 30, id: stopped)["decision"] as? String == "SEND")
                #expect(try await plan("On Tuesday.", in: frozen, stage, seconds: 30, id: withdrawn)["decision"] as? String == "SEND")
                #expect(try await stage.bob.post(frozen.path + "/withdraw", ["send": withdrawn]).status >= 400)
                #expect(try await stage.ada.post(frozen.path + "/withdraw", ["send": withdrawn]).status == 200)
                try Self.pack("HOLD\n  approver: supervisor").write(
                    toFile: stage.policies + "/packs/test-freeze.yaml", atomically: true, encoding: .utf8)
                let statement = stage.policies + "/in-force.yaml"
                try String(contentsOfFile: statement, encoding: .utf8).replacing("packs: [", with: "packs: [test-freeze, ")
                    .write(toFile: statement, atomically: true, encoding: .utf8)
                let reloaded = try await stage.cleo.post("/api/policies/reload")
                #expect(reloaded.status == 200, "\(reloaded.text)")
                let held = try await stage.wait("the freeze") {
                    try await line(stopped, of: frozen, stage).flatMap { $0.phase == "held" ? $0 : nil }
                }
                #expect(held.lapse == "otherAnswer" && held.approvers == ["supervisor"])
                #expect(try await line(withdrawn, of: frozen, stage)?.phase == "rejected")
                #expect(try await stage.ada.post(frozen.path + "/approve", ["send": stopped]).status >= 400)
                let agreed = try await stage.sue.post(frozen.path + "/approve", ["send": stopped, "content": held.content ?? ""])
                #expect(agreed.status == 200, "\(agreed.text)")
                _ = try await stage.wait("the approved reply") { posted("On Monday.", stage) ? true : nil }
                #expect(!posted("On Tuesday.", stage) && !posted("It is back.", stage))
            }
        }

        @Test func `an approval of a quotation or a planned message lapses with an edit and with a newer message`() async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                try Self.pack("HOLD\n  approver: supervisor").write(
                    toFile: stage.policies + "/packs/test-freeze.yaml", atomically: true, encoding: .utf8)
                let statement = stage.policies + "/in-force.yaml"
                try String(contentsOfFile: statement, encoding: .utf8).replacing("packs: [", with: "packs: [test-freeze, ")
                    .write(toFile: statement, atomically: true, encoding: .utf8)
                let server = try await stage.start()
                defer { server.stop() }
                let planned = try await conversation(stage, "penny_c", "when does the branch open?")
                let (first, second) = (RandomIDs.event().description, RandomIDs.event().description)
                let answer = try await plan("At nine on Monday.", in: planned, stage, seconds: 300, id: first)
                #expect(answer["decision"] as? String == "HOLD" && answer["approver"] as? String == "supervisor", "\(answer.text)")
                let shown = try #require(try await line(first, of: planned, stage)?.content)
                // An edit is another message: what was approved or about to be approved is gone.
                #expect(
                    try await plan("At ten.", in: planned, stage, seconds: 4, id: second, replaces: first)["decision"] as? String == "HOLD")
                #expect(try await stage.sue.post(planned.path + "/approve", ["send": first, "content": shown]).status >= 400)
                #expect(try await stage.sue.post(planned.path + "/approve", ["send": second, "content": shown]).status == 409)
                // Approved, and then the customer writes: it does not go out although everybody agreed.
                #expect(try await stage.sue.post(planned.path + "/approve", ["send": second]).status == 200)
                #expect(try await line(second, of: planned, stage)?.phase == "scheduled")
                let post = try #require(stage.network.posts(by: planned.customer).first)
                try stage.network.post(as: planned.customer, "@ExampleBank I need it before Monday", inReplyTo: post.id)
                let lapsed = try await stage.wait("the approval to lapse") {
                    try await line(second, of: planned, stage).flatMap { $0.phase == "held" ? $0 : nil }
                }
                #expect(lapsed.lapse == "newerMessage" && lapsed.approved.isEmpty)
                #expect(try await stage.sue.post(planned.path + "/approve", ["send": second]).status == 409)

                // The same for a quotation that waits.
                let praise = try await conversation(stage, "ana_b", "this saver is unbeatable, everyone should open one")
                let message = try #require(praise.view.lines.first { $0.kind == "in" }?.event)
                let quote = RandomIDs.event().description
                let held = try await stage.ada.post(
                    praise.path + "/deeds",
                    ["act": "quote", "message": message, "seen": praise.view.sequence, "id": quote, "text": "Couldn't agree more!"])
                #expect(held["decision"] as? String == "HOLD", "\(held.text)")
                let content = try #require(try await line(quote, of: praise, stage)?.content)
                #expect(try await stage.cleo.post(praise.path + "/approve", ["send": quote, "content": shown]).status >= 400)
                let own = try #require(stage.network.posts(by: praise.customer).first)
                try stage.network.post(as: praise.customer, "@ExampleBank sorry, I was wrong about it", inReplyTo: own.id)
                _ = try await stage.wait("the newer message") {
                    try await stage.ada.read(praise.view.id).lines.count { $0.kind == "in" } == 2 ? true : nil
                }
                let late = try await stage.cleo.post(praise.path + "/approve", ["send": quote, "content": content])
                #expect(late.status == 409 || late.status == 403, "\(late.text)")
                #expect(stage.network.posts(by: stage.bank.id).isEmpty)
                // Nothing connected can pin, and the answer says what to do.
                let pin = try await stage.ada.post(
                    praise.path + "/deeds", ["act": "pin", "message": message, "seen": 99, "id": RandomIDs.event().description])
                #expect(pin.status == 400 && pin.text.contains("own app"), "\(pin.text)")
            }
        }
    }
}
