import Broker
import Foundation
import PolicyFiles
import Testing

extension ServerTests {
    /// What a server has decided over a whole exchange is asked again, of its own policies and of others.
    @Suite(.serialized) struct RecordedDecisionsAreAskedAgainTests {
        private static func pack(_ id: String, _ when: String, _ outcome: String) -> String {
            """
            pack: \(id)
            version: 1
            title: A pack of the test's own
            owner: tests
            review_by: 2030-01-01
            rules:
            - id: only
              title: The only rule
              basis: firm_policy
              source: {ref: "test"}
              when: {\(when)}
              \(outcome)

            """
        }

        private static let shipped = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Policies"

        private func write(_ text: String, _ id: String, in folder: String) throws {
            try Data(text.utf8).write(to: URL(filePath: "\(folder)/packs/\(id).yaml"))
            let statement = folder + "/in-force.yaml"
            try String(contentsOfFile: statement, encoding: .utf8).replacing("packs: [", with: "packs: [\(id), ")
                .write(toFile: statement, atomically: true, encoding: .utf8)
        }

        @Test func `every answer of a server follows from what it recorded`() async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                try write(
                    Self.pack("test-held", "direction: outbound, act: survey", "decision: HOLD\n  approver: supervisor"), "test-held",
                    in: stage.policies)
                var server = try await stage.start()
                defer { server.stop() }
                let customer = try stage.network.createUser(handle: "penny_c", name: "Penny Clarke")
                let post = try stage.network.post(
                    as: customer.id, "@ExampleBank does my card 4929 3813 3266 4295 work abroad as well?")
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first }
                var view = try await stage.ada.read(row.id)
                let path = "/api/conversations/\(view.id)"

