import Conversations
import Ledger
import Mail
import Storage

/// What is read after its letter was taken in: slow files, and everything in the quarantine when somebody asks for another look.
extension Intake {
    /// Reads the next attachments that wait, one after another.
    /// - Returns: how many it was done with; none where nothing waits that can be read.
    func readWaiting(atMost limit: Int) async throws(StorageError) -> Int {
        let all: [WaitingAttachment]
        do { all = try store.waitingAttachments(limit: limit) } catch { throw .notWritable("\(error)") }
        for waiting in all where !Task.isCancelled { try await read(waiting) }
        return all.count
    }

    private func read(_ waiting: WaitingAttachment) async throws(StorageError) {
        // The same look again is the same command, whatever a second reading would say.
        guard let id = EventID(store.hashes.secret("attachment read", "\(waiting.object.name) \(waiting.round)").bytes) else {
            throw .damaged("a derived id is zero")
        }
        if let said = try entry(id)?.attachmentRead { return try await end(waiting, of: said.message, said.item) }
        guard let seat = try seat(of: waiting.message), let before = seat.note(at: waiting.place) else {
            // Its message waits for a person first; whoever lets it in has this read as well.
            return try await store.keepUnread(waiting, kind: AttachmentType.unknown.rawValue, why: .waiting)
        }
        let bytes: [UInt8]?
        do { bytes = try store.openQuarantined(waiting.object) } catch { throw .notWritable("\(error)") }
        guard let bytes else { return try await store.endQuarantine(of: waiting) }
        let extraction = await attachments?.readSlowly(bytes) ?? .none(.noConverter, AttachmentType(bytes))
        guard !Task.isCancelled else { return }
        for _ in 0..<Self.readings {
            var read = ReadAttachment(
                name: "", type: extraction.type, isMisnamed: before.isMisnamed, size: bytes.count, extraction: extraction,
                object: waiting.object)
            if extraction.type == .unknown, let type = AttachmentType(rawValue: before.type) { read.type = type }
            let (note, reading) = look(at: read, in: seat)
            let files = note.fate == .clean && !bytes.isEmpty ? [KeptFile(place: waiting.place, bytes: bytes)] : []
            if note == before { return try await store.keepUnread(waiting, kind: note.type, why: note.unread ?? .failed) }
            let order = ReadAttachmentOrder(
                conversation: seat.conversation, message: seat.message, place: waiting.place, object: waiting.object.name, item: note,
                reading: reading, files: files.hashes)
            do throws(StorageError) {
                _ = try await store.submit(
                    Command(id: id, principal: .system, order: .readAttachment(order), owner: seat.owner, files: files))
            } catch {
                switch error {
                case .refused(.termsChanged):
                    await Task.yield()
                    continue
                // Erased meanwhile: nothing is left to tell of.
                case .refused(.unknownMessage), .refused(.unknownConversation): return try await store.endQuarantine(of: waiting)
                default: throw error
                }
            }
            return try await end(waiting, of: seat.message, note)
        }
        throw .busy
    }

    /// The entry is durable; now the bytes go, or stay for their time, and the mailbox is told.
    private func end(_ waiting: WaitingAttachment, of message: EventID, _ note: AttachmentNote) async throws(StorageError) {
        if note.fate == .quarantined { return try await store.keepUnread(waiting, kind: note.type, why: note.unread ?? .failed) }
        try await store.noteMailToMove(message)
        try await store.endQuarantine(of: waiting)
    }

    private func look(at read: ReadAttachment, in seat: Seat) -> (AttachmentNote, Reading) {
        var facts = Facts(direction: .inbound, now: seat.published, actor: ActorRole("customer"), channel: seat.channel)
        facts.assurance = seat.assurance
        facts.values = [read].facts
        let reader = Reader(terms.now)
        let reading = reader.inbound(read.text ?? "", facts)
        return (read.note(reading.redactions), reading)
    }

    // MARK: Where it belongs

    /// The message of an attachment, where it was taken in.
    private struct Seat {
        var message: EventID
        var conversation: ConversationID
        var channel: ChannelKind
        var published: Timestamp
        var assurance: Assurance
        var owner: KeyedHash?
        var notes: [AttachmentNote]

        func note(at place: Int) -> AttachmentNote? { notes.indices.contains(place) ? notes[place] : nil }
    }

    /// Nil where the message waits for a person.
    private func seat(of message: EventID) throws(StorageError) -> Seat? {
        var found = try entry(message)
        if found?.received == nil, let id = EventID(store.hashes.secret("release", message.description).bytes) { found = try entry(id) }
        guard let line = found, let received = line.received, let stream = line.leaf.streams.first(where: { $0.kind == .conversation }),
            let keeper = line.leaf.streams.last(where: { $0.kind == .conversation })
        else { return nil }
        let page = try page(ConversationID(stream.id))
        let identities = page.states.parties[received.party]?.identities ?? []
        let own = page.states.conversations.values.lazy.compactMap { $0.identities[received.party] }.first
        return Seat(
            message: line.leaf.eventID, conversation: ConversationID(keeper.id), channel: received.channel, published: received.published,
            assurance: identities.map(\.assurance).max() ?? .none, owner: own?.key ?? identities.first?.key,
            notes: page.attachments(of: line))
    }

    private func entry(_ event: EventID) throws(StorageError) -> ConversationPage.Line? {
        do { return try store.entry(event) } catch { throw .notWritable("\(error)") }
    }

    // MARK: Its mail

    /// A mail that was put away until its attachments were read.
    struct MailToMove {
        var fate: MailFate
        /// Nil where it has none that can be looked for.
        var messageID: MessageID?
    }

    /// - Returns: nil where it is another mailbox's.
    func mailToMove(_ message: EventID, on account: ChannelAccountID) throws -> MailToMove? {
        guard let line = try store.entry(message), let received = line.received else { return MailToMove(fate: .quarantine) }
        guard received.channelAccount == account else { return nil }
        guard let stream = line.leaf.streams.first(where: { $0.kind == .conversation }),
            let page = try store.conversation(ConversationID(stream.id))
        else { return MailToMove(fate: .quarantine) }
        let name = (page.shown(line) ?? line)[.providerID].flatMap { MessageID($0) }
        return MailToMove(fate: MailFate(page.attachments(of: line)) ?? .archive, messageID: name)
    }
}
