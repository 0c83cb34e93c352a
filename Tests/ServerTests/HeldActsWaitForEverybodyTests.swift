import Broker
import Foundation
import Testing

extension ServerTests {
    @Suite(.serialized) struct HeldActsWaitForEverybodyTests {
        /// A pack in which two people have to agree to every invitation and to every text with a word.
        private static let pack = """
            pack: test-holds
            version: 1
            title: What two people have to agree to
            owner: tests
            review_by: 2030-01-01
            rules:
            - id: invitation-officer
              title: Invitations wait for the officer
              basis: firm_policy
              source: {ref: "test"}
              when: {direction: outbound, act: channel_move}
              decision: HOLD
              approver: compliance_officer
            - id: invitation-supervisor
              title: Invitations wait for the supervisor
              basis: firm_policy
              source: {ref: "test"}
              when: {direction: outbound, act: channel_move}
              decision: HOLD
              approver: supervisor

            """

        @Test func `a held invitation goes out with its number once both roles have agreed`() async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                try Self.pack.write(toFile: stage.policies + "/packs/test-holds.yaml", atomically: true, encoding: .utf8)
                let statement = stage.policies + "/in-force.yaml"
                try String(contentsOfFile: statement, encoding: .utf8).replacing("packs: [", with: "packs: [test-holds, ")
                    .write(toFile: statement, atomically: true, encoding: .utf8)
                var server = try await stage.start()
                defer { server.stop() }
                let customer = try stage.network.createUser(handle: "penny_c", name: "Penny")
                try stage.network.post(as: customer.id, "@ExampleBank why was my card refused?")
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first }
                let view = try await stage.ada.read(row.id)
                let id = RandomIDs.event().description
                let path = "/api/conversations/\(view.id)"
                let offer = try await stage.ada.post(
                    path + "/handoffs", ["destination": "secure_email", "channel": "sandbox_dm", "seen": view.sequence, "id": id])
                #expect(offer["decision"] as? String == "HOLD", "\(offer.text)")
                #expect(offer["approvers"] as? [String] == ["compliance_officer", "supervisor"])
                func held() async throws -> ConversationView.Line? { try await stage.ada.read(view.id).lines.first { $0.event == id } }
                let before = try await held()
                #expect(before?.approvers == ["compliance_officer", "supervisor"])

                // One of two; a second time, and an agent, change nothing; and a restart forgets nothing.
                #expect(try await stage.cleo.post(path + "/approve", ["send": id]).status == 200)
                #expect(try await stage.cleo.post(path + "/approve", ["send": id]).status == 409)
                #expect(try await stage.bob.post(path + "/approve", ["send": id]).status == 403)
                let one = try await held()
                #expect(one?.approved == ["compliance_officer"] && one?.phase == "held")
                #expect(stage.network.messages(between: stage.bank.id, and: customer.id).isEmpty)
                server.stop(SIGKILL)
                server = try await stage.start()
                #expect(try await stage.sue.post(path + "/approve", ["send": id]).status == 200)
                let (link, code) = try await stage.invitation(to: customer)
                var browser = Browser()
                #expect(try await browser.post(link, "code", code).status == 200)
                let after = try await stage.ada.read(view.id)
                #expect(!after.lines.contains { $0.text?.contains(code) == true }, "nobody of the firm sees the number")
                #expect(after.lines.filter { $0.kind == "held" }.count == 1, "the number waits for nobody: they agreed to it")
                #expect(try Disk(folder: stage.home.path).files(with: code).isEmpty)
            }
        }

        @Test func `an offer whose time is over is recorded as lapsed`() async throws {
            try await Stage.play(Stage.Wishes(handoffMinutes: 0)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let customer = try stage.network.createUser(handle: "penny_c", name: "Penny")
                try stage.network.post(as: customer.id, "@ExampleBank why was my card refused?")
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first }
                let view = try await stage.ada.read(row.id)
                let due = view.due
                let answer = try await stage.ada.post(
                    "/api/conversations/\(view.id)/handoffs",
                    [
                        "destination": "secure_email", "channel": "sandbox_dm", "seen": view.sequence, "id": RandomIDs.event().description,
                    ])
                #expect(answer.status == 200)
                let after = try await stage.wait("the lapse") { () -> ConversationView? in
                    let view = try await stage.ada.read(view.id)
                    return view.lines.contains { $0.kind == "lapseHandoff" } ? view : nil
                }
                #expect(after.due == due && after.lines.filter { $0.kind == "lapseHandoff" }.count == 1)
            }
        }

        @Test func `new terms tighten the turns that run, in the background and once`() async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                var server = try await stage.start()
                defer { server.stop() }
                var rows: [String] = []
                for number in 0..<20 {
                    let customer = try stage.network.createUser(handle: "customer\(number)", name: "Sam")
                    try stage.network.post(as: customer.id, "@ExampleBank why was my card refused?")
                }
                rows = try await stage.wait("the conversations") {
                    let rows = try await stage.ada.inbox()
                    return rows.count == 20 ? rows.map(\.id) : nil
                }
                var before: [String: String] = [:]
                for id in rows { before[id] = try await stage.ada.read(id).due }
                let path = stage.policies + "/service-levels/standard.yaml"
                let level = try String(contentsOfFile: path, encoding: .utf8)
                try level.replacing("first_response_minutes: 60", with: "first_response_minutes: 30")
                    .write(toFile: path, atomically: true, encoding: .utf8)
                // Found out at the next start as well as after a reload: here the server dies right after.
                #expect(try await stage.cleo.post("/api/policies/reload").status == 200)
                server.stop(SIGKILL)
                server = try await stage.start()
                for id in rows {
                    let view = try await stage.wait("an earlier due time") { () -> ConversationView? in
                        let view = try await stage.ada.read(id)
                        return view.due != before[id] ? view : nil
                    }
                    #expect(view.due ?? "9" < before[id] ?? "")
                }
                #expect(try stage.commandTypes().filter { $0 == CommandType.tighten.rawValue }.count == 20, "one entry a conversation")
            }
        }
    }
}
