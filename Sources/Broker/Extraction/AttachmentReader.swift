import Conversations
import Glibc
import SQL
import Synchronization

/// Has attachments read, each in a process of its own, two at once; whatever that process does, there is an answer in time, and it may be none.
public final class AttachmentReader: Sendable {
    /// One thread. What blocks here blocks no request.
    private actor Worker {
        private let executor = ThreadExecutor()
        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

        func read(
            _ bytes: [UInt8], _ reader: AttachmentReader, until limit: ContinuousClock.Instant,
            _ isCancelled: @Sendable () -> Bool = { false }
        ) -> Extraction {
            guard limit > .now else { return .none(.outOfTime, AttachmentType(bytes)) }
            return reader.readHere(bytes, until: limit, isCancelled)
        }
    }
    private let workers = [Worker(), Worker()]
    /// For what no letter waits for, so that it never keeps a letter waiting.
    private let slow = Worker()
    private let waiting = Mutex([0, 0])
    private let executable: String
    private let limits: ExtractionLimits

    /// - Parameter executable: this program, which is also the one that reads.
    public init(executable: String, limits: ExtractionLimits = ExtractionLimits()) {
        self.executable = executable
        self.limits = limits
    }

    /// What stands in a file.
    /// - Parameter limit: when whoever waits for it can wait no longer; what has no answer by then is out of time.
    public func read(_ bytes: [UInt8], until limit: ContinuousClock.Instant) async -> Extraction {
        let chosen = waiting.withLock { waiting in
            let index = waiting[0] <= waiting[1] ? 0 : 1
            waiting[index] += 1
            return index
        }
        defer { waiting.withLock { $0[chosen] -= 1 } }
        return await workers[chosen].read(bytes, self, until: limit)
    }

    /// The same with all the time that a file may take, one after another. Cancelling the task ends the reading; the answer is none then.
    public func readSlowly(_ bytes: [UInt8]) async -> Extraction {
        let isOver = Flag()
        return await withTaskCancellationHandler {
            await slow.read(bytes, self, until: .now + .seconds(3_600)) { isOver.isSet }
        } onCancel: {
            isOver.set()
        }
    }

    /// Set once, from whatever thread.
    private final class Flag: Sendable {
        private let value = Mutex(false)
        var isSet: Bool { value.withLock { $0 } }
        func set() { value.withLock { $0 = true } }
    }

    /// The same on the caller's thread, which it blocks.
    public func readHere(
        _ bytes: [UInt8], until limit: ContinuousClock.Instant? = nil, _ isCancelled: () -> Bool = { false }
    ) -> Extraction {
        guard bytes.count <= limits.input else { return .none(.tooLarge, .unknown) }
        let outcome: BoundedProcess.Outcome
        let own = ContinuousClock.now + .seconds(limits.seconds + 2)
        do {
            let file = try SystemCalls.memoryFile(bytes)
            defer { close(file) }
            // Nothing of this server's environment but where programs are. Two seconds more than it gives itself.
            outcome = try BoundedProcess.run(
                [executable, "extract", "--seconds", "\(limits.seconds)"],
                environment: ["PATH=\(Converter.folders)", "LC_ALL=C.UTF-8"], input: file, deadline: min(limit ?? own, own),
                outputLimit: limits.output + 256, isCancelled: isCancelled)
        } catch { return .none(.failed, .unknown) }
        switch outcome.end {
        case .exited(0): return Extraction(wire: outcome.output) ?? .none(.failed, .unknown)
        case .exited, .killed: return .none(.failed, .unknown)
        case .outOfTime: return .none(.outOfTime, .unknown)
        case .tooMuch: return .none(.tooLarge, .unknown)
        }
    }
}
