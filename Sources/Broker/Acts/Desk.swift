public import Conversations
public import Ledger
public import Storage

/// What people of the firm do to a conversation: one place for every act, whoever asks for it.
public struct Desk: Sendable {
    public let store: Store
    public let terms: TermsInUse
    public let accounts: [ChannelAccount]
    /// Nil where nobody reads files: then none of ours is read either.
    let attachments: AttachmentReader?

    public init(store: Store, terms: TermsInUse, accounts: [ChannelAccount], attachments: AttachmentReader? = nil) {
        self.attachments = attachments
        self.store = store
        self.terms = terms
        self.accounts = accounts
    }

    /// A reply as somebody wrote it.
    public struct Reply: Sendable {
        public var conversation: ConversationID
        public var text: String
        public var channel: ChannelKind
        /// The act's word; `reply` and `private_reply` end a turn, `send_acknowledgement` does not.
        public var act: String
        /// The newest sequence that the author had seen.
        public var seen: UInt64
        /// Whom it is for; nil is whoever came first of those that the channel reaches.
        public var party: PartyID?
        /// The message that it answers: it is for whoever wrote that one.
        public var answers: EventID?
        /// When it is to go out by itself; nil is as soon as it may.
        public var goesOut: Timestamp?
        /// What goes along.
        public var files: [File] = []

        public init(
            conversation: ConversationID, text: String, channel: ChannelKind, act: String, seen: UInt64, party: PartyID? = nil,
            answers: EventID? = nil, goesOut: Timestamp? = nil
        ) {
            self.goesOut = goesOut
            self.party = party
            self.answers = answers
            self.conversation = conversation
            self.text = text
            self.channel = channel
            self.act = act
            self.seen = seen
        }
    }

    /// What became of it.
    public struct Answer: Sendable {
        public var send: EventID
        public var receipt: Receipt

        /// Stopped, with what to do instead.
        public var blocked: Blocked? {
            receipt.events.lazy.compactMap { if case .blocked(let blocked) = $0 { blocked } else { nil } }.first
        }
        /// Let go, but for its own time.
        public var scheduled: Held? {
            receipt.events.lazy.compactMap { if case .scheduled(let held) = $0 { held } else { nil } }.first
        }
        public var held: Held? { receipt.events.lazy.compactMap { if case .held(let held) = $0 { held } else { nil } }.first }
    }

    /// Asks policy about a reply and, if it may go, puts it into the outbox.
    /// - Parameter id: random, from whoever composed it: the same id twice is sent once.
    public func submit(_ reply: Reply, by staff: StaffID, id: EventID) async throws(StorageError) -> Answer {
        try await submit(reply, by: staff, id: id, read: reply.text, invitation: nil)
    }

    /// The same in the place of a held one of the same author: whoever was about to approve that one approves nothing any more.
    public func submit(_ reply: Reply, replacing held: EventID, by staff: StaffID, id: EventID) async throws(StorageError) -> Answer {
        guard try author(of: held, in: reply.conversation) == staff else {
            throw .refused(.notAllowed("Only its author writes a held reply anew."))
        }
        do throws(StorageError) {
            _ = try await order(
                .reject(RejectOrder(conversation: reply.conversation, send: held, reason: "replaced by its author")), by: staff)
        } catch {
            // The button pressed twice: the held one is gone, and the new one is there under its id.
            var known: ConversationPage.Line?
            do { known = try store.entry(id) } catch { throw .notWritable("\(error)") }
            guard known != nil else { throw error }
        }
        return try await submit(reply, by: staff, id: id)
    }

    /// - Parameter read: what policy reads; differs from the text only where our own one-time code stands in it.
    func submit(
        _ reply: Reply, by staff: StaffID, id: EventID, read: String, invitation: Draft.Invitation?, completes: EventID? = nil
    ) async throws(StorageError) -> Answer {
        let page = try page(reply.conversation)
        let (files, words) = try await self.read(reply.files, on: reply.channel)
        for _ in 0..<Intake.readings {
            // What stands in a file is said with it: policy reads all of it at once.
            let all = ([read] + words).joined(separator: "\n\n")
            var draft = try draft(reply, in: page, id: id, read: all, invitation: invitation, completes: completes)
            draft.files = files
            do {
                let command = Command(id: id, principal: .staff(staff), order: .submit(draft), owner: draft.recipient?.key)
                var receipt = try await store.submit(command)
                if receipt.isRepeat { receipt.events = try said(of: id, in: page) }
                return Answer(send: id, receipt: receipt)
            } catch .refused(.termsChanged) {
                await Task.yield()
            }
        }
        throw .busy
    }

    /// The reply as policy reads it and as it would go out, under the terms in force at this moment.
    func draft(
        _ reply: Reply, in page: ConversationPage, id: EventID, read: String, invitation: Draft.Invitation?, completes: EventID? = nil
    ) throws(StorageError) -> Draft {
        let serving = accounts.filter { $0.publicKind == reply.channel || $0.privateKind == reply.channel }
        let asked = page.newestAccount(on: reply.channel)
        guard let account = serving.first(where: { $0.id == asked }) ?? serving.first else {
            throw .refused(.notAllowed("No account of the firm serves \(reply.channel.word). Choose one of the conversation's channels."))
        }
        var party = reply.party
        if let answers = reply.answers {
            guard let message = page.lines.first(where: { $0.leaf.eventID == answers })?.received else { throw .refused(.unknownMessage) }
            party = message.party
        }
        guard let recipient = page.recipient(on: reply.channel, party: party) else {
            throw .refused(.notAllowed("Nobody in the conversation is known on \(reply.channel.word). Choose one of its channels."))
        }
        var reading = Reader(terms.now).outbound(read, by: ActorRole("agent"))
        reading.text = reply.text
        let messageID = reply.channel.network == .mail ? MailNames(account).messageID(id) : nil
        return Draft(
            conversation: page.state.id, act: reply.act, channel: reply.channel, channelAccount: account.id, recipient: recipient,
            inReplyTo: reply.answers ?? page.newestInbound(on: reply.channel, from: recipient.party), reading: reading,
            subject: reply.channel.network == .mail ? page.subject : nil,
            messageID: messageID.map { (store.hashes.thread(.mail, $0), $0) }, seen: reply.seen, invitation: invitation,
            completes: completes, goesOut: reply.goesOut)
    }

