import FoundationEssentials

/// A ledger that was set back goes on under another key.
struct ContinuationStory: Story {
    private static let before = posts(from: 0, count: 6)
    private static let lost = posts(from: 50, count: 3)
    private static func words(_ server: TestServer) throws -> [String] {
        let token = server.root + "/officer-token"
        try Data("\(server.officerToken)\n".utf8).write(to: URL(filePath: token))
        return ["ledger", "continue", "--reason", "disk lost, no newer backup", "--token-file", token, "--home", server.home.path]
    }

    func prepare(_ server: TestServer) async throws {
        try await serving(server) { try await deliver(Self.before, to: server) }
        let taken = try await server.parley(["backup", "--to", server.backup, "--home", server.home.path])
        guard taken.code == 0 else { throw StageError("no backup: \(taken.text)") }
        try await serving(server) { try await deliver(Self.lost, to: server) }
        try server.loseTheDisk()
        let restored = try await server.parley(["restore", server.backup, "--home", server.home.path])
        guard restored.code == 1 else { throw StageError("not behind: \(restored.text)") }
    }

    func promises(of server: TestServer) -> Promises { Promises(sent: Self.before, acknowledged: Self.before) }

    func play(on server: TestServer, under environment: [String: String], _ promises: inout Promises) async throws -> Seen {
        try server.configure()
        let went = try await server.parley(Self.words(server), environment: environment)
        return went.code == 0 ? Seen() : Seen(ended: went.code, troubles: went.text.isEmpty ? [] : ["said why"])
    }

    /// The same command again goes on where it was; it is recorded once.
    func afterwards(on server: TestServer, _ seen: Seen, _ promises: Promises) async throws -> [String] {
        try server.waitForSignerToEnd()
        var broken: [String] = []
        if seen.ended != nil {
            let isOver = try !FileManager.default.fileExists(atPath: server.home.path + "/continuing.json") && server.isContinued
            let again = try await server.parley(Self.words(server))
            if again.code != (isOver ? 1 : 0) { broken.append("continued again: \(again.code) \(again.text)") }
        }
        let records = try server.entries(of: .continueLog)
        if records != 1 { broken.append("it is recorded \(records) times") }
        return broken + (try await whole(server, promises))
    }
}
