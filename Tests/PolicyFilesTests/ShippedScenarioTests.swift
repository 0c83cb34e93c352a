import Broker
import Policies
import PolicyFiles
import Testing

@Suite struct ShippedScenarioTests {
    /// The scanner takes "on the back" for the name of a security code, and part of a card reader's serial number for the code.
    static let scannerIsWrong: Set<String> = ["E02-P10"]

    @Test func everyShippedScenarioComesOutAsItSays() throws {
        let folder = try Shipped.folder.get()
        let runner = try ScenarioRunner(folder, for: folder.scenarios)
        #expect(folder.scenarios.count >= 150)
        for scenario in folder.scenarios {
            let result = runner.run(scenario)
            if Self.scannerIsWrong.contains(scenario.id) {
                withKnownIssue("Part of a serial number is taken for a code.") { #expect(result.passed) }
            } else {
                #expect(result.passed, "\(scenario.file) \(scenario.id): \(result.differs.joined(separator: "; "))")
            }
        }
    }
}
