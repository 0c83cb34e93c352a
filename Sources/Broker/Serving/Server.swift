import Crypto
import FoundationEssentials
public import Logging
import Mail
import PolicyFiles
public import ServiceLifecycle
import Social
import Synchronization

/// The moving parts of one server, put together and opened in order.
public final class Server: Sendable {
    public let configuration: ServerConfiguration
    public let home: Home
    public let store: Store
    public let terms: TermsInUse
    public let intake: Intake
    public let desk: Desk
    public let handoffs: HandoffService
    public let evidence: EvidenceService
    public let records: RecordKeeping
    public let receivers: [WebhookReceiver]
    public let chats: [WebChat]
    public let accounts: [ChannelAccount]
    public let entrance: Entrance
    public let live: LiveHub
    public let wallboard: WallboardReader
    public let logger: Logger
    private let signer: SignerProcess
    private let dispatcher: Dispatcher
    private let polls: [MailPoll]
    /// Nil where no witness is asked.
    private let witnessing: Witnessing?
    /// Nil where no authority stamps.
    private let timeStamping: TimeStamping?
    private let chatWatch = ChatWatch()
    private let views = RecentLooks<ConversationID>()
    private let logReads = RecentLooks<UInt64>()
    /// So many entries of the log are read as one: of a whole log that somebody copies, that makes an entry for every 65,536.
    private static let readTogether: UInt64 = 1 << 16
    private let connections: Connections
    /// Why the policies of the folder are not in force, while that is so.
    private let policyTrouble = Mutex<String?>(nil)
    private let reading = PolicyReading()
    /// The keys that the signer was started with.
    private let running: Mutex<KeyRing>
    /// The newest reload: the next one begins when it has ended.
    private let reloads = Mutex<Task<String?, any Error>?>(nil)

