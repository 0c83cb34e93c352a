import FoundationEssentials

/// A backup is put back.
struct RestoreStory: Story {
    private static let before = posts(from: 0, count: 6)

    func prepare(_ server: TestServer) async throws {
        try await serving(server) { try await deliver(Self.before, to: server) }
        let taken = try await server.parley(["backup", "--to", server.backup, "--home", server.home.path])
        guard taken.code == 0 else { throw StageError("no backup: \(taken.text)") }
    }

    func promises(of server: TestServer) -> Promises { Promises(sent: Self.before, acknowledged: Self.before) }

    func play(on server: TestServer, under environment: [String: String], _ promises: inout Promises) async throws -> Seen {
        try server.loseTheDisk()
        let restored = try await server.parley(["restore", server.backup, "--home", server.home.path], environment: environment)
        return restored.code == 0 ? Seen() : Seen(ended: restored.code, troubles: restored.text.isEmpty ? [] : ["said why"])
    }

    /// Put back again it is there, unless it was there already.
    func afterwards(on server: TestServer, _ seen: Seen, _ promises: Promises) async throws -> [String] {
        try server.waitForSignerToEnd()
        var broken: [String] = []
        if seen.ended != nil {
            let isThere = FileManager.default.fileExists(atPath: server.home.path + "/ledger.db")
            let again = try await server.parley(["restore", server.backup, "--home", server.home.path])
            if again.code != (isThere ? 3 : 0) { broken.append("restored again: \(again.code) \(again.text)") }
        }
        // Killed at the very end, it has left what no server looks at.
        if seen.ended == nil, FileManager.default.fileExists(atPath: server.home.path + "/restoring") {
            broken.append("something is left in restoring")
        }
        try server.configure()
        return broken + (try await whole(server, promises))
    }
}
