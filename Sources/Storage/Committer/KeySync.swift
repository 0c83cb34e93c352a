import SQL
import Synchronization

/// Makes the keys of a batch durable, on the key store's own thread, while the committer writes what they encrypt.
///
/// The batch commits only after ``wait()``: nothing is durable whose keys are not. A sync of its own before the writing, or during the commit
/// before, would make each message wait for one more disk write and split those that arrive together into smaller commits.
final class KeySync: Sendable {
    /// Why the keys are not durable. They stay staged; the next batch tries again.
    struct Failure: Error, CustomStringConvertible { let description: String }

    private let ended = Semaphore(0)
    private let failure = Mutex<String?>(nil)

    /// Begins to sync everything that is staged.
    init(_ keys: KeyStore) {
        Task {
            do { try await keys.sync() } catch { failure.withLock { $0 = "\(error)" } }
            ended.signal()
        }
    }

    /// Blocks until the keys are durable. Once, by a thread that may block.
    func wait() throws(Failure) {
        ended.wait()
        if let why = failure.withLock({ $0 }) { throw Failure(description: why) }
    }
}
