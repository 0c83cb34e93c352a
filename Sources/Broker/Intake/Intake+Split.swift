import Conversations
import Ledger
import Storage

extension Intake {
    /// What a message is together with those that its author wrote in the ten minutes before.
    func remember(_ line: AuthorMemories.Line, by author: KeyedHash, on account: ChannelAccountID) throws(StorageError)
        -> ([Finding], [AuthorMemories.Part])
    {
        var parts: [AuthorMemories.Part] = []
        if memories.isCold(author, at: Server.clock()) {
            for kept in try kept(before: line, by: author, on: account) { parts += memories.next(kept, by: author).parts }
        }
        let result = memories.next(line, by: author)
        return (result.findings, parts + result.parts)
    }

    /// What the author wrote before, as it is kept.
    private func kept(before line: AuthorMemories.Line, by author: KeyedHash, on account: ChannelAccountID) throws(StorageError)
        -> [AuthorMemories.Line]
    {
        guard store.mayKnow(author) else { return [] }
        let page: ConversationPage?
        do { page = try store.conversation(of: author, on: account).flatMap { try store.conversation($0) } } catch {
            throw .notWritable("\(error)")
        }
        guard let page else { return [] }
        return page.lines.compactMap { entry in
            guard let received = entry.received, received.channelAccount == account, received.duplicateKey != line.key,
                received.published <= line.at, line.at.milliseconds(since: received.published) <= AuthorMemory.reach,
                page.states.parties[received.party]?.identities.contains(where: { $0.key == author }) == true,
                let text = page.shown(entry)?.text
            else { return nil }
            return AuthorMemories.Line(key: received.duplicateKey, message: entry.leaf.eventID, text: text, at: received.published)
        }
    }

    /// Law 2(c): what a later message completed is taken out of an earlier one as a new entry, and the earlier bytes are destroyed.
    func redact(_ part: AuthorMemories.Part, completedBy line: AuthorMemories.Line, _ owner: KeyedHash) async throws(StorageError) {
        let earlier: ConversationPage.Line?
        do { earlier = try store.entry(part.message) } catch { throw .notWritable("\(error)") }
        // It is still on its way to the disk: this one is not acknowledged, and when it comes again the earlier one is there.
        guard let earlier else { throw .busy }
        guard let stream = earlier.leaf.streams.first(where: { $0.kind == .conversation }),
            let keeper = earlier.leaf.streams.last(where: { $0.kind == .conversation })
        else { return try await redactWaiting(part, completedBy: line, owner) }
        // After a merge the part keeps the message, and after its undoing it alone does.
        let conversation = ConversationID(keeper.id)
        let page = try page(ConversationID(stream.id))
        let versions = page.versions(of: part.message)
        let holders = page.holders(of: part.message).map(\.leaf.eventID)
        // The same completion again is the same command.
        guard let id = EventID(store.hashes.secret("split value", "\(line.key) \(part.message)").bytes) else {
            throw .damaged("a derived id is zero")
        }
        if let newest = versions.last(where: { $0.text != nil && $0.leaf.eventID != id }), let text = newest.text {
            let files = try files(of: holders.filter { $0 != id })
            _ = try await store.submit(
                Command(
                    id: id, principal: .system,
                    order: .redactEarlier(
                        RedactEarlierOrder(
                            conversation: conversation,
                            part: RedactEarlierOrder.Part(
                                message: part.message, text: part.redacted(from: text), redactions: Reader.notes(part.findings),
                                rest: newest.rest(with: files)))), owner: owner, files: files))
        }
        // The new entry is durable: everything before it goes, from the disk as well.
        do {
            try await store.destroyContent(of: holders.filter { $0 != id }, recordedBy: id)
        } catch let error as StorageError { throw error } catch { throw .notWritable("\(error)") }
    }

    /// The earlier message was kept apart. Where a person has let it in, it stands under that entry; where it still waits, it goes whole:
    /// nobody has read it, and no entry of a conversation could say what was taken out.
    private func redactWaiting(_ part: AuthorMemories.Part, completedBy line: AuthorMemories.Line, _ owner: KeyedHash)
        async throws(StorageError)
    {
        guard let id = EventID(store.hashes.secret("release", part.message.description).bytes) else {
            throw .damaged("a derived id is zero")
        }
        let released: ConversationPage.Line?
        do { released = try store.entry(id) } catch { throw .notWritable("\(error)") }
        guard released == nil else {
            var moved = part
            moved.message = id
            return try await redact(moved, completedBy: line, owner)
        }
        do { try await store.destroyContent(of: [part.message]) } catch let error as StorageError { throw error } catch {
            throw .notWritable("\(error)")
        }
    }

    /// The files that go on beside the entry that takes the place of these.
    func files(of entries: [EventID]) throws(StorageError) -> [KeptFile] {
        do { return try store.files(of: entries) } catch { throw .notWritable("\(error)") }
    }

    func page(_ id: ConversationID) throws(StorageError) -> ConversationPage {
        let found: ConversationPage?
        do { found = try store.conversation(id) } catch { throw .notWritable("\(error)") }
        guard let page = found else { throw .refused(.unknownConversation) }
        return page
    }
}

extension ConversationPage.Line {
    /// What the content holds beside the text, with these files beside it.
    func rest(with files: [KeptFile]) -> [ContentField] {
        content.filter { $0.kind != .text && $0.kind != .files } + (files.hashes.map { [ContentField(.files, $0)] } ?? [])
    }

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
