/// Where a message goes: evidence says which conversation, the sender decides whether.
public enum Placement: Sendable, Equatable {
    /// The conversation it goes on in, and the part of it whose party wrote (the same where nothing was merged).
    case existing(ConversationID, part: ConversationID, PartyID, ThreadEvidence)
    case new(PartyID?)
    case quarantine(QuarantineReason)

    /// - Parameter states: every conversation that `found` names with its parts and their parties, and the author's party.
    public static func of(_ incoming: Incoming, on states: States) -> Placement {
        guard incoming.proof != .none else { return .quarantine(.senderNotProved) }
        let found = incoming.found
        for (evidence, named) in found.conversations {
            guard let conversation = states.root(of: named) else { continue }
            let holder = states.holder(of: incoming.author.identity, known: found.party, in: conversation, preferring: named)
            if let (member, party) = holder {
                switch evidence {
                case .sameAccount, .provedIdentity:
                    // Weak evidence joins only what is still going on; an old matter of the same person is a new conversation.
                    if conversation.isOpen { return .existing(conversation.id, part: member, party, evidence) }
                case .replyToken, .parent, .references, .new:
                    return .existing(conversation.id, part: member, party, evidence)
                }
            } else if evidence == .replyToken || evidence == .references {
                // Private threads: a stranger who holds a token or a message id waits for a person.
                return .quarantine(.newParticipant)
            }
            // In public anybody may answer under the customer's post: that is a conversation of their own.
        }
        return .new(found.party)
    }
}
