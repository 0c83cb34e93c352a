import Ledger

extension States {
    /// What only the facts say.
    mutating func evolve(_ event: Event, _ entry: Folded) {
        switch event {
        case .termsInForce(let terms):
            configuration?.terms = terms
            configuration?.termsIndex = entry.index
        case .evidenceKey(let announced): configuration?.evidenceKey = announced.key
        case .logKey(let announced):
            configuration?.logKey = announced.key
            configuration?.logKeyBefore = announced.before
        case .logKeyRetired: configuration?.logKeyBefore = nil
        case .logContinued:
            // It goes on under a key of its own; those that were announced before were the former log's.
            configuration?.logKey = nil
            configuration?.logKeyBefore = nil
        case .channelAccountAdded(let added):
            channelAccounts[added.account]?.network = added.network
            channelAccounts[added.account]?.name = added.name
        case .granted(let granted): staff[granted.staff]?.granted = granted
        case .partyAdded(let added):
            parties[added.party]?.learn(added.identity)
            if let id = entry.conversations.first { conversations[id]?.identities[added.party] = added.identity }
        case .identityRaised(let raised): parties[raised.party]?.learn(raised.identity)
        case .identitiesJoined(let joined): parties[joined.party]?.learn(joined.identity)
        case .erased(let erased): parties[entry.party ?? PartyID(entry.leaf.streams[0].id)]?.forget(erased.identity)
        case .erasureAsked(let asked):
            if let party = entry.party { parties[party]?.asked[entry.leaf.eventID] = asked }
        case .erasureDeclined(let declined):
            if let party = entry.party { parties[party]?.asked[declined.asked] = nil }
        case .assigned(let assigned):
            if let id = entry.conversations.first { staff[assigned.to]?.assigned.insert(id) }
        case .unassigned(let unassigned):
            if let id = entry.conversations.first { staff[unassigned.from]?.assigned.remove(id) }
        default: break
        }
        guard let id = entry.conversations.first else { return }
        conversations[id]?.evolve(event, entry)
        // What a merged part keeps, it keeps for the day on which the merge is undone.
        if let part = entry.conversations.dropFirst().first, event.isKeptByParts { conversations[part]?.evolve(event, entry) }
    }
}

extension PartyState {
    mutating func learn(_ identity: Identity) {
        if let index = identities.firstIndex(where: { $0.network == identity.network && $0.key == identity.key }) {
            if identities[index].assurance < identity.assurance { identities[index] = identity }
        } else {
            identities.append(identity)
        }
    }

    mutating func forget(_ key: KeyedHash) {
        identities.removeAll { $0.key == key }
        asked = asked.filter { $0.value.identity != key }
        erased = true
    }
}

extension ConversationState {
    mutating func evolve(_ event: Event, _ entry: Folded) {
        switch event {
        case .opened(let opened): self.opened = opened
        case .received(let received):
            labels.formUnion(received.labels)
            lastInbound[received.channel] = max(lastInbound[received.channel] ?? received.published, received.published)
        case .labelled(let labelled): labels = labels.union(labelled.added).subtracting(labelled.removed)
        case .taskOpened(let opened): openTasks[opened.task] = opened.action
        case .taskDone(let done): openTasks[done.task] = nil
        case .routed(let routed): route = routed.route
        case .deadlineSet(let deadline): deadlines[deadline.name] = deadline.at
        case .complaintRecorded(let recorded):
            complaint = true
            complaintReceived = min(complaintReceived ?? recorded.received, recorded.received)
            newestComplaint = max(newestComplaint ?? recorded.received, recorded.received)
        case .automationSuppressed: automationSuppressed = true
        case .surveySuppressed: surveySuppressed = true
        case .queued(let queued):
            let author = sends[queued.send]?.author ?? entry.author
            sends[queued.send]?.queued = queued
            sends[queued.send]?.author = author
            if let author { lastAnswer = Answer(by: author, sequence: head.sequence) }
        case .held(let held), .scheduled(let held):
            let author = sends[held.send]?.author ?? entry.author
            sends[held.send]?.held = held
            sends[held.send]?.author = author
            sends[held.send]?.goesOut = held.goesOut
            // What was agreed to was agreed to for that time.
            if held.lapse != nil { sends[held.send]?.approvals = [:] }
        case .approved(let approved): sends[approved.send]?.approvals[approved.role] = approved.by
        case .handoffOffered(let offered): handoffs[offered.handoff] = Handoff(offered)
        case .handoffOpened(let opened): handoffs[opened.handoff]?.phase = .opened(session: opened.session)
        case .handoffRefused(let refused): handoffs[refused.handoff]?.attempts = refused.attempts
        case .mailboxNamed(let named):
            guard let session = handoffs[named.handoff]?.session else { return }
            handoffs[named.handoff]?.mailboxes += 1
            handoffs[named.handoff]?.phase = .mailboxNamed(
                session: session, mailbox: named.mailbox, code: named.code, expires: named.expires)
        case .handoffJoined(let joined): handoffs[joined.handoff]?.phase = .joined
        case .handoffLapsed(let lapsed): handoffs[lapsed.handoff]?.phase = .lapsed
        case .handoffReturned(let returned): handoffs[returned.handoff]?.phase = .returned
        case .assigned(let assigned): self.assigned = assigned.to
        case .unassigned: assigned = nil
        case .prioritised(let prioritised): priority = prioritised.priority
        default: break
        }
    }
}

extension Event {
    /// What happens to a message, a send, a task or a handoff happens where that is kept.
    fileprivate var isKeptByParts: Bool {
        switch self {
        case .received, .taskDone, .queued, .held, .scheduled, .approved, .handoffOpened, .handoffRefused, .mailboxNamed, .handoffJoined,
            .handoffLapsed, .handoffReturned, .attached, .attachmentRead:
            true
        default: false
        }
    }
}

extension Folded {
    /// The member of staff whose stream the entry advances: an act of theirs.
    var author: Principal? { leaf.streams.first { $0.kind == .agent }.map { .staff(StaffID($0.id)) } }
}

extension Handoff {
    var session: KeyedHash? {
        switch phase {
        case .opened(let session), .mailboxNamed(let session, _, _, _): session
        case .offered, .joined, .lapsed, .returned: nil
        }
    }
}
