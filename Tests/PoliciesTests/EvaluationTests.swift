import Policies
import Testing

@Suite struct EvaluationTests {
    @Test(arguments: [Direction.outbound, .inbound, .access, .records])
    func theEvaluatorEqualsALiteralReading(_ direction: Direction) throws {
        var random = RandomPolicies(seed: 11)
        for round in 0..<150 {
            let packs = (0..<3).map { Made.pack("p\($0)", random.rules(6, direction)) }
            let set = try PackSet(packs)
            let literal = LiteralEvaluator(packs: packs)
            for _ in 0..<10 {
                let facts = random.facts(direction)
                let decision = set.decide(facts)
                guard let expected = literal.decide(facts) else {
                    #expect(decision.isUnavailable)
                    continue
                }
                let found = LiteralEvaluator.Answer(
                    verdict: decision.verdict, labels: Set(decision.labels), actions: Set(decision.actions),
                    rules: Set(decision.trace.map { "\($0.pack.id)/\($0.rule)" }))
                #expect(found == expected, "round \(round)")
            }
        }
    }

    @Test func theOrderOfPacksAndRulesDoesNotMatter() throws {
        var random = RandomPolicies(seed: 12)
        for _ in 0..<60 {
            let packs = (0..<4).map { Made.pack("p\($0)", random.rules(5, .outbound)) }
            let set = try PackSet(packs)
            let shuffled = packs.shuffled(using: &random.generator).map { pack in
                var pack = pack
                pack.rules.shuffle(using: &random.generator)
                return pack
            }
            let other = try PackSet(shuffled)
            for _ in 0..<5 {
                let facts = random.facts(.outbound)
                #expect(set.decide(facts) == other.decide(facts))
            }
        }
    }

    @Test func addingARuleOfTheSamePrecedenceNeverLoosensAnOutboundAnswer() throws {
        var random = RandomPolicies(seed: 13)
        for _ in 0..<150 {
            var rules = random.rules(6, .outbound)
            for index in rules.indices { rules[index].precedence = Precedence(rank: 2) }
            let before = try PackSet([Made.pack("p", rules)])
            var added = random.rules(1, .outbound)[0]
            added.id = "added"
            added.precedence = Precedence(rank: 2)
            added.outcome.labels = []
            let after = try PackSet([Made.pack("p", rules + [added])])
            for _ in 0..<5 {
                let facts = random.facts(.outbound)
                let (old, new) = (before.decide(facts), after.decide(facts))
                // Before the first rule comes into force there is no policy to loosen.
                if old.isUnavailable { continue }
                let ranks = (Direction.outbound.rank(of: new.verdict) ?? .max, Direction.outbound.rank(of: old.verdict) ?? .max)
                #expect(ranks.0 <= ranks.1)
            }
        }
    }

    @Test func aHigherPrecedenceDecidesEvenWhereItIsLaxer() throws {
        let set = try PackSet([
            Made.pack(
                "p",
                [
                    Made.rule("strict", rank: 3, Outcome(verdict: .block, actions: [Action("one")])),
                    Made.rule("high", rank: 0, Outcome(verdict: .send, actions: [Action("two")])),
                ])
        ])
        let decision = set.decide(Made.facts())
        #expect(decision.verdict == .send)
        #expect(decision.actions == [Action("one"), Action("two")])
        #expect(decision.trace.map(\.standing) == [.decided, .overruled])
    }

    @Test func aRuleWithoutAnAnswerDecidesNothing() throws {
        let set = try PackSet([
            Made.pack("p", [Made.rule("note", rank: 0, Outcome(labels: [Label("seen")])), Made.rule("hold", Outcome(verdict: .hold))])
        ])
        let decision = set.decide(Made.facts())
        #expect(decision.verdict == .hold)
        #expect(decision.labels == [Label("seen")])
        #expect(decision.trace.map(\.standing) == [.contributed, .decided])
    }

