import Broker
import Conversations
import FoundationEssentials
import Glibc
import Ledger
import PolicyFiles
import SQL
import Scratch
import Signer
import Storage
import Synchronization
import Testing

/// A server's folder with a real store, a real signer on its socket, and the firm's own policies in force.
final class TestBank: Sendable {
    let home: Home
    let store: Store
    let log: VerifierKey
    let intake: Intake
    let desk: Desk
    let evidence: EvidenceService
    private let folder = TemporaryFolder()
    /// The running signer with its thread; nil between two of them.
    private let signer = Mutex<(server: SignerServer, thread: pthread_t)?>(nil)
    private let client: SignerClient
    private let sealing: Task<Void, Never>
    private let time: TestClock
    private let account: ChannelAccount

    final class TestClock: Sendable {
        private let now = Mutex<Int64>(0)
        init(_ start: String) throws {
            let start = try Timestamp(iso8601: start).milliseconds
            now.withLock { $0 = start }
        }
        var present: Timestamp { Timestamp(milliseconds: now.withLock { $0 }) }
        func advance(minutes: Int64) { now.withLock { $0 += minutes * 60_000 } }
    }

    static let configuration = ServerConfiguration(
        legalEntity: "NB-UK", brand: "Northbridge", jurisdiction: "GB", origin: "log.northbridge.example/uk",
        policies: "\(Program.repository)/Policies",
        address: "http://127.0.0.1", port: 0)

    /// - Parameters:
    ///   - start: a Monday morning at ten, well within staffed hours.
    ///   - xPermission: what X has allowed in writing, as it stands in the server's configuration.
    init(start: String = "2027-02-01T10:00:00Z", xPermission: String? = nil) async throws {
        home = Home(folder.file("home"))
        var configuration = Self.configuration
        configuration.xPermission = xPermission
        try home.create(configuration)
        log = try home.logKey()
        let origin = try #require(KeyName(Self.configuration.origin))
        let first = try SignerServer(socketPath: home.signerSocket, keys: .file(home.signerKey), headFile: home.signerHead, origin: origin)
        // Not a task: it blocks its thread.
        let thread = try BlockingThread.run { try? first.serve() }
        signer.withLock { $0 = (first, thread) }
        let client = SignerClient(socketPath: home.signerSocket, log: log)
        self.client = client
        let time = try TestClock(start)
        self.time = time
        var defaults = Terms.Defaults(legalEntity: "NB-UK", brand: "Northbridge", product: "not_assessed", jurisdiction: "GB")
        // As a server takes it from its file.
        defaults.xPermission = try ServerConfiguration.read(from: home.configuration).xPermission
        let prepared = try PolicyFolder.terms(at: Self.configuration.policies).prepare(for: defaults)
        store = try await Store(
            at: home.store(origin: Self.configuration.origin), terms: prepared.terms,
            signing: CheckpointSigning(
                sign: { proof, root, time in try client.sign(proof, root: root, time: time).encode() }, head: { try client.head().tree }),
            clock: { time.present })
        let store = store
        sealing = Task { await store.run() }
        try await store.keep(terms: prepared.files.map { ($0.name, $0.sha256, $0.bytes) })
        let receipt = try await store.submit(Command(id: RandomIDs.event(), principal: .system, order: .putTermsInForce(prepared.inForce)))
        var terms = prepared.terms
        terms.index = receipt.index
        await store.use(terms)
        let inUse = TermsInUse(terms)
        account = ChannelAccount(
            id: ChannelAccountID(RandomIDs.stream()), name: "help", network: .sandbox, publicKind: .sandboxPublic, privateKind: .sandboxDM)
        intake = Intake(store: store, terms: inUse)
        desk = Desk(store: store, terms: inUse, accounts: [account])
        let home = home
        evidence = EvidenceService(
            desk: desk, origin: "\(log.name)", log: { try home.logKeys() }, keyFile: home.evidenceKey, certificates: home.certificates)
    }

    deinit {
        sealing.cancel()
        stopSigner()
    }

    private func stopSigner() {
        signer.withLock { running in
            guard let (server, thread) = running else { return }
            server.stop()
            pthread_join(thread, nil)
            running = nil
        }
    }

    /// The signer anew, with the keys that its list names by now.
    private func restartSigner() throws {
        stopSigner()
        let server = try SignerServer(
            socketPath: home.signerSocket, keys: .roster(home.signerRoster, pinDescriptor: nil), headFile: home.signerHead,
            origin: log.name)
        let thread = try BlockingThread.run { try? server.serve() }
        signer.withLock { $0 = (server, thread) }
        client.follow(try home.logKeys())
    }

    /// A second key signs, and the ledger says so.
    func addKey() async throws -> VerifierKey {
        let key = try home.addKey(nil, adopts: false, pinDescriptor: nil)
        try restartSigner()
        let before = try #require(try home.logKeys().keys.dropLast().last)
        _ = try await store.submit(
            Command(
                id: RandomIDs.event(), principal: .system,
                order: .announceLogKey(LogKeyAnnounced(key: key.line, before: before.line))))
        await seal()
        return key
    }

    /// The older key goes, and the ledger says so.
    /// - Parameter meanwhile: when the ledger has said so, and both keys have signed that.
    func retireKey(meanwhile: () async throws -> Void = {}) async throws {
        let key = try home.beginRetiringKey()
        _ = try await store.submit(
            Command(id: RandomIDs.event(), principal: .system, order: .retireLogKey(LogKeyRetired(key: key.line))))
        await seal()
        try await meanwhile()
        _ = try KeyRoster.change(home.signerRoster) { roster throws(KeyRoster.Refused) in try roster.retire() }
        try restartSigner()
        try await heartbeat()
        await seal()
    }

