public import Conversations
import Ledger
import Social
public import Storage

/// What policy would answer to a reply as it stands, and the ways out of a no. Nothing of it is written anywhere.
public struct ReplyCheck: Sendable {
    /// The answer; nil where the reply would be refused before policy is asked.
    public var checked: Checked?
    /// Why it would be refused.
    public var refusal: String?
    /// Other channels of the conversation on which the same words may go out.
    public var elsewhere: [ChannelKind]
    /// The network's own count and limit; nil where it has none.
    public var length: (count: Int, limit: Int)?

    public var isTooLong: Bool { length.map { $0.count > $0.limit } ?? false }
    /// Whether pressing the button would do something.
    public var maySubmit: Bool {
        guard let verdict = checked?.decision.verdict, !isTooLong else { return false }
        return verdict == .send || verdict == .sendWarn || verdict == .hold
    }
}

extension Desk {
    /// Asks what submitting a reply would come to: the same reading and the same decision on the same state, without the entry.
    ///
    /// Law 2: a draft reaches neither disk nor log.
    public func check(_ reply: Reply, by staff: StaffID, at now: Timestamp) throws(StorageError) -> ReplyCheck {
        try check(reply, in: try page(reply.conversation), by: staff, at: now)
    }

    func check(_ reply: Reply, in page: ConversationPage, by staff: StaffID, at now: Timestamp) throws(StorageError) -> ReplyCheck {
        var answer = ReplyCheck(elsewhere: [], length: Self.length(of: reply.text, on: reply.channel))
        switch try asked(reply, in: page, by: staff, at: now) {
        case .success(let checked):
            answer.checked = checked
            guard checked.decision.verdict != .send else { return answer }
            // From the most public way out to the most private one.
            for channel in channels(of: page) where channel != reply.channel {
                var other = reply
                other.channel = channel
                if case .success(let there) = try asked(other, in: page, by: staff, at: now),
                    there.decision.verdict == .send || there.decision.verdict == .sendWarn
                {
                    answer.elsewhere.append(channel)
                }
            }
        case .failure(let refusal): answer.refusal = refusal.message
        }
        return answer
    }

    private func asked(
        _ reply: Reply, in page: ConversationPage, by staff: StaffID, at now: Timestamp, invitation: Draft.Invitation? = nil
    ) throws(StorageError) -> Result<Checked, Refusal> {
        // A name for an entry that is never written.
        let id = RandomIDs.event()
        do throws(StorageError) {
            let draft = try draft(reply, in: page, id: id, read: reply.text, invitation: invitation)
            return decided(draft, reply.text, page, staff, id, now)
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            return .failure(refusal)
        }
    }

    private func decided(_ draft: Draft, _ text: String, _ page: ConversationPage, _ staff: StaffID, _ id: EventID, _ now: Timestamp)
        -> Result<Checked, Refusal>
    {
        do throws(Refusal) {
            return .success(
                try Decider(states: page.states, terms: terms.now, now: now).check(draft, text: text, by: .staff(staff), as: id))
        } catch { return .failure(error) }
    }

    /// The channels on which somebody in the conversation can be reached, the most public first.
    public func channels(of page: ConversationPage) -> [ChannelKind] {
        Set(accounts.flatMap { [$0.publicKind, $0.privateKind] })
            .filter { page.recipient(on: $0) != nil && page.canReply(on: $0) }
            .sorted { ($0.channelClass, $0.rawValue) < ($1.channelClass, $1.rawValue) }
    }

    /// How long a reply may be there, as the network counts; nil where it does not count.
    public static func limit(on channel: ChannelKind) -> Int? {
        switch channel {
        // The sandbox speaks X's formats and has its limits.
        case .xPublic, .sandboxPublic: XLength.limit
        case .xDM, .sandboxDM: 10_000
        default: nil
        }
    }

    public static func length(of text: String, on channel: ChannelKind) -> (count: Int, limit: Int)? {
        limit(on: channel).map { limit in
            (channel.channelClass == .publicSocial ? XLength.of(text) : text.unicodeScalars.count, limit)
        }
    }

    /// A place the conversation may move to, and what policy says of it.
    public struct Destination: Sendable {
        /// The policy's word for it.
        public var word: String
        /// The private channel by which the link goes.
        public var by: ChannelKind
        public var checked: Checked
    }

    /// Where the conversation may move to by a private link: the firm's verified channels and what the packs name, as policy answers now.
    public func destinations(of page: ConversationPage, by staff: StaffID, at now: Timestamp) throws(StorageError) -> [Destination] {
        guard page.state.isOpen else { return [] }
        // The link goes where we can write first: a private message on the customer's own network.
        let ways = channels(of: page).filter { $0.channelClass == .privateSocial }
        guard let way = ways.first else { return [] }
        let served = Set(accounts.flatMap { [$0.publicKind, $0.privateKind] }.filter { $0.channelClass == .privateVerified }.map(\.word))
        // A mailbox that is proved needs no link.
        let words = served.filter { word in ChannelKind(word: word).map { page.recipient(on: $0) == nil } ?? true }
        var destinations: [Destination] = []
        for word in words.sorted() {
            let invitation = Draft.Invitation(
                destination: word, token: store.hashes.secret("check", word), code: store.hashes.secret("check", word), expires: now)
            let reply = Reply(
                conversation: page.state.id, text: HandoffService.invitation, channel: way, act: ActWords.invitation,
                seen: page.state.head.sequence)
            if case .success(let checked) = try asked(reply, in: page, by: staff, at: now, invitation: invitation) {
                destinations.append(Destination(word: word, by: way, checked: checked))
            }
        }
        return destinations
    }
}

extension ConversationPage {
    /// Whether there is something to answer on the channel, or a way to write first.
    func canReply(on channel: ChannelKind) -> Bool {
        switch channel.channelClass {
        // A public answer stands under the customer's own post.
        case .publicSocial: recipient(on: channel).map { newestInbound(on: channel, from: $0.party) != nil } ?? false
        case .privateSocial: true
        // One mailbox, two names: what is proved is written to as such.
        case .privateUnverified, .privateVerified:
            assurance(on: channel) >= .possession ? channel.channelClass == .privateVerified : channel.channelClass == .privateUnverified
        }
    }

    /// The best assurance of an identity on the channel's network.
    func assurance(on channel: ChannelKind) -> Assurance {
        states.parties(of: state).flatMap { states.parties[$0]?.identities ?? [] }.filter { $0.network == channel.network }
            .map(\.assurance).max() ?? .none
    }
}

extension Desk {
    /// Where a conversation may move to.
    public func destinations(of id: ConversationID, by staff: StaffID, at now: Timestamp) throws(StorageError) -> [Destination] {
        try destinations(of: try page(id), by: staff, at: now)
    }

    /// What went out, or waits, under an id that somebody composed a reply with; nil where nothing did.
    public func sent(_ id: EventID) throws(StorageError) -> (text: String?, conversation: ConversationID?)? {
        let line: ConversationPage.Line?
        do { line = try store.entry(id) } catch { throw .notWritable("\(error)") }
        guard let line, line.isSubmitted, Verdict(rawValue: line.leaf.decision) != .block else {
            return nil
        }
        return (line.text, line.leaf.streams.first { $0.kind == .conversation }.map { ConversationID($0.id) })
    }

    /// Who wrote an act that wants to go out.
    public func author(of send: EventID, in id: ConversationID) throws(StorageError) -> StaffID? {
        let page = try page(id)
        guard case .staff(let staff)? = page.states.members(of: page.state).lazy.compactMap({ $0.sends[send]?.author }).first else {
            return nil
        }
        return staff
    }
}
