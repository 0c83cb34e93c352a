import FoundationEssentials
import Glibc
import SQL
import Synchronization

/// One power cut: what was promised before it, and what is left after it.
struct PowerCut {
    let server: TestServer
    let environment: [String: String]
    private var random: SeededGenerator

    private static let authors = Post.authors
    private static let mostPosts = 50
    private static let signal = Int32(10)  // SIGUSR1

    /// Promises while many make them.
    private final class Record: Sendable {
        private let promises = Mutex(Promises())

        var all: Promises { promises.withLock { $0 } }
        func send(_ post: Post) { promises.withLock { $0.sent.append(post) } }
        func see(_ newest: (size: UInt64, note: [UInt8])) { promises.withLock { $0.checkpoints[newest.size] = newest.note } }
        /// How many there are now.
        func acknowledge(_ post: Post) -> Int {
            promises.withLock { promises in
                promises.acknowledged.append(post)
                return promises.acknowledged.count
            }
        }
    }

    /// - Parameter ignoringSyncs: once the folder is made; under this promises must break sooner or later.
    init(seed: UInt64, ignoringSyncs: Bool = false) throws {
        random = SeededGenerator(seed)
        let library = try Built.preload.get() + "/libpowercut.so"
        func environment(_ server: TestServer, _ sync: String) -> [String: String] {
            [
                "LD_PRELOAD": library, "POWERCUT_FOLDER": server.root + "/data", "POWERCUT_STATE": server.root + "/journal",
                "POWERCUT_SEED": "\(seed)", "POWERCUT_SYNC": sync, "POWERCUT_SIGNAL": "\(Self.signal)",
            ]
        }
        // Making the folder is part of the story: what it wrote must be safe when the first message is acknowledged.
        server = try TestServer { environment($0, "honour") }
        self.environment = environment(server, ignoringSyncs ? "ignore" : "honour")
    }

    /// Runs the server until a sync fails, and then until the power is cut.
    /// - Parameters:
    ///   - file: how the path of the file ends whose sync fails.
    ///   - count: which of its syncs, counted from the server's start.
    func run(failing file: String, sync count: Int, then look: @Sendable (TestServer) async throws -> Void) async throws -> Promises {
        let failing = environment.merging(["POWERCUT_FAIL": "\(count)", "POWERCUT_FAIL_FILE": file]) { $1 }
        guard let program = try await server.start(environment: failing) else { throw StageError("no start: \(server.words)") }
        let record = Record()
        await send(record) { _ in }
        do { try await look(server) } catch { throw StageError("\(error); the server ended: \(program.ended() as Int32?)") }
        program.stop(Self.signal)
        try server.waitForSignerToEnd()
        return record.all
    }

    /// Customers post at the same time, each until somebody does not get a yes.
    private func send(_ record: Record, acknowledged: @escaping @Sendable (_ total: Int) -> Void) async {
        let server = server
        await withTaskGroup { group in
            for author in 0..<Self.authors {
                group.addTask {
                    for count in 0..<Self.mostPosts {
                        let number = count * Self.authors + author
                        let post = Post(id: number, author: author, text: Post.sentence(number))
                        record.send(post)
                        // Without an answer nothing was promised, and the power is gone.
                        guard let status = try? await server.deliver(post.body), status == 200 else { return }
                        acknowledged(record.acknowledge(post))
                        if author == 0, let newest = try? Self.newestCheckpoint(server) { record.see(newest) }
                    }
                }
            }
        }
    }

    /// Runs the server until the power is cut at a moment that the seed chooses.
    mutating func run() async throws -> Promises {
        // Half of the cuts come amid a write or a sync, half at any time.
        let byCount = Bool.random(using: &random)
        let acknowledgements = Int.random(in: 1...120, using: &random)
        var environment = environment
        if byCount { environment["POWERCUT_AFTER"] = "\(Int.random(in: 600...4_000, using: &random))" }
        guard let program = try await server.start(environment: environment) else { return Promises() }

        let record = Record()
        await send(record) { total in
            if total == acknowledgements, !byCount { kill(program.pid, Self.signal) }
        }
        // Everything was sent and the moment has not come: then it is now.
        if program.ended() == nil { program.stop(Self.signal) }
        try server.waitForSignerToEnd()
        return record.all
    }

    /// Starts the server on what is left, and says which promises were broken; empty if all were kept.
    func broken(_ promises: Promises) async throws -> [String] { try await Aftermath(server).broken(promises) }

    private static func newestCheckpoint(_ server: TestServer) throws -> (size: UInt64, note: [UInt8])? {
        try Connection(path: server.home.path + "/ledger.db", .readOnly)
            .first("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1") { (row) throws(SQLError) in
                (UInt64(try row.int64(0)), try row.blob(1))
            }
    }
}
