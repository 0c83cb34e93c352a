/// What the network holds, for whoever watches a demo or a test.
extension SandboxNetwork {
    /// Users, the newest posts and messages, counts; in one fixed order.
    func dump(newest: Int) -> WireValue {
        state.withLock { state in
            let users = state.users.values.sorted { $0.id < $1.id }.suffix(newest)
            let posts = state.postOrder.compactMap { state.posts[$0] }.suffix(newest)
            return [
                "users": .array(users.map { ModernWire.user($0) }),
                "posts": .array(posts.map { ["post": ModernWire.post($0, in: state), "hidden": .boolean($0.isHidden)] }),
                "messages": .array(state.messages.suffix(newest).map { ModernWire.message($0) }),
                "waiting": .number(UInt64(state.queue.count)),
                "delivered": .number(UInt64(state.counts.delivered)),
                "attempts": .number(UInt64(state.counts.attempts)),
                "abandoned": .number(UInt64(state.counts.abandoned)),
                "faults": .number(UInt64(state.counts.faults)),
            ]
        }
    }

    /// The dump as bytes: equal seeds, calls and times give equal bytes.
    public func snapshot() -> [UInt8] { dump(newest: .max).bytes() }
}