    @Test func everyoneWhoHoldsAnActIsNamedAndTheMoreBindingBasisFirst() throws {
        let (first, second) = (ApproverRole("a"), ApproverRole("b"))
        let set = try PackSet([
            Made.pack("p", [Made.rule("x", basis: .firmPolicy, Outcome(verdict: .hold, approver: first))]),
            Made.pack("q", [Made.rule("y", basis: .law, Outcome(verdict: .hold, approver: second))]),
        ])
        let decision = set.decide(Made.facts())
        #expect(decision.approver == second)
        #expect(decision.approvers == [first, second])
    }

    @Test func oneRuleThatNobodyMayGoAgainstIsEnough() throws {
        let override = Override(role: ApproverRole("a"), reasonRequired: true)
        let open = Made.rule("open", Outcome(verdict: .block, override: override))
        #expect(try PackSet([Made.pack("p", [open])]).decide(Made.facts()).override == override)
        let both = try PackSet([Made.pack("p", [open, Made.rule("shut", Outcome(verdict: .block))])])
        #expect(both.decide(Made.facts()).override == nil)
    }

    @Test func rulesAreInForceFromTheirFirstInstantUpToTheirLast() throws {
        let period = EffectivePeriod(from: Made.noon, to: Made.noon.adding(seconds: 10))
        let set = try PackSet([
            Made.pack("p", [Made.rule("now", effective: period, Outcome(verdict: .block)), Made.rule("ever", Outcome(verdict: .send))])
        ])
        for (offset, verdict) in [(-1, Verdict.send), (0, .block), (9_999, .block), (10_000, .send)] as [(Int64, Verdict)] {
            #expect(set.decide(Made.facts(at: Made.noon.adding(milliseconds: offset))).verdict == verdict)
        }
    }

    @Test func aRuleMayReadTheAbsenceOfALabelThatAnotherSets() throws {
        let label = Label("closed")
        let rules = [
            Made.rule("reader", when: .not(.label(label)), Outcome(actions: [Action("tag")])),
            Made.rule("setter", when: .actor([ActorRole("bot")]), Outcome(labels: [label])),
        ]
        let set = try PackSet([Made.pack("p", rules)])
        var facts = Made.facts()
        #expect(set.decide(facts).actions == [Action("tag")])
        facts.actor = ActorRole("bot")
        #expect(set.decide(facts).actions == [])
    }

    @Test func rulesThatNeedEachOthersAbsenceAreRefused() {
        let (a, b) = (Label("a"), Label("b"))
        let rules = [
            Made.rule("x", when: .not(.label(a)), Outcome(labels: [b])), Made.rule("y", when: .label(b), Outcome(labels: [a])),
        ]
        #expect(throws: PackSetError.self) { try PackSet([Made.pack("p", rules)]) }
        let itself = [Made.rule("z", when: .not(.label(a)), Outcome(labels: [a]))]
        #expect(throws: PackSetError.dependsOnItsOwnAbsence(pack: "p", rule: "z")) { try PackSet([Made.pack("p", itself)]) }
    }

    @Test func labelsTravelThroughAnyNumberOfRules() throws {
        let labels = (0..<200).map { Label("l\($0)") }
        // Written backwards, so that each round of a naive evaluation would fire one rule only.
        let rules = (1..<200).reversed().map { place in
            Made.rule("r\(place)", when: .label(labels[place - 1]), Outcome(labels: [labels[place]]))
        }
        let set = try PackSet([Made.pack("p", rules)])
        var facts = Made.facts()
        facts.labels = [labels[0]]
        #expect(Set(set.decide(facts).labels) == Set(labels))
    }

    @Test func wrongPacksAreRefused() {
        let rule = Made.rule("r", Outcome(verdict: .accept))
        #expect(throws: PackSetError.wrongVerdict(pack: "p", rule: "r", .accept, .outbound)) { try PackSet([Made.pack("p", [rule])]) }
        let fine = Made.rule("r", Outcome(verdict: .send))
        #expect(throws: PackSetError.duplicateRule(pack: "p", rule: "r")) { try PackSet([Made.pack("p", [fine, fine])]) }
        #expect(throws: PackSetError.duplicatePack("p")) { try PackSet([Made.pack("p", []), Made.pack("p", [fine])]) }
    }
}
