import Policies
import Testing

/// Proofs of random packs, held against every combination of the facts written out.
struct ProofsAgreeWithBruteForceTests {
    /// One random pack with everything that both sides say of it.
    struct Case {
        let pool: AtomPool
        let rules: [Rule]
        let set: PackSet
        let atoms: [Condition: TruthTables.Table]
        let direction: Direction

        init(_ round: Int, _ random: inout RandomPolicies) throws {
            // A twentieth has as many atoms as there may be; small packs find faults sooner.
            let isLarge = round % 20 == 0
            pool = AtomPool(isLarge ? 14 : 2 + Int(random.generator.next() % 5), within: isLarge ? 1 << 14 : 600, &random)
            direction = random.pick([.outbound, .inbound, .access])
            rules = pool.rules(1 + Int(random.generator.next() % 7), direction, &random)
            set = try PackSet([Made.pack("p", rules)])
            atoms = pool.tables.atoms(pool.atoms, direction)
        }
    }

    @Test func twoThousandPacks() throws {
        var random = RandomPolicies(seed: 71)
        var (held, broke, idle) = (0, 0, 0)
        for round in 0..<2000 {
            let made = try Case(round, &random)
            let tables = made.pool.tables
            let property = made.pool.property(made.direction, &random)
            let (labels, fires, verdicts) = tables.decide(made.rules, made.direction, made.atoms)
            let premise = tables.evaluate(property.premise, made.atoms, labels)
            var met = tables.not(tables.no)
            if !property.demand.verdicts.isEmpty {
                met = property.demand.verdicts.reduce(tables.no) { tables.or($0, verdicts[$1] ?? tables.no) }
            }
            for label in property.demand.labels { met = tables.and(met, labels[label] ?? tables.no) }
            func happens(_ action: Action) -> TruthTables.Table {
                made.rules.indices.filter { made.rules[$0].outcome.actions.contains(action) }.reduce(tables.no) { tables.or($0, fires[$1]) }
            }
            for action in property.demand.actions { met = tables.and(met, happens(action)) }
            for action in property.demand.notActions { met = tables.and(met, tables.not(happens(action))) }
            let holds = tables.and(premise, tables.not(met)) == tables.no

            let proof = property.proof(of: made.set, usually: AtomPool.start)
            #expect(proof.holds == holds, "round \(round)")
            #expect(proof.hasCases == (premise != tables.no), "round \(round)")
            if let counterexample = proof.counterexample {
                // The counterexample is an act, and the engine itself decides it wrongly.
                let decision = made.set.decide(counterexample.facts)
                #expect(!property.demand.missing(in: decision).isEmpty, "round \(round)")
                #expect(LiteralEvaluator(packs: []).holds(property.premise, counterexample.facts, Set(decision.labels)), "round \(round)")
            }
            if !proof.hasCases { idle += 1 } else if holds { held += 1 } else { broke += 1 }
        }
        // A test in which everything comes out the same way would show nothing.
        #expect(held > 200 && broke > 200, "\(held) held, \(broke) broke, \(idle) were about nothing")
    }

    @Test func theTablesAgreeWithTheEngine() throws {
        var random = RandomPolicies(seed: 72)
        for round in 1..<200 {
            let made = try Case(round, &random)
            let tables = made.pool.tables
            let verdicts = tables.decide(made.rules, made.direction, made.atoms).verdicts
            for _ in 0..<10 {
                let index = Int(random.generator.next() % UInt64(tables.count))
                let verdict = made.set.decide(tables.facts(index, made.direction)).verdict
                #expect(verdicts[verdict].map { $0[index / 64] >> UInt64(index % 64) & 1 == 1 } ?? false, "round \(round)")
            }
        }
    }
}
