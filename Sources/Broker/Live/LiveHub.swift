import Conversations
public import ServiceLifecycle
import Storage
import Synchronization

/// Fans the ledger's changes out to every open page. Changes of a fifth of a second become one event; a slow page loses the oldest, notices it by
/// the indexes and fetches everything again.
public final class LiveHub: Service {
    private struct State {
        var readers: [Int: (session: [UInt8], login: String, continuation: AsyncStream<LiveEvent>.Continuation)] = [:]
        var next = 0
        var isOver = false
    }
    private let store: Store
    private let state = Mutex(State())
    private let pending = Mutex(Pending())
    private static let readerLimit = 2_048
    private static let bufferLimit = 32
    private static let pause = Duration.milliseconds(200)

    init(store: Store) { self.store = store }

    /// A stream for one browser of a session; nil when there are too many, or the server is stopping.
    public func listen(session: [UInt8], login: String) -> AsyncStream<LiveEvent>? {
        let (stream, continuation) = AsyncStream.makeStream(of: LiveEvent.self, bufferingPolicy: .bufferingNewest(Self.bufferLimit))
        let number: Int? = state.withLock { state in
            guard !state.isOver, state.readers.count < Self.readerLimit else { return nil }
            state.next += 1
            state.readers[state.next] = (session, login, continuation)
            return state.next
        }
        guard let number else { return nil }
        continuation.onTermination = { [weak self] _ in
            // Released after the lock: letting the last one go ends the stream, which comes back here.
            let left = self?.state.withLock { $0.readers.removeValue(forKey: number) }
            _ = left
        }
        return stream
    }

    /// Ends the streams of a session at once.
    public func end(session: [UInt8]) { end { $0.session == session } }

    /// Ends every stream of an account at once.
    public func end(login: String) { end { $0.login == login } }

    private func end(_ which: ((session: [UInt8], login: String)) -> Bool) {
        let ended = state.withLock { state in state.readers.values.filter { which(($0.session, $0.login)) }.map(\.continuation) }
        for one in ended { one.finish() }
    }

    public func run() async throws {
        state.withLock { $0.isOver = false }
        await cancelWhenGracefulShutdown { [self] in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.follow() }
                group.addTask {
                    // Ended by the shutdown only.
                    while (try? await Task.sleep(for: .seconds(15))) != nil { self.publish(.tick) }
                }
            }
        }
        let left = state.withLock { state in
            state.isOver = true
            return state.readers.values.map(\.continuation)
        }
        for one in left { one.finish() }
    }

    /// What has changed and was not told yet.
    private struct Pending {
        var from: UInt64?
        var to: UInt64 = 0
        var conversations: Set<ConversationID> = []
        var sealed: UInt64?
        var isEmpty: Bool { from == nil && sealed == nil }

        mutating func add(_ change: LedgerChange) {
            switch change {
            case .committed(let from, let to, let conversations):
                // Where changes were lost, the range begins late, and readers see that.
                if self.from == nil || self.to != from { self.from = from }
                self.to = to
                self.conversations.formUnion(conversations)
            case .sealed(let size): sealed = size
            }
        }
    }

    private func follow() async {
        let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await change in self.store.changes.listen() {
                    self.pending.withLock { $0.add(change) }
                    wake.yield()
                }
            }
            group.addTask {
                for await _ in wakes {
                    let told = self.pending.withLock { pending in
                        defer { pending = Pending() }
                        return pending
                    }
                    if let from = told.from {
                        self.publish(.change(from: from, index: told.to - 1, conversations: told.conversations))
                    }
                    if let sealed = told.sealed { self.publish(.sealed(sealed: sealed, accepted: self.store.status.accepted)) }
                    // Ended by the shutdown only.
                    if (try? await Task.sleep(for: Self.pause)) == nil { return }
                }
            }
        }
    }

    private func publish(_ event: LiveEvent) {
        let readers = state.withLock { state in state.readers.values.map(\.continuation) }
        for reader in readers { reader.yield(event) }
    }
}
