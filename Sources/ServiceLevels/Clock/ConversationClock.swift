/// The one clock of a conversation, as a pure function of a set of facts.
///
/// **Turns.** An answer at an instant answers every customer message published at or before it, whenever that message arrived.
/// A turn starts with the earliest message published after the answer before, and ends with the next answer. A message that
/// arrives late therefore gives a running or an ended turn an earlier start, or starts one that an existing answer has ended;
/// what was published after the answer starts a new turn. The due time of a turn is the earliest of all that were worked out for
/// it. Acknowledgements, moves and re-assignments are no facts of the clock: they cannot change it.
///
/// **Returns.** An answer that came back undelivered answered nobody. Without it the messages before and after it belong to one turn,
/// which began with the first of them and keeps the strictest of the promises that were made for any; another answer may have ended it.
///
/// **Order.** Facts are sets that are joined. Any order of arrival, and any repetition, gives the same clock; adding a promise can
/// only make a turn stricter.
///
/// **Parts.** A conversation has one part; a merge brings in the other's. Each part keeps its own messages, answers and promises
/// for ever, and the visible turn is the strictest over the parts: the earliest start, the earliest due time. An answer in one part
/// counts for another if it was given after the two were joined (strictly after: one at the same instant does not), and as long
/// as they are. So undoing a merge gives each part its own turn back, still running if its own customer was not answered there.
public struct ConversationClock<Part: Hashable & Sendable>: Hashable, Sendable {
    /// The part with which the conversation began.
    public let root: Part
    private(set) var records: [Part: PartRecord]
    /// For each part that was merged in: into which, and when.
    private(set) var links: [Part: Link]

    struct Link: Hashable, Sendable {
        var into: Part
        var at: Timestamp
    }

    public init(_ root: Part) {
        self.init(root: root, records: [root: PartRecord()], links: [:])
    }

    private init(root: Part, records: [Part: PartRecord], links: [Part: Link]) {
        self.root = root
        self.records = records
        self.links = links
    }

    public var parts: Set<Part> { Set(records.keys) }

    // MARK: Facts

    public mutating func insert(message published: Timestamp, in part: Part) throws(ClockError) {
        guard records[part] != nil else { throw .unknownPart }
        records[part]?.insert(message: published)
    }

    /// - Parameters:
    ///   - at: the network's time of acceptance of a substantive answer.
    ///   - send: the number of the send, unique in its ledger.
    public mutating func insert(answer at: Timestamp, of send: UInt64 = 0, in part: Part) throws(ClockError) {
        guard records[part] != nil else { throw .unknownPart }
        records[part]?.insert(PartRecord.Answer(at: at, send: send))
    }

    /// The answer came back undelivered: it counts as never given, whether it was heard of before or after this.
    public mutating func insert(returned at: Timestamp, of send: UInt64 = 0, in part: Part) throws(ClockError) {
        guard records[part] != nil else { throw .unknownPart }
        records[part]?.insert(returned: PartRecord.Answer(at: at, send: send))
    }

    /// - Parameter start: the start of the turn for which the promise was worked out.
    public mutating func insert(_ promise: Promise, start: Timestamp, in part: Part) throws(ClockError) {
        guard records[part] != nil else { throw .unknownPart }
        records[part]?.insert(promise, start: start)
    }

    /// Brings the parts of another conversation into this one, joined to the part that is named.
    @discardableResult
    public mutating func merge(_ other: ConversationClock, into part: Part, at: Timestamp) throws(ClockError) -> ClockOperation {
        guard records[part] != nil else { throw .unknownPart }
        guard other.records.keys.allSatisfy({ records[$0] == nil }) else { throw .partOnBothSides }
        records.merge(other.records) { own, _ in own }
        links.merge(other.links) { own, _ in own }
        links[other.root] = Link(into: part, at: at)
        return .merge(runningTurn)
    }

    /// Takes a part that was merged in out again, with all that had been merged into it before.
    public mutating func undoMerge(of part: Part) throws(ClockError) -> ConversationClock {
        guard links[part] != nil else { throw .notMerged }
        let leaving = records.keys.filter { chain(from: $0).contains { $0.part == part } }
        var other = ConversationClock(root: part, records: [:], links: [:])
        for member in leaving {
            other.records[member] = records.removeValue(forKey: member)
            if let link = links.removeValue(forKey: member), member != part { other.links[member] = link }
        }
        return other
    }

