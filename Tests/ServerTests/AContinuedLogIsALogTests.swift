import Broker
import Foundation
import Glibc
import Ledger
import SQL
import Testing

extension ServerTests {
    /// A log that was set back in the middle of a change of keys goes on, and is a whole log again: proved, witnessed, its key changed.
    @Suite(.serialized) struct AContinuedLogIsALogTests {
        private static func parley(_ stage: Stage, _ words: [String]) throws -> (code: Int32, text: String) {
            try TwoPeopleEraseTests.parley(stage, words)
        }

        /// Both verifiers' verdict on a file or folder, against a key.
        private static func verify(_ stage: Stage, _ path: String, key: String) throws {
            let first = try parley(stage, ["ledger", "verify", path, "--key", key, "--no-history"])
            #expect(first.code == 0, "\(first.text)")
            let checker = URL(filePath: #filePath).appending(path: "../../EvidenceCheck/evidence_check.py").standardized
            let words = ["python3", "-B", checker.path(percentEncoded: false), path, "--key", key]
            let output = stage.folder + "/second"
            #expect(try Child(words, output: output).wait() == 0, "\((try? String(contentsOfFile: output, encoding: .utf8)) ?? "")")
        }

        /// A folder with what is kept apart from backups.
        private static func apart(_ stage: Stage) throws -> Home {
            let home = Home(stage.folder + "/restored")
            let files = FileManager.default
            try files.createDirectory(atPath: home.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try files.createDirectory(
                atPath: home.path + "/signer", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            for file in ["key-encryption.key", "signer/log.key", "signer/log-2.key", "signer/keys.json", "signer/head"] {
                try files.copyItem(atPath: "\(stage.home.path)/\(file)", toPath: "\(home.path)/\(file)")
            }
            return home
        }

        /// Changes the key of a server that runs, both steps.
        private static func changeKey(_ stage: Stage, _ server: Child, _ home: Home) async throws {
            #expect(try parley(stage, ["key", "rotate", "--home", home.path]).code == 0)
            kill(server.pid, SIGHUP)
            _ = try await stage.wait("the announcement to be sealed by both keys") { () -> Bool? in
                guard let note = try LedgerFolder(home.path).sealed(), try !LedgerFolder(home.path).keyEntries().isEmpty else { return nil }
                return try VerifiedCheckpoint(note, log: home.logKeys()).signers.count == 2 ? true : nil
            }
            #expect(try parley(stage, ["key", "retire", "--home", home.path]).code == 0)
            kill(server.pid, SIGHUP)
            _ = try await stage.wait("the old key to be retired") { try home.roster().signing.count == 1 ? true : nil }
        }

        @Test func `set back while two keys sign, it goes on under one and is proved, witnessed and changed again`() async throws {
            try await Stage.play { stage in
                let witness = try WitnessStage(1, in: stage.folder, port: Stage.freePort())
                let former = try stage.home.logKey()
                try witness.list(former.line)
                let server = try await stage.start()
                let sam = try stage.network.createUser(handle: "sam_w", name: "Sam")
                try stage.network.post(as: sam.id, "@ExampleBank why was my card refused?")
                let row = try await stage.wait("a conversation") { try await stage.ada.inbox().first }
                #expect(try Self.parley(stage, ["key", "rotate", "--home", stage.home.path]).code == 0)
                kill(server.pid, SIGHUP)
                _ = try await stage.wait("the new key to be announced") {
                    try LedgerFolder(stage.home.path).keyEntries().isEmpty ? nil : true
                }
                #expect(try Self.parley(stage, ["key", "init", "--firm", "Northbridge", "--home", stage.home.path]).code == 0)
                let backup = stage.folder + "/backup"
                #expect(try Self.parley(stage, ["backup", "--to", backup, "--home", stage.home.path]).code == 0)
                try stage.network.post(as: sam.id, "@ExampleBank the last one before the crash")
                let entries = try stage.entries
                _ = try await stage.wait("the last message, sealed") {
                    try await stage.ada.status().sealed > UInt64(entries) ? true : nil
                }
                server.stop(SIGKILL)

                // A bit that flips in an entry is found by whoever looks the folder over.
                #expect(try Self.parley(stage, ["doctor", "--home", stage.home.path]).text.contains("entries lead to every checkpoint"))
                let flipped = try Connection(path: stage.home.path + "/ledger.db", .readWrite)
                var leaf = try #require(
                    try flipped.first("SELECT leaf FROM entry WHERE idx = 1") { (row) throws(SQLError) in try row.blob(0) })
                leaf[40] ^= 1
                try flipped.run("UPDATE entry SET leaf = $1 WHERE idx = 1", .blob(leaf))
                let damaged = try Self.parley(stage, ["doctor", "--home", stage.home.path])
                #expect(damaged.code == 1 && damaged.text.contains("an entry was changed after it was written"), "\(damaged.text)")

                // Certificates are for everybody, and go along; the authority's secret key does not.
                let certificates = try FileManager.default.contentsOfDirectory(atPath: backup + "/certificates")
                #expect(certificates.contains("authority.pem") && certificates.count == 3 && !certificates.contains("authority.key"))
                let home = try Self.apart(stage)
                let restored = try Self.parley(stage, ["restore", backup, "--home", home.path])
                #expect(restored.code == 1, "\(restored.text)")
                #expect(FileManager.default.fileExists(atPath: home.path + "/certificates/authority.pem"))
                let behind = try Self.parley(stage, ["doctor", "--home", home.path])
                #expect(behind.code == 1 && behind.text.contains("it was set back") && behind.text.contains("parley ledger continue"))
                let token = try Stage.secret("token-cleo", stage.cleo.token, in: stage.folder)
                let went = try Self.parley(
                    stage, ["ledger", "continue", "--reason", "disk lost", "--token-file", token, "--home", home.path])
                #expect(went.code == 0, "\(went.text)")
                let known = stage.folder + "/continued.vkey"
                try FileManager.default.copyItem(atPath: home.verifierKey, toPath: known)
                let export = stage.folder + "/export"
                #expect(try Self.parley(stage, ["ledger", "export", "--to", export, "--home", home.path]).code == 0)
                try Self.verify(stage, export, key: known)

                // The witness is told once, and follows the new one alone.
                let next = try home.logKey()
                let stranger = try Self.parley(
                    stage, ["ledger", "witness", "--state", witness.folder, "--list-log", next.line, "--follows", next.line])
                #expect(stranger.code == 3, "\(stranger.text)")
                for _ in 0..<2 {
                    let told = try Self.parley(
                        stage, ["ledger", "witness", "--state", witness.folder, "--list-log", next.line, "--follows", former.line])
                    #expect(told.code == 0, "\(told.text)")
                }
                let policy = stage.folder + "/policy"
                try Data("log \(next.line)\n\(witness.line)quorum w1\n".utf8).write(to: URL(filePath: policy))
                var configuration = try ServerConfiguration.read(from: home.configuration)
                configuration.witnesses = .init(policy: policy, intervalMilliseconds: 50)
                try configuration.write(to: home.configuration)
                let watching = try await witness.start(stage)
                defer { watching.stop() }
                let old = try #require(try LedgerFolder(stage.home.path).sealed())
                #expect(try await witness.add(AddCheckpoint(oldSize: 0, hashes: [], note: old).encode()).status == 403)

                let again = try Child([Stage.executable, "serve", "--home", home.path], output: stage.log)
                defer { again.stop() }
                _ = try await stage.wait("the continued log to be witnessed") {
                    try? await stage.otto.status().witnessing.map { $0.witnessed > 0 } == true ? true : nil
                }
                // One file about a conversation that began in the former log.
                try stage.network.post(as: sam.id, "@ExampleBank I am still here")
                _ = try await stage.wait("a message in the continued log") {
                    try await stage.ada.read(row.id).lines.contains { $0.text?.contains("still here") == true } ? true : nil
                }
                let file = stage.folder + "/evidence.tar"
                let evidence = try await stage.cleo.post("/api/conversations/\(row.id)/evidence", ["purpose": "after the restore"])
                #expect(evidence.status == 200)
                try evidence.body.write(to: URL(filePath: file))
                try Self.verify(stage, file, key: known)

                // Its key is changed like any other log's; whoever knows the one that it went on with is led to the new one.
                try await Self.changeKey(stage, again, home)
                let later = stage.folder + "/later"
                #expect(try Self.parley(stage, ["ledger", "export", "--to", later, "--home", home.path]).code == 0)
                try Self.verify(stage, later, key: known)
                let range = try await stage.cleo.post("/api/conversations/\(row.id)/evidence", ["purpose": "after the change"])
                try range.body.write(to: URL(filePath: file))
                try Self.verify(stage, file, key: known)
            }
        }
    }
}