    public static let clock: @Sendable () -> Timestamp = {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    /// Opens the ledger, starts the signer, puts the policies in force.
    /// - Parameter executable: this program, which is also the signer's.
    public convenience init(home: Home, executable: String, logger: Logger) async throws {
        // Connections have to be closed whatever happens next.
        let connections = Connections()
        do { try await self.init(home: home, executable: executable, connections: connections, logger: logger) } catch {
            try await connections.close()
            throw error
        }
    }

    private init(home: Home, executable: String, connections: Connections, logger: Logger) async throws {
        FreedMemory.keep()
        guard !FileManager.default.fileExists(atPath: LogRecovery.planFile(home)) else {
            throw StorageError.cannotOpen(
                "A recovery of the log has begun and not ended. Run `parley ledger continue` again; it goes on where it was.")
        }
        let configuration = try ServerConfiguration.read(from: home.configuration)
        guard FileManager.default.fileExists(atPath: home.verifierKey) else {
            throw StorageError.cannotOpen("There is no \(home.verifierKey): make the folder with `parley serve --init`.")
        }
        let log = try home.logKeys()
        let clock = Self.clock
        var defaults = Terms.Defaults(
            legalEntity: configuration.legalEntity, brand: configuration.brand, product: configuration.product,
            jurisdiction: configuration.jurisdiction)
        defaults.xPermission = configuration.xPermission
        var prepared: PreparedTerms?
        do {
            // A ledger that cannot be read, or is not there yet, is the store's to tell a moment later.
            let last = try? RecordedTerms.newest(LedgerFolder(home.path))
            prepared = try PolicyReading.read(configuration.policies, for: defaults, after: last)
        } catch {
            // Law 7: the server runs, inbound is redacted, outbound is held, and everybody is told.
            logger.error("the policies do not load", metadata: ["first": "\(error)"])
            policyTrouble.withLock { $0 = "\(error)" }
        }
        let initial = try prepared?.terms ?? Terms.unavailable(defaults, vocabulary: PolicyFolder.vocabulary(at: configuration.policies))
        // Two signers would each say why they end, where one sentence is enough.
        try home.store(origin: configuration.origin).requireNoWriter()
        signer = SignerProcess(executable: executable, home: home, log: log, logger: logger)
        store = try await Store(at: home.store(origin: configuration.origin), terms: initial, signing: signer.signing, clock: clock)
        terms = TermsInUse(initial)
        wallboard = WallboardReader(store: store, terms: terms, clock: clock)
        live = LiveHub(store: store)
        entrance = Entrance(register: try StaffRegister(path: home.staff, clock: clock), store: store, live: live, clock: clock)
        self.connections = connections
        self.configuration = configuration
        self.home = home
        self.logger = logger

        let hashes = store.hashes
        let tokens = ReplyTokens(hashes: { hashes.secret($0, $1) })
        let reader = AttachmentReader(executable: executable)
        intake = Intake(
            store: store, terms: terms, quarantineLifetime: .seconds(configuration.quarantineSeconds ?? 86_400),
            patience: .seconds(max(0, configuration.attachmentSeconds ?? 4)), attachments: reader)
        var channels = ServerChannels(hashes: hashes, intake: intake, clock: clock)
        for x in configuration.x { try channels.add(x, over: connections) }
        for mailbox in configuration.mail { try channels.add(mailbox, tokens: tokens, logger: logger) }
        let limits = ChatLimits()
        for chat in configuration.chat ?? [] { try channels.add(chat, watch: chatWatch, limits: limits) }
        chats = channels.chats
        accounts = channels.accounts
        receivers = channels.receivers
        polls = channels.polls
        desk = Desk(store: store, terms: terms, accounts: accounts, attachments: reader)
        evidence = EvidenceService(
            desk: desk, origin: configuration.origin, log: { try home.logKeys() }, keyFile: home.evidenceKey,
            certificates: home.certificates, waitsForWitnesses: configuration.witnesses != nil)
        records = RecordKeeping(desk: desk, intake: intake, clock: clock)
        handoffs = HandoffService(
            desk: desk, address: configuration.address, lifetime: .seconds(60 * configuration.handoffMinutes), clock: clock)
        if let witnesses = configuration.witnesses {
            witnessing = Witnessing(
                store: store, policy: try witnesses.read(log: log), log: { try home.logKeys() }, connections: connections,
                interval: witnesses.interval,
                logger: logger)
        } else {
            witnessing = nil
        }
        if let stamps = configuration.timeStamps {
            timeStamping = TimeStamping(
                store: store,
                settings: TimeStamping.Settings(
                    url: stamps.url, authority: try stamps.read(), interval: .seconds(max(1, stamps.seconds ?? 3_600))),
                connections: connections, clock: clock, logger: logger)
        } else {
            timeStamping = nil
        }
        dispatcher = Dispatcher(
            store: store, carriers: channels.carriers, tokens: tokens, witnessedActs: Set(configuration.witnesses?.acts ?? []),
            clock: clock,
            logger: logger)
        running = Mutex(log)
        if let prepared { try await put(prepared) }
        // With the keys as they are the server can run: what is left to do is said and tried again when it next reads them.
        do { try await followKeys() } catch { logger.error("the log's keys could not be followed", metadata: ["reason": "\(error)"]) }
    }

    /// Takes the log's keys as the roster names them by now: the signer signs with them, and the ledger announces and retires them.
    public func followKeys() async throws {
        let before = running.withLock { $0 }
        try await KeyChange(home: home, store: store, signer: signer, logger: logger).follow(running: before)
        let now = try home.logKeys()
        running.withLock { $0 = now }
    }

    /// Puts terms in force: their bytes beside the ledger, their hashes in it.
    /// - Parameter again: whether there is an entry even where the very same are in force: somebody read the policies anew, perhaps after they
    ///   were refused, and the ledger is to say that they are good.
    private func put(_ prepared: PreparedTerms, again: Bool = false) async throws {
        try await store.keep(terms: prepared.files.map { ($0.name, $0.sha256, $0.bytes) })
        let before = self.terms.now
        await store.use(prepared.terms)
        var terms = prepared.terms
        do { terms.index = try await enter(prepared.inForce, again: again) } catch {
            // Without their entry they are not in force: what is read goes on under the old ones.
            await store.use(before)
            throw error
        }
        await store.use(terms)
        self.terms.set(terms)
        policyTrouble.withLock { $0 = nil }
    }

    /// The entry that puts the terms in force: a new one, or after a restart the one that did.
    private func enter(_ inForce: TermsInForce, again: Bool) async throws -> UInt64? {
        let command = Command(id: RandomIDs.event(), principal: .system, order: .putTermsInForce(inForce, again: again))
        do throws(StorageError) {
            return try await store.submit(command).index
        } catch {
            guard case .refused(.nothingToDo) = error else { throw error }
        }
        return try store.termsIndex()
    }

    /// Reads the policies again; bad ones change nothing but are an entry and are said loudly. One reload after another, whoever asks.
    /// - Returns: nil if they are in force now, else what is wrong.
    public func reloadPolicies() async throws -> String? {
        let task = reloads.withLock { newest in
            let before = newest
            let task = Task {
                _ = await before?.result
                return try await reload()
            }
            newest = task
            return task
        }
        return try await task.value
    }

    private func reload() async throws -> String? {
        let errors: PolicyErrors
        switch await reading.prepare(configuration.policies, for: terms.now.defaults, after: terms.now) {
        case .success(let prepared):
            try await put(prepared, again: true)
            logger.notice("the policies are in force", metadata: ["packs": "\(prepared.inForce.packs.joined(separator: " "))"])
            return nil
        case .failure(let found): errors = found
        }
        let all = "\(errors)"
        let first = String(all.prefix(while: { $0 != "\n" }))
        policyTrouble.withLock { $0 = all }
        logger.error("the policies were refused; the old ones stay", metadata: ["errors": "\(errors.errors.count)", "first": "\(first)"])
        _ = try await store.submit(
            Command(
                id: RandomIDs.event(), principal: .system, order: .refuseTerms(TermsRefused(errors: errors.errors.count, first: first))))
        return all
    }

    /// What runs until the server stops.
    public var services: [any Service] {
        [
            signer, Sealing(store: store), dispatcher, QuarantineLimit(store: store, clock: Self.clock, logger: logger),
            OpenTurns(store: store, terms: terms, logger: logger), ScheduledActs(desk: desk, clock: Self.clock, logger: logger),
            HandoffLapse(handoffs: handoffs, clock: Self.clock, logger: logger),
            Tallying(tally: intake.tally, store: store, logger: logger), LateReading(intake: intake, logger: logger),
        ] + polls + [
            live, ChatFollower(watch: chatWatch, store: store), Grants(entrance: entrance, logger: logger),
            Heartbeats(store: store, logger: logger),
        ] + (witnessing.map { [$0] } ?? []) + (timeStamping.map { [$0] } ?? [])
    }

    /// What the benchmark reports beside its own figures.
    public var measures: IntakeMeasures {
        get async {
            let measures = await store.measures
            let check = store.durability
            return IntakeMeasures(
                ledgerCommits: measures.ledgerCommits, keyCommits: measures.keyCommits, seals: measures.seals,
                sealLagMilliseconds: measures.sealLagMilliseconds, sealingFailure: await store.sealingFailure,
                journalMode: check.journalMode, synchronous: check.synchronous,
                secureDelete: check.secureDelete)
        }
    }

    /// After the services have ended.
    public func close() async throws {
        try await connections.close()
        signer.stop()
    }

    /// A conversation for somebody of the firm; what they see is an entry before they see it.
    /// - Parameter namesSources: whether each message says which post, direct message or mail it was.
    public func view(
        _ id: ConversationID, by staff: StaffID, purpose: String, namesSources: Bool = false
    ) async throws(StorageError) -> ConversationView? {
        guard try await note(id, seenBy: staff, purpose: purpose) else { return nil }
        let page: ConversationPage?
        do { page = try store.conversation(id) } catch { throw .notWritable("\(error)") }
        let status = store.status
        return page.map { ConversationView($0, sealed: status.sealed, witnessed: status.witnessed, namesSources: namesSources) }
    }

    /// Makes a look an entry, once a person, conversation and quarter of an hour; false if there is no such conversation.
    func note(_ id: ConversationID, seenBy staff: StaffID, purpose: String) async throws(StorageError) -> Bool {
        let now = Self.clock()
        guard views.isNew(staff, id, at: now) else { return true }
        do { _ = try await desk.order(.view(id, purpose: purpose), by: staff) } catch .refused(.unknownConversation) { return false }
        views.note(staff, id, at: now)
        return true
    }

    /// Makes the reading of entries, as the log has them, an entry before they are handed out.
    /// - Parameters:
    ///   - index: of one of them.
    ///   - bytes: what is handed out.
    public func noteReading(of index: UInt64, _ bytes: [UInt8], by staff: StaffID) async throws(StorageError) {
        let now = Self.clock()
        let part = index / Self.readTogether
        guard logReads.isNew(staff, part, at: now) else { return }
        let first = part * Self.readTogether
        _ = try await desk.order(
            .export(
                ExportOrder(
                    covered: [],
                    purpose: "entries \(first) to \(first + Self.readTogether - 1) of the log, as far as it goes, read under /log",
                    manifest: "\(Hash.sha256(of: bytes))")), by: staff)
        logReads.note(staff, part, at: now)
    }

    public var status: ServerStatus {
        get async {
            let status = store.status
            return ServerStatus(
                accepted: status.accepted, sealed: status.sealed, trouble: status.trouble, since: status.since?.description,
                signer: signer.failure, sealing: await store.sealingFailure,
                secondsSinceSeal: status.sinceSeal.map { Int($0.components.seconds) }, policies: policyTrouble.withLock { $0 },
                witnessing: witnessing?.status, timeStamping: timeStamping?.status)
        }
    }

    /// The one-time link of the first administrator, where there is no account at all yet.
    public func firstLink() async throws -> String? {
        guard try await entrance.register.accounts().isEmpty else { return nil }
        let login = "admin"
        try await entrance.register.add(login: login, name: "Administrator", roles: [.administrator], by: nil)
        return try await link(for: login)
    }

    /// A new one-time link, as an address that a browser opens.
    public func link(for login: String) async throws -> String {
        "\(configuration.address)/sign-in/\(try await entrance.register.link(for: login))"
    }

    /// Somebody of the firm, by their token; nobody where an account of that login is disabled.
    public func member(token: String) async throws(StaffError) -> Member? {
        guard token.utf8.count <= 512 else { return nil }
        let digest = SHA256.hash(data: Array(token.utf8)).map { byte in
            String(UInt16(byte) + 256, radix: 16).suffix(2)
        }.joined()
        // Comparing hashes of secrets tells nothing about the secrets.
        guard let staff = configuration.staff.first(where: { $0.tokenSHA256 == digest }) else {
            guard let account = try await entrance.account(token: token), let id = entrance.staff(account.login) else { return nil }
            return Member(id: id, login: account.login, name: account.name, roles: account.roles)
        }
        guard let roles = Role.all(in: staff.role), let id = entrance.staff(staff.login) else { return nil }
        let account = try await entrance.account(staff.login)
        if account?.isDisabled == true { return nil }
        return Member(id: id, login: staff.login, name: account?.name ?? staff.login, roles: roles)
    }
}

/// How a server is.
public struct ServerStatus: Codable, Sendable {
    public var accepted: UInt64
    public var sealed: UInt64
    /// Why nothing is written, sealed or decided by packs, while that is so.
    public var trouble: String?
    /// Since when nothing can be written, in RFC 3339.
    public var since: String?
    /// Why nothing is signed, and so nothing goes out, while that is so.
    public var signer: String?
    public var sealing: String?
    /// How long ago the newest checkpoint became durable.
    public var secondsSinceSeal: Int?
    public var policies: String?
    /// How the witnesses stand; nil where none is asked.
    public var witnessing: WitnessingStatus?
    /// How the log stands with its time-stamp authority; nil where none is asked.
    public var timeStamping: TimeStampingStatus?
}

/// Seals what becomes durable.
struct Sealing: Service {
    let store: Store