    /// What was said the first time; an id that names something else is refused, so that nobody takes it for sent.
    func said(of id: EventID, in page: ConversationPage) throws(StorageError) -> [Event] {
        let line: ConversationPage.Line?
        do { line = try store.entry(id) } catch { throw .notWritable("\(error)") }
        guard let line, line.isSubmitted,
            line.leaf.streams.contains(where: { $0.kind == .conversation && $0.id == page.state.id.stream })
        else { throw .refused(.notAllowed("This id was used for something else. Make a new random one.")) }
        return line.events ?? []
    }

    func page(_ id: ConversationID) throws(StorageError) -> ConversationPage {
        let found: ConversationPage?
        do { found = try store.conversation(id) } catch { throw .notWritable("\(error)") }
        guard let page = found else { throw .refused(.unknownConversation) }
        if let into = page.state.mergedInto { throw .refused(.mergedElsewhere(into)) }
        return page
    }

    /// The role of the member's that a held act waits for.
    /// - Parameter others: roles that packs name and that are none of the desk's.
    func role(of member: Member, and others: Set<String>, for send: EventID, in conversation: ConversationID) throws(StorageError)
        -> String
    {
        let page = try page(conversation)
        let held = page.states.members(of: page.state).lazy.compactMap { $0.sends[send] }.first
        let waiting = Set(held?.held?.approvers ?? []).subtracting(held?.approvals.keys.map { $0 } ?? [])
        let roles = member.roles.words + others.sorted()
        return roles.first { waiting.contains($0) } ?? roles.first { $0 != Role.agent.rawValue } ?? roles.first ?? ""
    }

    /// Its author takes back what waits for somebody's yes or for its time.
    public func withdraw(_ send: EventID, in conversation: ConversationID, by staff: StaffID) async throws(StorageError) -> Receipt {
        guard try author(of: send, in: conversation) == staff else {
            throw .refused(.notAllowed("Only its author withdraws a reply. Whoever may approve it can stop it."))
        }
        return try await reject(send, in: conversation, reason: "withdrawn by its author", by: staff)
    }

    /// Stops a held act. The reason stands in facts.
    public func reject(_ send: EventID, in conversation: ConversationID, reason: String, by staff: StaffID) async throws(StorageError)
        -> Receipt
    {
        try await order(.reject(RejectOrder(conversation: conversation, send: send, reason: Self.kept(reason))), by: staff)
    }

    /// Words that somebody of the firm writes into facts: scanned like everything that is kept, and cut at 500 characters.
    static func kept(_ words: String) -> String {
        let words = String(words.prefix(500))
        let findings = Scanner(classes: Scanner.allClasses).scan(words).filter { !$0.dataClass.isRequest }
        return findings.isEmpty ? words : Redaction.redact(words, findings)
    }

    /// Any other order about a conversation, as it is.
    public func order(_ order: Order, by staff: StaffID, id: EventID = RandomIDs.event()) async throws(StorageError) -> Receipt {
        try await store.submit(Command(id: id, principal: .staff(staff), order: order))
    }
}

extension ConversationPage {
    /// The party that is known on the channel's network, with its newest address there; of several the first, unless one is wanted.
    ///
    /// The parties of conversations that were merged into this one are parties of it.
    public func recipient(on channel: ChannelKind, party wanted: PartyID? = nil) -> Draft.Recipient? {
        for party in states.parties(of: state) where wanted == nil || party == wanted {
            guard let identity = states.parties[party]?.identity(on: channel.network), let address = address(of: identity, party) else {
                continue
            }
            return Draft.Recipient(party: party, key: identity.key, address: address)
        }
        return nil
    }

    /// From the newest entry that carries it: what somebody wrote from, or the mailbox they proved.
    private func address(of identity: Identity, _ party: PartyID) -> String? {
        for line in lines.reversed() {
            for event in line.events ?? [] {
                switch event {
                case .received(let received) where received.party == party && received.channel.network == identity.network:
                    if let address = line[.address] { return address }
                case .mailboxNamed(let named) where named.mailbox == identity.key:
                    if let address = line[.recipient] { return address }
                default: break
                }
            }
        }
        return nil
    }

    /// The newest message of a party on the channel, which a reply answers.
    public func newestInbound(on channel: ChannelKind, from party: PartyID) -> EventID? {
        lines.last { $0.received.map { $0.channel == channel && $0.party == party } == true }?.leaf.eventID
    }

    /// The firm's account that the customer wrote to last on the channel: the answer comes from there.
    func newestAccount(on channel: ChannelKind) -> ChannelAccountID? {
        lines.reversed().lazy.compactMap { line in
            line.events?.lazy.compactMap { if case .received(let received) = $0, received.channel == channel { received } else { nil } }
                .first
        }.first?.channelAccount
    }

    /// The subject that the mails of the conversation go on under; never used to find it.
    public var subject: String {
        lines.lazy.compactMap { $0[.subject] }.first { !$0.hasSuffix(HandoffService.confirmation) } ?? "Your message to us"
    }
}
