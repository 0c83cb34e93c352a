/// What the network's own page shows.
extension SandboxNetwork {
    /// A post with whatever is needed to show it.
    struct ShownPost {
        var post: SandboxPost
        var author: SandboxUser
        /// Whether the firm hears of it: its account is named, answered, or wrote it.
        var reachesFirm: Bool
        var isFirm: Bool
    }

    /// Everybody but the accounts of firms, in the order of joining.
    func customers(limit: Int = 60) -> [SandboxUser] {
        state.withLock { state in
            Array(state.users.values.filter { state.subscriptions[$0.id] == nil }.sorted { $0.id < $1.id }.prefix(limit))
        }
    }

    /// The newest posts as threads: the thread with the newest post first, each from its beginning.
    func threads(firm: UInt64, newest: Int = 120) -> [[ShownPost]] {
        state.withLock { state in
            var threads: [UInt64: [ShownPost]] = [:]
            for post in state.postOrder.suffix(newest * 2).compactMap({ state.posts[$0] }).suffix(newest) {
                guard let author = state.users[post.author] else { continue }
                threads[post.conversation, default: []].append(
                    ShownPost(
                        post: post, author: author,
                        reachesFirm: post.author == firm || post.mentions.contains(firm) || post.inReplyToAuthor == firm,
                        isFirm: post.author == firm))
            }
            return threads.values.sorted { ($0.last?.post.id ?? 0) > ($1.last?.post.id ?? 0) }
        }
    }

    /// Tells whoever watches that something changed; the stream ends with its reader.
    func watch() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = watchers.withLock { watchers in
            watchers.last += 1
            watchers.open[watchers.last] = continuation
            return watchers.last
        }
        continuation.onTermination = { [weak self] _ in self?.watchers.withLock { _ = $0.open.removeValue(forKey: id) } }
        return stream
    }
}
