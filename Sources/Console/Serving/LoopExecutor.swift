import NIOCore

/// Runs the tasks of a connection on the thread that reads and writes it.
///
/// Elsewhere each request would change threads four times, and waking a thread that sleeps costs more than most of our answers.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
