import Ledger

extension States {
    /// What the leaf alone says: clock, counts, send states, parts and party links. It stays the same when facts and content are erased.
    mutating func evolveFromLeaf(_ entry: Folded) {
        guard let type = entry.type, let id = entry.conversations.first else {
            guard let party = entry.party else { return }
            switch entry.type {
            case .erase: parties[party]?.erased = true
            case .placeHold: parties[party]?.holds.insert(entry.leaf.eventID)
            case .liftHold: if let hold = entry.leaf.subject { parties[party]?.holds.remove(hold) }
            default: break
            }
            return
        }
        let other = entry.conversations.dropFirst().first
        // Where something of a merged part is meant, the part stands behind the conversation it goes on in.
        let member = other ?? id
        switch type {
        case .receive, .release:
            conversations[member]?.messages.append(entry.leaf.eventID)
            if let party = entry.party, conversations[member]?.parties.contains(party) == false {
                conversations[member]?.parties.append(party)
            }
            if conversations[id]?.isResolved == true { conversations[id]?.status = .open }
            if let step = entry.leaf.clock, let published = entry.source {
                conversations[id]?.inbound.append(published)
                if let other { conversations[other]?.inbound.append(published) }
                conversations[id]?.fold(message: published, step, in: member, terms: entry.leaf.terms)
            }
        case .submit, .schedule:
            var send = Send(phase: .of(entry.leaf.decision), index: entry.index)
            send.isScheduled = type == .schedule
            if send.isScheduled, send.phase == .queued { send.phase = .scheduled }
            send.content = entry.leaf.commitments.hash
            send.sequence = entry.leaf.streams.first { $0.kind == .conversation }?.position.sequence ?? 0
            conversations[id]?.sends[entry.leaf.eventID] = send
        case .nameMailbox:
            conversations[member]?.sends[entry.leaf.eventID] = Send(phase: .queued, index: entry.index)
        case .approve:
            // One of several roles that must agree leaves it held.
            guard Verdict(rawValue: entry.leaf.decision) != .hold else { break }
            let isScheduled = entry.leaf.subject.flatMap { conversations[member]?.sends[$0]?.isScheduled } == true
            change(entry, in: member, to: isScheduled ? .scheduled : .queued)
        case .comeDue: change(entry, in: member, to: .of(entry.leaf.decision))
        case .reject: change(entry, in: member, to: .rejected)
        case .recordFailed:
            change(entry, in: member, to: .failed)
            takeBack(entry, in: member, of: id)
        case .recordUnknown: change(entry, in: member, to: .unknown)
        case .recordAbsent: change(entry, in: member, to: .queued)
        case .recordAccepted, .recordFound:
            guard let at = entry.source else { return }
            change(entry, in: member, to: .accepted(at))
            let send = entry.leaf.subject.flatMap { conversations[member]?.sends[$0]?.index } ?? 0
            conversations[id]?.outboundCount += 1
            if let other { conversations[other]?.outboundCount += 1 }
            if let step = entry.leaf.clock {
                if let subject = entry.leaf.subject { conversations[member]?.sends[subject]?.answered = at }
                conversations[id]?.fold(answer: at, of: send, step, in: member, terms: entry.leaf.terms)
            }
        case .withdraw:
            if let message = entry.leaf.subject { conversations[id]?.withdrawn.insert(message) }
        case .placeHold: for id in entry.conversations { conversations[id]?.holds.insert(entry.leaf.eventID) }
        case .liftHold:
            guard let hold = entry.leaf.subject else { return }
            for id in entry.conversations { conversations[id]?.holds.remove(hold) }
        case .label, .prioritise, .tighten:
            if let step = entry.leaf.clock { conversations[id]?.fold(promise: step, in: member, terms: entry.leaf.terms) }
        case .resolve: conversations[id]?.status = .resolved
        case .reopen: conversations[id]?.status = .open
        case .merge:
            guard let part = other, let clock = conversations[part]?.clock else { return }
            // Work that is still open must not end up where nobody looks.
            if conversations[part]?.isOpen == true, conversations[id]?.isResolved == true { conversations[id]?.status = .open }
            conversations[part]?.status = .merged(into: id)
            conversations[id]?.join(part, clock, at: entry.recorded)
        case .split:
            guard let part = other, let state = conversations[id] else { return }
            conversations[part]?.began = state.began
            conversations[part]?.parties = state.parties
            conversations[part]?.identities = state.identities
            conversations[part]?.labels = state.labels
            // What is held stays held, wherever it goes on.
            conversations[part]?.holds = state.holds
            if let clock = state.clock.splitting(state.inbound, of: id, into: part) { conversations[part]?.clock = clock }
        case .unmerge:
            guard let part = other, let clock = conversations[id]?.leave(part) else { return }
            conversations[part]?.clock = clock
            conversations[part]?.status = .open
        default: break
        }
    }

