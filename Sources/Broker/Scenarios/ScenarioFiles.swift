public import PolicyFiles

/// Files of scenarios, read against a folder of policies and run.
public struct ScenarioFiles: Sendable {
    private let folder: PolicyFolder
    public let scenarios: [Scenario]

    /// - Parameter paths: files on disk; none for the folder's own scenarios.
    /// - Throws: everything that is wrong in any of the files: words that nobody declares, above all.
    public init(_ paths: [String], in folder: PolicyFolder) throws(PolicyErrors) {
        self.folder = folder
        guard !paths.isEmpty else {
            scenarios = folder.scenarios
            return
        }
        var found: [Scenario] = []
        var errors: [PolicyError] = []
        for path in paths {
            do throws(PolicyErrors) {
                let file: TermsFile
                do throws(PolicyError) { file = try PolicyFolder.file(at: path, name: path) } catch { throw PolicyErrors([error]) }
                found += try folder.scenarios(in: file)
            } catch { errors += error.errors }
        }
        guard errors.isEmpty else { throw PolicyErrors(errors) }
        scenarios = found
    }

    public func run() throws(ScenarioError) -> [ScenarioResult] {
        let runner = try ScenarioRunner(folder, for: scenarios)
        return scenarios.map(runner.run)
    }
}
