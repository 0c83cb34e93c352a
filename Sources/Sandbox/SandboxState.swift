/// Everything the network knows. Bounded: the oldest posts and messages go first.
struct SandboxState {
    var random: SeededGenerator
    var lastID: UInt64 = 0
    var users: [UInt64: SandboxUser] = [:]
    var handles: [String: UInt64] = [:]
    var posts: [UInt64: SandboxPost] = [:]
    /// Ids in the order of posting, deleted ones included until they fall out.
    var postOrder: [UInt64] = []
    var messages: [SandboxMessage] = []
    var subscriptions: [UInt64: SandboxSubscription] = [:]
    var queue = DeliveryQueue()
    var faults = FaultPlan()
    var windows: [String: RateWindow] = [:]
    var counts = SandboxCounts()

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// An identifier as X makes them: milliseconds since its epoch in the high bits, so beyond 2^53 and growing with time.
    mutating func mint(at now: Int64) -> UInt64 {
        let stamp = UInt64(max(0, now - 1_288_834_974_657)) << 22
        lastID = max(lastID + 1, stamp | UInt64.random(in: 0..<4096, using: &random))
        return lastID
    }

    mutating func add(_ post: SandboxPost, limit: Int) {
        posts[post.id] = post
        postOrder.append(post.id)
        if postOrder.count > limit {
            let surplus = postOrder.count - limit * 3 / 4
            for id in postOrder.prefix(surplus) { posts[id] = nil }
            postOrder.removeFirst(surplus)
        }
    }

    mutating func add(_ message: SandboxMessage, limit: Int) {
        messages.append(message)
        if messages.count > limit { messages.removeFirst(messages.count - limit * 3 / 4) }
    }

    /// The subscribed accounts that hear of a post: its author, whom it mentions, whom it answers.
    func audience(of post: SandboxPost) -> [SandboxSubscription] {
        var accounts = [post.author]
        for id in post.mentions + [post.inReplyToAuthor].compactMap({ $0 }) where !accounts.contains(id) { accounts.append(id) }
        return accounts.compactMap { subscriptions[$0] }
    }

    mutating func enqueue(_ value: WireValue, to subscription: SandboxSubscription) {
        let body = value.bytes(escaped: subscription.shape == .accountActivity)
        let delivery = SandboxDelivery(
            url: subscription.url, body: body, signature: WebhookSignature.of(body, secret: subscription.consumerSecret))
        let copies = chance(faults.duplicatePercent) ? 2 : 1
        for _ in 0..<copies { queue.add(delivery, behind: faults.disorder > 0 ? Int.random(in: 0...faults.disorder, using: &random) : 0) }
        counts.enqueued += copies
    }

    /// X's event ids may be negative.
    mutating func uuid() -> String { String(Int64(bitPattern: random.next())) }

    mutating func chance(_ percent: Int) -> Bool { percent > 0 && Int.random(in: 0..<100, using: &random) < percent }

    mutating func nextFault() -> AnswerFault? {
        if !faults.answers.isEmpty { return faults.answers.removeFirst() }
        guard !faults.mix.isEmpty, chance(faults.answerPercent) else { return nil }
        return faults.mix[Int.random(in: 0..<faults.mix.count, using: &random)]
    }
}

/// Calls of one token and kind since a window began.
struct RateWindow {
    /// Seconds since 1970.
    var began: Int64
    var used: Int
}

/// What has happened so far.
public struct SandboxCounts: Sendable, Equatable, Codable {
    public var enqueued = 0
    public var delivered = 0
    public var attempts = 0
    /// Given up after the last attempt.
    public var abandoned = 0
    public var faults = 0
}
