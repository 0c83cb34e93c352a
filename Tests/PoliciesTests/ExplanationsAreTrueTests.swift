import Policies
import Testing

/// What an explanation says would change the answer does change it, and nothing smaller would.
struct ExplanationsAreTrueTests {
    @Test func everyCounterfactualGivesItsAnswer() throws {
        var random = RandomPolicies(seed: 91)
        var checked = 0
        for _ in 0..<200 {
            let pool = AtomPool(4, within: 300, &random)
            let set = try PackSet([Made.pack("p", pool.rules(4, .outbound, &random))])
            let facts = pool.tables.facts(Int(random.generator.next() % UInt64(pool.tables.count)), .outbound)
            let explanation = Explanation(facts, decidedBy: set, Wording())
            #expect(explanation.decision == set.decide(facts))
            // The answers that no combination gives are the ones without a counterfactual.
            let reachable = Set((0..<pool.tables.count).map { set.decide(pool.tables.facts($0, .outbound)).verdict })
            #expect(Set(explanation.counterfactuals.map(\.verdict)) == reachable.subtracting([explanation.decision.verdict]))
            for other in explanation.counterfactuals {
                #expect(set.decide(other.facts).verdict == other.verdict)
                #expect(!other.changes.isEmpty)
                checked += 1
            }
        }
        #expect(checked > 100)
    }

    @Test func oneConditionThatIsMissingIsNamed() throws {
        let rule = Made.rule(
            "stop", when: .all([.actor([ActorRole("agent")]), .channel([.xPublic])]), rank: 2, Outcome(verdict: .block))
        let set = try PackSet([Made.pack("p", [rule, Made.rule("base", Outcome(verdict: .send))])])
        var facts = Made.facts()
        facts.actor = ActorRole("agent")
        facts.channel = .secureEmail
        let explanation = Explanation(facts, decidedBy: set, Wording())
        #expect(explanation.nearMisses.map(\.missing) == ["the channel is x public"])
        #expect(explanation.counterfactuals.map(\.changes) == [["the channel is x public"]])
        #expect(explanation.lines.map(\.condition) == ["always"])
    }

    @Test func aPageTellsEveryRuleWithItsSource() throws {
        var rule = Made.rule("stop", when: .label(Label("some_thing")), Outcome(verdict: .block, instead: "Write a letter."))
        rule.source = Source(reference: "Handbook 1.2.3R", address: "https://example.org/1")
        rule.verified = true
        var pack = Made.pack("p", [rule])
        pack.unchecked = [UncheckedDuty(title: "Words are tried out", source: Source(reference: "Handbook 2"), reason: "People judge it.")]
        let page = PackPage(pack, Vocabulary()).text
        for part in [
            "Applies when it is labelled some thing.", "It does not go out.", "Handbook 1.2.3R", "https://example.org/1",
            "Verified against that text.", "Nobody may go against it.", "Write a letter.", "Words are tried out", "Handbook 2",
            "People judge it.",
        ] {
            #expect(page.contains(part), "\(part)")
        }
    }
}
