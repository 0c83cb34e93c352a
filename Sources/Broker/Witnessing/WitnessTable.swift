import Ledger
import Synchronization

/// What is known of each witness of the policy; disposable, since a witness says itself what it cosigned last.
final class WitnessTable: Sendable {
    private struct Row {
        var standing: WitnessStanding
        /// What it is asked to continue from.
        var size: UInt64 = 0
        var next = ContinuousClock.now
    }
    private let rows: Mutex<[Row]>

    static let shortestPause = Duration.milliseconds(500)
    static let longestPause = Duration.seconds(30)

    init(_ witnesses: [Ledger.WitnessPolicy.Party]) {
        rows = Mutex(witnesses.map { Row(standing: WitnessStanding(name: $0.key.name.description)) })
    }

    var standings: [WitnessStanding] { rows.withLock { $0.map(\.standing) } }

    func isDue(_ index: Int) -> Bool { rows.withLock { $0[index].next <= .now } }

    /// The size that it was last known to have cosigned.
    func size(_ index: Int) -> UInt64 { rows.withLock { $0[index].size } }

    func hasCosigned(_ index: Int, size: UInt64, seconds: UInt64) {
        rows.withLock { rows in
            rows[index].size = size
            rows[index].standing.size = size
            rows[index].standing.seconds = seconds
            rows[index].standing.failure = nil
            rows[index].standing.failures = 0
        }
    }

    /// Notes why it did not, and leaves it alone for a while, longer each time.
    /// - Returns: whether this is news.
    func failed(_ index: Int, _ why: String) -> Bool {
        rows.withLock { rows in
            let isNew = rows[index].standing.failure != why
            rows[index].standing.failure = why
            rows[index].standing.failures += 1
            let pause = Self.shortestPause * (1 << min(rows[index].standing.failures - 1, 10))
            rows[index].next = .now + min(pause, Self.longestPause)
            return isNew
        }
    }

    /// It stands at another size than was thought.
    func stands(_ index: Int, at size: UInt64) { rows.withLock { $0[index].size = size } }
}
