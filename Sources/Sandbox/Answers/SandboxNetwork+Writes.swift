import FoundationEssentials

/// Calls that change something.
extension SandboxNetwork {
    private struct NewPost: Decodable {
        struct Reply: Decodable {
            var parent: String

            enum CodingKeys: String, CodingKey { case parent = "in_reply_to_tweet_id" }
        }

        var text: String
        var reply: Reply?
        var quoted: String?

        enum CodingKeys: String, CodingKey {
            case text, reply
            case quoted = "quote_tweet_id"
        }
    }

    private struct NewMessage: Decodable { var text: String }

    private struct Target: Decodable {
        var post: String

        enum CodingKeys: String, CodingKey { case post = "tweet_id" }
    }

    private struct Hidden: Decodable { var hidden: Bool }

    func createPost(_ call: SandboxCall, _ account: UInt64, _ now: Int64, _ state: inout SandboxState) -> SandboxAnswer.Reply {
        guard let new = try? JSONDecoder().decode(NewPost.self, from: Data(call.body)), !new.text.isEmpty else {
            return .invalid("text is missing or empty")
        }
        guard WireText.weight(new.text) <= limits.postLength else {
            return .forbidden(
                "Your Tweet text is too long. For more information on how Twitter determines text length see our documentation.")
        }
        var parent: UInt64?
        if let reply = new.reply {
            guard let id = UInt64(reply.parent) else { return .invalid("reply.in_reply_to_tweet_id is no id") }
            parent = id
        }
        var quoted: UInt64?
        if let id = new.quoted {
            guard let id = UInt64(id) else { return .invalid("quote_tweet_id is no id") }
            guard state.posts[id] != nil else {
                return .forbidden("You attempted to quote a Tweet that is deleted or not visible to you.")
            }
            quoted = id
        }
        if isDuplicate(new.text, inReplyTo: parent, by: account, state) {
            return .forbidden("You are not allowed to create a Tweet with duplicate content.")
        }
        do {
            let post = try publish(new.text, by: account, inReplyTo: parent, quoting: quoted, versions: [], at: now, &state)
            return SandboxAnswer.Reply(
                201,
                ["data": ["edit_history_tweet_ids": [.text(post.id)], "id": .text(post.id), "text": .string(WireText.escaped(post.text))]])
        } catch {
            return error == .unknownPost
                ? .forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.")
                : .problem(503, "Service Unavailable", "Service Unavailable")
        }
    }

    /// X refuses the same words twice in a row from one account in one place.
    private func isDuplicate(_ text: String, inReplyTo parent: UInt64?, by account: UInt64, _ state: SandboxState) -> Bool {
        let recent = state.postOrder.suffix(200).compactMap { state.posts[$0] }
        return recent.contains { post in
            guard post.author == account, post.inReplyTo == parent else { return false }
            var whole = post.text
            for link in post.links { whole = whole.replacing(link.short, with: link.expanded) }
            return whole == text || (parent != nil && whole.hasSuffix(" \(text)") && whole.hasPrefix("@"))
        }
    }

    func deletePost(_ id: String, _ account: UInt64, _ now: Int64, _ state: inout SandboxState) -> SandboxAnswer.Reply {
        guard let number = UInt64(id) else { return .invalid("id is no id") }
        // X confirms the deletion of what is not there.
        guard let post = state.posts[number] else { return SandboxAnswer.Reply(200, ["data": ["deleted": true]]) }
        guard post.author == account else { return .forbidden("You are not authorized to delete this Tweet.") }
        do {
            try remove(post, at: now, &state)
            return SandboxAnswer.Reply(200, ["data": ["deleted": true]])
        } catch {
            return .problem(503, "Service Unavailable", "Service Unavailable")
        }
    }

    /// Only replies in a thread that the account began can be hidden.
    func hidePost(_ call: SandboxCall, _ account: UInt64, _ state: inout SandboxState) -> SandboxAnswer.Reply {
        guard let id = UInt64(call.path[2]), let wanted = try? JSONDecoder().decode(Hidden.self, from: Data(call.body)) else {
            return .invalid("hidden is missing")
        }
        guard var post = state.posts[id] else { return .notFound("tweet", "id", call.path[2]) }
        guard post.inReplyTo != nil, state.posts[post.conversation]?.author == account else {
            return .forbidden("You are not permitted to perform this action.")
        }
        post.isHidden = wanted.hidden
        state.posts[id] = post
        return SandboxAnswer.Reply(200, ["data": ["hidden": .boolean(wanted.hidden)]])
    }

    /// Likes a post or shows it to the account's followers; twice is once.
    func praise(_ call: SandboxCall, _ account: UInt64, _ state: inout SandboxState, repeating: Bool) -> SandboxAnswer.Reply {
        guard UInt64(call.path[2]) == account else { return .forbidden("You may act only as yourself.") }
        guard let target = try? JSONDecoder().decode(Target.self, from: Data(call.body)), let id = UInt64(target.post) else {
            return .invalid("tweet_id is missing")
        }
        guard var post = state.posts[id] else { return .notFound("tweet", "tweet_id", target.post) }
        if repeating { post.repostedBy.insert(account) } else { post.likedBy.insert(account) }
        state.posts[id] = post
        return SandboxAnswer.Reply(200, ["data": [repeating ? "retweeted" : "liked": true]])
    }

    func createMessage(_ call: SandboxCall, _ account: UInt64, _ now: Int64, _ state: inout SandboxState) -> SandboxAnswer.Reply {
        guard let new = try? JSONDecoder().decode(NewMessage.self, from: Data(call.body)) else { return .invalid("text is missing") }
        guard let recipient = UInt64(call.path[3]) else { return .invalid("participant_id is no id") }
        do {
            let message = try send(new.text, from: account, to: recipient, at: now, &state)
            return SandboxAnswer.Reply(
                201, ["data": ["dm_conversation_id": .string(message.conversation), "dm_event_id": .text(message.id)]])
        } catch {
            switch error {
            case .unknownUser: return .notFound("user", "participant_id", call.path[3])
            case .doesNotAcceptMessages: return .forbidden("You cannot send messages to this user.")
            case .badText: return .invalid("text is empty or too long")
            default: return .problem(503, "Service Unavailable", "Service Unavailable")
            }
        }
    }
}
