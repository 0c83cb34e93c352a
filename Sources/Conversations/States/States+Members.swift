import Ledger

/// A conversation and those merged into it: who is in it, and where something of it is kept.
extension States {
    /// The conversation and the parts merged into it, itself first. Parts keep their parties, sends, tasks and handoffs, so that undoing the
    /// merge gives each its own back.
    public func members(of root: ConversationState) -> [ConversationState] {
        [root] + root.parts.compactMap { conversations[$0] }
    }

    /// Everybody in a conversation, the parties of its parts among them, each once.
    public func parties(of root: ConversationState) -> [PartyID] {
        var parties = root.parties
        for part in root.parts {
            for party in conversations[part]?.parties ?? [] where !parties.contains(party) { parties.append(party) }
        }
        return parties
    }

    /// Whether a customer's message was taken in here, or in a part of it.
    /// Whether it is an act of ours that is out there, or will never be.
    func hasSent(_ send: EventID, in root: ConversationState) -> Bool {
        members(of: root).contains { member in
            switch member.sends[send]?.phase {
            case .accepted, .failed, .rejected: true
            default: false
            }
        }
    }

    func has(message: EventID, in root: ConversationState) -> Bool { members(of: root).contains { $0.messages.contains(message) } }

    /// The member and the party in it that has this very address; `preferred` is asked first, then the conversation itself.
    func holder(of identity: Identity, known: PartyID?, in root: ConversationState, preferring preferred: ConversationID)
        -> (member: ConversationID, party: PartyID)?
    {
        let members = members(of: root)
        for member in members.filter({ $0.id == preferred }) + members.filter({ $0.id != preferred }) {
            for party in member.parties where party == known || parties[party]?.holds(identity) == true { return (member.id, party) }
        }
        return nil
    }

    /// The member that keeps what is looked for.
    func member(of root: ConversationState, where keeps: (ConversationState) -> Bool) -> ConversationState? {
        keeps(root) ? root : root.parts.lazy.compactMap { conversations[$0] }.first(where: keeps)
    }
}

extension ConversationState {
    /// The streams of an entry about something that a member of this conversation keeps: this one first, then the member.
    func streams(with member: ConversationState) -> [StreamKey] { member.id == id ? [id.key] : [id.key, member.id.key] }
}