    /// An answer that came back answered nobody; a conversation that waits again is open.
    private mutating func takeBack(_ entry: Folded, in member: ConversationID, of id: ConversationID) {
        guard let subject = entry.leaf.subject, let send = conversations[member]?.sends[subject], let answered = send.answered else {
            return
        }
        conversations[id]?.fold(returned: answered, of: send.index, in: member)
        if conversations[id]?.isResolved == true, conversations[id]?.clock.runningTurn != nil, entry.leaf.clock != nil {
            conversations[id]?.status = .open
        }
    }

    private mutating func change(_ entry: Folded, in id: ConversationID, to phase: Send.Phase) {
        guard let send = entry.leaf.subject else { return }
        if conversations[id]?.sends[send] == nil { conversations[id]?.sends[send] = Send(phase: phase, index: entry.index) }
        conversations[id]?.sends[send]?.phase = phase
    }
}

extension Send.Phase {
    /// The phase after submitting, by the leaf's decision.
    static func of(_ decision: UInt8) -> Send.Phase {
        switch Verdict(rawValue: decision) {
        case .send?, .sendWarn?: .queued
        case .hold?: .held
        default: .blocked
        }
    }

    public var word: String {
        switch self {
        case .held: "held"
        case .blocked: "blocked"
        case .rejected: "rejected"
        case .scheduled: "scheduled"
        case .queued: "queued"
        case .accepted: "accepted"
        case .failed: "failed"
        case .unknown: "unknown"
        }
    }
}

// The clock refuses only what no entry of ours can say: a part it does not have. A foreign or damaged ledger may; then the part's own
// clock stays as it was, and the comparison with a recomputed one shows the difference.
extension ConversationState {
    mutating func fold(message published: Timestamp, _ step: ClockStep, in part: ConversationID, terms: UInt64?) {
        let target = clock.parts.contains(part) ? part : clock.root
        guard (try? clock.insert(message: published, in: target)) != nil else { return }
        switch step.operation {
        case .start, .earlierStart, .tighten: fold(promise: step, in: target, terms: terms)
        case .end, .keep, .merge, .split, .undo: break
        }
    }

    mutating func fold(returned at: Timestamp, of send: UInt64, in part: ConversationID) {
        _ = try? clock.insert(returned: at, of: send, in: clock.parts.contains(part) ? part : clock.root)
    }

    mutating func fold(answer at: Timestamp, of send: UInt64, _ step: ClockStep, in part: ConversationID, terms: UInt64?) {
        let target = clock.parts.contains(part) ? part : clock.root
        guard (try? clock.insert(answer: at, of: send, in: target)) != nil else { return }
        if step.operation == .start { fold(promise: step, in: target, terms: terms) }
    }

    mutating func fold(promise step: ClockStep, in part: ConversationID, terms: UInt64?) {
        guard let (start, promise) = step.promise(terms: terms) else { return }
        _ = try? clock.insert(promise, start: start, in: clock.parts.contains(part) ? part : clock.root)
    }

    mutating func join(_ part: ConversationID, _ other: ConversationClock<ConversationID>, at: Timestamp) {
        guard (try? clock.merge(other, into: clock.root, at: at)) != nil else { return }
        parts.append(part)
    }

    mutating func leave(_ part: ConversationID) -> ConversationClock<ConversationID>? {
        parts.removeAll { $0 == part }
        return try? clock.undoMerge(of: part)
    }
}

extension ConversationClock {
    func splitting(_ messages: [Timestamp], of part: Part, into new: Part) -> ConversationClock? {
        try? split(messages, of: part, into: new)
    }
}
