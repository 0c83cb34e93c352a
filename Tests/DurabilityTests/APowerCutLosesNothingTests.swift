import FoundationEssentials
import Testing

/// Law 3, and what was signed: neither an acknowledged message nor a published checkpoint is lost when the power fails.
@Suite(.serialized) struct APowerCutLosesNothingTests {
    /// How many moments are tried: PARLEY_POWER_CUTS, or as many as a run of all tests has time for.
    static let seeds: ClosedRange<UInt64> =
        1...max(1, ProcessInfo.processInfo.environment["PARLEY_POWER_CUTS"].flatMap { UInt64($0) } ?? 12)

    @Test(arguments: seeds) func everyPromiseIsKept(seed: UInt64) async throws {
        var cut = try PowerCut(seed: seed)
        let promises = try await cut.run()
        let broken = try await cut.broken(promises)
        #expect(broken.isEmpty, "seed \(seed): \(promises.acknowledged.count) acknowledged, \(promises.checkpoints.count) checkpoints seen")
    }

    /// The proof that the test above can fail.
    @Test func withoutSyncsPromisesBreak() async throws {
        for seed in UInt64(1)...8 {
            var cut = try PowerCut(seed: 1_000 + seed, ignoringSyncs: true)
            let promises = try await cut.run()
            let broken = try await cut.broken(promises)
            if !broken.isEmpty { return }
        }
        Issue.record("nothing was lost although nothing was synced: the power cut cuts nothing")
    }
}
