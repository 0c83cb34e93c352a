import Ledger
import Logging
import Signer
import Storage

/// Brings the ledger to what the roster of keys says: announces a new key, retires an old one, each by an entry of its own.
///
/// Every step can be repeated: whatever the process was doing when it was killed, the next start finds in roster and ledger how far it came.
struct KeyChange: Sendable {
    let home: Home
    let store: Store
    let signer: SignerProcess
    let logger: Logger
    /// Starting a process waits for it.
    private let thread = EvidenceThread()

    init(home: Home, store: Store, signer: SignerProcess, logger: Logger) {
        self.home = home
        self.store = store
        self.signer = signer
        self.logger = logger
    }

    /// What is to be done next.
    enum Step: Equatable {
        case announce(LogKeyAnnounced)
        case retire(LogKeyRetired)
        /// The ledger has retired it; the signer is to let go of it.
        case letGo
        /// The old key has yet to vouch for the new one.
        case wait
        case nothing
    }

    /// - Parameters:
    ///   - entries: what the ledger says of the log's keys, the oldest first.
    ///   - hasHandover: whether a checkpoint that both keys signed covers the announcement.
    static func next(_ roster: KeyRoster, entries: [KeyEntry], hasHandover: Bool) -> Step {
        guard let older = roster.signing.first, let newer = roster.signing.dropFirst().first else { return .nothing }
        let announcement = KeyEntry.announced(key: newer.key.line, before: older.key.line)
        guard entries.contains(announcement) else { return .announce(LogKeyAnnounced(key: newer.key.line, before: older.key.line)) }
        if entries.contains(.retired(key: older.key.line)) { return .letGo }
        guard older.standing == .retiring else { return .nothing }
        return hasHandover ? .retire(LogKeyRetired(key: older.key.line)) : .wait
    }

    /// Takes every step that can be taken now.
    /// - Parameter running: the keys that the signer was started with.
    func follow(running: KeyRing) async throws {
        var running = running
        while true {
            let roster = try home.roster()
            let ring = roster.ring
            if ring != running {
                // Both sign before the ledger says so: a second signature harms nobody, and the announcement is sealed under the old key.
                try await thread.run { [signer] in try signer.restart(with: ring) }
                running = ring
            }
            let entries = try store.keyEntries().map(\.entry)
            let vouched = try store.handovers(ring).contains { $0.key == ring.newest }
            switch Self.next(roster, entries: entries, hasHandover: vouched) {
            case .announce(let announced):
                try await submit(.announceLogKey(announced))
                logger.notice("a second key signs the log", metadata: ["key": "\(announced.key)"])
            case .retire(let retired):
                try await submit(.retireLogKey(retired))
                logger.notice("a key of the log is retired", metadata: ["key": "\(retired.key)"])
            case .letGo:
                let left = try home.changeRoster { roster throws(KeyRoster.Refused) in try roster.retire() }
                try await thread.run { [signer] in try signer.restart(with: left.ring) }
                try home.writeVerifierKey()
                return
            case .wait:
                logger.warning("the old key has not sealed the announcement of the new one yet; it is retired when the keys are next read")
                return
            case .nothing:
                try home.writeVerifierKey()
                return
            }
        }
    }

    private func submit(_ order: Order) async throws {
        do { _ = try await store.submit(Command(id: RandomIDs.event(), principal: .system, order: order)) } catch StorageError.refused(
            .nothingToDo)
        {
            // It was written before, and the answer was lost.
        }
    }
}
