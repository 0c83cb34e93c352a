import Policies
import Testing

/// Changes from one random pack to another, held against every combination of the facts written out.
struct DifferencesAgreeWithBruteForceTests {
    @Test func everyChangeOfAWholeAnswerIsListedAndNoOther() throws {
        var random = RandomPolicies(seed: 81)
        var (changed, same) = (0, 0)
        var parts: [AnswerPart: Int] = [:]
        var (laxer, notLaxer) = (0, 0)
        for round in 0..<150 {
            let pool = AtomPool(2 + Int(random.generator.next() % 4), within: 300, &random)
            let direction = random.pick([Direction.outbound, .inbound])
            var packs = (0..<2).map { _ in Made.pack("p", pool.rules(1 + Int(random.generator.next() % 4), direction, &random)) }
            for place in packs.indices { packs[place].rules = packs[place].rules.map { Self.demanding($0, &random) } }
            // Now and then the same rules, or all but one part of one of them.
            if round % 3 > 0 { packs[1].rules = packs[0].rules }
            if round % 3 > 1, let first = packs[1].rules.first { packs[1].rules[0] = Self.demanding(first, &random) }
            let sets = try packs.map { try PackSet([$0]) }
            let comparison = PolicyComparison([packs[0]], [packs[1]], usually: AtomPool.start, boxes: 50)
            #expect(comparison.isComplete)
            var isLaxer = false
            var isEqual = true
            for index in 0..<pool.tables.count {
                let facts = pool.tables.facts(index, direction)
                let (before, after) = (sets[0].decide(facts), sets[1].decide(facts))
                let expected = Self.differences(before, after)
                let found = Set(comparison.changes.filter { $0.contains(facts) }.map(\.change).flatMap(Self.single))
                #expect(found == expected, "round \(round)")
                for part in Set(expected.map(\.part)) { parts[part, default: 0] += 1 }
                if expected.isEmpty { same += 1 } else { changed += 1 }
                isEqual = isEqual && expected.isEmpty
                isLaxer = isLaxer || expected.contains { $0.laxity == .laxer }
            }
            #expect(comparison.changes.isEmpty == isEqual, "round \(round)")
            #expect(comparison.isLaxer == isLaxer, "round \(round)")
            if isLaxer { laxer += 1 } else { notLaxer += 1 }
            for change in comparison.changes {
                #expect(change.contains(change.example))
                let answers = sets.map { $0.decide(change.example) }
                #expect(Set(Self.single(change.change)).isSubset(of: Self.differences(answers[0], answers[1])))
                #expect(!change.rules.isEmpty)
            }
        }
        #expect(changed > 1000 && same > 1000 && laxer > 20 && notLaxer > 20)
        for part in AnswerPart.allCases { #expect(parts[part] ?? 0 > 0, "\(part)") }
    }

    /// One difference of two answers: of lists one word.
    private struct Single: Hashable {
        var part: AnswerPart
        var before: [String]
        var after: [String]
        var laxity: AnswerChange.Laxity
    }

    private static let lists: Set<AnswerPart> = [.actions, .deadlines, .evidence, .metrics, .labels, .teams]

    private static func single(_ change: AnswerChange) -> [Single] {
        guard lists.contains(change.part) else {
            return [Single(part: change.part, before: change.before, after: change.after, laxity: change.laxity)]
        }
        return change.before.map { Single(part: change.part, before: [$0], after: [], laxity: change.laxity) }
            + change.after.map { Single(part: change.part, before: [], after: [$0], laxity: change.laxity) }
    }

    /// What two answers differ in, written out, with what each difference means.
    private static func differences(_ before: Decision, _ after: Decision) -> Set<Single> {
        var found: Set<Single> = []
        let scale = before.direction.verdicts
        if before.verdict != after.verdict {
            let isLaxer = (scale.firstIndex(of: after.verdict) ?? 0) > (scale.firstIndex(of: before.verdict) ?? 0)
            found.insert(
                Single(part: .decision, before: [before.verdict.word], after: [after.verdict.word], laxity: isLaxer ? .laxer : .stricter))
        }
        for (part, old, new, isDemand) in [
            (AnswerPart.actions, before.actions.map(\.text), after.actions.map(\.text), true),
            (.deadlines, before.deadlines.map(\.text), after.deadlines.map(\.text), true),
            (.evidence, before.evidence.map(\.text), after.evidence.map(\.text), true),
            (.metrics, before.metrics.map(\.text), after.metrics.map(\.text), false),
            (.labels, before.labels.map(\.text), after.labels.map(\.text), false),
            (.teams, before.routes.map(\.text), after.routes.map(\.text), false),
        ] {
            for word in old where !new.contains(word) {
                found.insert(Single(part: part, before: [word], after: [], laxity: isDemand ? .laxer : .otherwise))
            }
            for word in new where !old.contains(word) {
                found.insert(Single(part: part, before: [], after: [word], laxity: isDemand ? .stricter : .otherwise))
            }
        }
        guard before.verdict == after.verdict else { return found }
        func put(_ part: AnswerPart, _ old: [String], _ new: [String], _ laxity: AnswerChange.Laxity) {
            if old != new { found.insert(Single(part: part, before: old, after: new, laxity: laxity)) }
        }
        put(.route, before.route.map { [$0.text] } ?? [], after.route.map { [$0.text] } ?? [], .otherwise)
        put(.channel, before.channel.map { [$0.text] } ?? [], after.channel.map { [$0.text] } ?? [], .otherwise)
        put(.instead, before.instead.map { [$0] } ?? [], after.instead.map { [$0] } ?? [], .otherwise)
        let (old, new) = (Set(before.approvers), Set(after.approvers))
        put(
            .approver, approvers(before), approvers(after),
            new.count < old.count && new.isSubset(of: old)
                ? .laxer : old.count < new.count && old.isSubset(of: new) ? .stricter : .otherwise)
        let isOpened = before.override == nil || before.override?.reasonRequired == true && after.override?.reasonRequired == false
        let isClosed = after.override == nil || before.override?.reasonRequired == false && after.override?.reasonRequired == true
        put(.override, override(before), override(after), isOpened ? .laxer : isClosed ? .stricter : .otherwise)
        return found
    }

    private static func approvers(_ decision: Decision) -> [String] {
        (decision.approver.map { [$0.text] } ?? []) + decision.approvers.filter { $0 != decision.approver }.map(\.text)
    }

    private static func override(_ decision: Decision) -> [String] {
        decision.override.map { [$0.role.text, $0.reasonRequired ? "with a reason" : "without a reason"] } ?? []
    }

    /// The same rule with something of everything that an answer can hold.
    private static func demanding(_ rule: Rule, _ random: inout RandomPolicies) -> Rule {
        var rule = rule
        if random.chance(40) { rule.outcome.route = Route("t\(random.generator.next() % 3)") }
        if random.chance(40) { rule.outcome.approver = ApproverRole("r\(random.generator.next() % 3)") }
        if random.chance(30) { rule.outcome.deadlines = [DeadlineName("d\(random.generator.next() % 2)")] }
        if random.chance(30) { rule.outcome.evidence = [EvidenceName("e\(random.generator.next() % 2)")] }
        if random.chance(30) { rule.outcome.metrics = [Metric("m")] }
        if random.chance(30) { rule.outcome.channel = Destination("c\(random.generator.next() % 2)") }
        if random.chance(30) { rule.outcome.instead = "i\(random.generator.next() % 2)" }
        if random.chance(60) {
            rule.outcome.override = Override(role: ApproverRole("r\(random.generator.next() % 2)"), reasonRequired: random.chance(50))
        }
        return rule
    }

    @Test func aChangeIsToldInItsFewestFacts() throws {
        let agent = Condition.actor([ActorRole("agent")])
        let before = Made.pack("p", [Made.rule("base", Outcome(verdict: .send))])
        var after = before
        after.rules.append(
            Made.rule(
                "stop", when: .all([agent, .channel(Set(ChannelClass.publicSocial.kinds)), .finds([.iban], level: .likely, atLeast: 1)]),
                Outcome(verdict: .block)))
        let comparison = PolicyComparison([before], [after], usually: Made.noon)
        let decided = comparison.changes.filter { $0.change.part == .decision }
        #expect(decided.count == 1 && decided[0].isAlways && !comparison.isLaxer)
        #expect(
            decided[0].when.map { $0.inWords() } == [
                "the channel is any public channel", "the person acting is agent", "the text holds iban (at least likely)",
            ])
        #expect(PolicyComparison([after], [before], usually: Made.noon).isLaxer)
    }
}

