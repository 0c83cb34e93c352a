import Broker
import FoundationEssentials

/// A server starts, takes messages, seals them and ends.
struct ServingStory: Story {
    private static let before = posts(from: 0, count: 6)
    private static let during = posts(from: 6, count: 12)

    func prepare(_ server: TestServer) async throws {
        try await serving(server) { try await deliver(Self.before, to: server) }
    }

    func promises(of server: TestServer) -> Promises { Promises(sent: Self.before, acknowledged: Self.before) }

    func play(on server: TestServer, under environment: [String: String], _ promises: inout Promises) async throws -> Seen {
        try await serving(server, under: environment) { _, seen in try await Self.use(server, &promises, &seen) }
    }

    private static func use(_ server: TestServer, _ promises: inout Promises, _ seen: inout Seen) async throws {
        for post in during {
            promises.sent.append(post)
            // Without an answer nothing was promised.
            switch try? await server.deliver(post.body) {
            case 200: promises.acknowledged.append(post)
            case 503: seen.note("refused")
            case nil: seen.note("no answer")
            case let status?: seen.never.append("a message was answered with \(status)")
            }
        }
        if let answer = try? await server.get("/log/checkpoint", as: server.officerToken), answer.status == 200 {
            promises.checkpoints[try size(of: answer.body)] = answer.body
        }
        try await askUntilSaid(server, &seen)
    }

    /// Either everything is sealed in a moment, or the server says what is wrong.
    private static func askUntilSaid(_ server: TestServer, _ seen: inout Seen) async throws {
        for _ in 0..<200 {
            guard let status = try? await server.status() else { return }
            if status.trouble != nil || status.sealing != nil {
                if status.trouble != nil { try await checkItStopped(server, &seen) }
                return
            }
            if status.sealed == status.accepted { return }
            // Another process: there is nothing to await, only to ask again.
            try await Task.sleep(for: .milliseconds(25))
        }
        seen.never.append("it neither seals nor says why not")
    }

    /// What has trouble says so to whoever watches it, too.
    private static func checkItStopped(_ server: TestServer, _ seen: inout Seen) async throws {
        seen.note("said what is wrong")
        guard let health = try? await server.get("/health").status else { return }
        // A disk that had no room may have some again by now.
        if health != 503, (try? await server.status())?.trouble != nil { seen.never.append("in trouble, it is healthy") }
    }

    private static func size(of note: [UInt8]) throws -> UInt64 {
        let lines = String(decoding: note, as: UTF8.self).split(separator: "\n")
        guard lines.count > 2, let size = UInt64(lines[1]) else { throw StageError("not a checkpoint") }
        return size
    }

    func afterwards(on server: TestServer, _ seen: Seen, _ promises: Promises) async throws -> [String] {
        try await whole(server, promises)
    }
}
