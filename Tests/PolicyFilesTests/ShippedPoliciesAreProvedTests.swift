import Broker
import Policies
import PolicyFiles
import Testing

/// The policies that come with Parley: proved, linted, covered.
@Suite struct ShippedPoliciesAreProvedTests {
    private let now = Timestamp(milliseconds: 1_801_000_000_000)

    @Test func everyPropertyHoldsAndIsAboutSomething() throws {
        let proofs = try PolicyProofs(Shipped.folder.get(), now: now)
        #expect(proofs.results.count >= 15)
        for result in proofs.results {
            #expect(result.proof.holds && result.proof.hasCases, "\(result.place): \(result.scenario ?? result.proof.property.id)")
        }
    }

    @Test func aPropertyThatARuleKeepsFallsWithoutIt() throws {
        let folder = try Shipped.folder.get()
        let packs = folder.packs.map { pack in
            var pack = pack
            pack.rules.removeAll { $0.outcome.verdict == .block && $0.precedence == folder.vocabulary.precedence("secrets") }
            return pack
        }
        let broken = folder.replacing(packs: packs)
        let proofs = try PolicyProofs(broken, now: now)
        #expect(!proofs.holds)
        // What breaks it is a scenario that fails on the broken packs, and passes on the whole ones.
        let file = TermsFile(name: "broken.yaml", bytes: Array(proofs.scenarioFile.utf8))
        let scenarios = try folder.scenarios(in: file)
        #expect(scenarios.count == proofs.results.count { !$0.proof.holds })
        let (whole, torn) = (try ScenarioRunner(folder, for: scenarios), try ScenarioRunner(broken, for: scenarios))
        for scenario in scenarios {
            #expect(!torn.run(scenario).passed, "\(scenario.id)")
            #expect(whole.run(scenario).passed, "\(scenario.id)")
        }
    }

    @Test func lintFindsNothingThatFails() throws {
        let lint = try PolicyLinting(Shipped.folder.get(), now: now)
        #expect(!lint.has(atLeast: .warning), "\(lint.findings.filter { $0.weight != "note" })")
        for finding in lint.findings { #expect(finding.line > 0, "\(finding.problem)") }
    }

    @Test func nineOfTenSmallFaultsAreNoticed() throws {
        let folder = try Shipped.folder.get()
        let coverage = try PolicyCoverage(folder, scenarios: folder.scenarios)
        #expect(coverage.scenarios >= 300)
        #expect(coverage.unfired.isEmpty)
        #expect(coverage.score >= 90, "\(coverage.survivors.map { "\($0.name): \($0.change)" })")
    }

    @Test func theSchemaIsTheOneThatThePacksAsk() throws {
        let schema = try PackSchema(Shipped.folder.get()).bytes()
        let file = try PolicyFolder.file(at: "\(Shipped.path)/schemas/pack.schema.json", name: "schemas/pack.schema.json")
        #expect(file.bytes == schema, "write it anew with: parley policy schema > Policies/schemas/pack.schema.json")
    }

    @Test func theSchemaOfScenariosIsTheOneThatTheyAsk() throws {
        let schema = try ScenarioSchema(Shipped.folder.get()).bytes()
        let file = try PolicyFolder.file(at: "\(Shipped.path)/schemas/scenario.schema.json", name: "schemas/scenario.schema.json")
        #expect(file.bytes == schema, "write it anew with: parley policy schema --of scenarios > Policies/schemas/scenario.schema.json")
    }
}
