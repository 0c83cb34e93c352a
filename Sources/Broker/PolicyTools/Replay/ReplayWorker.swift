import Conversations
import Policies
import SQL

/// Reads recorded questions and asks them again, on a thread of its own and through a connection of its own.
actor ReplayWorker {
    private nonisolated let executor = ThreadExecutor()
    private let comparison: ReplayComparison
    private var tally = ReplayTally()
    /// How questions fall into cells, and the cells, for each terms that decisions were made under.
    private var tables: [UInt64?: Table] = [:]
    private var name: [UInt8] = []

    /// A class: a copy of it held while a cell is added would copy every cell known so far.
    private final class Table {
        let before: DecidingTerms?
        let cells: QuestionCells
        let moving: Set<DeadlineName>
        var known: [[UInt8]: ReplayCell] = [:]

        init(before: DecidingTerms?, cells: QuestionCells, moving: Set<DeadlineName>) {
            self.before = before
            self.cells = cells
            self.moving = moving
        }
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ comparison: ReplayComparison) { self.comparison = comparison }

    func work(on ranges: EntryRanges, home: String) throws -> ReplayTally {
        let ledger = try LedgerFolder(home)
        while let range = ranges.next() {
            try Task.checkCancellation()
            for decision in try ledger.decisions(in: range) {
                switch decision.question {
                case .asked(let line): try ask(line, of: decision, ledger)
                case .notRecorded: tally.notRecorded += 1
                case .erased: tally.erased += 1
                }
            }
            ranges.end(range)
        }
        return tally
    }

    private func ask(_ line: [UInt8], of decision: RecordedDecision, _ ledger: LedgerFolder) throws {
        let pair = comparison.pair(decision)
        let table = table(pair, decision)
        guard let now = table.cells.cell(of: line, into: &name) else {
            throw StorageError.damaged("entry \(decision.index) says what policy was asked in a form that is not known")
        }
        let cell: ReplayCell
        if let known = table.known[name] {
            cell = known
        } else {
            guard let facts = Asked(line: String(decoding: line, as: UTF8.self)).facts else {
                throw StorageError.damaged("entry \(decision.index) says what policy was asked in a form that is not known")
            }
            cell = Self.cell(facts, decision, table, comparison.after)
            // Where only the recorded answer is known, each decision has its own.
            if table.before != nil { table.known[name] = cell }
        }
        tally.decisions += 1
        if cell.before == nil { tally.answerOnly += 1 }
        if comparison.before == nil, let before = cell.before, try !isRecorded(before, decision, cell.example, ledger) {
            tally.unlike.append(decision.index)
        }
        note(cell, decision, now, table.before)
    }

    private func table(_ pair: UInt64?, _ decision: RecordedDecision) -> Table {
        if let table = tables[pair] { return table }
        let before = comparison.before(decision)
        let table = Table(
            before: before, cells: QuestionCells((before?.packs.packs ?? []) + comparison.after.packs.packs),
            moving: before?.deadlinesThatMayMove(to: comparison.after) ?? [])
        tables[pair] = table
        return table
    }

    private static func cell(_ facts: Facts, _ decision: RecordedDecision, _ table: Table, _ after: DecidingTerms) -> ReplayCell {
        let new = after.packs.decide(facts)
        guard let old = table.before?.packs.decide(facts) else {
            let recorded = Verdict(rawValue: decision.leaf.decision) ?? facts.direction.verdictWithoutPolicy
            return ReplayCell(
                before: nil, after: new, difference: DecisionDifference(facts.direction, recorded, new), moving: [], example: facts)
        }
        return ReplayCell(
            before: old, after: new, difference: DecisionDifference(facts.direction, old, new),
            moving: new.deadlines.filter { table.moving.contains($0) && old.deadlines.contains($0) }, example: facts)
    }

    private func note(_ cell: ReplayCell, _ decision: RecordedDecision, _ now: Timestamp, _ before: DecidingTerms?) {
        var moved: [(name: String, isLater: Bool)] = []
        if !cell.moving.isEmpty, let before {
            // Never before 1970 and never after it was recorded, as it was counted then.
            let received = max(
                Timestamp(milliseconds: 1), min(now, Timestamp(milliseconds: decision.leaf.recordedTime)))
            for name in cell.moving {
                guard let old = before.due(name, from: received), let new = comparison.after.due(name, from: received), old != new else {
                    continue
                }
                moved.append((name.text, new > old))
            }
        }
        guard let difference = cell.difference ?? (moved.isEmpty ? nil : .moved(cell.example.direction, cell.after)) else { return }
        tally.changes[difference, default: PolicyReplay.Change(difference: difference, example: cell.example)].note(decision, moved)
        if difference.strictness != 0, let id = decision.conversation { tally.flipped.insert(id) }
    }

    /// Whether the entry says what the packs of its time answer.
    private func isRecorded(_ before: Decision, _ decision: RecordedDecision, _ facts: Facts, _ ledger: LedgerFolder) throws -> Bool {
        let recorded = Verdict(rawValue: decision.leaf.decision)
        if recorded == before.verdict { return true }
        switch CommandType(rawValue: decision.leaf.commandType) {
        // Who agreed decides; policy only must not stop it any more.
        case .approve: return before.verdict == .hold || before.verdict == .send || before.verdict == .sendWarn
        // What happened meanwhile may hold it whatever policy says; it goes out only where policy, or who agreed, lets it.
        case .comeDue: return recorded == .hold || before.verdict != .block
        // What kept it apart was answered by a person.
        case .release: return before.verdict == .quarantine
        case .submit where recorded == .send:
            // The second half of what was agreed to goes out although policy alone would hold it; the event has policy's own answer.
            let events = try ledger.events(at: decision.index) ?? []
            return events.contains { if case .queued(let queued) = $0 { queued.decision == before.verdict.word } else { false } }
        default: break
        }
        // Between the moment that terms are used and the entry that names them, decisions name none.
        guard decision.leaf.terms == nil, let next = comparison.recorded.first(after: decision.index) else { return false }
        return comparison.recorded[next]?.packs.decide(facts).verdict == recorded
    }
}
