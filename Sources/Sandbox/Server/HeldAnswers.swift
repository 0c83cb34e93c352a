import Synchronization

/// Callers who are kept waiting until somebody lets them go.
final class HeldAnswers: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Returns after ``release()``; at once when the server is stopping.
    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    /// Lets everybody go who waits now; with `forGood`, everybody who would wait later too.
    func release(forGood: Bool = false) {
        let waiting = state.withLock { state in
            state.isOpen = state.isOpen || forGood
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
