import Logging
import ServiceLifecycle
import Storage
import Synchronization

/// Counts what strangers can cause as often as they like: in memory first, written down once a second at most.
final class Tally: Sendable {
    private let counts = Mutex<[String: Int64]>([:])

    func add(_ name: String) { counts.withLock { $0[name, default: 0] += 1 } }

    /// Writes what was counted since the last time; what cannot be written is kept for the next.
    func write(to store: Store) async throws(StorageError) {
        let counted = counts.withLock { (counts) -> [String: Int64] in
            defer { counts = [:] }
            return counts
        }
        for (name, number) in counted {
            do throws(StorageError) { try await store.count(name, by: number) } catch {
                counts.withLock { $0[name, default: 0] += number }
                throw error
            }
        }
    }
}

/// Writes the tally down once a second.
struct Tallying: Service {
    let tally: Tally
    let store: Store
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await tally.write(to: store) } catch { logger.warning("counters wait", metadata: ["reason": "\(error)"]) }
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
            }
        }
    }
}
