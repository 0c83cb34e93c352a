import Glibc

/// A thread of its own for an actor whose work blocks on a socket.
///
/// Blocking calls on Swift's cooperative pool stall every other task of the process; here they stall nobody else. The thread
/// ends when the executor is released.
final class MailThread: SerialExecutor {
    private let jobs: JobQueue

    init() {
        let jobs = JobQueue()
        self.jobs = jobs
        var thread = pthread_t()
        let context = Unmanaged.passRetained(jobs)
        let failed = pthread_create(
            &thread, nil,
            { context in
                // The queue was retained for the thread.
                Unmanaged<JobQueue>.fromOpaque(context!).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        precondition(failed == 0, "no thread can be started")
        pthread_detach(thread)
    }

    deinit {
        jobs.close()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        jobs.append(UnownedJob(job), for: self)
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}

/// What waits for the thread.
///
/// @unchecked Sendable because `pending` and `isClosed` are touched only while `lock` is held.
private final class JobQueue: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var pending: [(UnownedJob, MailThread)] = []
    private var isClosed = false

    init() {
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
    }

    /// The executor is kept until its job is done.
    func append(_ job: UnownedJob, for executor: MailThread) {
        pthread_mutex_lock(lock)
        pending.append((job, executor))
        pthread_cond_signal(changed)
        pthread_mutex_unlock(lock)
    }

    func close() {
        pthread_mutex_lock(lock)
        isClosed = true
        pthread_cond_signal(changed)
        pthread_mutex_unlock(lock)
    }

    func run() {
        while let batch = next() {
            for (job, executor) in batch {
                job.runSynchronously(on: executor.asUnownedSerialExecutor())
            }
        }
    }

    private func next() -> [(UnownedJob, MailThread)]? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while pending.isEmpty {
            if isClosed { return nil }
            pthread_cond_wait(changed, lock)
        }
        let batch = pending
        pending = []
        return batch
    }
}
