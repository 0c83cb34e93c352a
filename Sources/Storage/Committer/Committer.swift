import Conversations
import Ledger
import SQL
import Synchronization

/// The one writer: decides a whole batch, writes it in one transaction with one sync, and only then answers.
///
/// Everything it owns is touched on its own thread alone. Commands wait in a bounded queue; whatever arrives while one commit syncs shares the
/// next. Their keys were synced to the key store before they came here.
actor Committer {
    private let executor: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// One thing to do in a batch.
    enum Job: Sendable {
        case command(Command, EntryKeys, CheckedContinuation<Result<Receipt, StorageError>, Never>)
        /// A disposable write: leases, cursors, counters. Not in the ledger.
        case note(@Sendable (Connection) throws -> Void, CheckedContinuation<Result<Void, StorageError>, Never>)
        case terms(Terms, CheckedContinuation<Void, Never>)
        case checkpoint(SealedCheckpoint)
    }
    private struct Queue {
        var jobs: [Job] = []
        var isDraining = false
    }
    private let queue = Mutex(Queue())

    private let connection: Connection
    private let lookups: Lookups
    private var loader: StateLoader
    private var writer: EntryWriter
    private var terms: Terms
    private let clock: @Sendable () -> Timestamp
    private let progress: Progress
    /// Why nothing is accepted; set when the disk may no longer hold what was said.
    private var stopped: String?

    /// A batch larger than this only makes those at its front wait longer.
    private static let batchLimit = 512
    private static let queueLimit = 8_192

    init(
        connection: sending Connection, keys: KeyStore, firm: FirmKeys, configuration: ConfigurationID, terms: Terms, progress: Progress,
        clock: @escaping @Sendable () -> Timestamp, executor: ThreadExecutor
    ) throws {
        self.executor = executor
        writer = try EntryWriter(connection: connection, firm: firm)
        loader = StateLoader(reader: EntryReader(connection: connection, keys: keys))
        try loader.load(configuration: configuration)
        lookups = Lookups(connection: connection)
        self.connection = connection
        self.terms = terms
        self.progress = progress
        self.clock = clock
        progress.committed(writer.frontier.size)
    }

    /// Puts a job into the next batch; false if the queue is full.
    nonisolated func enqueue(_ job: Job) -> Bool {
        let (taken, wake) = queue.withLock { queue -> (Bool, Bool) in
            guard queue.jobs.count < Self.queueLimit else { return (false, false) }
            queue.jobs.append(job)
            defer { queue.isDraining = true }
            return (true, !queue.isDraining)
        }
        if wake { Task { await self.drain() } }
        return taken
    }

    /// Empties the write-ahead log, so that what was overwritten is nowhere any more. Waits for readers, as long as any statement may.
    func truncateLog() throws { try connection.truncateLog() }

    private func drain() {
        while true {
            let jobs = queue.withLock { queue -> [Job] in
                let batch = Array(queue.jobs.prefix(Self.batchLimit))
                queue.jobs.removeFirst(batch.count)
                if batch.isEmpty { queue.isDraining = false }
                return batch
            }
            if jobs.isEmpty { return }
            commit(jobs)
        }
    }

    // MARK: A batch

    /// What each job will hear once the batch is durable.
    private enum Outcome {
        case receipt(CheckedContinuation<Result<Receipt, StorageError>, Never>, Result<Receipt, StorageError>)
        case noted(CheckedContinuation<Result<Void, StorageError>, Never>)
        case terms(CheckedContinuation<Void, Never>)
    }

    private func commit(_ jobs: [Job]) {
        if let stopped {
            for job in jobs { fail(job, .notWritable(stopped)) }
            return
        }
        let before = writer
        var outcomes: [Outcome] = []
        var sealed: SealedCheckpoint?
        do {
            try connection.begin()
            for job in jobs {
                switch job {
                case .command(let command, let keys, let waiting): outcomes.append(.receipt(waiting, try accept(command, keys)))
                case .note(let write, let waiting):
                    try write(connection)
                    outcomes.append(.noted(waiting))
                case .terms(let terms, let waiting):
                    self.terms = terms
                    outcomes.append(.terms(waiting))
                case .checkpoint(let checkpoint):
                    try checkpoint.write(connection)
                    sealed = checkpoint
                }
            }
            if writer.frontier.size != before.frontier.size { try writer.writeHead() }
            try connection.commit()
        } catch {
            undo(jobs, before, error)
            return
        }
        progress.committed(writer.frontier.size)
        if let sealed { progress.sealed(sealed.size) }
        for outcome in outcomes {
            switch outcome {
            case .receipt(let waiting, let result): waiting.resume(returning: result)
            case .noted(let waiting): waiting.resume(returning: .success(()))
            case .terms(let waiting): waiting.resume()
            }
        }
    }

    /// Nothing of the batch is on the disk, or nobody knows: nobody hears a yes.
    private func undo(_ jobs: [Job], _ before: EntryWriter, _ error: any Error) {
        writer = before
        loader.forget()
        let why: String
        do {
            try connection.rollback()
            why = "\(error)"
            // A full disk may have room again; after a failed sync or a damaged file only a restart can tell what is there.
            if let error = error as? SQLError, error.kind == .inputOutput || error.kind == .corrupt { stopped = "\(error)" }
            if error is StorageError { stopped = "\(error)" }
        } catch let second {
            why = "\(error); then: \(second)"
            stopped = why
        }
        if stopped == nil, let id = loader.states.configuration?.id {
            do { try loader.load(configuration: id) } catch { stopped = "\(error)" }
        }
        progress.notWritable(why, at: clock())
        for job in jobs { fail(job, .notWritable(why)) }
    }

    private func fail(_ job: Job, _ error: StorageError) {
        switch job {
        case .command(_, _, let waiting): waiting.resume(returning: .failure(error))
        case .note(_, let waiting): waiting.resume(returning: .failure(error))
        case .terms(_, let waiting): waiting.resume()
        case .checkpoint: break
        }
    }

    /// One command: looked up, decided, written, folded, projected. A refusal writes nothing.
    private func accept(_ command: Command, _ keys: EntryKeys) throws -> Result<Receipt, StorageError> {
        var command = command
        if let index = try lookups.isKnown(command.id) {
            return .success(Receipt(index: index, events: [], conversation: command.order.conversations.first, isRepeat: true))
        }
        if case .receive(var incoming) = command.order {
            if try lookups.isDuplicate(incoming.duplicateKey) { return .failure(.refused(.duplicate)) }
            incoming.found = try lookups.follow(incoming)
            command.order = .receive(incoming)
        }
        try loader.load(for: command.order)
        if case .staff(let id) = command.principal { try loader.load(staff: id) }
        let now = max(clock(), Timestamp(milliseconds: writer.recorded))
        let decided: Decided
        do { decided = try Decider(states: loader.states, terms: terms, now: now).decide(command) } catch {
            return .failure(.refused(error))
        }
        let entry = try writer.write(decided, of: command, at: now, terms: terms.index, on: loader.states, keys: keys)
        loader.evolve(entry)
        let step = Projection.Step(entry: entry, states: loader.states)
        for projection in Projection.all { try projection.apply(step, connection) }
        if decided.type == .putTermsInForce { terms.index = entry.index }
        return .success(Receipt(index: entry.index, events: decided.events, conversation: entry.conversationIDs.first, isRepeat: false))
    }
}
