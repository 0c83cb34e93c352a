import Conversations
import Ledger
import Mail
import Storage

extension Intake {
    /// A message after policy has seen all of it: what is kept, and what becomes of each attachment.
    struct Letter {
        var reading: Reading
        var attachments: [AttachmentNote] = []
        var names: [String] = []
        /// The clean ones, which are kept.
        var files: [KeptFile] = []
    }

    /// Bytes of text that a letter may hold beside its attachments; with more it waits in the mailbox's quarantine for a person.
    static let mostInlineText = 1 << 20
    /// More than these make a letter one that cannot be read.
    static let mostAttachments = 100
    /// Of these the text is read; what comes after them waits in the quarantine.
    private static let mostRead = 20
    /// How long a letter waits for its attachments while others are waiting to be read: whoever sends many slow files holds nobody up.
    private static let littlePatience = Duration.milliseconds(250)
    /// Attachments that may wait to be read, and bytes that they may have; with more, nobody reads them until somebody asks for it.
    private static let mostWaiting = (count: 500, bytes: 512 << 20)
    /// Bytes of text that the attachments of one letter may hold together.
    private static let mostText = 8 << 20

    /// Has a letter's attachments read, and puts away as ciphertext those that gave no answer, or none in time, before anything tells of them.
    /// - Parameter message: the entry that will take the letter in.
    func read(_ attachments: [MailAttachment], of message: EventID) async throws(StorageError) -> [ReadAttachment] {
        var waiting: (count: Int, bytes: Int)
        do { waiting = attachments.isEmpty ? (0, 0) : try store.waitingAttachments() } catch { throw .notWritable("\(error)") }
        let limit = ContinuousClock.now + (waiting.count == 0 ? patience : min(patience, Self.littlePatience))
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
            if case .none(.outOfTime, _) = answer {
                waiting.count += 1
                waiting.bytes += attachment.bytes.count
                let hasPlace = waiting.count <= Self.mostWaiting.count && waiting.bytes <= Self.mostWaiting.bytes
                answer = .none(hasPlace ? .waiting : .outOfTime, AttachmentType(attachment.bytes))
            }
            let name = attachment.name
            var read = ReadAttachment(
                name: name.description, type: answer.type,
                isMisnamed: name.wasChanged && attachment.hasName
                    || !answer.type.fits(declared: attachment.declaredType, name: name.description),
                size: attachment.bytes.count, extraction: answer)
            if case .none(let why, let type) = answer {
                read.object = try await store.quarantine(
                    attachment.bytes, for: quarantineLifetime, kind: type.rawValue, why: why,
                    of: QuarantineOrigin(message: message, place: index, waits: why == .waiting))
            } else {
                read.bytes = attachment.bytes
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
        let notes = attachments.map { $0.note($0.text.map { reader.inbound($0, facts).redactions } ?? []) }
        let files = zip(attachments, notes).enumerated().compactMap { place, pair in
            pair.1.fate == .clean ? pair.0.bytes.map { KeptFile(place: place, bytes: $0) } : nil
        }
        return Letter(
            reading: reading, attachments: notes, names: attachments.map { reader.inbound($0.name, facts).text },
            files: files.filter { !$0.bytes.isEmpty })
    }

    /// What is said by now of a message that is known already.
    func attachments(of message: EventID) throws -> [AttachmentNote] {
        guard let line = try store.entry(message) else { return [] }
        guard !line.attachments.isEmpty, let stream = line.leaf.streams.first(where: { $0.kind == .conversation }),
            let page = try store.conversation(ConversationID(stream.id))
        else { return line.attachments }
        return page.attachments(of: line)
    }
}

extension ConversationPage {
    /// What came along with a message, each as the newest entry says it.
    func attachments(of line: Line) -> [AttachmentNote] {
        var notes = line.attachments
        guard !notes.isEmpty else { return [] }
        for later in lines where later.leaf.commandType == CommandType.readAttachment.rawValue && later.leaf.subject == line.leaf.eventID {
            if let read = later.attachmentRead, notes.indices.contains(read.place) { notes[read.place] = read.item }
        }
        return notes
    }

    /// Where the files of a message are kept, by place, each with its SHA-256 in hexadecimal digits.
    func files(of message: EventID) -> [Int: (entry: EventID, hash: String)] {
        holders(of: message).reduce(into: [:]) { files, line in
            for row in line[.files]?.split(separator: "\n") ?? [] {
                let words = row.split(separator: " ")
                if words.count == 2, let place = Int(words[0]) { files[place] = (line.leaf.eventID, String(words[1])) }
            }
        }
    }

    /// The entries that hold something of a message: words, or files.
    func holders(of message: EventID) -> [Line] {
        let read = CommandType.readAttachment.rawValue
        return versions(of: message) + lines.filter { $0.leaf.commandType == read && $0.leaf.subject == message }
    }
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

    var attachmentRead: AttachmentRead? {
        events?.lazy.compactMap { if case .attachmentRead(let read) = $0 { read } else { nil } }.first
    }

    /// Their names as redacted; none where they are erased.
    var attachmentNames: [String] {
        self[.attachmentNames].map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) } ?? []
    }
}
