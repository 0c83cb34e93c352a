import Conversations
import ServiceLevels
import Storage
import Synchronization

/// Reads the wallboard's figures, at most once a second however many look.
public final class WallboardReader: Sendable {
    private let store: Store
    private let terms: TermsInUse
    private let clock: @Sendable () -> Timestamp
    private let kept = Mutex<Wallboard?>(nil)

    init(store: Store, terms: TermsInUse, clock: @escaping @Sendable () -> Timestamp) {
        self.store = store
        self.terms = terms
        self.clock = clock
    }

    public func read() throws -> Wallboard {
        let now = clock()
        if let kept = kept.withLock({ $0 }), abs(now.milliseconds(since: kept.at)) < 1_000 { return kept }
        // The firm's day, as its clocks show it.
        let zone = terms.now.working.zone
        let midnight = zone.first(LocalTime(zone.date(at: now), .midnight))
        let board = Wallboard(at: now, waiting: try store.waiting(at: now), answered: try store.answered(since: midnight))
        kept.withLock { $0 = board }
        return board
    }
}
