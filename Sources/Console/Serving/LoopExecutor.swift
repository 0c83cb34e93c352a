import NIOCore
import Synchronization

/// Runs the tasks of a connection on the thread that reads and writes it.
///
/// Elsewhere each request would change threads four times, and waking a thread that sleeps costs more than most of our answers. One for all
/// connections of a loop: what becomes ready together, such as the requests of one commit, is one task of the loop.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop
    private let jobs = Mutex<[UnownedJob]>([])

    private static let all = Mutex<[ObjectIdentifier: LoopExecutor]>([:])

    /// The one of a loop. There are as many as the group has loops, which live as long as the process.
    static func of(_ loop: any EventLoop) -> LoopExecutor {
        all.withLock { all in
            if let known = all[ObjectIdentifier(loop)] { return known }
            let new = LoopExecutor(loop)
            all[ObjectIdentifier(loop)] = new
            return new
        }
    }

    private init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = jobs.withLock { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if isFirst { loop.execute { self.run() } }
    }

    /// Runs what is ready now; what these make ready comes after what the loop has to do meanwhile.
    private func run() {
        let ready = jobs.withLock { jobs in
            defer { jobs = [] }
            return jobs
        }
        for job in ready { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
