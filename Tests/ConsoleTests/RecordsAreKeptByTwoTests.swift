import Testing

@testable import Broker
@testable import Console

/// The page of holds and erasures: who may, who may not, and that it takes two.
@Suite(.serialized) struct RecordsAreKeptByTwoTests {
    @Test func aHoldStopsAnErasureAndTwoPeopleMakeOne() async throws {
        try await OpenDesk.open { desk in
            let officer = try await desk.browser("olive", [.complianceOfficer])
            let supervisor = try await desk.browser("sue", [.supervisor])
            let agent = try await desk.browser("penny", [.agent])
            let auditor = try await desk.browser("otto", [.auditor])
            let conversation = try await desk.post("okapi, is my branch open today", from: "sam")
            let page = "/compliance/records"
            #expect(try await auditor.get(page).text.contains("Nothing is held."))
            #expect(try await agent.get(page).status == 403)
            let csrf = try #require(try await auditor.get(page).csrf)
            let hold = ["on": "conversation", "which": conversation.description, "reason": "claim 4711 <b>"]
            #expect(try await auditor.post(page + "/holds", hold.merging(["csrf": csrf]) { $1 }).status == 403)

            #expect(try await officer.act(page + "/holds", hold.merging(["which": "nonsense"]) { $1 }, on: page).status == 422)
            #expect(try await officer.act(page + "/holds", hold.merging(["reason": " "]) { $1 }, on: page).status == 422)
            let held = try await officer.act(page + "/holds", hold, on: page)
            #expect(held.status == 200 && held.text.contains("claim 4711 &lt;b&gt;") && !held.text.contains("4711 <b>"))
            let ask = ["which": conversation.description, "basis": "UK GDPR article 17(1)(a)"]
            let refused = try await officer.act(page + "/erasures", ask, on: page)
            #expect(refused.status == 422 && refused.text.contains("legal hold protects"))
            let standing = try #require(try desk.server.store.standingHolds().first?.hold)
            #expect(try await officer.act(page + "/holds/\(standing)/lift", ["reason": "settled"], on: page).status == 200)

            #expect(try await officer.act(page + "/erasures", ask, on: page).status == 200)
            let request = try #require(try desk.server.store.erasureRequests().first?.asked)
            let alone = try await officer.act(page + "/erasures/\(request)/confirm", [:], on: page)
            #expect(alone.status == 422 && alone.text.contains("two people"))
            #expect(try desk.server.store.conversation(conversation)?.lines.contains { $0.text?.contains("okapi") == true } == true)
            let done = try await supervisor.act(page + "/erasures/\(request)/confirm", [:], on: page)
            #expect(done.status == 200 && done.text.contains("Destroyed"))
            #expect(try desk.server.store.conversation(conversation)?.lines.allSatisfy { $0.text == nil } == true)
            #expect(try await officer.get("/desk/\(conversation)").status == 200)
        }
    }

    @Test func wordsAreTakenOutAndWhatIsHeldIsHandedOut() async throws {
        try await OpenDesk.open { desk in
            let officer = try await desk.browser("olive", [.complianceOfficer])
            let page = "/compliance/records"
            let conversation = try await desk.post("my neighbour Okapi asks too", from: "sam")
            let message = try #require(try desk.server.store.conversation(conversation)?.state.messages.first)
            let access = try await officer.act(
                page + "/exports", ["which": conversation.description, "purpose": "access request"], on: page)
            #expect(access.status == 200 && access["content-disposition"]?.contains("access-") == true)
            #expect(access.text.contains("my neighbour Okapi asks too") && access.text.contains("what is held on you"))
            let form = ["message": message.description, "span": "13-18", "reason": "a name"]
            #expect(try await officer.act(page + "/redactions", form.merging(["span": "x"]) { $1 }, on: page).status == 422)
            #expect(try await officer.act(page + "/redactions", form, on: page).status == 200)
            let shown = try await officer.get("/desk/\(conversation)").text
            #expect(shown.contains("my neighbour [taken out] asks too") && !shown.contains("Okapi"))
            #expect(try await officer.get(page + "/due").text.contains("Nothing is."))
            #expect(try await officer.get(page).text.contains("DISP 1.9.1R"))
        }
    }
}
