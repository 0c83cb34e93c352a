import Broker
import Foundation
import Glibc
import Sandbox
import Testing

extension ServerTests {
    @Suite(.serialized) struct NothingIsLostOrDoubledTests {
        @Test func `killed in the middle of a burst, the server has every acknowledged message once`() async throws {
            try await Stage.play { stage in
                var server = try await stage.start()
                let customers = try (0..<30).map { try stage.network.createUser(handle: "customer\($0)", name: "Customer \($0)") }
                for number in 0..<300 {
                    try stage.network.post(as: customers[number % 30].id, "@ExampleBank please look at case \(number)")
                }
                for share in [60, 170] {
                    _ = try await stage.wait("part of the burst") { stage.network.delivered >= share ? true : nil }
                    #expect(server.stop(SIGKILL) == 128 + SIGKILL)
                    let acknowledged = stage.network.delivered
                    server = try await stage.start()
                    #expect(try stage.number("SELECT count(*) FROM duplicate") >= acknowledged)
                }
                defer { server.stop() }
                _ = try await stage.wait("the rest") { stage.network.delivered == 300 ? true : nil }
                #expect(stage.network.abandoned == 0)
                #expect(try stage.number("SELECT count(*) FROM duplicate") == 300)
                #expect(try stage.number("SELECT sum(inbound) FROM conversation") == 300)
                #expect(try stage.number("SELECT count(*) FROM conversation") == 30)
                let status = try await stage.wait("the seal") { () -> ServerStatus? in
                    let status = try await stage.ada.status()
                    return status.sealed == status.accepted ? status : nil
                }
                #expect(status.trouble == nil)
                #expect(status.sealing == nil)
                #expect(try stage.number("SELECT max(idx) + 1 FROM entry") == stage.number("SELECT count(*) FROM entry"))
                try verifyCheckpoints(of: stage)
            }
        }

        @Test(arguments: [AnswerFault.loseAnswer, .hold, .cutAnswer, .doneButFailed, .loseRequest])
        func `a send whose answer never came is looked for, and stands there once`(fault: AnswerFault) async throws {
            try await Stage.play { stage in
                var server = try await stage.start()
                let conversation = try await begin(stage)
                stage.network.plan(FaultPlan(answers: [fault]))
                #expect(try await stage.ada.reply("We are looking into it.", on: "sandbox_public", in: conversation).status == 200)
                if fault == .hold {
                    // The network has it, the server does not know: it dies between the call and the receipt.
                    _ = try await stage.wait("the post") { stage.network.posts(by: stage.bank.id).isEmpty ? nil : true }
                    server.stop(SIGKILL)
                    server = try await stage.start()
                    stage.releaseHeldAnswers()
                }
                defer { server.stop() }
                let settled = try await stage.wait("the receipt") { () -> ConversationView? in
                    let view = try await stage.ada.read(conversation.id)
                    return view.lines.contains { $0.phase == "accepted" } ? view : nil
                }
                #expect(settled.lines.contains { $0.kind == "recordUnknown" })
                #expect(settled.due == nil, "the turn ends when the send is found")
                #expect(stage.network.posts(by: stage.bank.id).count == 1)
            }
        }

        @Test func `one who does not answer keeps nobody else waiting`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let first = try await begin(stage, "sam_w")
                stage.network.plan(FaultPlan(answers: [.hold]))
                #expect(try await stage.ada.reply("We are looking into it.", on: "sandbox_public", in: first).status == 200)
                _ = try await stage.wait("the held post") { stage.network.posts(by: stage.bank.id).count == 1 ? true : nil }
                let second = try await begin(stage, "kim_x")
                #expect(try await stage.ada.reply("We are on it.", on: "sandbox_public", in: second).status == 200)
                _ = try await stage.wait("the other post") { stage.network.posts(by: stage.bank.id).count == 2 ? true : nil }
                #expect(try await stage.ada.read(first.id).lines.contains { $0.phase == "queued" })
                stage.releaseHeldAnswers()
            }
        }

        @Test func `of two who press send at once one is told what to do, and one press counts once`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let conversation = try await begin(stage)
                let id = RandomIDs.event().description
                async let ada = stage.ada.reply("We are looking into it.", on: "sandbox_public", in: conversation, id: id)
                async let bob = stage.bob.reply("We are on it already.", on: "sandbox_public", in: conversation)
                let answers = try await [ada, bob]
                #expect(answers.map(\.status).sorted() == [200, 409])
                #expect(answers.first { $0.status == 409 }?.text.contains("Read the newest messages, then send again.") == true)

                let fresh = try await stage.ada.read(conversation.id)
                let again = RandomIDs.event().description
                let presses = try await withThrowingTaskGroup(of: Person.Answer.self) { group in
                    for _ in 0..<4 { group.addTask { try await stage.ada.reply("Thank you.", on: "sandbox_public", in: fresh, id: again) } }
                    return try await group.reduce(into: [Person.Answer]()) { $0.append($1) }
                }
                #expect(presses.allSatisfy { $0.status == 200 && $0["decision"] as? String == "SEND" })
                _ = try await stage.wait("the sends") {
                    try await stage.ada.read(conversation.id).lines.contains { $0.phase == "queued" } ? nil : true
                }
                #expect(stage.network.posts(by: stage.bank.id).count == 2)

                // A stopped reply stays stopped when the button is pressed again, and an id is good for one thing.
                let blocked = RandomIDs.event().description
                let now = try await stage.ada.read(conversation.id)
                for _ in 0..<2 {
                    let answer = try await stage.ada.reply("The card ending 5100 is unblocked.", on: "sandbox_public", in: now, id: blocked)
                    #expect(answer["decision"] as? String == "BLOCK")
                }
                let first = try #require(now.lines.first { $0.kind == "in" })
                #expect(try await stage.ada.reply("Hello.", on: "sandbox_public", in: now, id: first.event).status == 409)
            }
        }

        private func begin(_ stage: Stage, _ handle: String = "sam_w") async throws -> ConversationView {
            let customer = try stage.network.createUser(handle: handle, name: "Sam")
            let known = Set(try await stage.ada.inbox().map(\.id))
            try stage.network.post(as: customer.id, "@ExampleBank why was my card refused?")
            let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first { !known.contains($0.id) } }
            return try await stage.ada.read(row.id)
        }
    }
}
