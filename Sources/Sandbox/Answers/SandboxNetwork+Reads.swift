/// Calls that only look.
extension SandboxNetwork {
    func timeline(_ call: SandboxCall, _ state: SandboxState) -> SandboxAnswer.Reply {
        guard let author = UInt64(call.path[2]), state.users[author] != nil else { return .notFound("user", "id", call.path[2]) }
        return list(call, state) { $0.author == author }
    }

    func mentions(_ call: SandboxCall, _ state: SandboxState) -> SandboxAnswer.Reply {
        guard let user = UInt64(call.path[2]), state.users[user] != nil else { return .notFound("user", "id", call.path[2]) }
        return list(call, state) { $0.mentions.contains(user) }
    }

    /// Of the search language only what names a thread.
    func search(_ call: SandboxCall, _ state: SandboxState) -> SandboxAnswer.Reply {
        guard let query = call.query["query"], query.hasPrefix("conversation_id:"), let root = UInt64(query.dropFirst(16)) else {
            return .invalid("query is not conversation_id: and an id")
        }
        return list(call, state) { $0.conversation == root }
    }

    private func list(_ call: SandboxCall, _ state: SandboxState, _ belongs: (SandboxPost) -> Bool) -> SandboxAnswer.Reply {
        let since = call.query["start_time"]
        let posts = state.postOrder.reversed().compactMap { state.posts[$0] }.filter { post in
            belongs(post) && (since.map { WireDate.iso(post.at) >= $0 } ?? true)
        }
        return page(posts, call, state, authors: { [$0.author] }, write: { ModernWire.post($0, in: state) })
    }

    func listMessages(_ call: SandboxCall, _ account: UInt64, with other: String?, _ state: SandboxState) -> SandboxAnswer.Reply {
        var messages = state.messages.filter { $0.sender == account || $0.recipient == account }
        if let other {
            guard let id = UInt64(other), state.users[id] != nil else { return .notFound("user", "participant_id", other) }
            messages = messages.filter { $0.sender == id || $0.recipient == id }
        }
        return page(messages.reversed(), call, state, authors: { [$0.sender] }, write: { ModernWire.message($0) })
    }

    func showPost(_ id: String, _ state: SandboxState) -> SandboxAnswer.Reply {
        guard let post = UInt64(id).flatMap({ state.posts[$0] }) else { return .notFound("tweet", "id", id) }
        return SandboxAnswer.Reply(200, ["data": ModernWire.post(post, in: state)])
    }

    func showUser(_ handle: String, _ state: SandboxState) -> SandboxAnswer.Reply {
        guard let user = state.handles[handle.lowercased()].flatMap({ state.users[$0] }) else {
            return .notFound("user", "username", handle)
        }
        return SandboxAnswer.Reply(200, ["data": ModernWire.user(user)])
    }

    /// One page, newest first; the token is the place where the next begins.
    private func page<Item>(
        _ items: [Item], _ call: SandboxCall, _ state: SandboxState, authors: (Item) -> [UInt64], write: (Item) -> WireValue
    ) -> SandboxAnswer.Reply {
        let size = call.query["max_results"].flatMap { Int($0) } ?? 10
        guard (1...100).contains(size) else { return .invalid("max_results is not between 1 and 100") }
        let start = (call.query["pagination_token"] ?? call.query["next_token"]).flatMap { Int($0) } ?? 0
        guard start >= 0, start <= items.count else { return .invalid("pagination_token is none of ours") }
        let page = items[start..<min(start + size, items.count)]
        var meta: [(String, WireValue)] = [("result_count", .number(UInt64(page.count)))]
        if page.endIndex < items.count { meta.append(("next_token", .string(String(page.endIndex)))) }
        var members: [(String, WireValue)] = page.isEmpty ? [] : [("data", .array(page.map(write)))]
        if call.query["expansions"] != nil, !page.isEmpty {
            let users = Set(page.flatMap(authors)).sorted().compactMap { state.users[$0] }
            members.append(("includes", ["users": .array(users.map { ModernWire.user($0) })]))
        }
        return SandboxAnswer.Reply(200, .object(members + [("meta", .object(meta))]))
    }
}
