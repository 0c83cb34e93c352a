import Conversations
import Synchronization

/// Slows guessing down: so many failures in a quarter of an hour for one login, and for one address.
final class Attempts: Sendable {
    private struct Window {
        var since: Timestamp
        var failures: Int
    }
    private let windows = Mutex<[String: Window]>([:])
    private static let length: Int64 = 15 * 60 * 1_000
    private static let loginLimit = 10
    private static let addressLimit = 50
    private static let kept = 50_000

    /// Counts an attempt before it is looked at, so that many at once do not slip through.
    /// - Returns: whether it may be looked at.
    func begin(login: String?, address: String, at now: Timestamp) -> Bool {
        windows.withLock { windows in
            if windows.count >= Self.kept {
                windows = windows.filter { now.milliseconds(since: $0.value.since) < Self.length }
                // Somebody fills the table; whoever guesses one login is among the newest and stays slow by address.
                if windows.count >= Self.kept { windows.removeAll() }
            }
            let byLogin = login.map { Self.count(&windows, "l:" + $0, now) } ?? 0
            let byAddress = Self.count(&windows, "a:" + address, now)
            return byLogin <= Self.loginLimit && byAddress <= Self.addressLimit
        }
    }

    /// It was the right password: what this login failed before is forgotten, the address keeps its count less this one.
    func succeed(login: String?, address: String) {
        windows.withLock { windows in
            if let login { windows["l:" + login] = nil }
            windows["a:" + address]?.failures -= 1
        }
    }

    private static func count(_ windows: inout [String: Window], _ key: String, _ now: Timestamp) -> Int {
        var window = windows[key] ?? Window(since: now, failures: 0)
        if now.milliseconds(since: window.since) >= length { window = Window(since: now, failures: 0) }
        window.failures += 1
        windows[key] = window
        return window.failures
    }
}
