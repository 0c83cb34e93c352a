/// Something that people do with a server and that must survive whichever call fails in the middle.
protocol Story: Sendable {
    /// Brings a server to where the story begins, once for all of its runs; no process runs afterwards.
    func prepare(_ server: TestServer) async throws
    /// What holds before it begins.
    func promises(of server: TestServer) async throws -> Promises
    /// Goes through it. Processes in which a call may fail get the environment; none runs afterwards.
    func play(on server: TestServer, under environment: [String: String], _ promises: inout Promises) async throws -> Seen
    /// Does what the words of the product say, without faults; which promises were broken.
    func afterwards(on server: TestServer, _ seen: Seen, _ promises: Promises) async throws -> [String]
}

extension Story {
    /// Posts of three people, in turn.
    static func posts(from first: Int, count: Int) -> [Post] {
        (first..<(first + count)).map { Post(id: $0, author: $0 % 3, text: Post.sentence($0)) }
    }

    /// Runs a server while the body asks things of it, until everything is sealed.
    func serving(_ server: TestServer, _ body: () async throws -> Void) async throws {
        guard let program = try await server.start() else { throw StageError("no start: \(server.words)") }
        do {
            try await body()
            try await server.waitUntilSealed()
        } catch {
            program.stop()
            throw error
        }
        guard program.stop() == 0 else { throw StageError("no end: \(server.words)") }
    }

    /// Runs a server in which a call may fail: it starts or says why not, people do something with it, and it ends. None of it runs afterwards.
    /// - Parameter body: sets `ended` where the server went away in the middle.
    func serving(
        _ server: TestServer, under environment: [String: String], _ body: (Program, inout Seen) async throws -> Void
    ) async throws -> Seen {
        var seen = Seen()
        switch try await server.begin(environment: environment) {
        case .ended(let code):
            seen.ended = code
            seen.note(server.words.isEmpty ? nil : "could not start")
        case .answers(let program):
            try await body(program, &seen)
            guard seen.ended == nil else { break }
            let end = try await server.end(program)
            if end.byItself { seen.ended = end.code } else if end.code != 0 { seen.note("ended with \(end.code)") }
        }
        try server.waitForSignerToEnd()
        return seen
    }

    /// Delivers posts that have to be taken.
    func deliver(_ posts: [Post], to server: TestServer) async throws {
        for post in posts {
            let status = try await server.deliver(post.body)
            guard status == 200 else { throw StageError("a post was answered with \(status)") }
        }
    }

    /// The usual end: the server starts, everything is there, and an export of it verifies.
    func whole(_ server: TestServer, _ promises: Promises, known key: String? = nil) async throws -> [String] {
        try server.waitForSignerToEnd()
        var broken = try await Aftermath(server).broken(promises)
        try server.waitForSignerToEnd()
        broken += try await server.brokenExport(known: key)
        return broken
    }
}
