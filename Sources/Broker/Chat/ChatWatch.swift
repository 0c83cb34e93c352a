import Conversations
import Ledger
import Logging
import ServiceLifecycle
import Storage
import Synchronization

/// Wakes the open streams of visitors when something durable has happened in their conversations.
///
/// It carries no message: whoever is woken reads from the store. So a wake too many costs one reading, and none can be lost for longer than
/// the pause between two signs of life.
final class ChatWatch: Sendable {
    private struct Watcher {
        var visit: String
        var address: String
        /// The visit's conversation with the one it was merged into, once there is one.
        var conversations: Set<ConversationID>
        var wake: AsyncStream<Void>.Continuation
    }
    private struct State {
        var watchers: [UInt64: Watcher] = [:]
        var next: UInt64 = 0
    }
    private let state = Mutex(State())

    /// A visitor's place among the watchers; given back when nobody holds it any more.
    final class Seat: Sendable {
        fileprivate let id: UInt64
        let wakes: AsyncStream<Void>
        private let watch: ChatWatch

        fileprivate init(id: UInt64, wakes: AsyncStream<Void>, watch: ChatWatch) {
            self.id = id
            self.wakes = wakes
            self.watch = watch
        }

        deinit { watch.leave(id) }

        /// Which conversations concern the visitor from now on.
        func follow(_ conversations: Set<ConversationID>) { watch.follow(conversations, id) }
    }

    /// Nil if too many streams are open: of this visit, from this address, or altogether.
    func sit(_ visit: ChatVisit, from address: String) -> Seat? {
        let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        return state.withLock { state in
            let watchers = state.watchers.values
            guard watchers.count < ChatLimits.streams,
                watchers.count(where: { $0.visit == visit.address }) < ChatLimits.streamsOfVisit,
                watchers.count(where: { $0.address == address }) < ChatLimits.streamsOfAddress
            else { return nil }
            state.next += 1
            state.watchers[state.next] = Watcher(visit: visit.address, address: address, conversations: [], wake: wake)
            return Seat(id: state.next, wakes: wakes, watch: self)
        }
    }

    private func follow(_ conversations: Set<ConversationID>, _ id: UInt64) {
        state.withLock { $0.watchers[id]?.conversations = conversations }
    }

    private func leave(_ id: UInt64) { state.withLock { $0.watchers.removeValue(forKey: id) }?.wake.finish() }

    /// The visit itself wrote: its other pages show it.
    func wake(_ visit: ChatVisit) {
        for watcher in state.withLock({ Array($0.watchers.values) }) where watcher.visit == visit.address { watcher.wake.yield() }
    }

    /// Something happened in these conversations; nil is "who knows where".
    func wake(_ changed: Set<ConversationID>?) {
        for watcher in state.withLock({ Array($0.watchers.values) }) {
            if let changed, watcher.conversations.isDisjoint(with: changed) { continue }
            watcher.wake.yield()
        }
    }

    var isEmpty: Bool { state.withLock { $0.watchers.isEmpty } }

    /// Ends every stream, when the server stops.
    func end() { for watcher in state.withLock({ Array($0.watchers.values) }) { watcher.wake.finish() } }
}

/// Follows the sealed ledger and wakes whoever is concerned, and everybody at least so often.
struct ChatFollower: Service {
    let watch: ChatWatch
    let store: Store
    let logger: Logger

    /// The longest a stream is silent: proxies close what says nothing, and a browser that is gone is noticed by writing to it.
    static let alive = Duration.seconds(15)
    /// Changes within this are read at once.
    private static let gathering = Duration.milliseconds(20)
    /// More entries than these are not looked through one by one.
    private static let atOnce: UInt64 = 2_048

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await beat() }
                group.addTask { await follow() }
                await group.waitForAll()
            }
        }
        watch.end()
    }

    private func beat() async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: Self.alive) } catch { return }
            watch.wake(nil)
        }
    }

    private func follow() async {
        var seen = store.status.sealed
        while !Task.isCancelled {
            // Let go at the end by the store itself, which stops with the server.
            let isSealed = await store.waitUntilSealed(seen)
            do { try await Task.sleep(for: isSealed ? Self.gathering : .seconds(1)) } catch { return }
            let sealed = store.status.sealed
            defer { seen = max(seen, sealed) }
            guard sealed > seen, !watch.isEmpty else { continue }
            do {
                watch.wake(sealed - seen > Self.atOnce ? nil : try store.conversations(changedFrom: seen, to: sealed))
            } catch {
                logger.warning("the chat looks everywhere", metadata: ["reason": "\(error)"])
                watch.wake(nil)
            }
        }
    }
}
