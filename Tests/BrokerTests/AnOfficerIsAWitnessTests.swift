import FoundationEssentials
import Glibc
import Ledger
import Scratch
import Testing

@testable import Broker

/// What an officer has verified once binds the log for ever after, without anybody else's help.
@Suite struct AnOfficerIsAWitnessTests {
    /// A log that can be exported at any size, and another history under the same key.
    private final class Firm {
        private let place = TemporaryFolder()
        var folder: String { place.path }
        let key: SigningKey
        private var number = 0

        init() throws {
            let name = try #require(KeyName("log.example.com/officer"))
            key = try #require(SigningKey(name: name, seed: [UInt8](repeating: 3, count: 32)))
        }

        func export(_ size: UInt64, seed: UInt64 = 1) throws -> String {
            number += 1
            let path = "\(folder)/export-\(number)"
            try MadeUpLog(size: size, key: key, seed: seed).export(to: path)
            return path
        }

        var history: String { folder + "/a/b/history" }

        func verify(_ export: String, history: ExportVerification.Settings.History? = nil) throws -> ExportVerification {
            var settings = ExportVerification.Settings()
            settings.key = key.verifierKey.line
            settings.history = history ?? .file(self.history)
            return try ExportVerification(export, settings)
        }

        var lines: [String] {
            get throws { try String(contentsOfFile: history, encoding: .utf8).split(separator: "\n").map(String.init) }
        }
    }

    @Test func aLogThatGoesOnIsKeptAndOneThatDoesNotIsRefused() throws {
        let firm = try Firm()
        for size in [300, 301, 700] as [UInt64] {
            let verification = try firm.verify(firm.export(size))
            #expect(verification.isVerified, "\(verification.report.findings)")
            #expect(verification.kept?.path == firm.history)
        }
        #expect(try firm.lines.count == 3)
        // The same again says nothing new, and reaches the level of kept checkpoints.
        let same = try firm.verify(firm.export(700))
        #expect(same.isVerified && same.report.assurance.highest?.rawValue == "B")
        #expect(try firm.lines.count == 3)
        // An older genuine export, and the whole of another history under the genuine key, of any size.
        for (size, seed, code) in [
            (301, 1, "retainedNewer"), (700, 2, "retainedDiffers"), (900, 2, "retainedDiffers"), (300, 2, "retainedNewer"),
        ] as [(UInt64, UInt64, String)] {
            let verification = try firm.verify(firm.export(size, seed: seed))
            #expect(!verification.isVerified && verification.kept == nil)
            #expect(verification.report.findings.contains { "\($0.code)" == code }, "\(size), \(seed)")
        }
        #expect(try firm.lines.count == 3)
        // Nobody's history knows nothing of it.
        #expect(try firm.verify(firm.export(900, seed: 2), history: .file(firm.folder + "/other")).isVerified)
        #expect(try firm.verify(firm.export(900, seed: 2), history: ExportVerification.Settings.History.none).kept == nil)
    }

    @Test func aHistoryThatWasTouchedIsSeen() throws {
        let firm = try Firm()
        for size in [300, 400] as [UInt64] { #expect(try firm.verify(firm.export(size)).isVerified) }
        let good = try Data(contentsOf: URL(filePath: firm.history))
        let export = try firm.export(500)
        func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: firm.history)) }
        // Cut in the middle of a line, as when the machine ends: the line was never promised.
        try write(Array(good.dropLast(7)))
        #expect(try firm.verify(export).isVerified)
        #expect(try firm.lines.count == 2)
        // Any other byte is damage, or no longer a checkpoint of this log.
        for place in stride(from: 0, to: good.count, by: 11) {
            var bytes = Array(good)
            bytes[place] ^= 1
            try write(bytes)
            do {
                let verification = try firm.verify(export)
                // The time of verification is nobody's claim.
                #expect(!verification.isVerified || place < 10 || Self.isTime(place, of: good), "byte \(place)")
            } catch is StorageError {}
        }
        try write(Array("1 2 !!\n".utf8))
        #expect(throws: StorageError.self) { try firm.verify(export) }
    }

    private static func isTime(_ place: Int, of history: Data) -> Bool {
        let line = history[..<(history.startIndex + place)].lastIndex(of: 0x0A).map { $0 + 1 } ?? history.startIndex
        return place - line < 10
    }

    @Test func theUsualPlaceIsOfTheKeyAlone() throws {
        let firm = try Firm()
        let key = try LogKeys.verifying(firm.key.verifierKey.line)
        let own = CheckpointHistory.usualPath(of: key, environment: ["PARLEY_HISTORY": "/x", "HOME": "/h"])
        #expect(own?.hasPrefix("/x/log.example.com_officer_") == true)
        #expect(CheckpointHistory.usualPath(of: key, environment: ["XDG_STATE_HOME": "/s"])?.hasPrefix("/s/parley/checkpoints/") == true)
        #expect(CheckpointHistory.usualPath(of: key, environment: ["HOME": "/h"])?.hasPrefix("/h/.local/state/parley/") == true)
        #expect(CheckpointHistory.usualPath(of: key, environment: ["HOME": "relative"]) == nil)
        #expect(CheckpointHistory.usualPath(of: key, environment: [:]) == nil)
    }

    @Test func anOfficersCosignatureCountsInAPolicy() throws {
        let firm = try Firm()
        let name = try #require(KeyName("officer.example.com/clarke"))
        let ownKey = try CheckpointCosigning.createKey(at: firm.folder + "/officer.key", name: name)
        #expect(throws: (any Error).self) { try CheckpointCosigning.createKey(at: firm.folder + "/officer.key", name: name) }
        let export = try firm.export(300)
        let verification = try firm.verify(export)
        let note = try #require(verification.note)
        let checkpoint = try #require(verification.report.checkpoint)
        let cosigned = try CheckpointCosigning.cosign(note, verified: checkpoint, with: firm.folder + "/officer.key")
        let policy = try Ledger.WitnessPolicy(
            parsing: [UInt8]("log \(firm.key.verifierKey.line)\nwitness c \(ownKey.line)\nquorum c\n".utf8))
        #expect(try policy.open(cosigned.encode()).cosignatures.count == 1)
        #expect(throws: WitnessPolicyError.quorumMissing) { try policy.open(note) }
        // Cosigned again, the officer's older line is replaced.
        let again = try CheckpointCosigning.cosign(cosigned.encode(), verified: checkpoint, with: firm.folder + "/officer.key")
        #expect(again.signatures.count == 2)
        // Another checkpoint than the one that was verified is not cosigned.
        let other = try firm.verify(firm.export(301))
        #expect(throws: (any Error).self) {
            try CheckpointCosigning.cosign(try #require(other.note), verified: checkpoint, with: firm.folder + "/officer.key")
        }
        // With it in the export a policy is met, and it is fresh.
        try Data(cosigned.encode()).write(to: URL(filePath: export + "/checkpoint"))
        try Data("witness c \(ownKey.line)\nquorum c\n".utf8).write(to: URL(filePath: firm.folder + "/policy"))
        var settings = ExportVerification.Settings()
        settings.key = firm.key.verifierKey.line
        settings.witnesses = firm.folder + "/policy"
        #expect(try ExportVerification(export, settings).report.assurance.highest?.rawValue == "D")
        #expect(chmod(firm.folder + "/officer.key", 0o644) == 0)
        #expect(throws: (any Error).self) {
            try CheckpointCosigning.cosign(note, verified: checkpoint, with: firm.folder + "/officer.key")
        }
    }
}
