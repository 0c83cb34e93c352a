import Conversations
import Ledger
public import Verifier

/// Works out every clock of an export again, from its leaves and its terms alone, and compares each with what the leaf says, to the second.
///
/// Run it on an export that has been verified: it reads what is there and proves nothing about where it came from. Keeps every
/// conversation's clock in memory.
public struct ClockCheck {
    public struct Mismatch: Sendable, Hashable, CustomStringConvertible {
        public let index: UInt64
        public let conversation: String
        public let what: String

        public var description: String { "entry \(index), conversation \(conversation): \(what)" }
    }

    public struct Report: Sendable {
        public var entries: UInt64 = 0
        public var conversations = 0
        /// Entries whose clock was worked out again.
        public var clocks: UInt64 = 0
        public var endedTurns: UInt64 = 0
        public var mismatchCount: UInt64 = 0
        /// The first so many.
        public var mismatches: [Mismatch] = []
        public var isRight: Bool { mismatchCount == 0 }
    }

    private static let keptMismatches = 200

    private let reader: ExportReader
    private var terms: ExportedTerms
    private var states = States()
    private var report = Report()

    public init(_ files: ExportFiles, size: UInt64) {
        reader = ExportReader(files, size: size)
        terms = ExportedTerms(files)
    }

    /// - Parameter progress: told how many entries of how many are done, once every 65,536.
    public mutating func run(progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }) throws -> Report {
        var leaves = reader.leaves()
        while let (index, record) = try leaves.next() {
            guard let leaf = record.leaf else { throw StorageError.damaged("entry \(index) is no leaf that can be folded") }
            if CommandType(rawValue: leaf.commandType) == .putTermsInForce { try terms.add(entry: index) }
            check(Folded(index: index, leaf: leaf, events: nil))
            report.entries += 1
            if report.entries & 0xFFFF == 0 { progress(report.entries, reader.size) }
        }
        report.conversations = states.conversations.count
        progress(reader.size, reader.size)
        return report
    }

    private mutating func check(_ entry: Folded) {
        let ids = entry.leaf.streams.filter { $0.kind == .conversation }.map { ConversationID($0.id) }
        guard let first = ids.first, let step = entry.leaf.clock, let reading = step.reading else {
            states.evolve(entry)
            return
        }
        report.clocks += 1
        // A promise that stood already is not worked out anew: a late message only moves the start of its turn.
        let stood = step.operation.makesPromise && holds(reading, endsAt: nil, start: nil, in: ids)
        states.evolve(entry)
        if step.operation.makesPromise, !stood { checkPromise(reading, entry, first) }
        let ended = step.operation == .end ? Timestamp(milliseconds: reading.resolved) : nil
        if ended != nil { report.endedTurns += 1 }
        if !holds(reading, endsAt: ended, start: Timestamp(milliseconds: reading.turnStart), in: ids) {
            add(entry.index, first, "the turn that the leaf speaks of does not follow from the leaves before it")
        }
    }

    /// Works the due time out from the terms that the leaf points to.
    private mutating func checkPromise(_ reading: ClockReading, _ entry: Folded, _ id: ConversationID) {
        let start = Timestamp(milliseconds: reading.turnStart)
        let target = ResponseTarget(seconds: reading.target, basis: reading.basis == .staffedTime ? .staffed : .allTime)
        let level = entry.leaf.terms.flatMap { terms[$0] }
        if entry.leaf.terms != nil, level == nil {
            return add(entry.index, id, "it points to terms that no entry before it put in force")
        }
        do throws(CalendarError) {
            guard let level else {
                // Without terms in force the fallback counts all time.
                guard target.basis == .allTime else { return add(entry.index, id, "staffed time without terms that say what is staffed") }
                return compare(start.adding(seconds: Int64(target.seconds)), reading, entry.index, id)
            }
            compare(try target.due(start: start, staffed: level.staffed), reading, entry.index, id)
            guard level.serviceLevel.rules.contains(where: { $0.target == target }) else {
                return add(entry.index, id, "the terms have no target of \(target.seconds) seconds")
            }
            // Labels and priority are not in leaves; they can only make a promise stricter than where the conversation began.
            let began = states.conversations[id]?.began.channelClass.word ?? ""
            let loosest = try level.serviceLevel.resolve(start: start, origin: began, labels: [], priority: nil, staffed: level.staffed)
            if reading.resolved / 1000 > loosest.due.milliseconds / 1000 {
                add(entry.index, id, "due \(Timestamp(milliseconds: reading.resolved)), but the terms promise \(loosest.due) at the latest")
            }
        } catch { add(entry.index, id, "the terms cannot tell: \(error)") }
    }

    private mutating func compare(_ due: Timestamp, _ reading: ClockReading, _ index: UInt64, _ id: ConversationID) {
        guard due.milliseconds / 1000 != reading.resolved / 1000 else { return }
        add(index, id, "the leaf says due \(Timestamp(milliseconds: reading.resolved)), the terms say \(due)")
    }

    /// Whether some turn of the conversations is the one that a reading tells of. Where `start` is nil, only the promise counts.
    private func holds(_ reading: ClockReading, endsAt ended: Timestamp?, start: Timestamp?, in ids: [ConversationID]) -> Bool {
        func fits(_ turn: Turn) -> Bool {
            guard let promise = turn.promise, start.map({ $0 == turn.start }) ?? true, promise.target.seconds == reading.target,
                (promise.target.basis == .staffed) == (reading.basis == .staffedTime)
            else { return false }
            return ended.map { turn.ended == $0 } ?? (promise.due.milliseconds == reading.resolved)
        }
        let clocks = ids.compactMap { states.conversations[$0]?.clock }
        if ended == nil, clocks.contains(where: { $0.runningTurn.map(fits) ?? false }) { return true }
        return clocks.contains { clock in
            clock.endedTurns.contains(where: fits) || clock.parts.contains { clock.turns(of: $0).contains(where: fits) }
        }
    }

    private mutating func add(_ index: UInt64, _ id: ConversationID, _ what: String) {
        report.mismatchCount += 1
        if report.mismatches.count < Self.keptMismatches {
            report.mismatches.append(Mismatch(index: index, conversation: "\(id)", what: what))
        }
    }
}

extension Ledger.ClockOperation {
    /// Whether the leaf holds a due time that was worked out when it was decided.
    fileprivate var makesPromise: Bool {
        switch self {
        case .start, .earlierStart, .tighten: true
        case .end, .keep, .merge, .split, .undo: false
        }
    }
}
