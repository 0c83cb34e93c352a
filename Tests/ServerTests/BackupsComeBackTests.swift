import Broker
import Foundation
import SQL
import Synchronization
import Testing

extension ServerTests {
    /// Real processes: a backup under load, a crash, a restore that is verified, and a log that goes on openly.
    @Suite(.serialized) struct BackupsComeBackTests {
        static func parley(_ stage: Stage, _ words: [String]) throws -> (code: Int32, text: String) {
            try TwoPeopleEraseTests.parley(stage, words)
        }

        /// Writes posts until it is told to stop; each that was acknowledged counts.
        private static func load(_ stage: Stage, _ author: UInt64, while goesOn: () -> Bool) async throws -> Int {
            var count = 0
            while goesOn() {
                try stage.network.post(as: author, "@ExampleBank message number \(count) about my card")
                count += 1
                let seen = try stage.entries
                _ = try await stage.wait("the message") { try stage.entries > seen ? true : nil }
            }
            return count
        }

        /// A folder with what is kept apart from backups: keys, and the list of what was destroyed.
        private static func apart(_ stage: Stage, _ name: String, signer: Bool = true) throws -> Home {
            let home = Home("\(stage.folder)/\(name)")
            let files = FileManager.default
            try files.createDirectory(atPath: home.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            for file in ["key-encryption.key", "keys.db.destroyed"] where files.fileExists(atPath: "\(stage.home.path)/\(file)") {
                try files.copyItem(atPath: "\(stage.home.path)/\(file)", toPath: "\(home.path)/\(file)")
            }
            if signer {
                try files.createDirectory(
                    atPath: "\(home.path)/signer", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                for file in ["log.key", "head"] {
                    try files.copyItem(atPath: "\(stage.home.path)/signer/\(file)", toPath: "\(home.path)/signer/\(file)")
                }
            }
            return home
        }

        @Test func `a backup taken under load comes back, and the server goes on from it openly`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                let sam = try stage.network.createUser(handle: "sam_w", name: "Sam")
                let ann = try stage.network.createUser(handle: "ann_z", name: "Ann Okapi")
                try stage.network.post(as: ann.id, "@ExampleBank zebra card refused")
                let first = try await stage.wait("a conversation") { try await stage.ada.inbox().first }

                // Under load: messages come in while the backup is taken.
                let isOver = Mutex(false)
                let backup = stage.folder + "/backup"
                async let written = Self.load(stage, sam.id) { !isOver.withLock { $0 } }
                let taken = try await Task.detached { try Self.parley(stage, ["backup", "--to", backup, "--home", stage.home.path]) }.value
                isOver.withLock { $0 = true }
                #expect(taken.code == 0, "\(taken.text)")
                #expect(try await written > 0)
                #expect(!FileManager.default.fileExists(atPath: backup + "/key-encryption.key"))
                let files = try FileManager.default.contentsOfDirectory(atPath: backup).sorted()
                #expect(files == ["MANIFEST", "keys.db", "ledger.db", "log.vkey", "server.json", "staff.sqlite"])
                #expect(try Self.parley(stage, ["backup", "--to", backup, "--home", stage.home.path]).code == 3)

                // After the backup somebody is erased, and others write: then the machine is gone.
                let asked = try await stage.cleo.post("/api/records/erasures", ["customer": first.id, "basis": "UK GDPR art. 17(1)(a)"])
                #expect(try await stage.sue.post("/api/records/erasures/\(asked["event"] ?? "")/confirm").status == 200)
                try stage.network.post(as: sam.id, "@ExampleBank the last one before the crash")
                let entries = try stage.entries
                _ = try await stage.wait("the last message") { try stage.entries > entries ? true : nil }
                _ = try await stage.wait("its seal") { try await stage.ada.status().sealed >= UInt64(entries) ? true : nil }
                server.stop(SIGKILL)

                // Behind what was signed: it is put back and verified, and no server starts on it.
                let home = try Self.apart(stage, "restored")
                let restored = try Self.parley(stage, ["restore", backup, "--home", home.path, "--format", "json"])
                #expect(restored.code == 1 && restored.text.contains("parley ledger continue"), "\(restored.text)")
                #expect(restored.text.contains("\"destroyed_again\":") && !restored.text.contains("\"destroyed_again\":0,"))
                let refused = try Self.parley(stage, ["serve", "--home", home.path])
                #expect(refused.code == 3 && refused.text.contains("set back"), "\(refused.text)")
                // A ledger is never overwritten.
                #expect(try Self.parley(stage, ["restore", backup, "--home", home.path]).code == 3)

                // Who decides it is somebody, and says why; then it goes on under a new key.
                func token(_ person: Person) throws -> [String] {
                    ["--token-file", try Stage.secret("token-\(person.login)", person.token, in: stage.folder)]
                }
                let nobody = try Self.parley(
                    stage, ["ledger", "continue", "--reason", "disk lost", "--home", home.path] + token(stage.ada))
                #expect(nobody.code == 1, "\(nobody.text)")
                let former = try String(contentsOfFile: home.verifierKey, encoding: .utf8)
                let went = try Self.parley(
                    stage, ["ledger", "continue", "--reason", "disk lost on 3 March", "--home", home.path] + token(stage.cleo))
                #expect(went.code == 0, "\(went.text)")
                #expect(try String(contentsOfFile: home.verifierKey, encoding: .utf8) != former)
                #expect(
                    try Self.parley(stage, ["ledger", "continue", "--reason", "again", "--home", home.path] + token(stage.cleo)).code == 1)

                // It serves: what was kept is there, what was erased after the backup is not, and new messages come in.
                let again = try Child([Stage.executable, "serve", "--home", home.path], output: stage.log)
                defer { again.stop() }
                let rows = try await stage.wait("the server to answer") { try? await stage.ada.inbox() }
                #expect(rows.contains { $0.id == first.id })
                #expect(try await stage.ada.read(first.id).lines.allSatisfy { $0.text == nil && $0.author == nil })
                try stage.network.post(as: sam.id, "@ExampleBank I am still here")
                _ = try await stage.wait("a message after the restore") {
                    for row in try await stage.ada.inbox()
                    where try await stage.ada.read(row.id).lines.contains(where: { $0.text?.contains("still here") == true }) {
                        return true
                    }
                    return nil
                }
                let export = stage.folder + "/export"
                #expect(try Self.parley(stage, ["ledger", "export", "--to", export, "--home", home.path]).code == 0)
                let verified = try Self.parley(stage, ["ledger", "verify", export, "--key", home.verifierKey])
                #expect(verified.code == 0, "\(verified.text)")
                let erased = try await stage.cleo.post("/api/conversations/\(first.id)/evidence", ["purpose": "after the restore"])
                #expect(erased.status == 200)
                try erased.body.write(to: URL(filePath: stage.folder + "/erased.tar"))
                let evidence = try Self.parley(stage, ["ledger", "verify", stage.folder + "/erased.tar", "--key", home.verifierKey])
                #expect(evidence.code == 0, "\(evidence.text)")
            }
        }

