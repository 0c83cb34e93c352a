import Glibc
import SQL
import Testing

@Suite struct ThreadExecutorTests {
    /// Plain state on one thread: a connection could not be held safely otherwise.
    actor Owner {
        private let executor: ThreadExecutor
        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
        private var threads: Set<pthread_t> = []
        private(set) var count = 0

        init(_ executor: ThreadExecutor = ThreadExecutor()) { self.executor = executor }

        func add() {
            threads.insert(pthread_self())
            count += 1
        }

        var threadCount: Int { threads.count }

        nonisolated func assumed() -> Bool {
            assumeIsolated { _ in true }
        }

        func assumeInside() -> Bool { assumed() }
    }

    @Test func allJobsOfAnActorRunOnOneThreadAndNoneIsLost() async {
        let owner = Owner()
        await withTaskGroup { group in
            for _ in 0..<2_000 { group.addTask { await owner.add() } }
        }
        #expect(await owner.count == 2_000)
        #expect(await owner.threadCount == 1)
        #expect(await owner.assumeInside())
    }

    @Test func executorsComeAndGo() async {
        for _ in 0..<50 {
            let owner = Owner()
            await owner.add()
            #expect(await owner.count == 1)
        }
    }

    @Test func twoActorsMayShareAThread() async {
        let executor = ThreadExecutor()
        let (one, two) = (Owner(executor), Owner(executor))
        await withTaskGroup { group in
            for number in 0..<500 { group.addTask { await (number % 2 == 0 ? one : two).add() } }
        }
        #expect(await one.count + two.count == 500)
    }
}