                // Sent, blocked, held and approved, held and refused, a like.
                #expect(
                    try await stage.ada.reply("We are looking into it.", on: "sandbox_public", in: view)["decision"] as? String == "SEND")
                view = try await stage.ada.read(row.id)
                let blocked = try await stage.ada.reply("Your card 4929 3813 3266 4295 is fine.", on: "sandbox_public", in: view)
                #expect(blocked["decision"] as? String == "BLOCK", "\(blocked.text)")
                let held = try await stage.ada.reply("How did we do?", on: "sandbox_public", in: view, act: "survey")
                #expect(held["decision"] as? String == "HOLD", "\(held.text)")
                let send = try #require(held["send"] as? String)
                view = try await stage.ada.read(row.id)
                let content = try #require(view.lines.first { $0.event == send }?.content)
                let message = try #require(view.lines.first { $0.kind == "in" }?.event)
                // Approving something else, or what was never read, is refused; a second time changes nothing.
                let wrong = String(content.reversed())
                #expect(try await stage.sue.post(path + "/approve", ["send": send, "content": "abc"]).status == 400)
                #expect(try await stage.sue.post(path + "/approve", ["send": send, "content": wrong]).status == 409)
                #expect(try await stage.sue.post(path + "/approve", ["send": send, "content": content]).status == 200)
                #expect(try await stage.sue.post(path + "/approve", ["send": send, "content": content]).status == 409)
                let like = try await stage.ada.post(
                    path + "/deeds", ["act": "like", "message": message, "seen": view.sequence, "id": RandomIDs.event().description])
                #expect(like.status == 200, "\(like.text)")
                if like["decision"] as? String == "SEND" {
                    _ = try await stage.wait("the like") {
                        stage.network.post(post.id)?.likedBy.contains(stage.bank.id) == true ? true : nil
                    }
                }
                #expect(try await stage.ada.post(path + "/deeds", ["act": "pin", "message": message, "seen": 1, "id": send]).status == 400)

                // Other terms come into force in between; each decision is held against those of its time.
                try write(
                    Self.pack(
                        "test-block", "direction: outbound, act: reply", "precedence: life_safety\n  decision: BLOCK\n  instead: Call them."
                    ), "test-block",
                    in: stage.policies)
                #expect(try await stage.cleo.post("/api/policies/reload").status == 200)
                view = try await stage.ada.read(row.id)
                #expect(try await stage.ada.reply("One more thing.", on: "sandbox_public", in: view)["decision"] as? String == "BLOCK")
                server.stop(SIGKILL)
                server = try await stage.start()

                let same = try await PolicyReplay(PolicyFolder.terms(at: stage.policies), overLedgerOf: stage.home.path)
                #expect(same.unlikeCount == 0, "entries \(same.unlike)")
                #expect(same.notRecorded == 0 && same.erased == 0 && same.decisions >= 7)
                // The replies that went out before the new rule was there.
                #expect(same.stricter >= 1 && same.laxer == 0 && same.conversations == 1)
                let change = try #require(same.changes.first { $0.difference.to == .block })
                #expect(change.difference.ruleAfter == "test-block/only" && change.conversations.map(\.description) == [view.id])
                // Without the rules of the test, what they stopped goes.
                let shipped = try PolicyFolder.terms(at: Self.shipped)
                let lax = try await PolicyReplay(shipped, overLedgerOf: stage.home.path, threads: 1)
                #expect(lax.laxer >= 2 && lax.unlikeCount == 0)
                // Held against a folder instead: the one has the rules for every decision, the other for none.
                let both = try await PolicyReplay(
                    shipped, overLedgerOf: stage.home.path, comparedWith: PolicyFolder.terms(at: stage.policies))
                #expect(both.stricter == 0 && both.laxer > lax.laxer)
                // Nothing but facts stands in what was kept for it.
                let ledger = try LedgerFolder(stage.home.path)
                var lines: [String] = []
                for decision in try ledger.decisions(in: 0..<(try ledger.accepted())) {
                    if case .asked(let line) = decision.question { lines.append(String(decoding: line, as: UTF8.self)) }
                }
                #expect(lines.count == Int(same.decisions))
                #expect(lines.allSatisfy { !$0.contains("4929") && !$0.contains("Penny") && !$0.contains(" ") })
            }
        }

        @Test func `a held reply is read again with what lexicons have learned since`() async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                try write(
                    Self.pack("test-held", "direction: outbound, act: survey", "decision: HOLD\n  approver: supervisor"), "test-held",
                    in: stage.policies)
                let server = try await stage.start()
                defer { server.stop() }
                let customer = try stage.network.createUser(handle: "penny_c", name: "Penny Clarke")
                try stage.network.post(as: customer.id, "@ExampleBank thank you")
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first }
                let view = try await stage.ada.read(row.id)
                let path = "/api/conversations/\(view.id)"
                let held = try await stage.ada.reply("How was the marmalade?", on: "sandbox_public", in: view, act: "survey")
                let send = try #require(held["send"] as? String, "\(held.text)")

                // A word that nobody had thought of, and a rule against it.
                let lexicon = """
                    lexicon: test-words
                    version: 1
                    language: en
                    directions: [outbound]
                    groups:
                      jam: [marmalade]
                    clues:
                    - label: feedback
                      any:
                      - {all: [jam]}
                      'true': [How was the marmalade?]
                      'false': [How was the tea?]

                    """
                try Data(lexicon.utf8).write(to: URL(filePath: stage.policies + "/lexicons/test-words.yaml"))
                try write(
                    Self.pack(
                        "test-jam", "direction: outbound, labels: [feedback]",
                        "precedence: life_safety\n  decision: BLOCK\n  instead: Leave it out."),
                    "test-jam",
                    in: stage.policies)
                let reload = try await stage.cleo.post("/api/policies/reload")
                #expect(reload.status == 200, "\(reload.text)")
                let refused = try await stage.sue.post(path + "/approve", ["send": send])
                #expect(refused.status == 409, "\(refused.status)")
                #expect(refused.text.contains("Leave it out."), "\(refused.text)")

                // Its author writes it anew; the approval of the old one is of no use, nor the old one itself.
                let again = RandomIDs.event().description
                let body: [String: Any] = [
                    "text": "How was the tea?", "channel": "sandbox_public", "act": "survey", "seen": view.sequence, "id": again,
                    "replaces": send,
                ]
                #expect(try await stage.bob.post(path + "/replies", body).status == 409, "another's reply is not Bob's to replace")
                #expect(try await stage.ada.post(path + "/replies", body)["decision"] as? String == "HOLD")
                #expect(try await stage.ada.post(path + "/replies", body)["decision"] as? String == "HOLD", "pressed twice")
                #expect(try await stage.sue.post(path + "/approve", ["send": send]).status == 409)
                #expect(try await stage.ada.post(path + "/approve", ["send": again]).status == 403)
                // The customer writes before somebody agrees.
                try stage.network.post(as: customer.id, "@ExampleBank and another thing")
                _ = try await stage.wait("the second message") {
                    try await stage.ada.read(row.id).lines.count { $0.kind == "in" } == 2 ? true : nil
                }
                let late = try await stage.sue.post(path + "/approve", ["send": again])
                #expect(late.status == 409 && late.text.contains("newer customer message"), "\(late.text)")
                #expect(stage.network.posts(by: stage.bank.id).isEmpty)
            }
        }
    }
}
