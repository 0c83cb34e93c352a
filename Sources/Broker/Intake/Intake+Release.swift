public import Conversations
public import Ledger
public import Storage

extension Intake {
    /// Lets a quarantined message in on a person's word: it is read anew under the terms of now, and what follows from it follows.
    ///
    /// A message is let in once, whoever asks and however often: the entry's id follows from the message's.
    /// - Parameters:
    ///   - message: the event id of the quarantine's entry.
    ///   - conversation: where the person wants it; nil follows its evidence.
    public func release(_ message: EventID, into conversation: ConversationID?, by staff: StaffID) async throws(StorageError) -> Receipt {
        let kept = try kept(message)
        let files = try files(of: [message])
        guard let id = EventID(store.hashes.secret("release", message.description).bytes) else { throw .damaged("a derived id is zero") }
        let key = kept.quarantined.author?.key ?? store.hashes.identity(kept.quarantined.channel.network, kept.envelope.address)
        for _ in 0..<Self.readings {
            let reading = read(kept.envelope, kept.text, kept.attachmentNames, [])
            var incoming = incoming(
                kept.envelope, store.hashes.duplicate(kept.envelope.account, kept.envelope.providerID), key, reading, unreadable: nil)
            incoming.duplicateKey = kept.quarantined.duplicateKey
            incoming.attachments = kept.attachments
            incoming.attachmentNames = kept.attachmentNames
            incoming.files = files.hashes
            if let author = kept.quarantined.author { incoming.author.identity = author }
            if let waits = kept.waits {
                incoming.providerKey = waits.providerKey
                incoming.threadKey = waits.threadKey
                if let named = waits.conversation, let evidence = waits.evidence { incoming.found.conversations = [(evidence, named)] }
            }
            let order = ReleaseOrder(message: message, incoming: incoming, conversation: conversation)
            let command = Command(id: id, principal: .staff(staff), order: .release(order), owner: key, files: files)
            guard let receipt = try await submitted(command) else {
                await Task.yield()
                continue
            }
            try await forget(message, letInBy: id)
            // What nobody has read yet has its turn now.
            try await store.readLetIn(message)
            if !receipt.isRepeat, let placed = receipt.conversation, reading.decision.effects.contains(.hidePublicItem),
                kept.envelope.channel.channelClass == .publicSocial
            {
                try await hide(id, in: placed, kept.envelope)
            }
            return receipt
        }
        throw .busy
    }

    /// Nil where the packs changed meanwhile.
    private func submitted(_ command: Command) async throws(StorageError) -> Receipt? {
        do throws(StorageError) { return try await store.submit(command) } catch {
            if case .refused(.termsChanged) = error { return nil }
            throw error
        }
    }

    /// It stands in an entry of its own now, as it was read today; what was kept before may hold more than that.
    private func forget(_ message: EventID, letInBy entry: EventID) async throws(StorageError) {
        do { try await store.destroyContent(of: [message], recordedBy: entry) } catch let error as StorageError { throw error } catch {
            throw .notWritable("\(error)")
        }
    }

    /// A message as the quarantine keeps it.
    private struct Kept {
        var quarantined: Quarantined
        var waits: Waits?
        var envelope: Envelope
        var text: String
        var attachments: [AttachmentNote]
        var attachmentNames: [String]
    }

    private func kept(_ message: EventID) throws(StorageError) -> Kept {
        let line: ConversationPage.Line?
        do { line = try store.entry(message) } catch { throw .notWritable("\(error)") }
        guard let line, line.leaf.commandType == CommandType.quarantine.rawValue else { throw .refused(.unknownMessage) }
        var quarantined: Quarantined?
        var waits: Waits?
        for event in line.events ?? [] {
            switch event {
            case .quarantined(let found): quarantined = found
            case .waits(let found): waits = found
            default: break
            }
        }
        guard let quarantined else { throw .refused(.notAllowed("Its author was erased; nothing of the message is left.")) }
        switch quarantined.why {
        case .unreadable, .tooLarge:
            throw .refused(.notAllowed("Nobody could read this message, so there is nothing to let in. Ask the sender to write again."))
        case .newParticipant, .senderNotProved, .policy: break
        }
        let text = line.text
        if text == nil, try isReleased(message) { throw .refused(.nothingToDo) }
        guard let text, let address = line[.address] else {
            throw .refused(.notAllowed("The message's content is gone; there is nothing to let in."))
        }
        return Kept(
            quarantined: quarantined, waits: waits,
            envelope: Envelope(
                account: quarantined.channelAccount, channel: quarantined.channel, published: quarantined.published,
                providerID: line[.providerID] ?? "", threadID: nil, address: address, handle: line[.handle] ?? "",
                name: line[.displayName] ?? "", proof: quarantined.why == .senderNotProved ? .none : Self.proof(on: quarantined.channel),
                trail: Trail(), automatic: waits?.automatic ?? false),
            text: text, attachments: line.attachments, attachmentNames: line.attachmentNames)
    }

    private func isReleased(_ message: EventID) throws(StorageError) -> Bool {
        guard let id = EventID(store.hashes.secret("release", message.description).bytes) else { return false }
        do { return try store.entry(id) != nil } catch { throw .notWritable("\(error)") }
    }

    /// How senders are proved where they are.
    private static func proof(on channel: ChannelKind) -> SenderProof {
        switch channel.network {
        case .mail: .alignedMail
        case .web: .visit
        default: .network
        }
    }
}