    /// The secret key in a file of the signer's.
    func secretKey(_ file: String) throws -> SigningKey {
        let file = try #require(FileManager.default.contents(atPath: "\(home.path)/signer/\(file)"))
        return try SigningKey(parsing: Array(file.dropLast()))
    }

    func path(_ name: String) -> String { folder.file(name) }

    func wait(minutes: Int64) { time.advance(minutes: minutes) }

    var present: Timestamp { time.present }

    /// A customer writes in public.
    @discardableResult
    func hear(_ text: String, from customer: String, minutesAgo: Int64 = 0) async throws -> ConversationID {
        let outcome = try await intake.receive(
            .init(
                account: account.id, channel: .sandboxPublic,
                published: Timestamp(milliseconds: time.present.milliseconds - minutesAgo * 60_000),
                providerID: RandomIDs.token(), threadID: nil, address: customer, handle: customer, name: customer, proof: .network,
                trail: Trail(), automatic: false), text: text)
        guard let receipt = outcome.receipt else { throw Failed() }
        return try #require(receipt.conversation)
    }

    struct Failed: Error {}

    /// A person answers, and the network takes it.
    func answer(_ conversation: ConversationID, _ text: String) async throws {
        let staff = StaffID(RandomIDs.stream())
        let page = try #require(try store.conversation(conversation))
        let send = RandomIDs.event()
        let answer = try await desk.submit(
            Desk.Reply(conversation: conversation, text: text, channel: .sandboxPublic, act: "reply", seen: page.state.head.sequence),
            by: staff,
            id: send)
        try #require(answer.blocked == nil && answer.held == nil)
        time.advance(minutes: 1)
        _ = try await store.submit(
            Command(
                id: RandomIDs.event(), principal: .network,
                order: .record(
                    SendReport(
                        conversation: conversation, send: send,
                        outcome: .accepted(at: time.present, providerKey: nil, threadKey: nil, providerID: nil)))))
    }

    func heartbeat() async throws {
        _ = try await store.submit(Command(id: RandomIDs.event(), principal: .system, order: .heartbeat(entries: store.status.accepted)))
    }

    /// Everything accepted so far is sealed when this returns.
    func seal() async { await store.waitUntilSealed(store.status.accepted - 1) }

    /// An evidence file, as somebody of the firm takes it.
    func evidence(about subject: EvidenceSubject) async throws -> [UInt8] {
        let pages = EvidencePages(
            conversation: { view in Array("<!doctype html><title>\(view.id)</title>\n".utf8) },
            index: { index in Array("<!doctype html><title>\(index.conversations.count)</title>\n".utf8) })
        return try await evidence.file(about: subject, by: StaffID(RandomIDs.stream()), purpose: "asked for", pages: pages).bytes
    }

    /// The key that signs its manifests.
    func evidenceKey() throws -> SigningKey {
        let file = try #require(FileManager.default.contents(atPath: home.evidenceKey))
        return try SigningKey(parsing: Array(file.dropLast()))
    }

    /// Erases whoever wrote first in a conversation; gives the entry that recorded it.
    func erase(_ conversation: ConversationID) async throws -> UInt64 {
        let page = try #require(try store.conversation(conversation))
        let party = try #require(page.state.parties.first)
        let identity = try #require(page.states.parties[party]?.identities.first)
        let asked = RandomIDs.event()
        _ = try await store.submit(
            Command(
                id: asked, principal: .staff(StaffID(RandomIDs.stream())),
                order: .askErasure(AskErasureOrder(party: party, identity: identity.key, basis: "Article 17"))))
        return try await store.erase(
            EraseOrder(party: party, identity: identity.key, asked: asked), by: StaffID(RandomIDs.stream()), id: RandomIDs.event()
        ).index
    }

    /// Ends a conversation whether or not anybody answered.
    func resolve(_ conversation: ConversationID) async throws {
        _ = try await desk.order(
            .resolve(ResolveOrder(conversation: conversation, code: "done", sentiment: "neutral", unanswered: true)),
            by: StaffID(RandomIDs.stream()))
    }

    /// What keeps the words of a conversation's first entry.
    func contentObject(of conversation: ConversationID) throws -> ObjectID? {
        try store.readers.read { connection in
            try connection.first(
                "SELECT e.content_object FROM entry e JOIN stream_entry s ON s.idx = e.idx WHERE s.stream = $1 AND s.sequence = 1",
                .blob(conversation.stream.bytes)
            ) { (row) throws(SQLError) in try row.optionalBlob(0) } ?? nil
        }.flatMap { ObjectID($0) }
    }

    func export(to name: String) throws -> String {
        let path = path(name)
        _ = try LedgerExport(LedgerFolder(home.path), log: home.logKeys()).write(to: path)
        return path
    }
}

/// A thread of the operating system, since blocking calls would starve the tasks' own few threads.
enum BlockingThread {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    static func run(_ body: @escaping @Sendable () -> Void) throws -> pthread_t {
        var handle = pthread_t()
        let held = Unmanaged.passRetained(Body(body))
        let result = pthread_create(
            &handle, nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
                return nil
            }, held.toOpaque())
        try #require(result == 0)
        return handle
    }
}
