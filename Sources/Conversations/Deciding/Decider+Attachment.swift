import Ledger

extension Decider {
    /// An attachment was read after its message was taken in: what is said of it is replaced, and what policy asks for because of it happens.
    func readAttachment(_ order: ReadAttachmentOrder, _ command: Command) throws(Refusal) -> Decided {
        guard order.reading.terms == terms.fingerprint else { throw .termsChanged }
        guard let state = states.root(of: order.conversation) else { throw .unknownConversation }
        guard order.isThere, let keeper = states.member(of: state, where: { $0.messages.contains(order.message) }) else {
            throw .unknownMessage
        }
        let decision = order.reading.decision
        var decided = Decided(
            .readAttachment, streams: state.streams(with: keeper),
            events: [
                .attachmentRead(
                    AttachmentRead(message: order.message, place: order.place, item: order.item, rules: decision.trace()))
            ])
        let added = Set(decision.labelWords).subtracting(state.labels)
        if !added.isEmpty { decided.events.append(.labelled(Labelled(added: added.sorted(), removed: []))) }
        decided.events += consequences(of: decision, command: command.id, channel: state.began, received: now, state: state)
        decided.content = order.content
        decided.subject = order.message
        decided.verdict = decision.verdict
        return decided
    }
}
