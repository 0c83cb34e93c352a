public import PolicyFiles

/// Everything that is wrong with a folder of policies, found without putting it in force.
public struct PolicyCheck: Sendable {
    public let errors: [PolicyError]
    /// What was read, if nothing is wrong.
    public let folder: PolicyFolder?

    /// Whether there is no such folder.
    public var isOfMissingFolder: Bool { PolicyErrors(errors).isOfMissingFolder }

    public init(folder path: String) {
        do throws(PolicyErrors) {
            let folder = try PolicyFolder.read(at: path)
            try folder.checkForce()
            // Zones, calendars and hours have to fit together as they would have to in a server.
            _ = try folder.prepare(for: .init(legalEntity: "", brand: "", product: "", jurisdiction: ""))
            self.folder = folder
            errors = []
        } catch {
            folder = nil
            errors = error.errors
        }
    }
}
