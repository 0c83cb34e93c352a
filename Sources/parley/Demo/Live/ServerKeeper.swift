import Glibc
import ServiceLifecycle
import Synchronization

/// Keeps the server running: starts it again when it dies, and says so.
struct ServerKeeper: Service {
    let stage: Stage
    /// Told once, when the server answers for the first time.
    let whenReady: @Sendable () async throws -> Void

    private static let shortestPause = Duration.milliseconds(200)
    private static let longestPause = Duration.seconds(10)
    /// What it is given to end in order.
    private static let grace = Duration.seconds(10)

    func run() async throws {
        let server = Mutex<ChildProcess?>(nil)
        let outcome: Result<Void, any Error> = await cancelWhenGracefulShutdown {
            do { return .success(try await keep(server)) } catch { return .failure(error) }
        }
        if let running = server.withLock({ $0 }) { await stop(running) }
        if case .failure(let error) = outcome, !(error is CancellationError) { throw error }
    }

    /// Until cancelled.
    private func keep(_ server: borrowing Mutex<ChildProcess?>) async throws {
        var running = try await stage.startServer()
        server.withLock { $0 = running }
        try await whenReady()
        var pause = Self.shortestPause
        while true {
            let started = ContinuousClock.now
            let status = try await running.ended()
            if ContinuousClock.now - started > .seconds(60) { pause = Self.shortestPause }
            Words.say("The server ended (\(Self.words(status))). Starting it again.")
            try await Task.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
            running = try await stage.startServer()
            server.withLock { $0 = running }
            Words.say("The server is back.")
        }
    }

    private func stop(_ server: ChildProcess) async {
        server.signal(SIGTERM)
        let end = ContinuousClock.now + Self.grace
        while server.ending == nil {
            if ContinuousClock.now >= end { server.signal(SIGKILL) }
            // In a task of its own: this one may be cancelled, and a sleep would not wait.
            await Task { try? await Task.sleep(for: .milliseconds(20)) }.value
        }
    }

    private static func words(_ status: Int32) -> String { status > 128 ? "signal \(status - 128)" : "exit code \(status)" }
}
