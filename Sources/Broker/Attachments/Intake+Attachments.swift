import Conversations
import Mail
import Storage

extension Intake {
    /// A message after policy has seen all of it: what is kept, and what becomes of each attachment.
    struct Letter {
        var reading: Reading
        var attachments: [AttachmentNote] = []
        var names: [String] = []
    }

    /// Bytes of text that a letter may hold beside its attachments; with more it waits in the mailbox's quarantine for a person.
    static let mostInlineText = 1 << 20
    /// More than these make a letter one that cannot be read.
    static let mostAttachments = 100
    /// Of these the text is read; what comes after them waits in the quarantine.
    private static let mostRead = 20
    /// How long a letter waits for all its attachments.
    private static let patience = Duration.seconds(60)
    /// Bytes of text that the attachments of one letter may hold together.
    private static let mostText = 8 << 20

    /// Has a letter's attachments read, and puts away as ciphertext those that gave no answer, before anything tells of them.
    func read(_ attachments: [MailAttachment]) async throws(StorageError) -> [ReadAttachment] {
        let limit = ContinuousClock.now + Self.patience
        let reader = self.attachments
        let answers = await withTaskGroup(of: (Int, Extraction).self) { group in
            for (index, attachment) in attachments.enumerated() {
                group.addTask { (index, await Self.answer(attachment, index, reader, until: limit)) }
            }
            return await group.reduce(into: [Int: Extraction]()) { $0[$1.0] = $1.1 }
        }
        var textLeft = Self.mostText
        var result: [ReadAttachment] = []
        for (index, attachment) in attachments.enumerated() {
            var answer = answers[index] ?? .none(.failed, .unknown)
            if case .text(let text, let type) = answer {
                textLeft -= text.utf8.count
                if textLeft < 0 { answer = .none(.tooLarge, type) }
            }
            let name = attachment.name
            var read = ReadAttachment(
                name: name.description, type: answer.type,
                isMisnamed: name.wasChanged && attachment.hasName
                    || !answer.type.fits(declared: attachment.declaredType, name: name.description),
                size: attachment.bytes.count, extraction: answer)
            if case .none(let why, let type) = answer {
                read.object = try await store.quarantine(attachment.bytes, for: quarantineLifetime, kind: type.rawValue, why: why)
            }
            result.append(read)
        }
        return result
    }

    private static func answer(
        _ attachment: MailAttachment, _ index: Int, _ reader: AttachmentReader?, until limit: ContinuousClock.Instant
    ) async -> Extraction {
        if let opaque = attachment.opaque {
            return .none(opaque == .encrypted ? .encrypted : .unreadable, AttachmentType(attachment.bytes))
        }
        guard index < mostRead else { return .none(.tooLarge, AttachmentType(attachment.bytes)) }
        guard !attachment.bytes.isEmpty else { return .text("", .text) }
        guard let reader else { return .none(.noConverter, AttachmentType(attachment.bytes)) }
        return await reader.read(attachment.bytes, until: limit)
    }

    /// Reads a message with everything that came along: decided on all of it, kept is what is shown, and each attachment by itself is clean
    /// or held back.
    func read(
        _ envelope: Envelope, _ text: String, _ beside: [String], _ completed: [Finding], _ attachments: [ReadAttachment]
    ) -> Letter {
        guard !attachments.isEmpty else { return Letter(reading: read(envelope, text, beside, completed)) }
        let reader = Reader(terms.now)
        var facts = facts(of: envelope)
        facts.values.merge(attachments.facts) { _, new in new }
        let said = [text] + beside + attachments.map(\.name)
        var reading = reader.inbound((said + attachments.compactMap(\.text)).joined(separator: "\n\n"), facts, completed: completed)
        facts.labels.formUnion(reading.labels)
        reading.redactions = reader.inbound(said.joined(separator: "\n\n"), facts, completed: completed).redactions
        reading.text = reader.inbound(text, facts, completed: completed).text
        return Letter(
            reading: reading, attachments: attachments.map { $0.note($0.text.map { reader.inbound($0, facts).redactions } ?? []) },
            names: attachments.map { reader.inbound($0.name, facts).text })
    }

    /// What the entry says of a message that is known already.
    func attachments(of message: EventID) throws -> [AttachmentNote] { try store.entry(message)?.attachments ?? [] }
}

extension ConversationPage.Line {
    /// What came along with the message of this entry.
    var attachments: [AttachmentNote] {
        (events ?? []).flatMap { event -> [AttachmentNote] in
            switch event {
            case .attached(let attached): attached.items
            case .queued(let queued): queued.attachments ?? []
            case .held(let held), .scheduled(let held): held.queued.attachments ?? []
            default: []
            }
        }
    }

    /// Their names as redacted; none where they are erased.
    var attachmentNames: [String] {
        self[.attachmentNames].map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) } ?? []
    }
}
