public import Conversations
import Ledger
public import Logging
public import ServiceLifecycle
public import Storage

/// Carries out what is sealed: leases, calls the connector, and brings back what became of it.
///
/// Nothing leaves before its record is sealed, and an attempt is durable before the connector is called. Where the answer is lost the send is
/// unknown: it is looked for, and only a found absence or a person sends again. The acts of one conversation go in their order, those of
/// different ones at once, so that a network that does not answer keeps nobody else waiting.
public struct Dispatcher: Service {
    let store: Store
    let carriers: [Carrier]
    let tokens: ReplyTokens
    /// Acts that leave only after a quorum of witnesses has seen their entry.
    let witnessedActs: Set<String>
    let clock: @Sendable () -> Timestamp
    let logger: Logger

    /// How long a connector may take before others take the send for interrupted; longer than any connector's own limit.
    static let lease: Int64 = 60
    /// How often nothing happening is looked at again.
    static let idle = Duration.milliseconds(50)
    /// Conversations that are served at once.
    static let atOnce = 16

    public init(
        store: Store, carriers: [Carrier], tokens: ReplyTokens, witnessedActs: Set<String> = [],
        clock: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.store = store
        self.carriers = carriers
        self.tokens = tokens
        self.witnessedActs = witnessedActs
        self.clock = clock
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var isRecovered = false
            while !Task.isCancelled, !isRecovered {
                do {
                    try await recover()
                    isRecovered = true
                } catch {
                    logger.error("dispatch waits", metadata: ["reason": "\(error)"])
                    do { try await Task.sleep(for: .seconds(1)) } catch { return }
                }
            }
            await serve()
        }
    }

    /// Attempts of the server that ran before: nobody knows what became of them, and nobody holds their leases any more.
    func recover() async throws {
        let everLater = clock().adding(seconds: 2 * Self.lease)
        while true {
            let interrupted = try store.interruptedSends(at: everLater)
            if interrupted.isEmpty { break }
            for pending in interrupted { try await report(pending, .unknown(reason: "interrupted")) }
        }
        try await store.releaseAllLeases(nextAt: clock())
    }

    /// Starts what can be done, conversation by conversation, and looks again when one has ended or a moment has passed.
    private func serve() async {
        await withTaskGroup(of: ConversationID?.self) { group in
            var busy: Set<ConversationID> = []
            var isTimed = false
            while !Task.isCancelled {
                var pause = Self.idle
                do {
                    for (conversation, jobs) in try jobs(except: busy) where busy.count < Self.atOnce {
                        busy.insert(conversation)
                        group.addTask {
                            await work(jobs)
                            return conversation
                        }
                    }
                } catch {
                    // The error names an operation and a code; nobody's words are in it.
                    logger.error("dispatch waits", metadata: ["reason": "\(error)"])
                    pause = .seconds(1)
                }
                if !isTimed {
                    isTimed = true
                    group.addTask { [pause] in
                        // Cut short at the end of the service, where there is nothing to wait for.
                        do { try await Task.sleep(for: pause) } catch { return nil }
                        return nil
                    }
                }
                guard let ended = await group.next() else { continue }
                if let ended { busy.remove(ended) } else { isTimed = false }
            }
            group.cancelAll()
        }
    }

    /// What is to be done now, by conversation, oldest first.
    private func jobs(except busy: Set<ConversationID>) throws -> [(ConversationID, [PendingSend])] {
        let now = clock()
        var order: [ConversationID] = []
        var jobs: [ConversationID: [PendingSend]] = [:]
        let pending =
            try store.interruptedSends(at: now).map { interrupted in
                var interrupted = interrupted
                interrupted.phase = Self.interrupted
                return interrupted
            } + released(at: now)
            + store.pendingSends(phase: Send.Phase.unknown.word, at: now)
        for one in pending where !busy.contains(one.conversation) {
            if jobs[one.conversation] == nil { order.append(one.conversation) }
            jobs[one.conversation, default: []].append(one)
        }
        return order.map { ($0, jobs[$0] ?? []) }
    }

    /// Queued acts whose entry is sealed and, where the firm chose so, witnessed.
    private func released(at now: Timestamp) throws -> [PendingSend] {
        let status = store.status
        guard !witnessedActs.isEmpty else {
            return try store.pendingSends(phase: Send.Phase.queued.word, at: now).filter { $0.queuedIndex < status.sealed }
        }
        // While no witness answers, what waits for them must not hide what does not.
        let pending = try store.pendingSends(phase: Send.Phase.queued.word, at: now, limit: 4_096)
        var waiting: Set<ConversationID> = []
        return try pending.filter { one in
            guard one.queuedIndex < status.sealed else { return false }
            if one.queuedIndex >= status.witnessed, try isWitnessed(one) { waiting.insert(one.conversation) }
            // What comes later in a conversation does not overtake it.
            return !waiting.contains(one.conversation)
        }
    }

    /// Whether the act is one of those that wait; one whose facts cannot be read waits.
    private func isWitnessed(_ pending: PendingSend) throws -> Bool {
        for event in try store.entry(pending.send)?.events ?? [] {
            switch event {
            case .queued(let queued): return witnessedActs.contains(queued.act)
            case .held(let held), .scheduled(let held): return witnessedActs.contains(held.queued.act)
            default: break
            }
        }
        return true
    }

    private static let interrupted = "interrupted"

    private func work(_ jobs: [PendingSend]) async {
        for job in jobs {
            if Task.isCancelled { return }
            do {
                switch job.phase {
                case Self.interrupted:
                    try await report(job, .unknown(reason: Self.interrupted))
                    try await store.release(job.send, nextAt: clock())
                case Send.Phase.queued.word:
                    // What comes later in the conversation waits until this one has gone.
                    guard try await carry(job) else { return }
                default: try await look(job)
                }
            } catch {
                logger.error("a send waits", metadata: ["send": "\(job.send)", "reason": "\(error)"])
                return
            }
        }
    }

    /// False if it is to be tried again later.
    private func carry(_ pending: PendingSend) async throws -> Bool {
        guard try await store.lease(pending.send, until: clock().adding(seconds: Self.lease), at: clock()) else { return false }
        guard let (carrier, parcel, _) = try parcel(for: pending) else {
            try await report(pending, .failed(reason: "no_connector"))
            return true
        }
        // What was decided on is what goes, or nothing does.
        guard try parcel.files.count == count(pending) else {
            try await report(pending, .failed(reason: "attachment_gone"))
            return true
        }
        switch await carrier.send(parcel) {
        case .accepted(let at, let id, let thread):
            try await report(pending, accepted(at, id, thread, parcel.channel.network))
        case .refused(let code): try await report(pending, .failed(reason: code))
        case .unknown(let reason):
            try await report(pending, .unknown(reason: reason))
            try await store.release(pending.send, nextAt: clock().adding(seconds: 1))
            return false
        case .retryLater(let seconds):
            try await store.release(pending.send, nextAt: clock().adding(seconds: Int64(max(1, seconds))))
            return false
        }
        return true
    }

    /// Looks for an unknown send.
    private func look(_ pending: PendingSend) async throws {
        guard try await store.lease(pending.send, until: clock().adding(seconds: Self.lease), at: clock()) else { return }
        guard let (carrier, parcel, line) = try parcel(for: pending) else {
            try await store.release(pending.send, nextAt: clock().adding(seconds: 600))
            return
        }
        let lost = try lastSeen(pending)
        let hasSettled = clock().milliseconds - lost.milliseconds >= carrier.settling.components.seconds * 1_000
        switch await carrier.find(parcel, Timestamp(milliseconds: line.leaf.recordedTime - 60_000)) {
        case .found(let id):
            try await report(
                pending,
                .found(providerKey: id.map { store.hashes.thread(parcel.channel.network, $0) }, threadKey: nil, providerID: id))
        case .absent where hasSettled:
            try await report(pending, .absent)
            try await store.release(pending.send, nextAt: clock())
        case .absent, .cannotTell:
            // Longer each time; a person can decide at any moment.
            try await store.release(pending.send, nextAt: clock().adding(seconds: Int64(min(600, 1 << min(pending.tries, 9)))))
        }
    }

    /// When its answer was lost, by the entry that says so.
    private func lastSeen(_ pending: PendingSend) throws -> Timestamp {
        let line = try store.conversation(pending.conversation)?.lines.last { line in
            line.leaf.subject == pending.send && line.leaf.commandType == CommandType.recordUnknown.rawValue
        }
        return line.map { Timestamp(milliseconds: $0.leaf.recordedTime) } ?? clock()
    }

    private func accepted(_ at: Timestamp, _ id: String?, _ thread: String?, _ network: Network) -> SendReport.Outcome {
        .accepted(
            at: at, providerKey: id.map { store.hashes.thread(network, $0) }, threadKey: thread.map { store.hashes.thread(network, $0) },
            providerID: id)
    }

    private func report(_ pending: PendingSend, _ outcome: SendReport.Outcome) async throws {
        let owner = try store.owner(of: pending.send)
        do {
            _ = try await store.submit(
                Command(
                    id: RandomIDs.event(), principal: .network,
                    order: .record(SendReport(conversation: pending.conversation, send: pending.send, outcome: outcome)), owner: owner))
        } catch StorageError.refused(.wrongPhase) {
            // Somebody else settled it meanwhile, such as a bounce or a person.
            logger.notice("a send was settled meanwhile", metadata: ["send": "\(pending.send)"])
        }
    }

    /// How many files go along with an act.
    private func count(_ pending: PendingSend) throws -> Int { try store.entry(pending.send)?.attachments.count ?? 0 }

    private func parcel(for pending: PendingSend) throws -> (Carrier, Carrier.Parcel, ConversationPage.Line)? {
        guard let line = try store.entry(pending.send), let page = try store.conversation(pending.conversation),
            let queued = page.state.sends[pending.send]?.queued,
            let carrier = carriers.first(where: { $0.accounts.contains(queued.channelAccount) })
        else { return nil }
        // The message that it answers may have had its content replaced since.
        let inReplyTo = page.lines.first { $0.leaf.eventID == queued.inReplyTo }.flatMap { page.shown($0) }?[.providerID]
        let mails = page.lines.filter { line in
            line.events?.contains { event in
                switch event {
                case .received(let received): received.channel.network == .mail
                case .queued(let sent): sent.channel.network == .mail && sent.send != pending.send
                default: false
                }
            } == true
        }
        let receipts: Set<UInt16> = [CommandType.recordAccepted.rawValue, CommandType.recordFound.rawValue]
        let known = page.lines.filter { receipts.contains($0.leaf.commandType) && $0.leaf.subject != pending.send }
        var parcel = Carrier.Parcel(
            act: queued.act, channel: queued.channel, text: line.text ?? "", subject: line[.subject], recipient: line[.recipient],
            inReplyTo: inReplyTo, messageID: line[.providerID], references: mails.suffix(20).compactMap { $0[.providerID] },
            replyToken: queued.channel.network == .mail && queued.act != ActWords.verification
                ? tokens.make(for: page.state.id, sender: queued.recipient) : nil,
            known: Set(known.compactMap { $0[.providerID] }))
        let notes = line.attachments
        parcel.files = zip(line.files(notes), notes).map { file, note in
            (file.name, AttachmentType(rawValue: note.type)?.mediaType ?? "application/octet-stream", file.bytes)
        }
        return (carrier, parcel, line)
    }
}
