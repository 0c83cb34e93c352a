import Broker
import Foundation
import Glibc
import Ledger
import Testing

extension ServerTests {
    /// A server whose key lies in a file changes it for one in a token, is killed in the middle, and goes on.
    @Suite(.serialized) struct TheKeyIsChangedWhileTheServerRunsTests {
        private static let module = "/usr/lib/softhsm/libsofthsm2.so"

        /// A software token in a folder of its own; processes that are started from here on find it.
        private static func makeToken(in folder: String) throws -> (label: String, pinFile: String) {
            let tokens = folder + "/tokens"
            try FileManager.default.createDirectory(atPath: tokens, withIntermediateDirectories: false)
            let settings = folder + "/softhsm2.conf"
            try Data("directories.tokendir = \(tokens)\nobjectstore.backend = file\nlog.level = ERROR\n".utf8).write(
                to: URL(filePath: settings))
            setenv("SOFTHSM2_CONF", settings, 1)
            let words = ["softhsm2-util", "--init-token", "--free", "--label", "parley", "--so-pin", "83746501", "--pin", "273645"]
            try #require(try Child(words, output: folder + "/softhsm").wait() == 0)
            return ("parley", try Stage.secret("pin", "273645", in: folder))
        }

        private static func signers(_ stage: Stage) throws -> [VerifierKey] {
            guard let note = try LedgerFolder(stage.home.path).sealed() else { return [] }
            return try VerifiedCheckpoint(note, log: stage.home.logKeys()).signers
        }

        @Test func `a key in a file is changed for one in a token, over a SIGHUP and a kill`() async throws {
            try await Stage.play { stage in
                let token = try Self.makeToken(in: stage.folder)
                let known = stage.folder + "/known.vkey"
                try FileManager.default.copyItem(atPath: stage.home.verifierKey, toPath: known)
                let first = try stage.home.logKey()
                let running = try await stage.start()
                let customer = try stage.network.createUser(handle: "sam_w", name: "Sam")
                try stage.network.post(as: customer.id, "@ExampleBank why was my card refused?")
                _ = try await stage.wait("a checkpoint") { try Self.signers(stage).isEmpty ? nil : true }

                func parley(_ words: [String]) throws -> String {
                    try WitnessStage.run(words + ["--home", stage.home.path], in: stage.folder)
                }
                let place = [
                    "--pkcs11", Self.module, "--token", token.label, "--label", "log-2", "--pin-file", token.pinFile,
                ]
                let line = try parley(["key", "rotate"] + place)
                let second = try #require(try stage.home.logKeys().keys.last)
                #expect(line.contains(second.line) && second != first)
                kill(running.pid, SIGHUP)
                _ = try await stage.wait("the new key to be announced") {
                    try LedgerFolder(stage.home.path).keyEntries().isEmpty ? nil : true
                }
                try stage.network.post(as: customer.id, "@ExampleBank hello?")
                _ = try await stage.wait("both to sign") { try Self.signers(stage) == [first, second] ? true : nil }
                #expect(try parley(["doctor"]).contains("both sign"))

                _ = try parley(["key", "retire"])
                // Killed before anything could be done about it.
                running.stop(SIGKILL)
                let again = try await stage.start()
                defer { again.stop() }
                _ = try await stage.wait("the old key to be retired") {
                    try stage.home.roster().signing.count == 1 ? true : nil
                }
                try stage.network.post(as: customer.id, "@ExampleBank hello again?")
                _ = try await stage.wait("the new one to sign alone") { try Self.signers(stage) == [second] ? true : nil }
                #expect(try stage.home.logKey() == second)
                // The retired key may be destroyed.
                try FileManager.default.removeItem(atPath: stage.home.signerKey)

                let export = stage.folder + "/export"
                _ = try parley(["ledger", "export", "--to", export])
                for key in [known, stage.home.verifierKey] {
                    let report = try WitnessStage.run(
                        ["ledger", "verify", export, "--key", key, "--history", stage.folder + "/history-\(key == known)"], in: stage.folder
                    )
                    #expect(report.contains("\nVERIFIED") && report.contains("announced by entry") && report.contains("retired by entry"))
                }
                let checker = URL(filePath: #filePath).appending(path: "../../EvidenceCheck/evidence_check.py").standardized
                let words = ["python3", "-B", checker.path(percentEncoded: false), export, "--key", known]
                #expect(try Child(words, output: stage.folder + "/second").wait() == 0)
            }
        }

        @Test func `a log whose first key lies in a token is made and run`() async throws {
            try await Stage.play { stage in
                let token = try Self.makeToken(in: stage.folder)
                let home = stage.folder + "/token-home"
                let made = try WitnessStage.run(
                    [
                        "key", "init", "--home", home, "--origin", "log.example.test/token", "--firm", "Example Bank", "--pkcs11",
                        Self.module,
                        "--token", token.label, "--label", "log-1", "--pin-file", token.pinFile,
                    ], in: stage.folder)
                _ = try WitnessStage.run(["serve", "--init", "--home", home, "--origin", "log.example.test/token"], in: stage.folder)
                let place = Home(home)
                #expect(try made.contains(place.logKey().line))
                // No secret of the log stands in the folder; the authority's is another's.
                let files = try FileManager.default.subpathsOfDirectory(atPath: home)
                for file in files
                where FileManager.default.contents(atPath: "\(home)/\(file)").map({ String(decoding: $0, as: UTF8.self) })?
                    .contains("PRIVATE+KEY+") == true
                { #expect(file == "certificates/authority.key") }
                var configuration = try ServerConfiguration.read(from: place.configuration)
                configuration.port = try Stage.freePort()
                configuration.policies = try ServerConfiguration.read(from: stage.home.configuration).policies
                try configuration.write(to: place.configuration)
                let running = try Child([Stage.executable, "serve", "--home", home], output: stage.folder + "/token-log")
                defer { running.stop() }
                let note = try await stage.wait("a checkpoint") { try? LedgerFolder(home).sealed() }
                #expect(try VerifiedCheckpoint(note, log: place.logKeys()).checkpoint.size > 0)
                let doctor = stage.folder + "/doctor"
                _ = try Child([Stage.executable, "doctor", "--home", home], output: doctor).wait()
                let said = try String(contentsOfFile: doctor, encoding: .utf8)
                #expect(said.contains("in the token parley") && said.contains("certified by the firm's authority"), "\(said)")
            }
        }
    }
}
