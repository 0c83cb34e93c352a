/// Deciding: each event's effect on the clock, with promises worked out where a turn gets a new start.
///
/// `promise` turns the start of a turn into its due time under the terms in force; it must not give a later start an earlier due
/// time for the same targets. Where an event is only folded, `insert` takes what the leaf says instead.
extension ConversationClock {
    public typealias Promising = (_ start: Timestamp) throws(CalendarError) -> Promise

    /// A customer's message: it starts a turn, gives one an earlier start, or changes nothing.
    public mutating func customerWrote(
        published: Timestamp, in part: Part, promise: Promising
    ) throws(ClockError) -> ClockOperation {
        guard let record = records[part] else { throw .unknownPart }
        let before = turn(containing: published, of: part)
        guard before.map({ published < $0.start || !record.hasPromise(for: $0.start) }) ?? true else {
            try insert(message: published, in: part)
            return .keep(before)
        }
        let start = min(published, before?.start ?? published)
        try insert(try Self.work(out: promise, start: start), start: start, in: part)
        try insert(message: published, in: part)
        guard let after = turn(containing: published, of: part) else { return .keep(nil) }
        return before.map { published < $0.start } ?? false ? .earlierStart(after) : .start(after)
    }

    /// A substantive answer, at the network's time of acceptance.
    ///
    /// Not for acknowledgements, bots, held or failed drafts, likes and invitations to move: they do not reach the clock.
    public mutating func answered(
        at: Timestamp, of send: UInt64 = 0, in part: Part, promise: Promising
    ) throws(ClockError) -> ClockOperation {
        guard records[part] != nil else { throw .unknownPart }
        let known = records[part]?.answers.contains(at) ?? false
        var next = self
        try next.insert(answer: at, of: send, in: part)
        guard !known, let ended = next.endedTurn(at: at) else {
            self = next
            return .keep(runningTurn)
        }
        guard let following = next.turn(after: at, of: part) else {
            self = next
            return .end(ended)
        }
        // Under the labels of now: what the message was promised when it first arrived may be looser.
        let promise = try Self.work(out: promise, start: following.start)
        try next.insert(promise, start: following.start, in: part)
        self = next
        let strictest = Promise.stricter(promise, following.promise)
        return .endAndStart(ended: ended, started: Turn(start: following.start, promise: strictest, ended: following.ended))
    }

    /// A substantive answer came back undelivered: the turn that it ended runs again, unless another answer ended it.
    ///
    /// Nothing is worked out anew: its messages, and the promises made for them, are there.
    public mutating func returned(at: Timestamp, of send: UInt64 = 0, in part: Part) throws(ClockError) -> ClockOperation {
        let before = runningTurn
        try insert(returned: at, of: send, in: part)
        guard let turn = runningTurn, turn != before else { return .keep(before) }
        guard let before else { return .start(turn) }
        return turn.start < before.start ? .earlierStart(turn) : .tighten(turn)
    }

    /// A stricter target for the turn that runs in a part: a new label, a higher priority, new terms. A target that is not stricter
    /// changes nothing.
    public mutating func tighten(in part: Part, promise: Promising) throws(ClockError) -> ClockOperation {
        guard records[part] != nil else { throw .unknownPart }
        guard let turn = runningTurn(of: part) else { return .keep(nil) }
        let stricter = try Self.work(out: promise, start: turn.start)
        if let current = turn.promise, stricter.due >= current.due, records[part]?.hasPromise(for: turn.start) ?? false {
            return .keep(turn)
        }
        try insert(stricter, start: turn.start, in: part)
        return .tighten(Turn(start: turn.start, promise: Promise.stricter(stricter, turn.promise)))
    }

    /// Brings every turn up to what holds now, part by part: the running ones may become stricter, and an ended one that never had a
    /// promise for its start gets it. One follow-up entry for each operation returned; their order does not matter.
    ///
    /// To be called after new terms, a new label or priority, an undone merge, and an answer in a conversation of several parts,
    /// where messages that were known already may now begin turns of their own.
    public mutating func tightenAll(promise: Promising) throws(ClockError) -> [(part: Part, operation: ClockOperation)] {
        var operations: [(part: Part, operation: ClockOperation)] = []
        for part in records.keys {
            let operation = try tighten(in: part, promise: promise)
            if case .tighten = operation { operations.append((part, operation)) }
        }
        for (part, start) in unpromised {
            try insert(try Self.work(out: promise, start: start), start: start, in: part)
            if let turn = turn(containing: start, of: part) { operations.append((part, .start(turn))) }
        }
        return operations
    }

    /// The turn whose messages were published between the same two answers.
    public func turn(containing published: Timestamp, of part: Part) -> Turn? {
        guard let record = records[part] else { return nil }
        let answers = answers(for: part)
        let next = answers.partition { $0 < published }
        return record.turn(after: next > 0 ? answers[next - 1] : nil, ended: next < answers.count ? answers[next] : nil)
    }

    private func turn(after answer: Timestamp, of part: Part) -> Turn? {
        let answers = answers(for: part)
        let next = answers.partition { $0 <= answer }
        return records[part]?.turn(after: answer, ended: next < answers.count ? answers[next] : nil)
    }

    /// The visible turn that an answer at that instant ended.
    private func endedTurn(at: Timestamp) -> Turn? {
        var visible: Turn?
        for part in records.keys {
            guard let turn = turn(containing: at, of: part), turn.ended == at else { continue }
            visible = visible?.joined(with: turn) ?? turn
        }
        return visible
    }

    private static func work(out promise: Promising, start: Timestamp) throws(ClockError) -> Promise {
        do { return try promise(start) } catch { throw .calendar(error) }
    }
}
