import FoundationEssentials
import Glibc

/// A backup is taken.
struct BackupStory: Story {
    private static let before = posts(from: 0, count: 6)

    func prepare(_ server: TestServer) async throws {
        try await serving(server) { try await deliver(Self.before, to: server) }
    }

    func promises(of server: TestServer) -> Promises { Promises(sent: Self.before, acknowledged: Self.before) }

    func play(on server: TestServer, under environment: [String: String], _ promises: inout Promises) async throws -> Seen {
        let taken = try await server.parley(["backup", "--to", server.backup, "--home", server.home.path], environment: environment)
        return taken.code == 0 ? Seen() : Seen(ended: taken.code, troubles: taken.text.isEmpty ? [] : ["said why"])
    }

    /// One that says it is done can be restored; one that is not done is not taken for a backup, and the next one is.
    func afterwards(on server: TestServer, _ seen: Seen, _ promises: Promises) async throws -> [String] {
        var backup = server.backup
        var broken: [String] = []
        if seen.ended != nil {
            let home = server.root + "/data/half"
            guard mkdir(home, 0o700) == 0 else { throw StageError("mkdir: \(errno)") }
            try FileManager.default.copyItem(atPath: server.home.path + "/key-encryption.key", toPath: home + "/key-encryption.key")
            let half = try await server.parley(["restore", backup, "--home", home])
            // All of it may be there, and only the answer be lost.
            if half.code != 3, half.code != 1 { broken.append("half a backup is restored: \(half.text)") }
            backup += "-again"
            let again = try await server.parley(["backup", "--to", backup, "--home", server.home.path])
            if again.code != 0 { broken.append("no backup afterwards: \(again.text)") }
        }
        // Taking it has not harmed the server.
        broken += try await server.brokenExport()
        try server.loseTheDisk()
        let restored = try await server.parley(["restore", backup, "--home", server.home.path])
        if restored.code != 0 { broken.append("the backup is not restored: \(restored.text)") }
        try FileManager.default.removeItem(atPath: server.root + "/export")
        try server.configure()
        return broken + (try await whole(server, promises))
    }
}
