import Glibc
import Synchronization

/// Runs an actor's jobs one after another on one thread of its own, so that what blocks there (a database, a sync, a slow hash) never
/// blocks the threads that serve requests.
///
/// An actor takes it by `nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }`, with the executor in
/// a `let` of its own. The thread ends when the executor is released.
public final class ThreadExecutor: SerialExecutor {
    private let queue = Queue()

    /// What the thread holds; apart from the executor, so that the thread does not keep the executor alive.
    private final class Queue: Sendable {
        struct State {
            var jobs: [UnownedJob] = []
            var asleep = false
            var ended = false
            var executor: UnownedSerialExecutor?
        }
        let state = Mutex(State())
        let wake = Semaphore(0)
        let thread = Mutex<pthread_t?>(nil)

        func change(_ change: (inout State) -> Void) {
            let mustWake = state.withLock { state in
                change(&state)
                defer { state.asleep = false }
                return state.asleep
            }
            if mustWake { wake.signal() }
        }

        func run() {
            while true {
                let (jobs, executor, ended) = state.withLock { state in
                    defer { state.jobs.removeAll(keepingCapacity: false) }
                    state.asleep = state.jobs.isEmpty && !state.ended
                    return (state.jobs, state.executor, state.ended)
                }
                if let executor { for job in jobs { job.runSynchronously(on: executor) } }
                if jobs.isEmpty {
                    if ended { return }
                    wake.wait()
                }
            }
        }
    }

    public init() {
        queue.state.withLock { $0.executor = asUnownedSerialExecutor() }
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            {
                Unmanaged<Queue>.fromOpaque($0!).takeRetainedValue().run()
                return nil
            },
            Unmanaged.passRetained(queue).toOpaque())
        // Without threads the process cannot serve at all.
        precondition(code == 0, "no thread could be started: \(String(cString: strerror(code)))")
        pthread_detach(thread)
        queue.thread.withLock { $0 = thread }
    }

    deinit { queue.change { $0.ended = true } }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.change { $0.jobs.append(job) }
    }

    public func checkIsolated() {
        precondition(queue.thread.withLock { $0.map { pthread_equal($0, pthread_self()) != 0 } ?? false }, "not on the executor's thread")
    }
}