    /// The clock of a new conversation that takes some messages of a part with it.
    ///
    /// If one of them is unanswered, the running turn goes along with its start and its promises, and runs on here as well: a split
    /// loosens neither. Answered messages keep their turns here.
    public func split(
        _ messages: some Sequence<Timestamp>, of part: Part, into new: Part
    ) throws(ClockError) -> ConversationClock {
        let start = runningTurn(of: part)?.start ?? .distantFuture
        return try split(part, into: new, carryingTurn: messages.contains { $0 >= start })
    }

    /// What a split comes to: a new clock that carries the running turn of a part, whole, or none.
    public func split(_ part: Part, into new: Part, carryingTurn: Bool) throws(ClockError) -> ConversationClock {
        guard let record = records[part] else { throw .unknownPart }
        guard records[new] == nil else { throw .partOnBothSides }
        let running = carryingTurn ? runningTurn(of: part) : nil
        return ConversationClock(root: new, records: [new: record.unanswered(from: running?.start)], links: [:])
    }

    // MARK: Turns

    /// The visible turn: the strictest of those that run in any part.
    public var runningTurn: Turn? {
        var visible: Turn?
        for part in records.keys {
            guard let turn = runningTurn(of: part) else { continue }
            visible = visible?.joined(with: turn) ?? turn
        }
        return visible
    }

    /// The turn that runs in one part.
    public func runningTurn(of part: Part) -> Turn? {
        guard let record = records[part] else { return nil }
        var last = record.answers.last
        for (other, joined) in joins(of: part) {
            if let answer = records[other]?.answers.last, answer > joined { last = max(last ?? answer, answer) }
        }
        return record.turn(after: last, ended: nil)
    }

    /// The turns of one part, those that ended and the one that runs, by start.
    public func turns(of part: Part) -> [Turn] {
        records[part]?.turns(answers: answers(for: part)) ?? []
    }

    /// The visible turns that have ended, by the answer that ended them: one that ended turns of several parts counts once.
    public var endedTurns: [Turn] {
        var ended: [Timestamp: Turn] = [:]
        for part in records.keys {
            for turn in turns(of: part) {
                guard let end = turn.ended else { continue }
                ended[end] = ended[end]?.joined(with: turn) ?? turn
            }
        }
        return ended.values.sorted { ($0.ended ?? .distantFuture) < ($1.ended ?? .distantFuture) }
    }

    /// Starts of turns for which no promise was worked out: an answer in another part, given between two messages, uncovered them.
    /// `tightenAll` gives them theirs; the due time does not depend on when that happens.
    public var unpromised: [(part: Part, start: Timestamp)] {
        records.flatMap { part, record in
            turns(of: part).filter { !record.hasPromise(for: $0.start) }.map { (part, $0.start) }
        }
    }

    /// Every answer that counts for a part, ascending.
    func answers(for part: Part) -> [Timestamp] {
        var answers = records[part]?.answers ?? []
        for (other, joined) in joins(of: part) {
            for answer in records[other]?.answers ?? [] where answer > joined { answers.insertOnce(answer) }
        }
        return answers
    }

    /// The other parts of the conversation, each with the instant since when the two have been joined.
    private func joins(of part: Part) -> [(Part, Timestamp)] {
        guard !links.isEmpty else { return [] }
        let own = chain(from: part)
        return records.keys.filter { $0 != part }.map { other in
            var joined = Timestamp.distantPast
            for step in chain(from: other) {
                joined = max(joined, step.since)
                if let common = own.first(where: { $0.part == step.part }) { return (other, max(joined, common.since)) }
            }
            return (other, .distantFuture)
        }
    }

    /// The part, what it was merged into, and so on to the root, each with the instant since when the part has belonged to it.
    private func chain(from part: Part) -> [(part: Part, since: Timestamp)] {
        var chain: [(part: Part, since: Timestamp)] = [(part, .distantPast)]
        var current = part
        var since = Timestamp.distantPast
        while let link = links[current] {
            since = max(since, link.at)
            current = link.into
            chain.append((current, since))
        }
        return chain
    }
}
