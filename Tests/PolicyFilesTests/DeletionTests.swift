import Broker
import Policies
import PolicyFiles
import Testing

/// Whether the scenarios would notice the loss of any part of the policies.
@Suite struct DeletionTests {
    @Test func deletingAnyRuleTurnsAScenarioRed() throws {
        let folder = try Shipped.folder.get()
        let whole = try ScenarioRunner(folder, for: folder.scenarios)
        let results = folder.scenarios.map { ($0, whole.run($0)) }
        for pack in folder.packs {
            for rule in pack.rules {
                var changed = pack
                changed.rules.removeAll { $0.id == rule.id }
                let packs = folder.packs.map { $0.reference.id == pack.reference.id ? changed : $0 }
                // Where a rule does not fire, nothing changes without it.
                let touched = results.filter { _, result in
                    result.decision.trace.contains { $0.pack == pack.reference && $0.rule == rule.id }
                }.map(\.0)
                #expect(
                    try turnsRed(folder.replacing(packs: packs), touched),
                    "no scenario notices that \(pack.reference.id)/\(rule.id) is gone")
            }
        }
    }

    @Test func deletingAnyLexiconTurnsAScenarioRed() throws {
        let folder = try Shipped.folder.get()
        for lexicon in folder.lexicons {
            let left = folder.lexicons.filter { $0.reference != lexicon.reference }
            #expect(
                try turnsRed(folder.replacing(lexicons: left), folder.scenarios), "no scenario notices that \(lexicon.reference.id) is gone"
            )
        }
    }

    private func turnsRed(_ folder: PolicyFolder, _ scenarios: [Scenario]) throws -> Bool {
        let runner = try ScenarioRunner(folder, for: scenarios)
        return scenarios.contains { !runner.run($0).passed }
    }
}
