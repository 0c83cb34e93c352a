import Logging
import FoundationEssentials
import PolicyFiles
import Synchronization

/// A new server's folder with its store, its signer in a process of its own, and its sealer at work, without anything that speaks HTTP.
final class BenchmarkServer: Sendable {
    let home: Home
    let store: Store
    let intake: Intake
    /// How many checkpoints the signer was asked for.
    var signed: Int { signatures.count.withLock { $0 } }
    private let signer: SignerProcess
    private let signatures: Signatures
    private let sealing: Task<Void, Never>

    private final class Signatures: Sendable {
        let count = Mutex(0)
    }

    /// - Parameters:
    ///   - folder: must not hold a server yet.
    ///   - policies: a folder of policies; nil decides by none.
    init(folder: String, policies: String?) async throws {
        FreedMemory.keep()
        let home = Home(folder)
        guard !home.isIncepted else { throw StorageError.cannotOpen("\(folder) holds a server already. Name a new folder.") }
        let configuration = ServerConfiguration(
            legalEntity: "BENCH", brand: "Bench", jurisdiction: "GB", origin: "log.bench.example/\(UInt32.random(in: 1 ... .max))",
            policies: policies ?? "Policies", address: "http://127.0.0.1:8080", port: 8080)
        let defaults = Terms.Defaults(legalEntity: "BENCH", brand: "Bench", product: configuration.product, jurisdiction: "GB")
        // Before the folder is made: one without policies would be no server's, and no new one either.
        let prepared = try policies.map { try PolicyFolder.terms(at: $0).prepare(for: defaults) }
        try home.create(configuration)
        var terms = try prepared?.terms ?? Terms.unavailable(defaults)
        let signer = try SignerProcess(executable: "/proc/self/exe", home: home, log: home.logKeys(), logger: Logger(label: "signer"))
        let signatures = Signatures()
        let plain = signer.signing
        let store = try await Store(
            at: home.store(origin: configuration.origin), terms: terms,
            signing: CheckpointSigning(
                sign: { proof, root, time in
                    signatures.count.withLock { $0 += 1 }
                    return try plain.sign(proof, root, time)
                }, head: plain.head),
            clock: Server.clock)
        sealing = Task { await store.run() }
        if let prepared {
            try await store.keep(terms: prepared.files.map { ($0.name, $0.sha256, $0.bytes) })
            terms.index = try await store.submit(
                Command(id: RandomIDs.event(), principal: .system, order: .putTermsInForce(prepared.inForce))
            ).index
            await store.use(terms)
        }
        intake = Intake(store: store, terms: TermsInUse(terms))
        self.home = home
        self.store = store
        self.signer = signer
        self.signatures = signatures
    }

    /// Runs `body` so often, so many at once, and tells how long each took.
    func repeated(_ count: Int, atOnce: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws -> [Duration] {
        let next = Signatures()
        return try await withThrowingTaskGroup(of: [Duration].self) { group in
            for _ in 0..<atOnce {
                group.addTask {
                    var times: [Duration] = []
                    while true {
                        let number = next.count.withLock { number in
                            defer { number += 1 }
                            return number
                        }
                        guard number < count else { return times }
                        let start = ContinuousClock.now
                        // The queue is bounded; whoever is refused comes again, and that time counts.
                        while true {
                            do {
                                try await body(number)
                                break
                            } catch StorageError.busy { await Task.yield() }
                        }
                        times.append(.now - start)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// What was committed so far, and how; taken before and after, it tells what a run cost.
    func counts() async -> (commits: Int, keyCommits: Int, signatures: Int) {
        (Int(store.status.commits), await store.keyCommits, signed)
    }

    /// Ends sealing and the signer.
    func stop() async {
        sealing.cancel()
        await sealing.value
        signer.stop()
    }
}
