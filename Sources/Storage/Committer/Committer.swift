import Conversations
import Ledger
import SQL
import Synchronization

/// The one writer: decides a whole batch, writes it in one transaction with one sync, and only then answers.
///
/// Everything it owns is touched on its own thread alone. Commands wait in a bounded queue; whatever arrives while one commit syncs shares the
/// next. Their keys become durable in the key store while the batch is written, and before it commits.
actor Committer {
    private let executor: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// One thing to do in a batch.
    enum Job: Sendable {
        // Behind a pointer: it is large, and handed from array to array.
        indirect case command(Command, EntryKeys, CheckedContinuation<Result<Receipt, StorageError>, Never>)
        /// Several that somebody hands in together; each is decided by itself.
        case commands([(Command, EntryKeys)], CheckedContinuation<[Result<Receipt, StorageError>], Never>)
        /// A disposable write: leases, cursors, counters. Not in the ledger.
        case note(@Sendable (Connection) throws -> Void, CheckedContinuation<Result<Void, StorageError>, Never>)
        case terms(Terms, CheckedContinuation<Void, Never>)
        case checkpoint(SealedCheckpoint)
        /// What an erasure leaves to do here, in a transaction of its own, and the write-ahead log emptied after it.
        case sweep(Erasing.Due, [Folded], CheckedContinuation<Result<Void, StorageError>, Never>)
    }
    private struct Queue {
        var jobs: [Job] = []
        /// Entries that the jobs ask for beyond one each, taken ones included.
        var extra = 0
        /// Signed, and waiting for the next commit.
        var checkpoints: [SealedCheckpoint] = []
        /// Taken out of the queue and not committed yet.
        var taken = 0
        var isDraining = false
        /// Somebody waits whether a commit comes that takes the checkpoints along.
        var isWaiting = false

        var count: Int { jobs.count + taken + extra }

        /// Whether the caller is to wait for a commit on behalf of the checkpoints. While batches are made, the last of them asks.
        mutating func mustWait() -> Bool {
            guard !checkpoints.isEmpty, !isDraining, !isWaiting else { return false }
            isWaiting = true
            return true
        }

        mutating func takeCheckpoints() {
            jobs += checkpoints.map { .checkpoint($0) }
            checkpoints = []
        }
    }
    private let queue = Mutex(Queue())

    private let connection: Connection
    private let copier: LogCopier
    private let lookups: Lookups
    private var loader: StateLoader
    private var writer: EntryWriter
    /// Whose keys are about to be destroyed, and whose were since the start: no entry may be written under a key that is gone.
    private var erasing: Set<KeyedHash> = []
    private var erased: Set<KeyedHash> = []
    private let keys: KeyStore
    private var terms: Terms
    private let clock: @Sendable () -> Timestamp
    private let progress: Progress
    /// Conversations of the batch's entries, where somebody listens.
    private var touched: Set<ConversationID> = []
    private var hears = false
    /// Makes the keys durable of what was taken out of the queue last; nil once somebody has waited for it.
    private var keySync: KeySync?
    /// Why nothing is accepted; set when the disk may no longer hold what was said.
    private var stopped: String?

    /// A batch larger than this only makes those at its front wait longer.
    private static let batchLimit = 512
    private static let queueLimit = 8_192

    init(
        connection: sending Connection, copier: LogCopier, keys: KeyStore, firm: FirmKeys, configuration: ConfigurationID, terms: Terms,
        progress: Progress,
        clock: @escaping @Sendable () -> Timestamp, executor: ThreadExecutor
    ) throws {
        self.executor = executor
        self.keys = keys
        writer = try EntryWriter(connection: connection, firm: firm)
        loader = StateLoader(reader: EntryReader(connection: connection, keys: keys))
        try loader.load(configuration: configuration)
        lookups = Lookups(connection: connection)
        self.connection = connection
        self.copier = copier
        self.terms = terms
        self.progress = progress
        self.clock = clock
        progress.committed(writer.frontier.size)
    }

    /// Puts a job into the next batch; false if the queue is full.
    nonisolated func enqueue(_ job: Job) -> Bool {
        let (taken, wake) = queue.withLock { queue -> (Bool, Bool) in
            guard queue.count < Self.queueLimit else { return (false, false) }
            queue.jobs.append(job)
            queue.extra += job.entries - 1
            defer { queue.isDraining = true }
            return (true, !queue.isDraining)
        }
        if wake { Task { await self.drain() } }
        return taken
    }

    /// Keeps a checkpoint with the next commit, or with one of its own if none has begun within five milliseconds: a sync for each would
    /// slow the messages down that wait for theirs.
    nonisolated func store(_ checkpoint: SealedCheckpoint) {
        let waits = queue.withLock { queue in
            queue.checkpoints.append(checkpoint)
            return queue.mustWait()
        }
        if waits { waitForCommit() }
    }

    private nonisolated func waitForCommit() {
        Task {
            // Cut short only where somebody ends the task, and nobody holds it.
            try? await Task.sleep(for: .milliseconds(5))
            let wake = queue.withLock { queue in
                queue.isWaiting = false
                guard !queue.checkpoints.isEmpty, !queue.isDraining else { return false }
                queue.takeCheckpoints()
                queue.isDraining = true
                return true
            }
            if wake { await self.drain() }
        }
    }

    /// Empties the write-ahead log, so that what was overwritten is nowhere any more. Waits for readers, as long as any statement may.
    func truncateLog() throws { try connection.truncateLog() }

    private func drain() {
        while true {
            // Everything at once: taking a few from the front would move the rest each time.
            var jobs: [Job] = []
            let waits = queue.withLock { queue in
                if !queue.jobs.isEmpty { queue.takeCheckpoints() }
                swap(&jobs, &queue.jobs)
                queue.taken = jobs.count
                queue.isDraining = !jobs.isEmpty
                return queue.mustWait()
            }
            if waits { waitForCommit() }
            if jobs.isEmpty { return }
            keySync = jobs.contains(where: \.hasKeys) ? KeySync(keys) : nil
            var rest = jobs[...]
            while !rest.isEmpty {
                let batch = Self.batch(of: rest)
                if batch.isEmpty, case .sweep(let due, let candidates, let waiting)? = rest.popFirst() {
                    waiting.resume(returning: sweep(due, candidates))
                } else {
                    rest = rest[batch.endIndex...]
                    commit(batch)
                }
                let left = rest.count
                let done = Self.extra(batch)
                queue.withLock { queue in
                    queue.taken = left
                    queue.extra -= done
                }
            }
        }
    }

    /// The jobs at the front that share a commit: at least one, and as many as make a batch.
    private static func batch(of jobs: ArraySlice<Job>) -> ArraySlice<Job> {
        var entries = 0
        return jobs.prefix { job in
            guard !job.isSweep, entries < batchLimit else { return false }
            entries += job.entries
            return true
        }
    }

    private static func extra(_ jobs: ArraySlice<Job>) -> Int { jobs.reduce(0) { $0 + $1.entries - 1 } }

    /// Accepts nothing from here on, until somebody has looked.
    func stop(_ why: String) {
        stopped = why
        progress.notWritable(why, at: clock())
    }

    private func sweep(_ due: Erasing.Due, _ candidates: [Folded]) -> Result<Void, StorageError> {
        if let stopped { return .failure(.notWritable(stopped)) }
        do {
            try connection.transaction { try Erasing(connection: $0, keys: keys).sweep(due, candidates) }
            // What is in memory was folded from facts that are gone.
            try reload()
            try connection.truncateLog()
            try Erasing(connection: connection, keys: keys).finish(due)
            if let identity = due.identity {
                erasing.remove(identity)
                erased.insert(identity)
            }
            return .success(())
        } catch { return .failure(.notWritable("\(error)")) }
    }

    /// What is in memory of the streams in use.
    var loadedStates: States { loader.states }

    private func reload() throws {
        loader.forget()
        if let id = loader.states.configuration?.id { try loader.load(configuration: id) }
    }

    // MARK: A batch

    /// What each job will hear once the batch is durable.
    private enum Outcome {
        case receipt(CheckedContinuation<Result<Receipt, StorageError>, Never>, Result<Receipt, StorageError>)
        case receipts(CheckedContinuation<[Result<Receipt, StorageError>], Never>, [Result<Receipt, StorageError>])
        case noted(CheckedContinuation<Result<Void, StorageError>, Never>, Result<Void, StorageError>)
        case terms(CheckedContinuation<Void, Never>)
    }

    private func commit(_ jobs: ArraySlice<Job>) {
        if let stopped {
            for job in jobs { fail(job, .notWritable(stopped)) }
            return
        }
        touched = []
        hears = progress.changes.isHeard
        let before = Before(writer: writer, terms: terms.index, erasing: erasing)
        var outcomes: [Outcome] = []
        var sealed: SealedCheckpoint?
        do {
            try connection.begin()
            for job in jobs {
                switch job {
                case .command(let command, let keys, let waiting): outcomes.append(.receipt(waiting, try accept(command, keys)))
                case .commands(let commands, let waiting):
                    outcomes.append(.receipts(waiting, try commands.map { try accept($0.0, $0.1) }))
                case .note(let write, let waiting):
                    // One that cannot be made is undone alone.
                    do { try connection.savepoint(write) } catch let error as SQLError where error.isOfItsOwn {
                        outcomes.append(.noted(waiting, .failure(.notWritable("\(error)"))))
                        continue
                    }
                    outcomes.append(.noted(waiting, .success(())))
                case .terms(let terms, let waiting):
                    self.terms = terms
                    outcomes.append(.terms(waiting))
                case .checkpoint(let checkpoint):
                    try checkpoint.write(connection)
                    sealed = checkpoint
                case .sweep: preconditionFailure("a sweep is no part of a batch")
                }
            }
            if writer.frontier.size != before.writer.frontier.size { try writer.writeHead() }
            try keySync.take()?.wait()
            try connection.commit()
        } catch {
            undo(jobs, before, error)
            return
        }
        // A checkpoint's row may find room where an entry does not.
        progress.committed(writer.frontier.size, endsTrouble: !outcomes.isEmpty)
        if writer.frontier.size != before.writer.frontier.size {
            progress.changes.publish(.committed(from: before.writer.frontier.size, to: writer.frontier.size, conversations: touched))
        }
        if let sealed { progress.sealed(sealed.size) }
        for outcome in outcomes {
            switch outcome {
            case .receipt(let waiting, let result): waiting.resume(returning: result)
            case .receipts(let waiting, let results): waiting.resume(returning: results)
            case .noted(let waiting, let result): waiting.resume(returning: result)
            case .terms(let waiting): waiting.resume()
            }
        }
        // Nobody waits for it who has an answer.
        copier.committed(on: connection)
    }

    /// What a batch that fails must leave as it was.
    private struct Before {
        var writer: EntryWriter
        var terms: UInt64?
        var erasing: Set<KeyedHash>
    }

    /// Nothing of the batch is on the disk, or nobody knows: nobody hears a yes.
    private func undo(_ jobs: ArraySlice<Job>, _ before: Before, _ error: any Error) {
        // An entry that is not there puts no terms in force.
        if let index = terms.index, index >= before.writer.frontier.size { terms.index = before.terms }
        erasing = before.erasing
        writer = before.writer
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
        if stopped == nil {
            do { try reload() } catch { stopped = "\(error)" }
        }
        progress.notWritable(why, at: clock())
        for job in jobs { fail(job, .notWritable(why)) }
    }

    private func fail(_ job: Job, _ error: StorageError) {
        switch job {
        case .command(_, _, let waiting): waiting.resume(returning: .failure(error))
        case .commands(let commands, let waiting): waiting.resume(returning: commands.map { _ in .failure(error) })
        case .note(_, let waiting): waiting.resume(returning: .failure(error))
        case .terms(_, let waiting): waiting.resume()
        case .checkpoint(let checkpoint):
            // It is signed; without it what it covers would not count as sealed until the next entry.
            if stopped == nil { queue.withLock { $0.checkpoints.append(checkpoint) } }
        case .sweep(_, _, let waiting): waiting.resume(returning: .failure(error))
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
        if case .release(var release) = command.order {
            let found = try lookups.follow(release.incoming)
            release.incoming.found.conversations += found.conversations
            release.incoming.found.party = found.party
            command.order = .release(release)
        }
        command.order = try lookups.complete(command.order, keys: self.keys)
        if let owner = command.owner, try isGone(owner, keys) { return .failure(.busy) }
        try loader.load(for: command.order)
        if case .staff(let id) = command.principal { try loader.load(staff: id) }
        let now = max(clock(), Timestamp(milliseconds: writer.recorded))
        let decided: Decided
        do { decided = try Decider(states: loader.states, terms: terms, now: now).decide(command) } catch {
            return .failure(.refused(error))
        }
        let entry: Folded
        do {
            entry = try writer.write(decided, of: command, at: now, terms: terms.index, on: loader.states, keys: keys)
        } catch let error as EntryWriter.Unwritable {
            return .failure(.damaged("a decision cannot be written: \(error.reason)"))
        }
        loader.evolve(entry)
        let step = Projection.Step(entry: entry, states: loader.states)
        for projection in Projection.all { try projection.apply(step, connection) }
        try keepBeside(entry, decided)
        if hears { touched.formUnion(entry.conversationIDs) }
        return .success(
            Receipt(
                index: entry.index, events: decided.events, conversation: entry.conversationIDs.first, isRepeat: false,
                loose: loose(after: decided, entry)))
    }

    /// Whether the keys that were staged for a command were destroyed since, or are about to be: whoever comes again gets new ones.
    private func isGone(_ owner: KeyedHash, _ entry: EntryKeys) throws -> Bool {
        if erasing.contains(owner) { return true }
        guard erased.contains(owner) else { return false }
        do { _ = try keys.key(for: entry.facts.id) } catch KeyError.destroyed { return true }
        return false
    }

    /// What a decision changes beside its entry.
    private func keepBeside(_ entry: Folded, _ decided: Decided) throws {
        switch decided.type {
        case .putTermsInForce: terms.index = entry.index
        case .receive, .quarantine:
            for event in decided.events {
                if case .received(let received) = event { try lookups.remember(received.duplicateKey, entry.index) }
                if case .quarantined(let quarantined) = event { try lookups.remember(quarantined.duplicateKey, entry.index) }
            }
        case .release:
            for case .received(let received) in decided.events { try lookups.move(received.duplicateKey, to: entry.index) }
        case .recordAbsent:
            // It goes again: the lost attempt's lease must not make it unknown a second time.
            guard let send = entry.leaf.subject else { return }
            try connection.run("UPDATE attempt SET lease_until = 0, next_at = 0 WHERE send = $1", .blob(send.bytes))
        case .erase:
            for case .erased(let erased) in decided.events {
                erasing.insert(erased.identity)
                try connection.run(
                    "INSERT INTO erasure(idx, identity, done) VALUES ($1, $2, 0)", .integer(Int64(entry.index)),
                    .blob(erased.identity.bytes))
            }
        case .withdraw where decided.verdict != .tombstone: break
        case .redactEarlier where !decided.events.contains(where: { if case .reached = $0 { true } else { false } }): break
        case .retire, .withdraw, .redactEarlier:
            // Its facts name the entries that it reaches.
            try connection.run("INSERT INTO erasure(idx, identity, done) VALUES ($1, x'', 0)", .integer(Int64(entry.index)))
        default: break
        }
    }

    /// Conversations in which the entry uncovered a turn that has no promise, or brought labels that another turn must hear of.
    private func loose(after decided: Decided, _ entry: Folded) -> [ConversationID] {
        switch decided.type {
        // A turn that runs again hears of the labels that came meanwhile.
        case .recordFailed where decided.clock != nil:
            return entry.conversationIDs.filter { loader.states.conversations[$0]?.isOpen == true }
        case .receive, .release, .recordAccepted, .recordFound, .unmerge: break
        // What was read later may have brought labels that a running turn must hear of.
        case .readAttachment:
            return decided.events.contains { if case .labelled = $0 { true } else { false } } ? Array(entry.conversationIDs.prefix(1)) : []
        default: return []
        }
        return entry.conversationIDs.filter { id in
            guard let state = loader.states.conversations[id], state.mergedInto == nil else { return false }
            if decided.type == .receive || decided.type == .release {
                let start = decided.clock?.reading?.turnStart
                return state.clock.runningTurn.map { $0.start.milliseconds != start } == true && hasLabels(decided)
            }
            return (decided.type == .unmerge || !state.parts.isEmpty) && !state.clock.unpromised.isEmpty
        }
    }

    private func hasLabels(_ decided: Decided) -> Bool {
        decided.events.contains { if case .received(let received) = $0 { !received.labels.isEmpty } else { false } }
    }
}

extension Committer.Job {
    fileprivate var isSweep: Bool { if case .sweep = self { true } else { false } }

    /// Whether keys were staged for it.
    fileprivate var hasKeys: Bool {
        switch self {
        case .command, .commands: true
        default: false
        }
    }

    /// How many entries it asks for; others count as one.
    fileprivate var entries: Int { if case .commands(let commands, _) = self { max(1, commands.count) } else { 1 } }
}

extension SQLError {
    /// Whether only the statement is wrong: disk, file and connection are as they were.
    fileprivate var isOfItsOwn: Bool {
        switch kind {
        case .constraint, .statement, .type, .misuse, .tooLarge: true
        default: false
        }
    }
}
