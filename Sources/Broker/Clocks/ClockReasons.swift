public import Conversations
public import PolicyFiles
public import Storage

/// Why a conversation's due times are what they are, step by step, from its entries and the terms that they name.
public struct ClockReasons: Sendable, Encodable {
    /// One due time.
    public struct Reason: Sendable, Encodable {
        /// The name under which the due time is reported.
        public var name: String
        public var from: String
        public var due: String?
        public var ended: String?
        /// What leads to it, in order. Instants are shown as the firm's clocks show them.
        public var steps: [String]
    }

    public var reasons: [Reason]

    /// Every turn of a conversation, the oldest first, and after them its deadlines; nil if there is no such conversation.
    public init?(_ id: ConversationID, in ledger: LedgerFolder) throws {
        guard let page = try ledger.conversation(id) else { return nil }
        let recorded = try RecordedTerms(ledger)
        let clock = page.state.clock
        var turns = clock.endedTurns
        if let running = clock.runningTurn { turns.append(running) }
        reasons = turns.map { Self.reason($0, page.state, recorded) } + Self.deadlines(page, recorded)
    }

    private static func reason(_ turn: Turn, _ state: ConversationState, _ recorded: RecordedTerms) -> Reason {
        guard let promise = turn.promise, let terms = recorded[promise.terms]?.terms else {
            let zone = ZoneRules.utc
            return Reason(
                name: "turn", from: turn.start.iso8601(in: zone), due: turn.promise?.due.iso8601(in: zone),
                ended: turn.ended?.iso8601(in: zone),
                steps: [
                    turn.promise == nil
                        ? "No promise was worked out for this turn." : "The terms that it was promised under cannot be read."
                ])
        }
        // Priorities and labels are those of now: what they were at the start is not kept.
        let ground = terms.serviceLevel.rules(
            origin: state.began.channelClass.word, labels: state.labels, priority: state.priority == 0 ? nil : String(state.priority)
        ).first { $0.target == promise.target }?.ground
        let zone = terms.working.zone
        return Reason(
            name: "first response", from: turn.start.iso8601(in: zone), due: promise.due.iso8601(in: zone),
            ended: turn.ended?.iso8601(in: zone),
            steps: lines(zone) { () throws(CalendarError) in
                try ClockExplanation(of: turn, ground: ground, parts: state.clock.parts.count, staffed: terms.staffed, in: terms.working)
            })
    }

    private static func deadlines(_ page: ConversationPage, _ recorded: RecordedTerms) -> [Reason] {
        page.lines.flatMap { line -> [Reason] in
            var received = Timestamp(milliseconds: line.leaf.recordedTime)
            for case .received(let message) in line.events ?? [] { received = message.published }
            return (line.events ?? []).compactMap { event -> Reason? in
                guard case .deadlineSet(let set) = event else { return nil }
                return deadline(set, from: received, under: recorded[line.leaf.terms]?.terms)
            }
        }
    }

    private static func deadline(_ set: DeadlineSet, from received: Timestamp, under terms: Terms?) -> Reason {
        let name = DeadlineName(set.name)
        guard let terms, let deadline = terms.deadlines[name] else {
            return Reason(
                name: set.name, from: "\(received)", due: "\(set.at)", ended: nil,
                steps: ["The terms that it was set under cannot be read."])
        }
        var reason = reason(name, deadline, from: received, under: terms)
        let due = set.at.iso8601(in: terms.working.zone)
        if reason.due != due {
            reason.due = due
            reason.steps.append("The ledger has \(due): it was counted from another instant.")
        }
        return reason
    }

    private static func reason(_ name: DeadlineName, _ deadline: TermsDeadline, from instant: Timestamp, under terms: Terms) -> Reason {
        let zone = terms.working.zone
        let working = deadline.working ?? terms.working
        let due = try? deadline.rule.due(from: instant, in: working)
        return Reason(
            name: name.text, from: instant.iso8601(in: zone), due: due?.iso8601(in: zone), ended: nil,
            steps: lines(zone) { () throws(CalendarError) in try ClockExplanation(of: deadline.rule, from: instant, in: working) })
    }

    private static func lines(_ zone: ZoneRules, _ explain: () throws(CalendarError) -> ClockExplanation) -> [String] {
        do throws(CalendarError) { return try explain().lines(in: zone) } catch { return ["It cannot be worked out: \(error)."] }
    }
}

extension ClockReasons {
    /// What a message that came at an instant would be due by, under a folder of policies.
    ///
    /// - Parameters:
    ///   - channel: where the conversation began.
    ///   - names: deadlines to explain beside the first response.
    /// - Throws: for a label that is none and for a deadline that no pack in force defines, with the nearest right one.
    public init(
        from instant: Timestamp, on channel: ChannelKind, labels: Set<String>, priority: Int?, deadlines names: [String],
        under folder: PolicyFolder
    ) throws {
        let terms = try folder.prepare(for: .init(legalEntity: "", brand: "", product: "", jurisdiction: "")).terms
        for name in names where terms.deadlines[DeadlineName(name)] == nil {
            let owners = folder.packs.filter { $0.deadlines.contains { $0.name.text == name } }.map(\.reference.id)
            guard owners.isEmpty else {
                throw PolicyErrors.asked(
                    "the deadline \(name) is defined by \(owners.joined(separator: ", ")), and that is not in force",
                    expecting: "that pack in in-force.yaml, or one of \(terms.deadlines.keys.map(\.text).sorted().joined(separator: ", "))")
            }
            throw PolicyErrors.asked("no pack defines the deadline \(name)", among: terms.deadlines.keys.map(\.text), name)
        }
        let known = folder.packs.reduce(into: folder.vocabulary.labels) { $0.formUnion($1.declared.labels) }.map(\.text)
        for label in labels.sorted() where !known.contains(label) {
            throw PolicyErrors.asked("there is no label \(label)", among: known, label)
        }
        let resolved = try terms.serviceLevel.resolve(
            start: instant, origin: channel.channelClass.word, labels: labels, priority: priority.map(String.init), staffed: terms.staffed)
        let turn = Turn(start: instant, promise: Promise(target: resolved.rule.target, due: resolved.due, terms: 0))
        let zone = terms.working.zone
        let steps = Self.lines(zone) { () throws(CalendarError) in
            try ClockExplanation(of: turn, ground: resolved.rule.ground, staffed: terms.staffed, in: terms.working)
        }
        reasons = [
            Reason(
                name: "first response", from: instant.iso8601(in: zone), due: resolved.due.iso8601(in: zone), ended: nil, steps: steps)
        ]
        for name in names.map({ DeadlineName($0) }) {
            if let deadline = terms.deadlines[name] { reasons.append(Self.reason(name, deadline, from: instant, under: terms)) }
        }
    }
}
