import Ledger

/// The domain's one decision: a command on a state gives events, or a refusal.
///
/// Pure and synchronous. Every order has its file beside this one; what they share is here.
public struct Decider: Sendable {
    public let states: States
    public let terms: Terms
    public let now: Timestamp

    public init(states: States, terms: Terms, now: Timestamp) {
        self.states = states
        self.terms = terms
        self.now = now
    }

    public func decide(_ command: Command) throws(Refusal) -> Decided {
        let decided =
            switch command.order {
            case .receive(let incoming): try receive(incoming, command)
            case .release(let order): try release(order, command)
            case .redactEarlier(let order): try redactEarlier(order, command)
            case .withdraw(let order): try withdraw(order, command)
            case .readAttachment(let order): try readAttachment(order, command)
            case .submit(let draft): try submit(draft, command)
            case .approve(let order): try approve(order, command)
            case .reject(let order): try reject(order, command)
            case .comeDue(let order): try comeDue(order, command)
            case .record(let report): try record(report, command)
            case .openHandoff(let order): try openHandoff(order, command)
            case .nameMailbox(let order): try nameMailbox(order, command)
            case .proveMailbox(let order): try proveMailbox(order, command)
            case .lapseHandoff(let order): try lapseHandoff(order, command)
            case .returnHandoff(let order): try returnHandoff(order, command)
            case .assign(let conversation, let staff): try assign(conversation, staff, command)
            case .unassign(let conversation): try unassign(conversation, command)
            case .label(let order): try label(order, command)
            case .prioritise(let conversation, let priority): try prioritise(conversation, priority, command)
            case .completeTask(let conversation, let task): try completeTask(conversation, task, command)
            case .resolve(let order): try resolve(order, command)
            case .reopen(let conversation): try reopen(conversation, command)
            case .merge(let part, let into): try merge(part, into, command)
            case .split(let order): try split(order, command)
            case .unmerge(let part, let from): try unmerge(part, from, command)
            case .askErasure(let order): try askErasure(order, command)
            case .declineErasure(let order): try declineErasure(order, command)
            case .erase(let order): try erase(order, command)
            case .placeHold(let order): try placeHold(order, command)
            case .liftHold(let order): try liftHold(order, command)
            case .retire(let order): try retire(order, command)
            case .view(let conversation, let purpose): try view(conversation, purpose, command)
            case .export(let order): try export(order, command)
            case .putTermsInForce(let terms, let again): try putTermsInForce(terms, again: again, command)
            case .refuseTerms(let refused): try refuseTerms(refused, command)
            case .announceEvidenceKey(let announced): try announceEvidenceKey(announced, command)
            case .announceLogKey(let announced): try announceLogKey(announced, command)
            case .retireLogKey(let retired): try retireLogKey(retired, command)
            case .recordTimeStamp(let stamp): try recordTimeStamp(stamp, command)
            case .continueLog(let continued, let destroyed): try continueLog(continued, destroyed, command)
            case .tighten(let conversation): try tighten(conversation, command)
            case .heartbeat(let entries): heartbeat(entries, command)
            case .addChannelAccount(let added): try addChannelAccount(added, command)
            case .grant(let order): try grant(order, command)
            }
        guard decided.streams.count <= 8 else { throw .tooManyStreams(decided.streams.count) }
        return decided
    }

    /// The conversation, refusing one that goes on elsewhere.
    func conversation(_ id: ConversationID) throws(Refusal) -> ConversationState {
        guard let state = states.conversations[id] else { throw .unknownConversation }
        if let into = state.mergedInto { throw .mergedElsewhere(into) }
        return state
    }

    /// A network's stamp, never later than now; one before 1970 is nonsense that no leaf can hold, and counts as its first instant.
    func bounded(_ stamp: Timestamp) -> Timestamp { max(Timestamp(milliseconds: 1), min(stamp, now)) }

    func staff(_ command: Command) throws(Refusal) -> StaffID {
        guard case .staff(let id) = command.principal else { throw .notAllowed("Only a person of the firm may do this.") }
        return id
    }
}
