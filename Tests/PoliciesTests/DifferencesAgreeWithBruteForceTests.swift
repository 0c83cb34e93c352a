import Policies
import Testing

/// Changes from one random pack to another, held against every combination of the facts written out.
struct DifferencesAgreeWithBruteForceTests {
    @Test func everyChangeIsListedAndNoOther() throws {
        var random = RandomPolicies(seed: 81)
        var (changed, same) = (0, 0)
        for round in 0..<150 {
            let pool = AtomPool(2 + Int(random.generator.next() % 4), within: 300, &random)
            let direction = random.pick([Direction.outbound, .inbound])
            let rules = (0..<2).map { _ in pool.rules(1 + Int(random.generator.next() % 4), direction, &random) }
            let packs = rules.map { Made.pack("p", $0) }
            let sets = try packs.map { try PackSet([$0]) }
            let comparison = PolicyComparison([packs[0]], [packs[1]], usually: AtomPool.start)
            #expect(comparison.isComplete)
            for index in 0..<pool.tables.count {
                let facts = pool.tables.facts(index, direction)
                let (before, after) = (sets[0].decide(facts).verdict, sets[1].decide(facts).verdict)
                let found = comparison.changes.filter { $0.contains(facts) }
                if before == after {
                    same += 1
                    #expect(found.isEmpty, "round \(round)")
                } else {
                    changed += 1
                    #expect(!found.isEmpty && found.allSatisfy { $0.before == before && $0.after == after }, "round \(round)")
                }
            }
            for change in comparison.changes {
                #expect(sets[0].decide(change.example).verdict == change.before)
                #expect(sets[1].decide(change.example).verdict == change.after)
            }
        }
        #expect(changed > 1000 && same > 1000)
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
        #expect(comparison.changes.count == 1 && !comparison.isLaxer)
        #expect(
            comparison.changes[0].cases.map { $0.inWords() } == [
                "the channel is any public channel", "the person acting is agent", "the text holds iban (likely or certain)",
            ])
        #expect(PolicyComparison([after], [before], usually: Made.noon).isLaxer)
    }
}

extension PolicyComparison.Change {
    /// Whether an act is one of the change, by its parts alone.
    fileprivate func contains(_ facts: Facts) -> Bool {
        direction == facts.direction && cases.allSatisfy { part in part.answers.contains { Self.fits($0, part, facts) } }
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
