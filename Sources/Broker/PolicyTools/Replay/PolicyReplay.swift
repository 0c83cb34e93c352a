public import Conversations
public import Policies
public import PolicyFiles
import Storage

/// A folder of policies over the decisions that a ledger holds: which of them would be others.
///
/// Each recorded question is asked again. What it is held against is the answer of the packs that were in force when it was decided, worked
/// out anew from their bytes, which the ledger keeps; where that is not the answer that the ledger recorded, it is counted.
public struct PolicyReplay: Sendable {
    /// Decisions that change alike.
    public struct Change: Sendable {
        public var difference: DecisionDifference
        public var decisions: UInt64 = 0
        /// Deadlines that stay but fall at another time, by name.
        public var moved: [String: Moved] = [:]
        /// The conversations of the first decisions, each once.
        public var conversations: [ConversationID] = []
        /// The first entries.
        public var entries: [UInt64] = []
        /// What was asked in the first of them.
        public var example: Facts
    }

    public struct Moved: Sendable, Encodable {
        public var earlier: UInt64 = 0
        public var later: UInt64 = 0
    }

    /// Decisions that were asked again.
    public internal(set) var decisions: UInt64 = 0
    /// Decisions from before questions were kept.
    public internal(set) var notRecorded: UInt64 = 0
    /// Decisions whose facts were erased.
    public internal(set) var erased: UInt64 = 0
    /// Entries whose recorded answer is not what the packs of their time answer, the first ones by index.
    public internal(set) var unlike: [UInt64] = []
    public internal(set) var unlikeCount: UInt64 = 0
    /// Decisions under terms that this version cannot read; only their answer is compared.
    public internal(set) var answerOnly: UInt64 = 0
    /// Entries that were looked at.
    public internal(set) var entries: UInt64 = 0
    /// Conversations with a decision whose answer changes.
    public internal(set) var conversations = 0
    /// Laxer ones first, then by how many decisions they change.
    public internal(set) var changes: [Change] = []

    public var laxer: UInt64 { sum { $0 < 0 } }
    public var stricter: UInt64 { sum { $0 > 0 } }
    /// The same answer with other words or deadlines beside it.
    public var otherwise: UInt64 { sum { $0 == 0 } }

    private func sum(_ counts: (Int) -> Bool) -> UInt64 {
        changes.reduce(0) { $0 + (counts($1.difference.strictness) ? $1.decisions : 0) }
    }

    static let listed = 10

    /// Asks every recorded question of a server's ledger again.
    ///
    /// - Parameters:
    ///   - home: the server's folder; it is only read, whether or not a server has it open.
    ///   - before: what to compare with; nil is what was in force when each was decided.
    ///   - threads: how many threads read and decide.
    ///   - progress: told how many entries of how many are done, by any thread.
    public init(
        _ after: PolicyFolder, overLedgerOf home: String, comparedWith before: PolicyFolder? = nil, threads: Int = 2,
        progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws {
        let nobody = Terms.Defaults(legalEntity: "", brand: "", product: "", jurisdiction: "")
        let new = DecidingTerms(try after.prepare(for: nobody).terms)
        let old = try before.map { DecidingTerms(try $0.prepare(for: nobody).terms) }
        let ledger = try LedgerFolder(home)
        let size = try ledger.accepted()
        let comparison = ReplayComparison(after: new, before: old, recorded: try RecordedTerms(ledger))
        let ranges = EntryRanges(size: size, progress: progress)
        let tallies = try await withThrowingTaskGroup(of: ReplayTally.self) { group in
            for _ in 0..<max(1, threads) {
                let worker = ReplayWorker(comparison)
                group.addTask { try await worker.work(on: ranges, home: home) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        var whole = ReplayTally()
        for tally in tallies { whole.add(tally) }
        self.init(whole, size)
    }

    private init(_ tally: ReplayTally, _ size: UInt64) {
        entries = size
        decisions = tally.decisions
        notRecorded = tally.notRecorded
        erased = tally.erased
        unlike = Array(tally.unlike.sorted().prefix(Self.listed))
        unlikeCount = UInt64(tally.unlike.count)
        answerOnly = tally.answerOnly
        conversations = tally.flipped.count
        changes = tally.changes.values.sorted { left, right in
            let (a, b) = (left.difference.strictness < 0 ? 0 : 1, right.difference.strictness < 0 ? 0 : 1)
            return (a, right.decisions, left.entries.first ?? 0) < (b, left.decisions, right.entries.first ?? 0)
        }
    }
}
