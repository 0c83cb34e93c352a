public import Policies
public import PolicyFiles

/// Files of scenarios, read against a folder of policies and run.
public struct ScenarioFiles: Sendable {
    private let folder: PolicyFolder
    public let scenarios: [Scenario]
    /// What must hold besides of every case.
    public let properties: [PlacedProperty]

    /// - Parameter paths: files on disk; none for the folder's own scenarios.
    /// - Throws: everything that is wrong in any of the files: words that nobody declares, above all.
    public init(_ paths: [String], in folder: PolicyFolder) throws(PolicyErrors) {
        self.folder = folder
        guard !paths.isEmpty else {
            scenarios = folder.scenarios
            properties = folder.scenarioProperties
            return
        }
        var found: (scenarios: [Scenario], properties: [PlacedProperty]) = ([], [])
        var errors: [PolicyError] = []
        for path in paths {
            do throws(PolicyErrors) {
                let file: TermsFile
                do throws(PolicyError) { file = try PolicyFolder.file(at: path, name: path) } catch { throw PolicyErrors([error]) }
                let cases = try folder.cases(in: file)
                found.scenarios += cases.scenarios
                found.properties += cases.properties
            } catch { errors += error.errors }
        }
        guard errors.isEmpty else { throw PolicyErrors(errors) }
        (scenarios, properties) = found
    }

    /// The properties of the files, proved.
    /// - Parameter now: the moment at which cases are looked for first.
    public func proofs(now: Timestamp) throws(PolicyErrors) -> [PolicyProofs.Result] {
        properties.isEmpty ? [] : try PolicyProofs(folder.replacing(properties: properties), now: now).results
    }

    public func run() throws(ScenarioError) -> [ScenarioResult] {
        let runner = try ScenarioRunner(folder, for: scenarios)
        return scenarios.map(runner.run)
    }
}
