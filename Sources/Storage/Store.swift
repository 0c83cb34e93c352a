public import Conversations
import Crypto
import FoundationEssentials
import Ledger
public import SQL

/// The ledger database, its key store, the committer and the sealer of one legal entity, opened once.
public final class Store: Sendable {
    /// Where everything of one server lies; a folder that only its user may read.
    public struct Place: Sendable {
        public var folder: String
        /// The log's name, for its life.
        public var origin: String

        public init(folder: String, origin: String) {
            self.folder = folder
            self.origin = origin
        }

        public var ledger: String { folder + "/ledger.db" }
        public var keys: String { folder + "/keys.db" }
        public var keyEncryptionKey: String { folder + "/key-encryption.key" }
    }

    public let place: Place
    public let readers: ReaderPool
    public let configuration: ConfigurationID
    let keys: KeyStore
    let progress: Progress
    let committer: Committer
    private let sealer: Sealer?
    private let lock: StoreLock
    let erasures = ErasureTurns()
    let clock: @Sendable () -> Timestamp
    /// What the ledger's writing connection said of its settings when it was opened.
    public let durability: DurabilityCheck

    /// Makes the files of a new ledger, once in a server's life. Files that are there already are never touched.
    public static func create(at place: Place) throws {
        let key = try KeyEncryptionKey.create(at: place.keyEncryptionKey)
        try KeyStore.create(at: place.keys, under: key)
        let connection = try Connection(path: place.ledger, .create)
        try connection.migrate(EntrySchema.migrations)
        guard let id = StreamID(SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }) else {
            throw StorageError.cannotOpen("The random source gave zeros.")
        }
        try connection.transaction { connection in
            try connection.run("INSERT INTO ledger(id, origin, configuration) VALUES (1, $1, $2)", .text(place.origin), .blob(id.bytes))
            for projection in Projection.all { try projection.create(on: connection) }
        }
    }

    /// Opens a ledger for writing; nobody else may while this lives.
    /// - Parameters:
    ///   - terms: what is in force until other terms are put in force.
    ///   - signing: nil where nothing can be signed; inbound is accepted then, and nothing goes out.
    public init(
        at place: Place, terms: Terms, signing: CheckpointSigning?, clock: @escaping @Sendable () -> Timestamp
    ) async throws {
        lock = try StoreLock(place.folder)
        let key = try KeyEncryptionKey.load(from: place.keyEncryptionKey)
        keys = try KeyStore(path: place.keys, under: key)
        let connection = try Connection(path: place.ledger, .readWrite)
        try connection.migrate(EntrySchema.migrations)
        let ledger = try connection.first("SELECT origin, configuration FROM ledger WHERE id = 1") { (row) throws(SQLError) in
            (try row.text(0), try row.blob(1))
        }
        guard let ledger, let id = StreamID(ledger.1) else { throw StorageError.damaged("the ledger has no first row") }
        guard ledger.0 == place.origin else {
            throw StorageError.cannotOpen("This is the ledger of \(ledger.0), not of \(place.origin). Name the folder that belongs to it.")
        }
        configuration = ConfigurationID(id)
        // After an older key store was put back, numbers must not be given out a second time.
        let newest = try connection.first("SELECT facts_object FROM entry ORDER BY idx DESC LIMIT 1") { (row) throws(SQLError) in
            try row.blob(0)
        }
        keys.skipNumbers(upTo: max(newest.flatMap { ObjectID($0)?.number } ?? 0, try Vault(connection).highestNumber()) + 8_192)
        try Rebuild(connection: connection, keys: keys).bringUpToDate()
        try HashTiles.bringUpToDate(connection)
        // Lookups and projections go to random places: 16 MB keep the upper parts of their trees in memory. Not more: after each commit that
        // has split a page in the middle of a tree, SQLite walks through all the pages that it keeps.
        _ = try connection.pragma("cache_size", "-16384")
        connection.watchLog()
        durability = try DurabilityCheck(reading: connection)
        try await Self.finishErasures(on: connection, keys)
        progress = Progress()
        progress.witnessed(try CosignedCheckpoint.newest(connection)?.size ?? 0)
        readers = try ReaderPool(path: place.ledger)
        committer = try Committer(
            connection: connection, copier: LogCopier(connection: Connection(path: place.ledger, .readWrite)), keys: keys,
            firm: keys.firmKeys, configuration: configuration, terms: terms, progress: progress,
            clock: clock,
            executor: ThreadExecutor())
        if let signing {
            sealer = try Sealer(
                connection: Connection(path: place.ledger, .readOnly), signing: signing, progress: progress, committer: committer,
                clock: clock,
                executor: ThreadExecutor())
        } else {
            sealer = nil
        }
        self.place = place
        self.clock = clock
        try await sealer?.checkAgainstSigner()
    }

    /// Seals what becomes durable, until the task is cancelled.
    public func run() async {
        await withTaskCancellationHandler {
            if let sealer { await sealer.run() }
        } onCancel: {
            progress.wakeAll()
        }
    }

    /// Carries a command out: its keys are durable, it is decided, written and durable when this returns.
    public func submit(_ command: Command) async throws(StorageError) -> Receipt {
        let keys = try stage([command])[0]
        let result = await withCheckedContinuation { waiting in
            if !committer.enqueue(.command(command, keys, waiting)) { waiting.resume(returning: .failure(.busy)) }
        }
        let receipt = try result.get()
        try await follow(receipt, of: command)
        return receipt
    }

    /// How many commands may be handed in together.
    public static let greatestGroup = 256

    /// Carries several commands out that go into one commit, in their order; each succeeds or is refused by itself.
    /// - Parameter commands: at most ``greatestGroup``.
    public func submit(together commands: [Command]) async throws(StorageError) -> [Result<Receipt, StorageError>] {
        precondition(commands.count <= Self.greatestGroup, "a group that makes others wait")
        guard !commands.isEmpty else { return [] }
        let group = Array(zip(commands, try stage(commands)))
        let results = await withCheckedContinuation { waiting in
            if !committer.enqueue(.commands(group, waiting)) { waiting.resume(returning: commands.map { _ in .failure(.busy) }) }
        }
        for (command, result) in zip(commands, results) {
            if case .success(let receipt) = result { try await follow(receipt, of: command) }
        }
        return results
    }

    /// Keys for each command, and its content sealed.
    private func stage(_ commands: [Command]) throws(StorageError) -> [EntryKeys] {
        do {
            var owners: [KeyOwner] = []
            for command in commands {
                let identity = command.owner.map { KeyIdentity(high: $0.high, low: $0.low) } ?? KeyIdentity(high: 0, low: 0)
                owners.append(KeyOwner(identity, .records))
                if command.order.hasContent { owners.append(KeyOwner(identity, .content)) }
            }
            var keys = try keys.stage(owners)[...]
            return try commands.compactMap { command in
                guard let facts = keys.popFirst() else { return nil }
                var staged = EntryKeys(facts: facts, content: command.order.hasContent ? keys.popFirst() : nil)
                let content = command.order.content
                if let key = staged.content, !content.isEmpty {
                    staged.sealed = try SealedContent(content, under: key, event: command.id)
                }
                if let key = staged.content {
                    staged.files = try command.files.map { file in
                        (file.place, try ObjectCipher.seal(file: file.bytes, place: file.place, of: key.id, using: key.key))
                    }
                }
                return staged
            }
        } catch KeyError.full {
            throw .busy
        } catch KeyError.erasing {
            // What is known of the person is being destroyed at this moment.
            throw .busy
        } catch {
            progress.notWritable("\(error)", at: clock())
            throw .notWritable("\(error)")
        }
    }

    /// What an accepted command leaves to do.
    private func follow(_ receipt: Receipt, of command: Command) async throws(StorageError) {
        for conversation in receipt.loose { try await tighten(conversation) }
        switch command.order {
        case .erase, .retire, .withdraw: try await finishErasures()
        case .redactEarlier(let order) where order.wish != nil: try await finishErasures()
        default: break
        }
    }

    static func freshEvent() -> EventID {
        while true {
            // A symmetric key is what the library calls random bytes; an id is never zero.
            if let id = SymmetricKey(size: .bits128).withUnsafeBytes({ EventID(Array($0)) }) { return id }
        }
    }

    func sweep(_ due: Erasing.Due, _ candidates: [Folded]) async throws(StorageError) {
        let result = await withCheckedContinuation { waiting in
            if !committer.enqueue(.sweep(due, candidates, waiting)) { waiting.resume(returning: .failure(.busy)) }
        }
        try result.get()
    }

    /// A disposable write: leases, cursors, counters. Durable when this returns, and in no ledger.
    public func note(_ write: @escaping @Sendable (Connection) throws -> Void) async throws(StorageError) {
        let result = await withCheckedContinuation { waiting in
            if !committer.enqueue(.note(write, waiting)) { waiting.resume(returning: .failure(.busy)) }
        }
        try result.get()
    }

    /// Decides by these terms from the next command on.
    public func use(_ terms: Terms) async {
        await withCheckedContinuation { waiting in
            if !committer.enqueue(.terms(terms, waiting)) { waiting.resume() }
        }
    }

    /// Returns once the entry is sealed; false if sealing ended before.
    @discardableResult
    public func waitUntilSealed(_ index: UInt64) async -> Bool { await progress.waitUntilSealed(index) }

    /// Returns once a quorum of witnesses has seen the entry; false after this time, or if sealing ended before.
    public func waitUntilWitnessed(_ index: UInt64, within patience: Duration) async -> Bool {
        let progress = progress
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask { await progress.waitUntilWitnessed(index) }
            group.addTask {
                // Cut short where the witnesses were quicker.
                do { try await Task.sleep(for: patience) } catch { return false }
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
    }

    /// How far the ledger has come.
    public var status: Status {
        Status(
            accepted: progress.committed, sealed: progress.sealed, witnessed: progress.witnessed, commits: progress.commits,
            sinceSeal: progress.sinceSeal,
            trouble: progress.trouble?.why, since: progress.trouble?.since)
    }

    /// What was done since the start, for benchmarks.
    public var measures: Measures {
        get async {
            Measures(
                ledgerCommits: progress.commits, keyCommits: UInt64(await keys.commits), seals: progress.seals,
                sealLagMilliseconds: progress.sealLag)
        }
    }

    /// Commits with a sync each, by file, and how fast sealing followed.
    public struct Measures: Sendable {
        public var ledgerCommits: UInt64
        public var keyCommits: UInt64
        /// Checkpoints; the signer syncs its own file once for each.
        public var seals: UInt64
        /// 99 of 100 entries went from accepted to sealed within this.
        public var sealLagMilliseconds: Double
    }

    public struct Status: Sendable {
        public var accepted: UInt64
        public var sealed: UInt64
        /// How many of them a quorum of witnesses has seen; 0 where none is asked.
        public var witnessed: UInt64
        public var commits: UInt64
        /// How long ago a checkpoint became durable; nil if none did since the start.
        public var sinceSeal: Duration?
        /// Why nothing can be written, while that is so.
        public var trouble: String?
        /// The first failure since the last commit.
        public var since: Timestamp?
    }

    /// Why sealing does not go on, while that is so.
    public var sealingFailure: String? {
        get async { await sealer?.failure }
    }

    /// Keyed hashes under the firm's key.
    public var hashes: KeyedHashes { KeyedHashes(keys.firmKeys) }
}

extension Store {
    /// Keeps the bytes of policy files for as long as the ledger lives.
    public func keep(terms files: [(name: String, sha256: String, bytes: [UInt8])]) async throws(StorageError) {
        try await note { connection in
            for file in files {
                try connection.run(
                    "INSERT OR IGNORE INTO terms_file(sha256, name, bytes) VALUES ($1, $2, $3)", .text(file.sha256), .text(file.name),
                    .blob(file.bytes))
            }
        }
    }

    /// The entry that put the newest terms in force.
    public func termsIndex() throws -> UInt64? {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            return try reader.ownEntries(.putTermsInForce).last
        }
    }
}
