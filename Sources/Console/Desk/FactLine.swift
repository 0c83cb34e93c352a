import Broker

/// What one entry did besides the words it brought: one quiet line, with its rule and its number in the ledger.
struct FactLine {
    let open: OpenConversation
    let view: DeskView

    func html(_ facts: [Flow.Fact]) -> HTML {
        guard let place = facts.first?.place else { return HTML.none }
        let isStop = facts.contains { if case .event(.blocked) = $0.matter { true } else { false } }
        let words = facts.map(words).filter { !$0.bytes.isEmpty }
        guard !words.isEmpty else { return HTML.none }
        let rules = facts.lazy.compactMap(rule).first
        return """
            <p class="fact\(isStop ? " stopped" : HTML.none)" data-entry="\(place.index)">\((isStop ? Icon.stop : Icon.seal).html)\
            <span>\(HTML.joined(Array(words.map { ["<span class=\"done\">\($0)</span>"] }.joined(separator: [" "]))))\
            \(rules.map { " \(view.rules.html($0))." }) \(view.sealed(place))</span></p>
            """
    }

    private func rule(_ fact: Flow.Fact) -> RuleTrace? {
        switch fact.matter {
        case .redacted: view.rules.best(fact.rules, verdict: nil, effects: [.redactSpan, .destroySecret])
        case .event(.blocked): view.rules.best(fact.rules, verdict: .block)
        case .event(.routed): view.rules.best(fact.rules, verdict: .escalate)
        default: nil
        }
    }

    private func words(_ fact: Flow.Fact) -> HTML {
        switch fact.matter {
        case .redacted(let notes): "\(list(notes)) removed before anything was stored."
        case .redactedEarlier(let notes): "\(list(notes)) taken out of an earlier message, which a later one had completed."
        case .withdrawn: "The customer or the network took a message back."
        case .clockStarted(let due): "Clock started, due \(view.moment.long(due) as HTML)."
        case .clockTightened(let due): "Now due earlier: \(view.moment.long(due) as HTML)."
        case .clockEnded(let start, let ended):
            "Answered after \(Figure.duration(milliseconds: ended.milliseconds(since: start))); the clock has stopped."
        case .event(let event): words(event, by: fact.by)
        }
    }

    private func list(_ notes: [RedactionNote]) -> String {
        let names = notes.map { note in
            let name = DataClass(word: note.dataClass)?.name ?? DataClass.customerNumber.name
            return note.count > 1 ? "\(note.count) × \(name)" : name
        }
        let all = names.joined(separator: ", ")
        // Upper case only where that does not change what a word is.
        return all.prefix(1).uppercased() + all.dropFirst()
    }

    private func who(_ staff: StaffID?) -> String { staff.map(view.name) ?? "Parley" }

    private func words(_ event: Event, by: StaffID?) -> HTML {
        switch event {
        case .labelled(let labelled): labels(labelled)
        case .taskOpened(let task): "To do: \(view.rules.words(task.action))."
        case .taskDone(let done): "\(who(done.by)) did a task."
        case .routed(let routed): "Sent to \(view.rules.words(routed.route))."
        case .deadlineSet(let deadline): "Deadline \(view.rules.words(deadline.name)): \(view.moment.long(deadline.at) as HTML)."
        case .complaintRecorded: "Recorded as a complaint."
        case .blocked(let blocked):
            "\(who(by)) \(by == view.me.id ? "were" : "was") stopped from writing on \(blocked.channel.title). Nothing was sent or kept. \(blocked.instead.joined(separator: " "))"
        case .approved(let approved): "\(who(approved.by)) approved it as \(view.rules.words(approved.role))."
        case .rejected(let rejected):
            "\(who(rejected.by)) stopped it\(rejected.reason.isEmpty ? "." as HTML : ": <bdi>\(RedactedText.html(rejected.reason))</bdi>" as HTML)"
        case .failed(let failed): "The network did not take it (\(failed.reason))."
        case .sendUnknown: "The network’s answer was lost; Parley looks for the message."
        case .sendFound: "The message was found on the network."
        case .sendAbsent(let absent): "\(absent.by.map(view.name) ?? "Parley") found that it is not there; it goes again."
        default: handoff(event, by: by)
        }
    }

    private func handoff(_ event: Event, by: StaffID?) -> HTML {
        switch event {
        case .handoffOffered(let offered):
            "\(who(by)) offered to go on by \(Figure.words(offered.destination)). The link is good until \(view.moment.long(offered.expires) as HTML)."
        case .handoffOpened: "The customer opened the private page and proved the account."
        case .handoffRefused(let refused):
            "A wrong number was entered on the private page (\(refused.attempts) of \(Handoff.attemptsAllowed))."
        case .mailboxNamed: "The customer named a mailbox; a number went there."
        case .handoffJoined(let joined):
            "The mailbox is proved. The conversation goes on by \(joined.channel.title); same clock, same people."
        case .handoffLapsed: "The link is no longer good."
        case .handoffReturned: "Back to where it came from."
        default: assignment(event, by: by)
        }
    }

    private func assignment(_ event: Event, by: StaffID?) -> HTML {
        switch event {
        case .assigned(let assigned):
            assigned.to == view.me.id ? "Assigned to you." : "Assigned to <bdi>\(view.name(assigned.to))</bdi>."
        case .unassigned(let unassigned): "Released by <bdi>\(view.name(unassigned.from))</bdi>."
        case .prioritised(let priority): "Priority \(priority.priority)."
        case .resolved(let resolved): "Resolved: \(Figure.words(resolved.code)), customer \(Figure.words(resolved.sentiment))."
        case .reopened: "Opened again."
        case .merged: "Another conversation was joined to this one."
        case .split: "Part of it goes on in a conversation of its own."
        case .unmerged: "The conversations were taken apart again."
        case .erased: "What was known of somebody was destroyed."
        case .holdPlaced: "A legal hold protects this from every erasure."
        case .holdLifted: "A legal hold was lifted."
        case .retired: "Its time was over: what was said here was destroyed."
        case .redacted(let redacted): "\(view.name(redacted.by)) took \(redacted.characters) characters out of a message."
        default: HTML.none
        }
    }

    private func labels(_ labelled: Labelled) -> HTML {
        let added = labelled.added.map(view.rules.words).joined(separator: ", ")
        let removed = labelled.removed.map(view.rules.words).joined(separator: ", ")
        let first: HTML = added.isEmpty ? HTML.none : "Labelled \(added). "
        return "\(first)\(removed.isEmpty ? HTML.none : "No longer \(removed).")"
    }
}
