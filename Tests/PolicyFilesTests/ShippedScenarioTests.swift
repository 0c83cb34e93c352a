import Broker
import Policies
import PolicyFiles
import Testing

@Suite struct ShippedScenarioTests {
    @Test func everyShippedScenarioComesOutAsItSays() throws {
        let folder = try Shipped.folder.get()
        let runner = try ScenarioRunner(folder, for: folder.scenarios)
        #expect(folder.scenarios.count >= 150)
        for scenario in folder.scenarios {
            let result = runner.run(scenario)
            #expect(result.passed, "\(scenario.file) \(scenario.id): \(result.differs.joined(separator: "; "))")
        }
    }
}
