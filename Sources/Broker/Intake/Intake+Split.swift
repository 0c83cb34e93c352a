import Conversations
import Ledger
import Storage

extension Intake {
    /// Law 2(c): what this message completes is taken out of the earlier ones as new entries, and the earlier bytes are destroyed.
    ///
    /// - Parameter isFirst: the message opened its conversation, so that nothing came before it.
    func completeSplit(_ line: AuthorMemories.Line, in conversation: ConversationID, by owner: KeyedHash, isFirst: Bool)
        async throws(StorageError)
    {
        var parts: [AuthorMemories.Part] = []
        if !isFirst, memories.isCold(owner, at: line.at) {
            for kept in try kept(before: line, in: conversation) { parts += memories.next(kept, by: owner) }
        }
        parts += memories.next(line, by: owner)
        do throws(StorageError) {
            for part in parts { try await redact(part, completedBy: line.message, in: conversation, owner) }
        } catch {
            // The network delivers the message again; then it must complete the value once more.
            memories.forget(owner)
            throw error
        }
    }

    /// What the same author wrote in the ten minutes before, as it is kept.
    private func kept(before line: AuthorMemories.Line, in conversation: ConversationID) throws(StorageError) -> [AuthorMemories.Line] {
        let page = try page(conversation)
        guard let own = page.lines.first(where: { $0.leaf.eventID == line.message })?.received else { return [] }
        return page.lines.compactMap { entry in
            guard let received = entry.received, received.party == own.party, received.channel.network == own.channel.network,
                entry.leaf.eventID != line.message, received.published <= line.at,
                line.at.milliseconds(since: received.published) <= AuthorMemory.reach, let text = page.shown(entry)?.text
            else { return nil }
            return AuthorMemories.Line(message: entry.leaf.eventID, text: text, at: received.published)
        }
    }

    private func redact(
        _ part: AuthorMemories.Part, completedBy message: EventID, in conversation: ConversationID, _ owner: KeyedHash
    ) async throws(StorageError) {
        let page = try page(conversation)
        let versions = page.versions(of: part.message)
        // The same completion again is the same command.
        guard let id = EventID(store.hashes.secret("split value", "\(message) \(part.message)").bytes) else {
            throw .damaged("a derived id is zero")
        }
        if let newest = versions.last(where: { $0.text != nil && $0.leaf.eventID != id }), let text = newest.text {
            // Offsets count in the text as it came in; a text that was redacted since is redacted by the same findings again.
            let redacted = part.text == text ? Redaction.redact(text, part.findings) : Redaction.redact(part.text, part.all)
            _ = try await store.submit(
                Command(
                    id: id, principal: .system,
                    order: .redactEarlier(
                        RedactEarlierOrder(
                            conversation: conversation,
                            part: RedactEarlierOrder.Part(
                                message: part.message, text: redacted, redactions: Reader.notes(part.findings),
                                rest: newest.content.filter { $0.kind != .text }))), owner: owner))
        }
        // The new entry is durable: everything before it goes, from the disk as well.
        do {
            try await store.destroyContent(of: versions.map(\.leaf.eventID).filter { $0 != id })
        } catch let error as StorageError { throw error } catch { throw .notWritable("\(error)") }
    }

    func page(_ id: ConversationID) throws(StorageError) -> ConversationPage {
        let found: ConversationPage?
        do { found = try store.conversation(id) } catch { throw .notWritable("\(error)") }
        guard let page = found else { throw .refused(.unknownConversation) }
        return page
    }
}

extension ConversationPage.Line {
    var received: Received? {
        events?.lazy.compactMap { if case .received(let received) = $0 { received } else { nil } }.first
    }
}

extension ConversationPage {
    /// The entries that hold, or held, a message's content: its own, and those that took something out of it later; oldest first.
    func versions(of message: EventID) -> [Line] {
        lines.filter { line in
            line.leaf.eventID == message
                || line.leaf.subject == message && line.leaf.commandType == CommandType.redactEarlier.rawValue
        }
    }

    /// The newest of them.
    func shown(_ line: Line) -> Line? { versions(of: line.leaf.eventID).last }
}
