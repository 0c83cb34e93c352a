import Verifier

/// What a report says of the levels of assurance that it reached, the same for exports, evidence files and single proofs.
enum AssuranceWords {
    static func line(_ levels: [Assurance.Level]) -> String {
        let letters = levels.map(\.rawValue).joined(separator: ", ")
        let meanings = levels.map(\.meaning).joined(separator: ", ")
        return "Assurance   " + (levels.isEmpty ? "none" : "\(letters): \(meanings)")
    }

    /// The verdict. Whatever came with its own key is whole in itself, and nobody's word stands behind it: that never reads like a verified one.
    static func verdict(_ verified: Bool, failures: UInt64, isKeyKnown: Bool) -> String {
        guard verified else { return "NOT VERIFIED: \(failures) failures" }
        return isKeyKnown
            ? "VERIFIED"
            : "CONSISTENT IN ITSELF ONLY: the key came with it, and anybody can make such a thing under a key of his own. Get the log's key by "
                + "another way, and give it with --key."
    }
}
