/// What the committer must look up and load before a decision, and whether content comes with it.
extension Order {
    /// Conversations that the decision reads; merged ones bring their root and parts with them.
    public var conversations: [ConversationID] {
        switch self {
        case .receive(let incoming): incoming.found.conversations.map(\.conversation)
        case .release(let order): (order.conversation.map { [$0] } ?? []) + order.incoming.found.conversations.map(\.conversation)
        case .redactEarlier(let order): [order.conversation]
        case .withdraw(let order): [order.conversation]
        case .readAttachment(let order): [order.conversation]
        case .submit(let draft): [draft.conversation]
        case .approve(let order): [order.conversation]
        case .reject(let order): [order.conversation]
        case .comeDue(let order): [order.conversation]
        case .record(let report): [report.conversation]
        case .openHandoff(let order): [order.conversation]
        case .nameMailbox(let order): [order.conversation]
        case .proveMailbox(let order): [order.conversation]
        case .lapseHandoff(let order), .returnHandoff(let order): [order.conversation]
        case .assign(let id, _), .unassign(let id), .prioritise(let id, _), .completeTask(let id, _), .reopen(let id), .tighten(let id),
            .view(let id, _):
            [id]
        case .label(let order): [order.conversation]
        case .resolve(let order): [order.conversation]
        case .export(let order): order.covered.compactMap { $0.stream.kind == .conversation ? ConversationID($0.stream.id) : nil }
        case .merge(let part, let into): [part, into]
        case .split(let order): [order.conversation, order.part]
        case .unmerge(let part, let from): [part, from]
        case .placeHold(let order): order.subject.conversations
        case .liftHold(let order): order.subject.conversations
        case .retire(let order): [order.conversation]
        case .askErasure, .declineErasure, .erase, .putTermsInForce, .refuseTerms, .announceEvidenceKey, .announceLogKey, .retireLogKey,
            .continueLog, .recordTimeStamp, .heartbeat, .addChannelAccount, .grant:
            []
        }
    }

    /// Parties that the decision reads beyond those of its conversations.
    public var parties: [PartyID] {
        switch self {
        case .receive(let incoming): incoming.found.party.map { [$0] } ?? []
        case .release(let order): order.incoming.found.party.map { [$0] } ?? []
        case .askErasure(let order): [order.party]
        case .declineErasure(let order): [order.party]
        case .erase(let order): [order.party]
        case .placeHold(let order): order.subject.parties
        case .liftHold(let order): order.subject.parties
        case .export(let order): order.covered.compactMap { $0.stream.kind == .party ? PartyID($0.stream.id) : nil }
        default: []
        }
    }

    public var channelAccounts: [ChannelAccountID] {
        switch self {
        case .receive(let incoming): [incoming.channelAccount]
        case .addChannelAccount(let added): [added.account]
        default: []
        }
    }

    public var staff: [StaffID] {
        switch self {
        case .assign(_, let to): [to]
        case .grant(let order): [order.staff]
        default: []
        }
    }

    /// Whether the entry may hold content, so that an object key must be there before it.
    public var hasContent: Bool {
        switch self {
        case .receive, .release, .redactEarlier, .readAttachment, .submit, .nameMailbox, .record, .grant: true
        default: false
        }
    }
}

extension HoldSubject {
    var conversations: [ConversationID] { if case .conversation(let id) = self { [id] } else { [] } }
    var parties: [PartyID] { if case .customer(let id) = self { [id] } else { [] } }
}
