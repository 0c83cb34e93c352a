import Conversations
import Ledger
import Storage

extension Desk {
    /// The words of an act that waits, under the terms in force; nil for an invitation, whose words are ours and hold our own number.
    /// - Throws: a refusal where the words, or those that they take up, are gone.
    func reading(of send: EventID, in conversation: ConversationID) async throws(StorageError) -> Reading? {
        let line: ConversationPage.Line?
        do { line = try store.entry(send) } catch { throw .notWritable("\(error)") }
        // What does not wait is refused by name in the decision.
        guard let line, let held = line.waiting, held.queued.act != ActWords.invitation else { return nil }
        let reader = Reader(terms.now)
        if Self.deeds.contains(held.queued.act), let message = held.queued.inReplyTo {
            // The words that it takes up are somebody else's, as they stand now, and so is what was taken out of what we keep of them.
            let (target, words) = try target(message, in: try page(conversation))
            return reader.outbound(line.text ?? "", passingOn: words, without: target.redactions)
        }
        guard let text = line.text else { throw .refused(.notAllowed("Its words were erased; there is nothing left to approve.")) }
        let words = await words(of: line, held.queued.attachments ?? [])
        return Reader(terms.now).outbound(([text] + words).joined(separator: "\n\n"), by: ActorRole("agent"))
    }
}

extension ConversationPage.Line {
    /// Whether the entry is somebody's wish that something goes out, now or later.
    var isSubmitted: Bool {
        leaf.commandType == CommandType.submit.rawValue || leaf.commandType == CommandType.schedule.rawValue
    }

    /// What the entry wants to go out once somebody agrees, or its time comes.
    var waiting: Held? {
        events?.lazy.compactMap { event in
            switch event {
            case .held(let held), .scheduled(let held): held
            default: nil
            }
        }.first
    }
}
