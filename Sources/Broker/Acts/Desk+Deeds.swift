public import Conversations
import Ledger
public import Storage

extension Desk {
    /// Something that is done to a message on its network: without words of our own, or with some above it.
    public struct Deed: Sendable {
        public var conversation: ConversationID
        /// The act's word, one of ``deeds``.
        public var act: String
        /// The event of the message that it is done to.
        public var message: EventID
        /// The newest sequence that the author had seen.
        public var seen: UInt64
        /// Our own words, where the act has any.
        public var text: String?

        public init(conversation: ConversationID, act: String, message: EventID, seen: UInt64, text: String? = nil) {
            self.text = text
            self.conversation = conversation
            self.act = act
            self.message = message
            self.seen = seen
        }
    }

    /// What a connector can do to somebody's post. No network that is connected lets a program pin.
    public static let deeds = [ActWords.like, ActWords.quote, ActWords.repost]
    /// Why a post cannot be pinned from here.
    public static let nobodyPins =
        "No network that is connected lets a program pin a post. Pin it in the network's own app, after the same approval as a post."
    /// Those that say something of our own besides.
    public static let deedsWithWords: Set<String> = [ActWords.quote]

    /// Asks policy about a deed and, if it may be done, puts it into the outbox.
    ///
    /// Liking or repeating somebody's words is saying them: policy reads the message as if we had written it, and what was taken out of it
    /// as if it stood there still, since the network shows it as it was written.
    /// - Parameter id: random: the same id twice is done once.
    public func submit(_ deed: Deed, by staff: StaffID, id: EventID) async throws(StorageError) -> Answer {
        let page = try page(deed.conversation)
        let (message, words) = try target(deed.message, in: page)
        guard message.channel.channelClass == .publicSocial else {
            throw .refused(.notAllowed("This can only be done to a public post."))
        }
        guard deed.act != ActWords.pin else { throw .refused(.notAllowed(Self.nobodyPins)) }
        guard (deed.text != nil) == Self.deedsWithWords.contains(deed.act) else {
            throw .refused(.notAllowed("A quotation has words of its own; a like or a repost has none."))
        }
        for _ in 0..<Intake.readings {
            // The words of the message are theirs and stand in their own entry; what is kept of this one are ours alone.
            let reading = Reader(terms.now).outbound(deed.text ?? "", passingOn: words, without: message.redactions)
            let draft = Draft(
                conversation: page.state.id, act: deed.act, channel: message.channel, channelAccount: message.channelAccount,
                recipient: nil,
                inReplyTo: deed.message, reading: reading, seen: deed.seen)
            do {
                var receipt = try await store.submit(Command(id: id, principal: .staff(staff), order: .submit(draft)))
                if receipt.isRepeat { receipt.events = try said(of: id, in: page) }
                return Answer(send: id, receipt: receipt)
            } catch .refused(.termsChanged) {
                await Task.yield()
            }
        }
        throw .busy
    }

    /// A customer's message as it is shown now, with its words.
    func target(_ id: EventID, in page: ConversationPage) throws(StorageError) -> (message: Received, words: String) {
        guard let line = page.lines.first(where: { $0.leaf.eventID == id }), let message = line.received else {
            throw .refused(.unknownMessage)
        }
        guard !page.state.withdrawn.contains(id), let words = page.shown(line)?.text else {
            throw .refused(.notAllowed("The message is gone; nothing can be done to it any more."))
        }
        return (message, words)
    }
}
