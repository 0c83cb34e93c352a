import Conversations
public import Ledger
public import Storage

/// A web chat of the firm: one more channel of the same conversations.
///
/// A visitor is nobody in particular and stays so: a message goes through the intake like any other, and what comes back goes through policy,
/// outbox and seal. What a visitor sees is always read from what is durable.
public struct WebChat: Sendable {
    public let settings: ServerConfiguration.ChatAccount
    public let account: ChannelAccount
    public let visits: ChatVisits
    let intake: Intake
    let watch: ChatWatch
    let limits: ChatLimits
    let clock: @Sendable () -> Timestamp

    init(
        _ settings: ServerConfiguration.ChatAccount, account: ChannelAccount, intake: Intake, watch: ChatWatch, limits: ChatLimits,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        self.settings = settings
        self.account = account
        visits = ChatVisits(
            account: settings.name, hashes: intake.store.hashes, lifetime: .seconds(3_600 * (settings.visitHours ?? 168)))
        self.intake = intake
        self.watch = watch
        self.limits = limits
        self.clock = clock
    }

    private var store: Store { intake.store }

    /// What came of asking for something that is counted.
    public enum Answer<Value: Sendable>: Sendable {
        case done(Value)
        /// Too often, or too many at once: to be tried again after so many seconds.
        case wait(seconds: Int)
    }

    /// Begins a visit; the token goes into the visitor's cookie and nowhere else.
    public func begin(from address: String) -> Answer<(visit: ChatVisit, token: String)> {
        let now = clock()
        if let seconds = limits.visit(from: address, at: now) { return .wait(seconds: seconds) }
        return .done(visits.begin(at: now))
    }

    /// The visit of a token; nil if it is not ours, or over.
    public func visit(token: String) throws(StorageError) -> ChatVisit? {
        guard let visit = visits.find(token, at: clock()), try !isOver(visit) else { return nil }
        return visit
    }

    /// Ends the visit for every page that holds its token; what stands in the conversation stays there.
    public func end(_ visit: ChatVisit) async throws(StorageError) {
        // A visit in which nothing was said shows nothing to anybody.
        guard try !items(of: visit, after: nil).conversations.isEmpty else { return }
        try await store.end(visit: visit.key, expires: visit.expires, at: clock())
        watch.wake(visit)
    }

    func isOver(_ visit: ChatVisit) throws(StorageError) -> Bool {
        guard clock() < visit.expires else { return true }
        do { return try store.isEnded(visit: visit.key) } catch { throw .notWritable("\(error)") }
    }

    /// Takes a message in; durable when this returns.
    /// - Parameter id: random, from the page that composed it: the same id twice is one message, whatever the second one says.
    /// - Returns: the message as it is kept, with what was taken out of it; nil where policy keeps it apart until somebody has looked.
    public func post(_ text: String, id: EventID, of visit: ChatVisit, from address: String) async throws(StorageError) -> Answer<ChatLine?>
    {
        let now = clock()
        if let seconds = limits.message(of: visit, from: address, at: now) { return .wait(seconds: seconds) }
        let providerID = "\(visit.address) \(id)"
        let envelope = Intake.Envelope(
            account: account.id, channel: account.publicKind, published: now, providerID: providerID, threadID: visit.address,
            address: visit.address, handle: "", name: visit.name, proof: .visit, trail: Trail(), automatic: false)
        _ = try await intake.receive(envelope, text: text)
        watch.wake(visit)
        do {
            guard let placed = try store.message(duplicateKey: store.hashes.duplicate(account.id, providerID)),
                let page = try root(of: placed.conversation)
            else { return .done(nil) }
            let written = page.lines.first { $0.leaf.eventID == placed.message }
            return .done(timeline(of: visit).items(of: page).first { $0.message == written?.index }?.line)
        } catch let error as StorageError { throw error } catch { throw .notWritable("\(error)") }
    }

    /// Everything the visitor may see, oldest first.
    public func lines(of visit: ChatVisit) throws(StorageError) -> [ChatLine] {
        try items(of: visit, after: nil).items.sorted { $0.message < $1.message }.map(\.line)
    }

    /// The visitor's stream from a mark on.
    public func stream(of visit: ChatVisit, from address: String, after mark: String?) -> Answer<ChatStream> {
        if let seconds = limits.reading(from: address, at: clock()) { return .wait(seconds: seconds) }
        guard let seat = watch.sit(visit, from: address) else { return .wait(seconds: 10) }
        return .done(ChatStream(chat: self, visit: visit, seat: seat, mark: mark))
    }

    func items(of visit: ChatVisit, after mark: String?) throws(StorageError) -> (
        items: [ChatTimeline.Item], conversations: Set<ConversationID>
    ) {
        var conversations: Set<ConversationID> = []
        var roots: Set<ConversationID> = []
        var items: [ChatTimeline.Item] = []
        do {
            for id in try store.conversations(thread: visit.thread) {
                guard let page = try root(of: id) else { continue }
                conversations.formUnion([id, page.state.id])
                if roots.insert(page.state.id).inserted { items += timeline(of: visit).items(of: page) }
            }
        } catch let error as StorageError { throw error } catch { throw .notWritable("\(error)") }
        return (ChatTimeline.Item.after(mark, in: items), conversations)
    }

    private func timeline(of visit: ChatVisit) -> ChatTimeline { ChatTimeline(visit: visit, hashes: store.hashes) }

    /// The conversation that one goes on in, with everything that was merged into it.
    private func root(of id: ConversationID) throws -> ConversationPage? {
        guard let page = try store.conversation(id), page.state.mergedInto != nil, let root = page.states.root(of: id) else {
            return try store.conversation(id)
        }
        return try store.conversation(root.id)
    }
}