        @Test func `what is not the backup that was made is not restored`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                let sam = try stage.network.createUser(handle: "sam_w", name: "Sam")
                try stage.network.post(as: sam.id, "@ExampleBank my card was refused")
                _ = try await stage.wait("a conversation") { try await stage.ada.inbox().first }
                #expect(server.stop() == 0)
                let backup = stage.folder + "/backup"
                #expect(try Self.parley(stage, ["backup", "--to", backup, "--home", stage.home.path]).code == 0)
                let files = FileManager.default
                for (number, file) in ["MANIFEST", "ledger.db", "keys.db", "server.json"].enumerated() {
                    let changed = "\(stage.folder)/changed-\(number)"
                    try files.copyItem(atPath: backup, toPath: changed)
                    var bytes = try #require(files.contents(atPath: "\(changed)/\(file)"))
                    bytes[bytes.count / 2] ^= 1
                    try bytes.write(to: URL(filePath: "\(changed)/\(file)"))
                    let home = try Self.apart(stage, "home-\(number)")
                    let answer = try Self.parley(stage, ["restore", changed, "--home", home.path])
                    #expect(answer.code == 3, "\(file): \(answer.text)")
                    #expect(!files.fileExists(atPath: "\(home.path)/ledger.db") && !files.fileExists(atPath: "\(home.path)/restoring"))
                }
                // Under another key-encryption key it is another server's.
                let other = Home(stage.folder + "/other")
                try other.create(try ServerConfiguration.read(from: stage.home.configuration))
                for file in ["ledger.db", "keys.db"] { try files.removeItem(atPath: "\(other.path)/\(file)") }
                #expect(try Self.parley(stage, ["restore", backup, "--home", other.path]).code == 3)

                // Nothing was signed since: it is put back, and serves under the same key.
                let home = try Self.apart(stage, "restored")
                let restored = try Self.parley(stage, ["restore", backup, "--home", home.path])
                #expect(restored.code == 0, "\(restored.text)")
                let again = try Child([Stage.executable, "serve", "--home", home.path], output: stage.log)
                defer { again.stop() }
                let rows = try await stage.wait("the server to answer") { try? await stage.ada.inbox() }
                #expect(rows.count == 1)
                #expect(try await stage.ada.read(rows[0].id).lines.contains { $0.text?.contains("refused") == true })
            }
        }
    }
}
