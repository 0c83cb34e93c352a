import FoundationEssentials
import Glibc

/// What somebody at the desk waits for: the inbox and a conversation, as a browser gets them from a real server.
public enum DeskBenchmark {
    /// One of the pages that were measured.
    public struct Page: Sendable {
        public var name: String
        public var load: IntakeLoad.Result

        public init(name: String, load: IntakeLoad.Result) {
            self.name = name
            self.load = load
        }
    }

    /// Puts the pages together: the slower of the two is the benchmark's own figure.
    public static func result(_ pages: [Page], conversations: Int, connections: Int, home: String) -> BenchmarkResult {
        var figures: [(name: String, figure: BenchmarkResult.Figure)] = [("unit", .word("pages"))]
        var worst = 0.0
        for page in pages {
            worst = max(worst, page.load.percentile(0.95))
            figures += [
                ("\(page.name)_p50_ms", .number(page.load.percentile(0.5))), ("\(page.name)_p95_ms", .number(page.load.percentile(0.95))),
                ("\(page.name)_p99_ms", .number(page.load.percentile(0.99))), ("\(page.name)_pages", .count(page.load.accepted)),
                ("\(page.name)_refused", .count(page.load.refused)),
            ]
        }
        figures.insert(("p95_ms", .number(worst)), at: 0)
        let answered = pages.reduce(0) { $0 + $1.load.accepted }
        let seconds = pages.reduce(0) { $0 + $1.load.seconds }
        let all = pages.flatMap(\.load.latencies).map { Duration.microseconds(Int64($0)) }
        return BenchmarkResult(
            name: "desk", rate: seconds > 0 ? Double(answered) / seconds : 0, milliseconds: Latencies(all), figures: figures,
            settings: [
                ("conversations", .count(conversations)), ("connections", .count(connections)), ("home", .word(home)),
                ("cores", .count(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))),
            ])
    }

    /// A whole request for a page, with a session's cookie.
    public static func request(_ path: String, cookie: String) -> [UInt8] {
        Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nCookie: parley=\(cookie)\r\n\r\n".utf8)
    }

    /// Somebody who may read and answer, with a password set through a one-time link in the server's register.
    public static func register(_ login: String, in home: Home) async throws -> String {
        let register = try StaffRegister(path: home.staff, clock: Server.clock)
        if try await register.account(login) == nil {
            try await register.add(login: login, name: "Bench", roles: [.agent], by: nil)
        }
        return try await register.link(for: login)
    }

    /// Whether the account's roles have their entry, so that it may sign in and see something.
    public static func isReady(_ login: String, in home: Home) async throws -> Bool {
        try await StaffRegister(path: home.staff, clock: Server.clock).account(login)?.isPending == false
    }
}
