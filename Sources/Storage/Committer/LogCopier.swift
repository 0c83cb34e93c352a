import SQL
import Synchronization

/// Copies the write-ahead log into the database beside the committer, on a thread of its own: a commit that did it would make everybody
/// wait who comes meanwhile.
///
/// Only when all of the log is copied does it begin again at its front. So what is committed during a copy, which is little, is copied by
/// the committer itself.
actor LogCopier {
    private let executor = ThreadExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let connection: Connection
    /// Nobody copies; somebody does; it is done and the rest is to be copied.
    private enum Stage: Int, AtomicRepresentable { case idle, copying, rest }
    private let stage = Atomic(Stage.idle)

    /// Pages from which on the log is copied.
    private static let long = 4_096
    /// Pages from which on the committer copies as well, whatever somebody else does.
    private static let longest = 32_768

    init(connection: sending Connection) { self.connection = connection }

    /// After each commit, on the committer's thread. A copy that fails is begun again after the next commit: the log has everything.
    nonisolated func committed(on writer: Connection) {
        if writer.logPages >= Self.longest || stage.load(ordering: .acquiring) == .rest {
            _ = try? writer.checkpoint(.passive)
            _ = stage.compareExchange(expected: .rest, desired: .idle, ordering: .acquiringAndReleasing)
        } else if writer.logPages >= Self.long,
            stage.compareExchange(expected: .idle, desired: .copying, ordering: .acquiringAndReleasing).exchanged
        {
            Task { await copy() }
        }
    }

    private func copy() {
        let isDone = (try? connection.checkpoint(.passive)) != nil
        stage.store(isDone ? .rest : .idle, ordering: .releasing)
    }
}
