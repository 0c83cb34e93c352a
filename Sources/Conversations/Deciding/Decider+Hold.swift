import Ledger

extension Decider {
    /// A hold protects a conversation with everything that is merged into it, or a customer with every conversation of theirs.
    func placeHold(_ order: PlaceHoldOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        guard order.reason.contains(where: { !$0.isWhitespace }) else { throw .notAllowed("Say why it is held.") }
        return Decided(
            .placeHold, streams: try streams(of: order.subject) + [by.key],
            events: [.holdPlaced(HoldPlaced(reason: order.reason, by: by))])
    }

    func liftHold(_ order: LiftHoldOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        guard order.reason.contains(where: { !$0.isWhitespace }) else { throw .notAllowed("Say why the hold is lifted.") }
        // Where it stands may have been merged or taken apart since.
        let streams = try streams(of: order.subject).filter { key in
            switch key.kind {
            case .conversation: states.conversations[ConversationID(key.id)]?.holds.contains(order.hold) == true
            case .party: states.parties[PartyID(key.id)]?.holds.contains(order.hold) == true
            default: false
            }
        }
        guard !streams.isEmpty else { throw .nothingToDo }
        var decided = Decided(
            .liftHold, streams: streams + [by.key], events: [.holdLifted(HoldLifted(hold: order.hold, reason: order.reason, by: by))])
        decided.subject = order.hold
        return decided
    }

    private func streams(of subject: HoldSubject) throws(Refusal) -> [StreamKey] {
        switch subject {
        case .customer(let id):
            guard states.parties[id] != nil else { throw .unknownParty }
            return [id.key]
        case .conversation(let id):
            guard let root = states.root(of: id) else { throw .unknownConversation }
            return [root.id.key] + root.parts.map(\.key)
        }
    }
}
