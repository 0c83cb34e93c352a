import Conversations
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
        /// Something happened since they last looked.
        var hasChange = false
    }
    private struct State {
        var watchers: [UInt64: Watcher] = [:]
        /// Who is concerned by a conversation.
        var concerned: [ConversationID: Set<UInt64>] = [:]
        var next: UInt64 = 0

        mutating func forget(_ id: UInt64, in conversations: Set<ConversationID>) {
            for conversation in conversations {
                concerned[conversation]?.remove(id)
                if concerned[conversation]?.isEmpty == true { concerned[conversation] = nil }
            }
        }
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

        /// Whether something happened since the last time; to be asked before looking.
        func takeChange() -> Bool { watch.takeChange(id) }
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
        state.withLock { state in
            guard let before = state.watchers[id]?.conversations, before != conversations else { return }
            state.forget(id, in: before.subtracting(conversations))
            for conversation in conversations { state.concerned[conversation, default: []].insert(id) }
            state.watchers[id]?.conversations = conversations
        }
    }

    private func leave(_ id: UInt64) {
        let left = state.withLock { state in
            let left = state.watchers.removeValue(forKey: id)
            state.forget(id, in: left?.conversations ?? [])
            return left
        }
        left?.wake.finish()
    }

    private func takeChange(_ id: UInt64) -> Bool {
        state.withLock { state in
            defer { state.watchers[id]?.hasChange = false }
            return state.watchers[id]?.hasChange ?? false
        }
    }

    /// The visit itself wrote: its other pages show it.
    func wake(_ visit: ChatVisit) { wake { $0.watchers.filter { $0.value.visit == visit.address }.map(\.key) } }

    /// Something happened in these conversations; nil is "who knows where".
    func wake(_ changed: Set<ConversationID>?) {
        wake { state in changed?.flatMap { state.concerned[$0] ?? [] } ?? Array(state.watchers.keys) }
    }

    private func wake(_ whom: (State) -> [UInt64]) {
        let wakes = state.withLock { state in
            whom(state).compactMap { id in
                state.watchers[id]?.hasChange = true
                return state.watchers[id]?.wake
            }
        }
        for wake in wakes { wake.yield() }
    }

    /// Nothing happened: time to give a sign of life.
    func beat() { for wake in state.withLock({ $0.watchers.values.map(\.wake) }) { wake.yield() } }

    /// Ends every stream, when the server stops.
    func end() { for wake in state.withLock({ $0.watchers.values.map(\.wake) }) { wake.finish() } }
}

/// Wakes whoever is concerned by a commit, and everybody at least so often.
struct ChatFollower: Service {
    let watch: ChatWatch
    let store: Store

    /// After so long a silence the next beat gives a sign of life, a quarter of a minute at the latest: proxies close what says nothing, and a
    /// browser that is gone is noticed by writing to it.
    static let silence = Duration.seconds(10)
    private static let pause = Duration.seconds(5)

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
            do { try await Task.sleep(for: Self.pause) } catch { return }
            watch.beat()
        }
    }

    private func follow() async {
        var next: UInt64?
        for await change in store.changes.listen() {
            guard case .committed(let from, let to, let conversations) = change else { continue }
            // Where changes were lost nobody knows whom they concern.
            watch.wake(next == nil || next == from ? conversations : nil)
            next = to
        }
    }
}
