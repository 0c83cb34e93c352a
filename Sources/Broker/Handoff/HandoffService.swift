public import Conversations
public import Ledger
import Mail
public import Storage

/// Offers the move to a more private channel, and takes the codes that come back.
public struct HandoffService: Sendable {
    public let desk: Desk
    /// Where the pick-up page is reached, such as `https://help.bank.test`, without a slash at the end.
    public let address: String
    /// How long a link is good.
    public let lifetime: Duration
    private let clock: @Sendable () -> Timestamp

    public init(desk: Desk, address: String, lifetime: Duration, clock: @escaping @Sendable () -> Timestamp) {
        self.desk = desk
        self.address = address
        self.lifetime = lifetime
        self.clock = clock
    }

    private var store: Store { desk.store }

    /// The invitation's words without its link, for those who ask whether it may go.
    static let invitation = "To go on in private, open the link and enter the number that we send you next."

    /// Sends the link and, apart from it, the code to the customer's handle by private message.
    public func offer(
        _ conversation: ConversationID, destination: String, channel: ChannelKind, seen: UInt64, by staff: StaffID, id: EventID
    ) async throws(StorageError) -> Desk.Answer {
        let token = RandomIDs.token()
        let code = code(of: id)
        let invitation = Draft.Invitation(
            destination: destination, token: store.hashes.secret("handoff token", token),
            code: store.hashes.secret("handoff code", code + id.description),
            expires: clock().adding(seconds: lifetime.components.seconds))
        let text = "To go on in private, open \(address)/pick-up/\(token) and enter the number that we send you next."
        let answer = try await desk.submit(
            Desk.Reply(conversation: conversation, text: text, channel: channel, act: ActWords.invitation, seen: seen), by: staff, id: id,
            read: "To go on in private, open \(address)/pick-up/ and enter the number that we send you next.", invitation: invitation)
        // Somebody has to agree first; then ``approve(_:in:role:by:)`` sends the number.
        guard answer.blocked == nil, answer.held == nil else { return answer }
        try await complete(id, in: conversation)
        return answer
    }

    /// The subject of the letter with a mailbox's number; what the conversation is about has another.
    static let confirmation = "Confirm your mailbox"

    /// Lets a held act go; where it offers a handoff and nobody else has to agree, its number goes out after it.
    ///
    /// Its words are read once more, under the terms of now: a word that a lexicon has learned since must not slip through.
    /// - Parameter content: what the approver had before their eyes; refused where something else is held.
    public func approve(
        _ send: EventID, in conversation: ConversationID, by member: Member, roles: Set<String>, content: Hash? = nil
    ) async throws(StorageError) -> Receipt {
        let role = try desk.role(of: member, and: roles, for: send, in: conversation)
        for _ in 0..<Intake.readings {
            let order = ApproveOrder(
                conversation: conversation, send: send, role: role, offerExpires: clock().adding(seconds: lifetime.components.seconds),
                content: content, reading: try await desk.reading(of: send, in: conversation))
            do {
                let receipt = try await desk.order(.approve(order), by: member.id)
                if receipt.events.contains(where: { if case .handoffOffered = $0 { true } else { false } }) {
                    try await complete(send, in: conversation)
                }
                return receipt
            } catch .refused(.termsChanged) {
                await Task.yield()
            }
        }
        throw .busy
    }

    /// Sends the number of an offer apart from its link, once, whoever asks for it and however often.
    func complete(_ offer: EventID, in conversation: ConversationID) async throws(StorageError) {
        let id = try derived("handoff code message", offer)
        let page: ConversationPage?
        let isSent: Bool
        do {
            page = try store.conversation(conversation)
            isSent = try store.entry(id) != nil
        } catch { throw .notWritable("\(error)") }
        guard let page, !isSent else { return }
        let root = page.states.root(of: page.state.id) ?? page.state
        guard let keeper = ([root] + root.parts.compactMap { page.states.conversations[$0] }).first(where: { $0.handoffs[offer] != nil }),
            let handoff = keeper.handoffs[offer], handoff.phase == .offered, clock() < handoff.expires,
            let send = keeper.sends[offer], let queued = send.queued, case .staff(let author)? = send.author
        else { return }
        _ = try await desk.submit(
            Desk.Reply(
                conversation: root.id, text: "Your number for the private page: \(code(of: offer))", channel: queued.channel,
                act: ActWords.invitation, seen: .max, party: queued.party),
            by: author, id: id, read: "Your number for the private page follows.", invitation: nil, completes: offer)
    }

