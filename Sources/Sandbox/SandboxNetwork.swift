import Synchronization

/// A small social network in memory: people, posts, direct messages, webhooks and the REST calls of the firm's accounts.
///
/// It acts on what it is told and on its seed alone: the same calls at the same times give the same identifiers, bodies and faults.
public final class SandboxNetwork: Sendable {
    let limits: SandboxLimits
    let now: @Sendable () -> Int64
    let state: Mutex<SandboxState>
    let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation
    /// Pages that are open.
    let watchers = Mutex(Watchers())

    struct Watchers {
        var last = 0
        var open: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    /// - Parameter now: milliseconds since 1970.
    public init(seed: UInt64, limits: SandboxLimits = SandboxLimits(), now: @escaping @Sendable () -> Int64) {
        self.limits = limits
        self.now = now
        self.state = Mutex(SandboxState(seed: seed))
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    @discardableResult
    public func createUser(handle: String, name: String, acceptsMessages: Bool = true) throws(SandboxError) -> SandboxUser {
        let now = now()
        return try change { state throws(SandboxError) in
            guard (1...15).contains(handle.unicodeScalars.count), handle.unicodeScalars.allSatisfy(WireText.isHandle),
                state.handles[handle.lowercased()] == nil
            else { throw .badHandle }
            guard state.users.count < limits.users else { throw .full }
            let user = SandboxUser(id: state.mint(at: now), handle: handle, name: name, acceptsMessages: acceptsMessages, joined: now)
            state.users[user.id] = user
            state.handles[handle.lowercased()] = user.id
            return user
        }
    }

    /// Gives an account of the firm its webhook and its token.
    public func subscribe(_ subscription: SandboxSubscription) throws(SandboxError) {
        try change { state throws(SandboxError) in
            guard state.users[subscription.account] != nil else { throw .unknownUser }
            state.subscriptions[subscription.account] = subscription
        }
    }

    /// Writes a post as somebody; whoever is mentioned or answered and has a webhook hears of it.
    @discardableResult
    public func post(as author: UInt64, _ text: String, inReplyTo parent: UInt64? = nil) throws(SandboxError) -> SandboxPost {
        let now = now()
        return try change { state throws(SandboxError) in
            guard !text.isEmpty, text.unicodeScalars.count <= limits.customerPostLength else { throw .badText }
            return try publish(text, by: author, inReplyTo: parent, versions: [], at: now, &state)
        }
    }

    /// Passes somebody's post on without a word of one's own.
    @discardableResult
    public func repost(_ original: UInt64, as author: UInt64) throws(SandboxError) -> SandboxPost {
        let now = now()
        return try change { state throws(SandboxError) in
            guard state.users[author] != nil else { throw .unknownUser }
            guard let source = state.posts[original], let writer = state.users[source.author] else { throw .unknownPost }
            let id = state.mint(at: now)
            let post = SandboxPost(
                id: id, author: author, text: "RT @\(writer.handle): \(source.text)", links: source.links, mentions: [writer.id],
                inReplyTo: nil,
                inReplyToAuthor: nil, conversation: id, repostOf: original, versions: [], at: now)
            try announce(post, &state)
            return post
        }
    }

    /// Replaces a post by a new version with an identifier of its own.
    @discardableResult
    public func edit(_ old: UInt64, as author: UInt64, _ text: String) throws(SandboxError) -> SandboxPost {
        let now = now()
        return try change { state throws(SandboxError) in
            guard let post = state.posts[old] else { throw .unknownPost }
            guard post.author == author else { throw .notTheAuthor }
            guard !text.isEmpty, text.unicodeScalars.count <= limits.customerPostLength else { throw .badText }
            let new = try publish(text, by: author, inReplyTo: post.inReplyTo, versions: post.versions + [old], at: now, &state)
            state.posts[old] = nil
            return new
        }
    }

    /// Deletes a post as its author; whoever heard of it hears of this.
    public func delete(_ id: UInt64, as author: UInt64) throws(SandboxError) {
        let now = now()
        try change { state throws(SandboxError) in
            guard let post = state.posts[id] else { throw .unknownPost }
            guard post.author == author else { throw .notTheAuthor }
            try remove(post, at: now, &state)
        }
    }

    /// Writes a direct message as somebody.
    @discardableResult
    public func message(as sender: UInt64, to recipient: UInt64, _ text: String) throws(SandboxError) -> SandboxMessage {
        let now = now()
        return try change { state throws(SandboxError) in try send(text, from: sender, to: recipient, at: now, &state) }
    }

    /// Writes an end-to-end encrypted message: only the newer envelope tells of one, and nobody here can read it.
    @discardableResult
    public func encryptedMessage(as sender: UInt64, to recipient: UInt64) throws(SandboxError) -> UInt64 {
        let now = now()
        return try change { state throws(SandboxError) in
            guard state.users[sender] != nil, state.users[recipient] != nil else { throw .unknownUser }
            guard state.queue.count < limits.deliveries else { throw .full }
            let id = state.mint(at: now)
            if let subscription = state.subscriptions[recipient], subscription.shape == .activity {
                let uuid = state.uuid()
                state.enqueue(ModernWire.encrypted(id, from: sender, to: recipient, at: now, uuid: uuid), to: subscription)
            }
            return id
        }
    }

    /// Takes the right to act for an account back, as its owner may at any time: one last webhook, then 401.
    public func revoke(_ account: UInt64) throws(SandboxError) {
        let now = now()
        try change { state throws(SandboxError) in
            guard let subscription = state.subscriptions[account] else { throw .notSubscribed }
            let uuid = state.uuid()
            let value =
                subscription.shape == .activity
                ? ModernWire.revoked(account, at: now, uuid: uuid) : LegacyWire.revoked(account, at: now)
            state.enqueue(value, to: subscription)
            state.subscriptions[account] = nil
        }
    }

    /// Replaces the plan of what goes wrong.
    public func plan(_ faults: FaultPlan) { state.withLock { $0.faults = faults } }

    public var counts: SandboxCounts { state.withLock { $0.counts } }

    public func user(handle: String) -> SandboxUser? {
        state.withLock { state in state.handles[handle.lowercased()].flatMap { state.users[$0] } }
    }
    public func user(_ id: UInt64) -> SandboxUser? { state.withLock { $0.users[id] } }
    public func post(_ id: UInt64) -> SandboxPost? { state.withLock { $0.posts[id] } }

    /// What somebody has posted and not deleted, oldest first.
    public func posts(by author: UInt64) -> [SandboxPost] {
        state.withLock { state in state.postOrder.compactMap { state.posts[$0] }.filter { $0.author == author } }
    }

    /// What two have written to each other, oldest first.
    public func messages(between one: UInt64, and other: UInt64) -> [SandboxMessage] {
        state.withLock { state in
            state.messages.filter { ($0.sender, $0.recipient) == (one, other) || ($0.sender, $0.recipient) == (other, one) }
        }
    }

    public func subscription(of account: UInt64) -> SandboxSubscription? { state.withLock { $0.subscriptions[account] } }

    func takeDelivery() -> SandboxDelivery? { state.withLock { $0.queue.take() } }

    /// Runs one change; afterwards whoever delivers and whoever watches is told to look.
    func change<Result: Sendable>(_ body: (inout SandboxState) throws(SandboxError) -> Result) throws(SandboxError) -> Result {
        defer {
            signal.yield()
            for watcher in watchers.withLock({ Array($0.open.values) }) { watcher.yield() }
        }
        return try state.withLock { state throws(SandboxError) in try body(&state) }
    }
}
