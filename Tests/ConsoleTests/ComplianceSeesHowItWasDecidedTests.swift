import Foundation
import Testing

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

    @Test func evidenceVerifiesElsewhereUntilAByteIsChanged() async throws {
        try await OpenDesk.open { desk in
            let officer = try await desk.browser("olive", [.complianceOfficer])
            let agent = try await desk.browser("penny", [.agent, .supervisor])
            _ = try await desk.post("somebody else's words", from: "kim")
            let conversation = try await desk.post("is my branch open today", from: "sam")
            let form = ["conversation": conversation.description, "purpose": "asked for by the customer"]
            let page = try #require(try await agent.get("/wallboard").csrf)
            #expect(try await agent.post("/compliance/evidence", form.merging(["csrf": page]) { $1 }).status == 403)
            #expect(try await officer.act("/compliance/evidence", form.merging(["purpose": ""]) { $1 }, on: "/compliance").status == 422)
            #expect(
                try await officer.act("/compliance/evidence", form.merging(["conversation": "x"]) { $1 }, on: "/compliance").status == 422)
            let answer = try await officer.act("/compliance/evidence", form, on: "/compliance")
            #expect(answer.status == 200 && answer["content-disposition"]?.hasPrefix("attachment;") == true)

            let path = "/tmp/parley-evidence-\(RandomIDs.event()).txt"
            defer { try? FileManager.default.removeItem(atPath: path) }
            func verify(_ bytes: [UInt8]) throws -> EvidenceVerification {
                try Data(bytes).write(to: URL(filePath: path))
                #expect(EvidenceVerification.isEvidence(path) || bytes != answer.body)
                return try EvidenceVerification(path, key: desk.server.home.verifierKey)
            }
            let proven = try verify(answer.body).outcome.get()
            #expect(proven.conversation.description == conversation.description)
            // The message, and the entry that the evidence itself is.
            #expect(proven.entries == 2 && proven.closedEntries == 0 && proven.disclosedFields >= 3)
            #expect(answer.text.contains("entries 2\n"))

            // Any byte changed, any line left out, another key: no.
            var generator = SystemRandomNumberGenerator()
            for _ in 0..<60 {
                var changed = answer.body
                let place = Int.random(in: 0..<changed.count, using: &generator)
                changed[place] ^= 1 << UInt8.random(in: 0..<7, using: &generator)
                #expect(throws: (any Error).self, "byte \(place)") { try verify(changed).outcome.get() }
            }
            let lines = answer.body.split(separator: 0x0A, omittingEmptySubsequences: false)
            for left in 0..<(lines.count - 1) {
                let fewer = Array(lines.enumerated().filter { $0.offset != left }.map(\.element).joined(separator: [0x0A]))
                #expect(throws: (any Error).self, "line \(left)") { try verify(fewer).outcome.get() }
            }
            // The last entry left out, with the count made to fit: what is left is good, and says how far it goes.
            let shorter = Array(lines[..<6].joined(separator: [0x0A])) + [0x0A]
            let fewer = Array(String(decoding: shorter, as: UTF8.self).replacing("entries 2", with: "entries 1").utf8)
            #expect(try verify(fewer).outcome.get().entries == 1)
        }
    }

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
