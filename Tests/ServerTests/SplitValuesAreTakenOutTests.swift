import Broker
import Foundation
import Glibc
import Testing

extension ServerTests {
    @Suite(.serialized) struct SplitValuesAreTakenOutTests {
        private static let halves = ["4929 3813", "3266 4295"]

        @Test(arguments: [false, true])
        func `a number in two messages is in no file once it is whole, across a restart as well`(restarts: Bool) async throws {
            try await Stage.play { stage in
                var server = try await stage.start()
                let sam = try stage.network.createUser(handle: "sam_w", name: "Sam")
                try stage.network.message(as: sam.id, to: stage.bank.id, "my card is \(Self.halves[0])")
                let row = try await stage.wait("the first half") { try await stage.ada.inbox().first }
                var view = try await stage.ada.read(row.id)
                #expect(view.lines.contains { $0.text?.contains(Self.halves[0]) == true }, "half a number is no finding yet")
                if restarts {
                    server.stop(SIGKILL)
                    server = try await stage.start()
                }
                defer { server.stop() }
                try stage.network.message(as: sam.id, to: stage.bank.id, "and then \(Self.halves[1])")
                view = try await stage.wait("the redaction") { () -> ConversationView? in
                    let view = try await stage.ada.read(row.id)
                    return view.lines.contains { $0.kind == "redactEarlier" } ? view : nil
                }
                _ = try await stage.wait("the delivery") { stage.network.delivered == 2 ? true : nil }
                let inbound = view.lines.filter { $0.kind == "in" }
                #expect(inbound.count == 2 && inbound.allSatisfy { $0.text != nil && $0.author == "@sam_w" })
                for half in Self.halves { #expect(!view.lines.contains { $0.text?.contains(half) == true }) }
                // Law 2(c): not even the ciphertext of it can be opened, and the reply still finds its way.
                let disk = Disk(folder: stage.home.path)
                #expect(try disk.files(with: Self.halves.joined(separator: " ")).isEmpty)
                #expect(try stage.contentThatOpens().allSatisfy { text in !Self.halves.contains { text.contains($0) } })
                #expect(try await stage.ada.reply("Thank you.", on: "sandbox_dm", in: view).status == 200)
                _ = try await stage.wait("the reply") {
                    stage.network.messages(between: stage.bank.id, and: sam.id).count == 3 ? true : nil
                }
                try verifyCheckpoints(of: stage)
            }
        }

        @Test func `what must not stand in public is hidden where the network allows it, and the refusal is kept where not`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let sam = try stage.network.createUser(handle: "sam_w", name: "Sam")
                let own = try stage.network.post(as: stage.bank.id, "Our branches open at nine.")
                let reply = try stage.network.post(as: sam.id, "@ExampleBank my card 4929 3813 3266 4295 fails", inReplyTo: own.id)
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first }
                _ = try await stage.wait("the hiding") { stage.network.post(reply.id)?.isHidden == true ? true : nil }
                let hidden = try await stage.wait("its receipt") {
                    try await stage.ada.read(row.id).lines.first { $0.act == "hide_public_item" && $0.phase == "accepted" }
                }
                #expect(hidden.text?.isEmpty != false)
                #expect(try await stage.ada.read(row.id).due != nil, "hiding a post answers nobody")

                let kim = try stage.network.createUser(handle: "kim_x", name: "Kim")
                try stage.network.post(as: kim.id, "@ExampleBank my card 4929 3813 3266 4295 fails")
                let other = try await stage.wait("the other conversation") { try await stage.ada.inbox().first { $0.id != row.id } }
                _ = try await stage.wait("the refusal") {
                    try await stage.ada.read(other.id).lines.first { $0.act == "hide_public_item" && $0.phase == "failed" }
                }
            }
        }
    }
}
