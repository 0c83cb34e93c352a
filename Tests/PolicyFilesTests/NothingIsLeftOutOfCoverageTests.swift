import Broker
import Policies
import PolicyFiles
import Testing

/// A measure that leaves out what it cannot read looks better than it is.
struct NothingIsLeftOutOfCoverageTests {
    @Test func aScenarioThatCannotBeRunIsAnErrorWithItsPlace() throws {
        let folder = try Shipped.folder.get()
        let good = Array(folder.scenarios.prefix(3))
        var lost = good[0]
        lost.packs = ["no-such-pack"]
        var nowhere = good[1]
        nowhere.config["time_zone"] = .text("Europe/Nowhere")
        for (bad, what) in [(lost, "no-such-pack"), (nowhere, "Nowhere")] {
            let error = #expect(throws: PolicyErrors.self) {
                try PolicyCoverage(folder, scenarios: good + [bad], mutating: false)
            }
            let found = try #require(error?.errors.first)
            #expect(error?.errors.count == 1)
            #expect(found.file == bad.file && found.line == bad.line && found.column == bad.column && found.line > 0 && found.column > 0)
            #expect(found.problem.contains(bad.id) && found.problem.contains(what), "\(found)")
        }
    }

    @Test func aScenarioThatFailsIsNamed() throws {
        let folder = try Shipped.folder.get()
        var failing = try #require(folder.scenarios.first { $0.expected.verdict == .accept })
        failing.expected.verdict = .block
        let good = try #require(folder.scenarios.first { $0.expected.verdict == .accept && $0.id != failing.id })
        let coverage = try PolicyCoverage(folder, scenarios: [good, failing], mutating: false)
        #expect(coverage.failing == [failing.id] && coverage.scenarios == 1)
    }
}
