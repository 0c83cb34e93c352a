import Broker
import FoundationEssentials
import Glibc

/// The log's key is changed for another while the server runs.
struct RotationStory: Story {
    private static let before = posts(from: 0, count: 3)
    private static let during = posts(from: 3, count: 6)

    func prepare(_ server: TestServer) async throws {
        try await serving(server) { try await deliver(Self.before, to: server) }
    }

    func promises(of server: TestServer) -> Promises { Promises(sent: Self.before, acknowledged: Self.before) }

    func play(on server: TestServer, under environment: [String: String], _ promises: inout Promises) async throws -> Seen {
        // Somebody pinned it before.
        try FileManager.default.copyItem(atPath: server.home.verifierKey, toPath: server.root + "/known.vkey")
        return try await serving(server, under: environment) { program, seen in
            for (words, posts) in [("rotate", Self.during.prefix(3)), ("retire", Self.during.dropFirst(3))] {
                let changed = try await server.parley(["key", words, "--home", server.home.path], environment: environment)
                if changed.code != 0 { seen.note(changed.text.isEmpty ? nil : "\(words) ended with \(changed.code)") }
                if changed.code != 0, changed.text.isEmpty, changed.code != 128 + SIGKILL {
                    seen.never.append("\(words) ended with \(changed.code) and said nothing")
                }
                if let code = program.ended() {
                    seen.ended = code
                    return seen.note(server.words.isEmpty ? nil : "the server ended")
                }
                kill(program.pid, SIGHUP)
                for post in posts {
                    promises.sent.append(post)
                    if (try? await server.deliver(post.body)) == 200 { promises.acknowledged.append(post) }
                }
                // It may never come about under a fault; afterwards it has to.
                try await Self.wait(server, for: words, seconds: seen.troubles.isEmpty ? 5 : 1)
            }
        }
    }

    /// Whether the ledger and the roster have come to where a step leads, waiting for it for a while.
    @discardableResult
    private static func wait(_ server: TestServer, for step: String, seconds: Int) async throws -> Bool {
        for _ in 0..<(40 * seconds) {
            guard let status = try? await server.status() else { return false }
            let roster = try? server.home.roster()
            let announced = try server.entries(of: .announceLogKey) == 1
            let isDone = step == "rotate" ? announced : (roster?.signing.count == 1 && roster?.members.count == 2)
            if isDone, status.sealed == status.accepted { return true }
            // Another process: there is nothing to await, only to ask again.
            try await Task.sleep(for: .milliseconds(25))
        }
        return false
    }

    /// Whatever step it stopped at, the same commands lead on.
    func afterwards(on server: TestServer, _ seen: Seen, _ promises: Promises) async throws -> [String] {
        var broken: [String] = []
        guard let program = try await server.start() else { return ["the server does not start: \(server.words)"] }
        if try server.home.roster().members.count < 2 {
            let again = try await server.parley(["key", "rotate", "--home", server.home.path])
            if again.code != 0 { broken.append("rotate again: \(again.text)") }
        }
        kill(program.pid, SIGHUP)
        if try await !Self.wait(server, for: "rotate", seconds: 10) { broken.append("the new key is never announced") }
        if try server.home.roster().signing.count == 2 {
            let again = try await server.parley(["key", "retire", "--home", server.home.path])
            if again.code != 0 { broken.append("retire again: \(again.text)") }
        }
        kill(program.pid, SIGHUP)
        if try await !Self.wait(server, for: "retire", seconds: 10) { broken.append("the old key is never retired") }
        program.stop()
        if try server.entries(of: .announceLogKey) != 1 || server.entries(of: .retireLogKey) != 1 {
            broken.append("a key is announced or retired twice, or never")
        }
        broken += try await whole(server, promises, known: server.root + "/known.vkey")
        try FileManager.default.removeItem(atPath: server.root + "/export")
        return broken + (try await server.brokenExport())
    }
}
