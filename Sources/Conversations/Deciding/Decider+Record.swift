import Ledger

extension Decider {
    /// What the connector reports of a send; only here does a turn end.
    func record(_ report: SendReport, _ command: Command) throws(Refusal) -> Decided {
        let (state, keeper, send) = try send(report.send, of: report.conversation)
        let streams = state.streams(with: keeper)
        var decided: Decided
        switch report.outcome {
        case .accepted(let at, let providerKey, let threadKey, let providerID):
            guard send.phase == .queued || send.phase == .unknown else { throw .wrongPhase(send.phase.word) }
            // A send that was unknown counts from when it is heard of.
            let accepted = send.phase == .unknown ? now : bounded(at)
            decided = Decided(
                .recordAccepted, streams: streams,
                events: [.accepted(Accepted(send: report.send, at: accepted, providerKey: providerKey, threadKey: threadKey))])
            end(&decided, at: accepted, send, in: keeper, of: state, providerID)
        case .found(let providerKey, let threadKey, let providerID):
            guard send.phase == .unknown else { throw .wrongPhase(send.phase.word) }
            decided = Decided(
                .recordFound, streams: streams,
                events: [.sendFound(SendFound(send: report.send, at: now, providerKey: providerKey, threadKey: threadKey))])
            end(&decided, at: now, send, in: keeper, of: state, providerID)
        case .failed(let reason):
            guard send.phase == .queued || send.phase == .unknown else { throw .wrongPhase(send.phase.word) }
            decided = Decided(.recordFailed, streams: streams, events: [.failed(Failed(send: report.send, reason: reason))])
        case .bounced(let status):
            switch send.phase {
            case .accepted, .queued, .unknown: break
            case .held, .blocked, .rejected, .scheduled, .failed: throw .wrongPhase(send.phase.word)
            }
            decided = Decided(
                .recordFailed, streams: streams, events: [.failed(Failed(send: report.send, reason: "bounced \(status)"))])
            reopen(&decided, send, report.send, reason: "bounced \(status)", in: keeper, of: state)
        case .unknown(let reason):
            guard send.phase == .queued else { throw .wrongPhase(send.phase.word) }
            decided = Decided(.recordUnknown, streams: streams, events: [.sendUnknown(SendUnknown(send: report.send, reason: reason))])
        case .absent:
            guard send.phase == .unknown else { throw .wrongPhase(send.phase.word) }
            var by: StaffID?
            if case .staff(let id) = command.principal { by = id }
            decided = Decided(.recordAbsent, streams: streams, events: [.sendAbsent(SendAbsent(send: report.send, by: by))])
        }
        decided.subject = report.send
        decided.channel = send.queued?.channel
        return decided
    }

    /// An answer that reached nobody answered nothing: the turn that it ended runs again with its own start, terms and target (law 1).
    private func reopen(
        _ decided: inout Decided, _ send: Send, _ id: EventID, reason: String, in keeper: ConversationState, of state: ConversationState
    ) {
        guard let answered = send.answered else { return }
        // The leaf names the answer that is taken back, so that it alone tells the clock.
        decided.source = answered
        guard let (turn, step) = clockAfterReturn(at: answered, of: send.index, in: keeper.id, of: state) else { return }
        decided.clock = step
        decided.events.append(.turnReopened(TurnReopened(send: id, answered: answered, start: turn.start, reason: reason)))
        if state.isResolved { decided.events.append(.reopened) }
    }

    /// It is out there since an instant; a substantive answer ends the turn then.
    private func end(
        _ decided: inout Decided, at: Timestamp, _ send: Send, in keeper: ConversationState, of state: ConversationState,
        _ providerID: String?
    ) {
        decided.source = at
        decided.content = providerID.map { [ContentField(.providerID, $0)] } ?? []
        if send.queued?.substantive == true { decided.clock = clockAfterAnswer(at: at, of: send.index, in: keeper.id, of: state) }
    }
}