extension PolicyComparison.Change {
    /// Whether an act is one of the change, by its boxes alone.
    fileprivate func contains(_ facts: Facts) -> Bool {
        direction == facts.direction
            && boxes.contains { box in box.allSatisfy { part in part.answers.contains { Self.fits($0, part, facts) } } }
    }

    private static func fits(_ answer: FactAnswer, _ part: Part, _ facts: Facts) -> Bool {
        let named = part.answers + part.others
        return switch (part.subject, answer) {
        case (.now, _): true
        case (.act, .acts(let set)): facts.act.map(set.contains) ?? false
        // Unnamed is what no other answer names.
        case (.act, .unnamed): !named.contains { if case .acts(let set) = $0 { facts.act.map(set.contains) ?? false } else { false } }
        case (.actor, .actors(let set)): facts.actor.map(set.contains) ?? false
        case (.actor, .unnamed): !named.contains { if case .actors(let set) = $0 { facts.actor.map(set.contains) ?? false } else { false } }
        case (.channel, .channels(let set)): facts.channel.map(set.contains) ?? false
        case (.channel, .unnamed): facts.channel == nil
        case (.assurance, .assurance(let level)): facts.assurance == level
        case (.found(let dataClass), .level(let level)): facts.findings[dataClass] == level
        case (.found(let dataClass), .unnamed): facts.findings[dataClass] == nil
        case (.label(let label), .flag(let isSet)): facts.labels.contains(label) == isSet
        case (.value(let path), .unnamed): facts.values[path] == nil
        case (.value(let path), .flag(let flag)): facts.values[path] == .flag(flag)
        case (.value(let path), .count(let least, let most)):
            FactTest.count(atLeast: least, atMost: most).holds(for: facts.values[path], now: facts.now)
        case (.value(let path), .elapsed(let more, let most)):
            FactTest.elapsed(moreThan: more, atMost: most).holds(for: facts.values[path], now: facts.now)
        case (.value(let path), .someWords): FactTest.present.holds(for: facts.values[path], now: facts.now)
        case (.word(let path, let words), .flag(let isThere)):
            FactTest.words(words).holds(for: facts.values[path], now: facts.now) == isThere
        default: false
        }
    }
}
