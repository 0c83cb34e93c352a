import Broker
import Foundation
import Testing

extension ServerTests {
    /// Whatever passes somebody's words on is decided like an answer, and goes out like one.
    @Suite(.serialized) struct DeedsPassTheSameGateTests {
        @Test func `a quotation says two things, and policy hears both`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                defer { server.stop() }
                /// The conversation of a customer who posts this, with the event of the post.
                func posted(_ handle: String, _ text: String) async throws -> (
                    path: String, message: String, sequence: UInt64, post: UInt64
                ) {
                    let known = Set(try await stage.ada.inbox().map(\.id))
                    let customer = try stage.network.createUser(handle: handle, name: "Penny Clarke")
                    let post = try stage.network.post(as: customer.id, "@ExampleBank \(text)")
                    let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first { !known.contains($0.id) } }
                    let view = try await stage.ada.read(row.id)
                    let message = try #require(view.lines.first { $0.kind == "in" }?.event)
                    return ("/api/conversations/\(view.id)", message, view.sequence, post.id)
                }
                func deed(
                    _ on: (path: String, message: String, sequence: UInt64, post: UInt64), _ act: String, _ text: String?,
                    id: EventID = RandomIDs.event()
                ) async throws -> Person.Answer {
                    var body: [String: Any] = [
                        "act": act, "message": on.message, "seen": on.sequence, "id": id.description,
                    ]
                    if let text { body["text"] = text }
                    return try await stage.ada.post(on.path + "/deeds", body)
                }

                // Words of our own above somebody else's: both stand on the network.
                let kind = try await posted("penny_c", "the lady in your branch was lovely")
                let sent = try await deed(kind, "quote", "Thank you, that made our day.")
                #expect(sent["decision"] as? String == "SEND", "\(sent.text)")
                let quoting = try await stage.wait("the quotation") {
                    stage.network.posts(by: stage.bank.id).first { $0.quotes == kind.post }
                }
                #expect(quoting.text == "Thank you, that made our day." && quoting.inReplyTo == nil)
                // A quotation without words is none, nor is a like with some; nothing connected can pin.
                #expect(try await deed(kind, "quote", nil).status >= 400)
                #expect(try await deed(kind, "quote", "  ").status == 400)
                #expect(try await deed(kind, "like", "nice").status >= 400)
                #expect(try await deed(kind, "pin", nil).status == 400)

                // The network would show the number that was taken out of what we keep.
                let card = try await posted("sam_h", "4929 3813 3266 4295 was refused")
                for (act, text) in [("quote", "We are looking into it."), ("like", nil), ("repost", nil)] {
                    #expect(try await deed(card, act, text)["decision"] as? String == "BLOCK", "\(act)")
                }
                // Praise of a product is a promotion, whoever wrote it; whoever approves, approves these words.
                let praise = try await posted("ana_b", "this saver is unbeatable, everyone should open one")
                let quote = RandomIDs.event()
                let held = try await deed(praise, "quote", "Couldn't agree more!", id: quote)
                #expect(held["decision"] as? String == "HOLD" && held["approver"] as? String == "fin_prom_approver", "\(held.text)")
                // The role is none of the desk's: the firm names who holds it.
                #expect(try await stage.cleo.post(praise.path + "/approve", ["send": quote.description]).status == 409)
                #expect(try await stage.sue.post(praise.path + "/approve", ["send": quote.description]).status == 200)
                _ = try await stage.wait("the approved quotation") {
                    stage.network.posts(by: stage.bank.id).first { $0.quotes == praise.post }
                }
                // Our own words count as well.
                let own = try await deed(kind, "quote", "By the way, your card 4929 3813 3266 4295 is on its way.")
                #expect(own["decision"] as? String == "BLOCK", "\(own.text)")
                #expect(stage.network.posts(by: stage.bank.id).count { $0.quotes != nil } == 2)
            }
        }

        @Test func `a lexicon that was lost while the server stood still is noticed at its start`() async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                var server = try await stage.start()
                defer { server.stop() }
                #expect(try await stage.ada.status().policies == nil)
                server.stop(SIGTERM)
                try FileManager.default.removeItem(atPath: "\(stage.policies)/lexicons/fraud.yaml")
                server = try await stage.start()
                let trouble = try #require(try await stage.ada.status().policies)
                #expect(trouble.contains("lexicons/fraud.yaml") && trouble.contains("nothing finds"), "\(trouble)")
            }
        }
    }
}
