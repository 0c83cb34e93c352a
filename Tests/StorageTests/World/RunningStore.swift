import Conversations
import Glibc
import Ledger
import SQL
import Scratch
import Signer
import Synchronization
import Testing

@testable import Storage

/// A ledger in a folder of its own, with a real signer on a socket, under a clock that the test turns.
final class RunningStore {
    static let origin = KeyName("log.example.com/storage")!  // a good name

    let folder: TemporaryFolder
    let log: VerifierKey
    let time: Clock
    let terms: Terms
    private(set) var signer: RunningSigner?
    private var opened: Store?
    private var sealing: Task<Void, Never>?

    /// Milliseconds that go forward by one with each look, so that instants differ.
    final class Clock: Sendable {
        private let now = Mutex(Int64(1_767_614_400_000))
        func callAsFunction() -> Timestamp {
            now.withLock { now in
                now += 1
                return Timestamp(milliseconds: now)
            }
        }
        func wait(_ milliseconds: Int64) { now.withLock { $0 += milliseconds } }
    }

    init() async throws {
        folder = TemporaryFolder()
        time = Clock()
        terms = try TestTerms.make()
        log = try SignerInception.create(keyFile: folder.file("signer.key"), headFile: folder.file("signer.head"), origin: Self.origin)
        try Store.create(at: Self.place(folder.path))
        try startSigner()
        try await open()
    }

    static func place(_ path: String) -> Store.Place { Store.Place(folder: path, origin: origin.description) }
    var place: Store.Place { Self.place(folder.path) }

    var store: Store {
        guard let opened else { preconditionFailure("the store is closed") }
        return opened
    }

    func startSigner() throws { signer = try RunningSigner(folder: folder.path, origin: Self.origin) }

    func stopSigner() {
        signer?.stop()
        signer = nil
    }

    func open() async throws {
        let client = SignerClient(socketPath: folder.file("signer.socket"), log: log, timeout: .seconds(20))
        let signing = CheckpointSigning(
            sign: { proof, root, time in try client.sign(proof, root: root, time: time).encode() }, head: { try client.head().tree })
        let store = try await Store(at: place, terms: terms, signing: signing, clock: { [time] in time() })
        opened = store
        sealing = Task { await store.run() }
    }

    /// Ends sealing and lets go of every file.
    func close() async {
        sealing?.cancel()
        await sealing?.value
        sealing = nil
        opened = nil
    }

    deinit {
        sealing?.cancel()
        signer?.stop()
    }
}

/// The signer's server on a thread of its own, since blocking calls would starve the tasks' few threads.
final class RunningSigner {
    private let server: SignerServer
    private let thread: pthread_t

    private final class Body {
        let server: SignerServer
        init(_ server: SignerServer) { self.server = server }
    }

    init(folder: String, origin: KeyName) throws {
        server = try SignerServer(
            socketPath: folder + "/signer.socket", keys: .file(folder + "/signer.key"), headFile: folder + "/signer.head", origin: origin)
        var thread = pthread_t()
        let body = Unmanaged.passRetained(Body(server))
        let result = pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                do { try Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().server.serve() } catch {
                    Issue.record("the signer ended: \(error)")
                }
                return nil
            }, body.toOpaque())
        try #require(result == 0)
        self.thread = thread
    }

    func stop() {
        server.stop()
        pthread_join(thread, nil)
    }
}

extension RunningStore {
    /// Every row of the tables, in order, as text.
    func dump(
        _ tables: [String] = Projection.all.flatMap(\.tables) + ["duplicate", "known", "stream_entry"], columns: [String: String] = [:]
    ) throws
        -> [String: [String]]
    {
        try store.readers.read { connection in
            var all: [String: [String]] = [:]
            for table in tables {
                let names =
                    try columns[table]
                    ?? connection.query("SELECT name FROM pragma_table_info('\(table)')") { (row) throws(SQLError) in try row.text(0) }
                    .joined(separator: ", ")
                let quoted = names.split(separator: ",").map { "quote(\($0))" }.joined(separator: " || ' ' || ")
                all[table] = try connection.query("SELECT \(quoted) AS line FROM \(table) ORDER BY line") { (row) throws(SQLError) in
                    try row.text(0)
                }
            }
            return all
        }
    }

    /// Drops and builds every projection, while nothing else writes.
    func rebuild() throws {
        try Rebuild(connection: Connection(path: place.ledger, .readWrite), keys: store.keys).build(Projection.all) { _, _ in }
    }
}

/// Where two dumps differ, a line each.
func differences(_ a: [String: [String]], _ b: [String: [String]]) -> [String] {
    Set(a.keys).union(b.keys).sorted().flatMap { table -> [String] in
        let (one, other) = (Set(a[table] ?? []), Set(b[table] ?? []))
        let counts =
            (a[table]?.count ?? 0) == (b[table]?.count ?? 0) ? [] : ["\(table): \(a[table]?.count ?? 0) and \(b[table]?.count ?? 0) rows"]
        return counts + one.subtracting(other).sorted().prefix(3).map { "\(table) - \($0)" }
            + other.subtracting(one).sorted().prefix(3).map { "\(table) + \($0)" }
    }
}

extension RunningStore {
    /// One asks, another confirms.
    func erase(_ party: PartyID, _ identity: KeyedHash, _ crowd: inout Crowd) async throws {
        let asked = crowd.event()
        let ask = AskErasureOrder(party: party, identity: identity, basis: "b")
        _ = try await store.submit(Command(id: asked, principal: .staff(Crowd.staff(1)), order: .askErasure(ask)))
        _ = try await store.erase(
            EraseOrder(party: party, identity: identity, asked: asked), by: Crowd.staff(2), id: crowd.event())
    }
}
