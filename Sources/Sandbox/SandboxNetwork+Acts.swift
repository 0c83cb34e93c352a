/// What people and accounts alike do, on the state in hand.
extension SandboxNetwork {
    func publish(
        _ text: String, by author: UInt64, inReplyTo parent: UInt64?, quoting quoted: UInt64? = nil, versions: [UInt64], at now: Int64,
        _ state: inout SandboxState
    ) throws(SandboxError) -> SandboxPost {
        guard state.users[author] != nil else { throw .unknownUser }
        var shown = text
        var answered: SandboxPost?
        if let parent {
            guard let post = state.posts[parent] else { throw .unknownPost }
            answered = post
            // A reply shows whom it answers, unless its author says so first.
            if post.author != author, let addressee = state.users[post.author],
                WireText.handles(in: text).first?.lowercased() != addressee.handle.lowercased()
            {
                shown = "@\(addressee.handle) \(text)"
            }
        }
        let (short, links) = WireText.shortened(shown, using: &state.random)
        var mentions: [UInt64] = []
        for handle in WireText.handles(in: short) {
            if let id = state.handles[handle.lowercased()], !mentions.contains(id) { mentions.append(id) }
        }
        let id = state.mint(at: now)
        var post = SandboxPost(
            id: id, author: author, text: short, links: links, mentions: mentions, inReplyTo: parent, inReplyToAuthor: answered?.author,
            conversation: answered?.conversation ?? id, repostOf: nil, versions: versions, at: now)
        post.quotes = quoted
        try announce(post, &state)
        return post
    }

    func announce(_ post: SandboxPost, _ state: inout SandboxState) throws(SandboxError) {
        guard state.queue.count < limits.deliveries else { throw .full }
        state.add(post, limit: limits.posts)
        for subscription in state.audience(of: post) {
            switch subscription.shape {
            case .accountActivity: state.enqueue(LegacyWire.posted(post, to: subscription.account, in: state), to: subscription)
            case .activity:
                let uuid = state.uuid()
                state.enqueue(ModernWire.posted(post, to: subscription.account, uuid: uuid, in: state), to: subscription)
            }
        }
    }

    func remove(_ post: SandboxPost, at now: Int64, _ state: inout SandboxState) throws(SandboxError) {
        guard state.queue.count < limits.deliveries else { throw .full }
        state.posts[post.id] = nil
        for subscription in state.audience(of: post) {
            switch subscription.shape {
            case .accountActivity: state.enqueue(LegacyWire.deleted(post, to: subscription.account, at: now), to: subscription)
            case .activity:
                let uuid = state.uuid()
                state.enqueue(ModernWire.deleted(post, to: subscription.account, uuid: uuid, in: state), to: subscription)
            }
        }
    }

    func send(
        _ text: String, from sender: UInt64, to recipient: UInt64, at now: Int64, _ state: inout SandboxState
    ) throws(SandboxError) -> SandboxMessage {
        guard state.users[sender] != nil, let addressee = state.users[recipient], sender != recipient else { throw .unknownUser }
        guard addressee.acceptsMessages else { throw .doesNotAcceptMessages }
        guard !text.isEmpty, text.unicodeScalars.count <= limits.messageLength else { throw .badText }
        guard state.queue.count < limits.deliveries else { throw .full }
        let (short, links) = WireText.shortened(text, using: &state.random)
        let message = SandboxMessage(id: state.mint(at: now), sender: sender, recipient: recipient, text: short, links: links, at: now)
        state.add(message, limit: limits.messages)
        // Where both are accounts of the firm, each hears of it.
        for subscription in [sender, recipient].compactMap({ state.subscriptions[$0] }) {
            switch subscription.shape {
            case .accountActivity: state.enqueue(LegacyWire.messaged(message, to: subscription.account, in: state), to: subscription)
            case .activity:
                let uuid = state.uuid()
                state.enqueue(ModernWire.messaged(message, to: subscription.account, uuid: uuid, in: state), to: subscription)
            }
        }
        return message
    }
}
