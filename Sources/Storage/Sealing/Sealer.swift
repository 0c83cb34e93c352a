import Conversations
import Ledger
import SQL
import Verifier

/// Signs what is durable, and nothing else: reads the newest leaves back, recomputes the head by the verifier's code, compares it with the
/// writer's own tree, has the signer sign, and hands the checkpoint to the committer.
actor Sealer {
    private let executor: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let connection: Connection
    private let signing: CheckpointSigning
    private let progress: Progress
    private let committer: Committer
    private let clock: @Sendable () -> Timestamp
    /// The verifier's tree over what was sealed.
    private var accumulator: RootAccumulator
    /// The ledger's own, for the proof that the new head continues the old one.
    private var frontier: Frontier
    /// Where the tiles go on.
    private var edge: TileEdge
    private(set) var failure: String?
    /// What the signer signed last; asked for once, and after every failure.
    private var signed: TreeHead?

    /// Leaves read back at once.
    private static let window: UInt64 = 8_192

    init(
        connection: sending Connection, signing: CheckpointSigning, progress: Progress, committer: Committer,
        clock: @escaping @Sendable () -> Timestamp, executor: ThreadExecutor
    ) throws {
        self.executor = executor
        let newest = try SealedCheckpoint.newest(connection)
        accumulator = try newest.map { try RootAccumulator(serialised: $0.edge) } ?? RootAccumulator()
        guard let frontier = Frontier(decoding: accumulator.serialised) else { throw StorageError.damaged("the sealed tree's edge") }
        self.frontier = frontier
        guard let edge = try HashTiles(connection, size: frontier.size).edge() else {
            throw StorageError.damaged("the tiles of the sealed tree")
        }
        self.edge = edge
        self.connection = connection
        self.signing = signing
        self.progress = progress
        self.committer = committer
        self.clock = clock
        progress.sealed(accumulator.size)
    }

    /// Refuses to go on where the database is behind what was signed: a restored backup.
    func checkAgainstSigner() throws {
        let head: TreeHead
        do { head = try signing.head() } catch {
            // Law 7: without a signer inbound is accepted and outbound waits. The comparison is made before the first signature.
            failure = "\(error)"
            return
        }
        guard head.size <= progress.committed else {
            throw StorageError.cannotOpen(SetBack(signed: head.size, here: progress.committed).description)
        }
    }

    /// What was signed is not here: going on would be another history under the same name.
    struct SetBack: Error, CustomStringConvertible {
        var signed: UInt64
        var here: UInt64

        var description: String {
            "The signer has signed \(signed) entries that are not these: the database holds \(here) and was set back, probably by a restored "
                + "backup. Look for the newest ledger or backup. If it is lost for good, `parley ledger continue` goes on from here under a new "
                + "key, with an entry that says so."
        }
    }

    /// Seals until the task is cancelled.
    func run() async {
        progress.begin()
        while !Task.isCancelled {
            await progress.waitForWork(beyond: accumulator.size)
            if Task.isCancelled { return }
            do {
                try seal()
                failure = nil
            } catch {
                failure = "\(error)"
                signed = nil
                if error is SetBack { await committer.stop("\(error)") }
                // Inbound goes on and outbound waits: the next commit tries again, and so does the clock.
                do { try await Task.sleep(for: .milliseconds(200)) } catch { return }
            }
        }
    }

    private func seal() throws {
        let goal = progress.committed
        // A commit without an entry (a checkpoint, a cursor) wakes the sealer as well; nothing is signed twice.
        guard goal > accumulator.size else { return }
        var next = accumulator
        var hashes: [Hash] = []
        // The head's time is that of its newest leaf: it never goes back.
        var recorded: Int64 = 0
        while next.size < goal {
            let from = next.size
            let statement = try connection.prepare("SELECT idx, leaf FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx")
            try statement.bind(1, Int64(from))
            try statement.bind(2, Int64(min(goal, from + Self.window)))
            defer { statement.reset() }
            while try statement.step() {
                guard UInt64(try statement.row.int64(0)) == next.size else { throw StorageError.damaged("entry \(next.size) is missing") }
                let leaf = try statement.row.blob(1)
                next.append(leaf: leaf)
                hashes.append(Hash.ofLeaf(leaf))
                if next.size == goal { recorded = try recordedTime(of: leaf) }
            }
            guard next.size > from else { throw StorageError.damaged("entry \(from) cannot be read back") }
        }
        guard let root = Hash(next.root.bytes) else { throw StorageError.damaged("a root has 32 bytes") }
        // The writer's tree over the same leaves must give the same root before anything is signed.
        var own = frontier
        for hash in hashes { own.append(hash) }
        guard own.root == root else { throw StorageError.damaged("two computations of the root at \(goal) differ") }
        let proof = try proof(to: hashes)
        let note = try signing.sign(proof, root, recorded)
        accumulator = next
        frontier = own
        signed = own.head
        committer.store(SealedCheckpoint(size: goal, note: note, edge: next.serialised, tiles: edge.append(hashes)))
    }

    private func recordedTime(of bytes: [UInt8]) throws -> Int64 {
        do { return try Leaf(decoding: bytes).recordedTime } catch {
            throw StorageError.damaged("the newest entry is not a leaf: \(error)")
        }
    }

    /// From the signer's own head: it may be ahead of the last checkpoint that became durable here.
    private func proof(to hashes: [Hash]) throws -> ConsistencyProof {
        let head = try signed ?? signing.head()
        let goal = frontier.size + UInt64(hashes.count)
        if head.size < frontier.size {
            throw StorageError.damaged("the signer's head is \(head.size), our last checkpoint's \(frontier.size)")
        }
        if head.size > goal {
            // What came since may be among it; only more than is durable at all was never written here.
            if head.size > progress.committed { throw SetBack(signed: head.size, here: progress.committed) }
            throw StorageError.damaged("the signer's head is \(head.size), these are \(goal)")
        }
        var ahead = frontier
        let known = Int(head.size - frontier.size)
        for hash in hashes.prefix(known) { ahead.append(hash) }
        guard ahead.root == head.root else { throw SetBack(signed: head.size, here: goal) }
        return ahead.consistencyProof(appending: Array(hashes.dropFirst(known)))
    }
}
