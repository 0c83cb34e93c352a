import Policies
import Testing

/// Each kind of fault is found where it is planted, and nothing is said of packs without faults.
struct LintFindsWhatCannotBeMeantTests {
    private static let agent = Condition.actor([ActorRole("agent")])
    private static let bot = Condition.actor([ActorRole("bot")])

    private func kinds(_ packs: Pack...) -> [PolicyFault.Kind] { PolicyLint(packs, now: Made.noon).faults().map(\.kind) }

    @Test func aCleanPackIsLeftAlone() {
        let rules = [
            Made.rule("base", Outcome(verdict: .send, actions: [Action("note")])),
            Made.rule("stop", when: Self.bot, rank: 2, Outcome(verdict: .block, labels: [Label("stopped")])),
        ]
        #expect(kinds(Made.pack("p", rules)) == [])
    }

    @Test func aRuleThatNeverFires() {
        let both = Condition.all([Self.agent, Self.bot])
        #expect(kinds(Made.pack("p", [Made.rule("x", when: both, Outcome(labels: [Label("a")]))])).contains(.neverFires))
        let closed = [
            Made.rule("x", Outcome(labels: [Label("a")])),
            Made.rule("y", when: .all([Self.agent, .not(.label(Label("a")))]), Outcome(actions: [Action("b")])),
        ]
        #expect(kinds(Made.pack("p", closed)).contains(.neverFires))
    }

    @Test func aRuleThatIsNeverInForceWithItsPack() {
        let rule = Made.rule("x", effective: EffectivePeriod(to: Made.noon), Outcome(labels: [Label("a")]))
        let pack = Made.pack("p", [rule], effective: EffectivePeriod(from: Made.noon))
        #expect(kinds(pack).contains(.neverFires))
    }

    @Test func anAnswerThatNeverCounts() {
        let rules = [
            Made.rule("strict", rank: 2, Outcome(verdict: .block)),
            Made.rule("lost", when: Self.agent, rank: 3, Outcome(verdict: .hold, labels: [Label("a")], approver: ApproverRole("r"))),
        ]
        let faults = PolicyLint([Made.pack("p", rules)], now: Made.noon).faults()
        #expect(faults.map(\.kind) == [.answerNeverCounts])
        #expect(faults[0].problem.contains("p/strict"))
        #expect(faults[0].part == .key(RuleName(pack: "p", rule: "lost"), "decision"))
    }

    @Test func aRuleThatChangesNothing() {
        let rules = [
            Made.rule("all", Outcome(verdict: .send, labels: [Label("a")])),
            Made.rule("some", when: Self.agent, Outcome(verdict: .send, labels: [Label("a")])),
        ]
        let faults = PolicyLint([Made.pack("p", rules)], now: Made.noon).faults()
        #expect(faults.map(\.part) == [.rule(RuleName(pack: "p", rule: "some"))])
        #expect(faults.map(\.kind) == [.changesNothing])
    }

    @Test func aConditionThatChangesNothing() {
        let either = Condition.all([Self.agent, .any([Self.agent, Self.bot])])
        #expect(kinds(Made.pack("p", [Made.rule("x", when: either, Outcome(labels: [Label("a")]))])).contains(.idleCondition))
    }

    @Test func aPackThatLoosensWhatOthersSay() {
        let base = Made.pack("base", [Made.rule("stop", when: Self.agent, rank: 2, Outcome(verdict: .block))])
        let over = Made.pack("over", [Made.rule("let", when: Self.agent, rank: 1, Outcome(verdict: .send))])
        let faults = PolicyLint([base, over], now: Made.noon).faults()
        #expect(faults.contains { $0.kind == .loosens && $0.part == .rule(RuleName(pack: "over", rule: "let")) })
        // The same at the same precedence only adds, and the strictest decides.
        let beside = Made.pack("over", [Made.rule("let", when: Self.agent, rank: 2, Outcome(verdict: .send, labels: [Label("a")]))])
        #expect(!kinds(base, beside).contains(.loosens))
    }

    @Test func twoTeamsAtOnce() {
        let rules = [
            Made.rule("one", for: [.inbound], when: .label(Label("a")), Outcome(verdict: .escalate, route: Route("r"))),
            Made.rule("two", for: [.inbound], when: .label(Label("b")), Outcome(verdict: .escalate, route: Route("s"))),
        ]
        #expect(kinds(Made.pack("p", rules)) == [.teamsDiffer])
    }

    @Test func clocksThatStartAndStay() {
        let rules = [
            Made.rule("one", for: [.system], Outcome(actions: [Effect.startClock.action])),
            Made.rule("two", for: [.system], when: Self.agent, Outcome(actions: [Effect.keepClock.action])),
        ]
        #expect(kinds(Made.pack("p", rules)) == [.effectsContradict])
    }

    @Test func aDeadlineCountedInTwoWays() {
        var (one, two) = (Made.pack("a", []), Made.pack("b", []))
        one.deadlines = [DeadlineDefinition(name: DeadlineName("d"), count: .fixed(3), unit: .businessDays, start: .dayAfter)]
        two.deadlines = [DeadlineDefinition(name: DeadlineName("d"), count: .fixed(4), unit: .businessDays, start: .dayAfter)]
        #expect(kinds(one, two) == [.deadlinesDiffer])
        two.deadlines = one.deadlines
        #expect(kinds(one, two) == [])
    }

    @Test func aFactThatHasATermOfItsOwn() {
        let rule = Made.rule("x", when: .fact(FactPath("channel"), .words(["x_public"])), Outcome(labels: [Label("a")]))
        #expect(kinds(Made.pack("p", [rule])).contains(.ownTerm))
    }
}