    /// The six digits of an offer: whoever lacks the firm's key cannot know them, and nobody has to keep them.
    private func code(of offer: EventID) -> String {
        // 64 bits of a keyed hash over a million numbers: none is more likely than another by more than one in 10^13.
        let digits = String(store.hashes.secret("handoff digits", offer.description).high % 1_000_000)
        return String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    private func derived(_ purpose: String, _ offer: EventID) throws(StorageError) -> EventID {
        guard let id = EventID(store.hashes.secret(purpose, offer.description).bytes) else { throw .damaged("a derived id is zero") }
        return id
    }

    /// The handoff that a link names; nil if there is none. Looking changes nothing, whoever looks.
    public func find(token: String) throws(StorageError) -> (conversation: ConversationID, handoff: EventID)? {
        do { return try store.handoff(token: store.hashes.secret("handoff token", token)) } catch { throw .notWritable("\(error)") }
    }

    /// The code from the private message; true if the visitor now holds the handle in this session.
    public func open(token: String, code: String, session: String) async throws(StorageError) -> Bool {
        guard let (conversation, handoff) = try find(token: token) else { return false }
        let order = OpenHandoffOrder(
            conversation: conversation, handoff: handoff, code: store.hashes.secret("handoff code", code + handoff.description),
            session: store.hashes.secret("session", session))
        do {
            let receipt = try await store.submit(
                Command(id: RandomIDs.event(), principal: .system, order: .openHandoff(order), owner: nil))
            return receipt.events.contains { if case .handoffOpened = $0 { true } else { false } }
        } catch .refused(.linkClosed) {
            return false
        }
    }

    /// How many mailboxes a visitor may name: a page that sends mail to any address must not be a tool against strangers.
    static let mailboxesAllowed = 3

    /// The mailbox to go on with: a code goes there. False if the session has not proved the handle.
    public func name(mailbox: String, token: String, session: String, account: ChannelAccount) async throws(StorageError) -> Bool {
        guard let (conversation, handoff) = try find(token: token), isAddress(mailbox) else { return false }
        let page: ConversationPage?
        do { page = try store.conversation(conversation) } catch { throw .notWritable("\(error)") }
        let named = page?.lines.filter { line in
            line.events?.contains { if case .mailboxNamed(let named) = $0 { named.handoff == handoff } else { false } } == true
        }
        guard let named, named.count < Self.mailboxesAllowed else { return false }
        let code = RandomIDs.code()
        let id = RandomIDs.event()
        let key = store.hashes.identity(.mail, mailbox)
        let messageID = MailNames(account).messageID(id)
        let order = NameMailboxOrder(
            conversation: conversation, handoff: handoff, session: store.hashes.secret("session", session), mailbox: key, address: mailbox,
            code: store.hashes.secret("mailbox code", code + handoff.description),
            expires: clock().adding(seconds: lifetime.components.seconds),
            channelAccount: account.id, text: "Your number to confirm this mailbox: \(code)\n\nIf you did not ask for it, do nothing.",
            subject: Self.confirmation, messageID: (store.hashes.thread(.mail, messageID), messageID))
        do {
            _ = try await store.submit(Command(id: id, principal: .system, order: .nameMailbox(order), owner: key))
            return true
        } catch .refused(.linkClosed) {
            return false
        }
    }

    /// One address and nothing else: what cannot be written to is refused before a code is made for it.
    private func isAddress(_ text: String) -> Bool { MailAddress(text)?.description.utf8.count ?? 255 <= 254 }

    /// The code from the mailbox, in the same session: handle and mailbox are one customer's from here on.
    public func prove(code: String, token: String, session: String) async throws(StorageError) -> Bool {
        guard let (conversation, handoff) = try find(token: token) else { return false }
        let order = ProveMailboxOrder(
            conversation: conversation, handoff: handoff, session: store.hashes.secret("session", session),
            code: store.hashes.secret("mailbox code", code + handoff.description))
        do {
            let receipt = try await store.submit(Command(id: RandomIDs.event(), principal: .system, order: .proveMailbox(order)))
            return receipt.events.contains { if case .handoffJoined = $0 { true } else { false } }
        } catch .refused(.linkClosed) {
            return false
        }
    }
}