    func run() async throws {
        await cancelWhenGracefulShutdown { await store.run() }
    }
}

/// An entry a minute, so that silence is visible.
struct Heartbeats: Service {
    let store: Store
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    _ = try await store.submit(
                        Command(id: RandomIDs.event(), principal: .system, order: .heartbeat(entries: store.status.accepted)))
                } catch { logger.warning("no heartbeat", metadata: ["reason": "\(error)"]) }
                // While nothing can be written, the next heartbeat finds out that it can be again.
                do { try await Task.sleep(for: .seconds(store.status.trouble == nil ? 60 : 1)) } catch { return }
            }
        }
    }
}

extension MailAccount {
    init(_ mailbox: ServerConfiguration.Mailbox) throws {
        guard let address = MailAddress(mailbox.address) else { throw StorageError.cannotOpen("The address \(mailbox.address) is none.") }
        try self.init(
            address: address, displayName: mailbox.displayName,
            imap: MailServer(host: mailbox.imapHost, port: mailbox.imapPort, security: .startTLS, authorityFile: mailbox.authorityFile),
            submission: MailServer(
                host: mailbox.submissionHost, port: mailbox.submissionPort, security: .startTLS, authorityFile: mailbox.authorityFile),
            user: mailbox.user, secret: .file(path: mailbox.passwordFile), hostName: mailbox.hostName,
            trustedServers: mailbox.trustedServers)
    }
}
