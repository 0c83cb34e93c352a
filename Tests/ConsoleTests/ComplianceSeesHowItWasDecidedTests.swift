import Foundation
import Testing
import Verifier

@testable import Broker
@testable import Console

/// Decisions are found by rule, packs are read as sentences, and evidence verifies elsewhere until a byte is changed.
@Suite(.serialized) struct ComplianceSeesHowItWasDecidedTests {
    @Test func theLedgersHeadAndEveryRuleAreShown() async throws {
        try await OpenDesk.open { desk in
            let officer = try await desk.browser("olive", [.complianceOfficer])
            _ = try await desk.post("my card 5105 1051 0510 5100 was charged twice", from: "sam")
            await desk.server.store.waitUntilSealed(desk.server.store.status.accepted - 1)
            let page = try await officer.get("/compliance")
            #expect(page.status == 200 && page.text.contains("log.northbridge.test/nb-uk"))
            let fired = try desk.server.store.fired(DecidedRule.Filter(), limit: 10)
            let first = try #require(fired.first)
            #expect(page.text.contains(first.rule))
            let asked = DecisionFilter.path(pack: first.pack, rule: first.rule)
            let decisions = try await officer.get(asked)
            #expect(decisions.status == 200 && decisions.text.contains("/compliance/entries/\(first.index)"))
            #expect(try await officer.get(asked + "&day=1971-01-01").text.contains("Nothing fits."))
            #expect(try await officer.get(asked + "&day=nonsense&before=x&verdict=x").status == 200)
            let entry = try await officer.get("/compliance/entries/\(first.index)")
            #expect(entry.status == 200 && entry.text.contains(first.rule) && !entry.text.contains("charged twice"))
            #expect(try await officer.get("/compliance/entries/99999999").status == 404)
            #expect(try await officer.get("/compliance/quarantine").status == 200)
            let packs = try await officer.get("/compliance/packs").text
            for pack in desk.server.terms.now.packs.packs {
                for rule in pack.rules { #expect(packs.contains(rule.id), "\(rule.id)") }
            }
            #expect(!packs.contains("&lt;"))
        }
    }

    @Test func evidenceIsTakenByWhoMayAndVerifiesElsewhere() async throws {
        try await OpenDesk.open { desk in
            let officer = try await desk.browser("olive", [.complianceOfficer])
            let agent = try await desk.browser("penny", [.agent, .supervisor])
            _ = try await desk.post("somebody else's words", from: "kim")
            let conversation = try await desk.post("is my branch open today", from: "sam")
            let form = ["about": "conversation", "which": conversation.description, "purpose": "asked for by the customer"]
            let page = try #require(try await agent.get("/wallboard").csrf)
            #expect(try await agent.post("/compliance/evidence", form.merging(["csrf": page]) { $1 }).status == 403)
            #expect(try await officer.act("/compliance/evidence", form.merging(["purpose": ""]) { $1 }, on: "/compliance").status == 422)
            #expect(
                try await officer.act("/compliance/evidence", form.merging(["which": "x"]) { $1 }, on: "/compliance").status == 422)
            let answer = try await officer.act("/compliance/evidence", form, on: "/compliance")
            #expect(answer.status == 200 && answer["content-disposition"]?.hasPrefix("attachment;") == true)

            let key = try VerifyingKey(server(desk).line)
            let report = EvidenceVerifier(pinnedKey: key).verify(answer.body)
            #expect(report.verified, "\(report.failures)")
            #expect(report.subject?.description == "conversation \(conversation)")
            // One byte in the middle, and it is no evidence any more.
            var changed = answer.body
            changed[changed.count / 2] ^= 1
            #expect(!EvidenceVerifier(pinnedKey: key).verify(changed).verified)
        }
    }

    private func server(_ desk: OpenDesk) throws -> VerifierKey { try desk.server.home.logKey() }

    @Test func rulesReadAsSentences() throws {
        let rule = Rule(
            id: "r", title: "t", basis: .firmPolicy, source: Source(reference: "handbook 4.2"), verified: true,
            precedence: Precedence(rank: 1),
            directions: [.outbound],
            when: .all([.act([Act("send_it")]), .any([.label(Label("old_news")), .not(.fact(FactPath("a", "b_c"), .flag(true)))])]),
            outcome: Outcome(verdict: .hold, approver: ApproverRole("some_team"), instead: "Ask first"))
        let sentence = RuleSentence(rule)
        #expect(sentence.when == "the act is send it and (it is about old news or not (a.b c is true))")
        #expect(sentence.then == "answer HOLD; let some team approve it. The agent is told: Ask first")
        #expect(sentence.because == "handbook 4.2 (firm policy)")
    }
}
