import Conversations
import Ledger
import Storage

extension Intake {
    /// Law 2(e): what must not stand in public is hidden at its source, by an act through the outbox like every other.
    ///
    /// A network may refuse it, as X does for posts that are no replies under ours; the refusal is recorded then.
    func hide(_ message: EventID, in conversation: ConversationID, _ envelope: Envelope) async throws(StorageError) {
        guard let id = EventID(store.hashes.secret("hide", message.description).bytes) else { throw .damaged("a derived id is zero") }
        var conversation = conversation
        for _ in 0..<Self.readings {
            let draft = Draft(
                conversation: conversation, act: ActWords.hiding, channel: envelope.channel, channelAccount: envelope.account,
                recipient: nil, inReplyTo: message, reading: Reader(terms.now).outbound("", by: nil), seen: .max)
            do {
                _ = try await store.submit(Command(id: id, principal: .system, order: .submit(draft)))
                return
            } catch .refused(.termsChanged) {
                await Task.yield()
            } catch .refused(.mergedElsewhere(let into)) {
                conversation = into
            }
        }
        throw .busy
    }
}

extension ActWords {
    /// Hides somebody's post: the effect's own word.
    static let hiding = Effect.hidePublicItem.rawValue
}
