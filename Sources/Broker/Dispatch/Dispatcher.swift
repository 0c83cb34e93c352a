public import Conversations
import Ledger
public import Logging
public import ServiceLifecycle
public import Storage

/// Carries out what is sealed: leases, calls the connector, and brings back what became of it.
///
/// Nothing leaves before its record is sealed, and an attempt is durable before the connector is called. Where the answer is lost the send is
/// unknown: it is looked for, and only a found absence or a person sends again.
public struct Dispatcher: Service {
    let store: Store
    let carriers: [Carrier]
    let tokens: ReplyTokens
    let clock: @Sendable () -> Timestamp
    let logger: Logger

    /// How long a connector may take before others take the send for interrupted.
    static let lease: Int64 = 60
    /// How often nothing happening is looked at again.
    static let idle = Duration.milliseconds(50)

    public init(
        store: Store, carriers: [Carrier], tokens: ReplyTokens, clock: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.store = store
        self.carriers = carriers
        self.tokens = tokens
        self.clock = clock
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let done = try await round()
                    if done == 0 { try await Task.sleep(for: Self.idle) }
                } catch is CancellationError {
                    return
                } catch {
                    // The error names an operation and a code; nobody's words are in it.
                    logger.error("dispatch waits", metadata: ["reason": "\(error)"])
                    do { try await Task.sleep(for: .seconds(1)) } catch { return }
                }
            }
        }
    }

    /// One pass over everything that can be done now; how much that was.
    public func round() async throws -> Int {
        var done = 0
        let now = clock()
        for pending in try store.interruptedSends(at: now) {
            try await report(pending, .unknown(reason: "interrupted"))
            done += 1
        }
        let sealed = store.status.sealed
        for pending in try store.pendingSends(phase: "queued", at: now) where pending.queuedIndex < sealed {
            try await carry(pending)
            done += 1
        }
        for pending in try store.pendingSends(phase: "unknown", at: now) where try await look(pending) { done += 1 }
        return done
    }

    private func carry(_ pending: PendingSend) async throws {
        guard try await store.lease(pending.send, until: clock().adding(seconds: Self.lease), at: clock()) else { return }
        guard let (carrier, parcel) = try parcel(for: pending) else {
            try await report(pending, .failed(reason: "no_connector"))
            return
        }
        switch await carrier.send(parcel) {
        case .accepted(let at, let id, let thread):
            try await report(pending, accepted(at, id, thread, parcel.channel.network))
        case .refused(let code): try await report(pending, .failed(reason: code))
        case .unknown(let reason): try await report(pending, .unknown(reason: reason))
        case .retryLater(let seconds):
            try await store.release(pending.send, nextAt: clock().adding(seconds: Int64(max(1, seconds))))
        }
    }

    /// Looks for an unknown send; true if that told something.
    private func look(_ pending: PendingSend) async throws -> Bool {
        guard try await store.lease(pending.send, until: clock().adding(seconds: Self.lease), at: clock()) else { return false }
        guard let (carrier, parcel) = try parcel(for: pending), let line = try store.entry(pending.send) else { return false }
        switch await carrier.find(parcel, Timestamp(milliseconds: line.leaf.recordedTime - 60_000)) {
        case .found(let id):
            try await report(
                pending,
                .found(providerKey: id.map { store.hashes.thread(parcel.channel.network, $0) }, threadKey: nil, providerID: id))
            return true
        case .absent:
            try await report(pending, .absent)
            try await store.release(pending.send, nextAt: clock())
            return true
        case .cannotTell:
            // Longer each time; a person can decide at any moment.
            try await store.release(pending.send, nextAt: clock().adding(seconds: Int64(min(600, 5 << min(pending.tries, 7)))))
            return false
        }
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
            // Somebody else reported it meanwhile.
        }
    }

    private func parcel(for pending: PendingSend) throws -> (Carrier, Carrier.Parcel)? {
        guard let line = try store.entry(pending.send), let page = try store.conversation(pending.conversation),
            let queued = page.state.sends[pending.send]?.queued,
            let carrier = carriers.first(where: { $0.accounts.contains(queued.channelAccount) })
        else { return nil }
        let inReplyTo = try queued.inReplyTo.flatMap { try store.entry($0) }?[.providerID]
        let mails = page.lines.filter { line in
            line.events?.contains { event in
                switch event {
                case .received(let received): received.channel.network == .mail
                case .queued(let sent): sent.channel.network == .mail && sent.send != pending.send
                default: false
                }
            } == true
        }
        return (
            carrier,
            Carrier.Parcel(
                act: queued.act, channel: queued.channel, text: line.text ?? "", subject: line[.subject], recipient: line[.recipient],
                inReplyTo: inReplyTo, messageID: line[.providerID], references: mails.suffix(20).compactMap { $0[.providerID] },
                replyToken: queued.channel.network == .mail && queued.act != ActWords.verification
                    ? tokens.make(for: page.state.id, sender: queued.recipient) : nil)
        )
    }
}
