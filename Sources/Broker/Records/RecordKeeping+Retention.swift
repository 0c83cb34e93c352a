public import Conversations
public import Storage

/// A conversation whose time is over, and why.
public struct DueRecord: Codable, Sendable {
    public var conversation: String
    /// The class that kept it longest.
    public var retention: String
    public var title: String
    public var source: String
    public var since: String
    public var until: String
    /// Entries whose words and facts go.
    public var entries: Int
    /// How many legal holds keep it all the same.
    public var holds: Int
    /// A customer waits for an answer there: it stays until somebody resolves it.
    public var isWaiting: Bool
    /// What the sweep did with it: `due` where it only looked.
    public var outcome: Outcome = .due

    public enum Outcome: String, Codable, Sendable {
        case due, destroyed, held, waiting
        /// It went on while the sweep ran.
        case changed
    }
}

extension RecordKeeping {
    /// What falls due, in the order of ids, with what keeps it all the same.
    public func due() async throws(StorageError) -> [DueRecord] { try await apart { try overdue().map(\.record) } }

    /// Destroys what is past its time, a conversation and an entry of the ledger each.
    public func sweep(by staff: StaffID) async throws(StorageError) -> [DueRecord] {
        var done: [DueRecord] = []
        for (record, kept) in try await apart({ try overdue() }) {
            var record = record
            if record.outcome == .due { record.outcome = try await retire(kept, by: staff) }
            done.append(record)
        }
        return done
    }

    /// The longest duty that keeps a customer's conversations, if one has not ended.
    func duty(on party: PartyID) throws -> Kept.Duty? {
        let now = clock()
        let schedule = desk.terms.now.retention
        var longest: Kept.Duty?
        for id in try store.conversations(of: party) {
            guard let kept = try store.kept(id, protected: [:]), kept.entries > 0,
                let period = schedule.periods(kept.subject, obligedOnly: true).first
            else { continue }
            if let until = period.until, until <= now { continue }
            let duty = Kept.Duty(until: period.until, basis: period.rule.basis)
            switch (longest?.until, duty.until) {
            case (let known?, let new?) where known >= new: continue
            case (nil, _?) where longest != nil: continue
            default: longest = duty
            }
        }
        return longest
    }

    private func overdue() throws -> [(record: DueRecord, kept: KeptConversation)] {
        let now = clock()
        let schedule = desk.terms.now.retention
        guard let months = schedule.shortest else { return [] }
        // Nothing that was touched since can be over; a day more for the end of the day.
        let since = Timestamp(
            milliseconds: Int64(ZoneRules.utc.date(at: now).adding(months: -months).adding(days: 1).dayNumber) * 86_400_000)
        let protected = try store.protected()
        var found: [(record: DueRecord, kept: KeptConversation)] = []
        var after: ConversationID?
        while true {
            let page = try store.quietConversations(since: since, after: after, limit: 256)
            guard let last = page.last else { return found }
            for id in page {
                guard let kept = try store.kept(id, protected: protected), kept.id == id, kept.entries > 0,
                    let period = schedule.periods(kept.subject).first, let until = period.until, until <= now
                else { continue }
                let record = DueRecord(
                    conversation: id.description, retention: period.rule.id, title: period.rule.title, source: period.rule.source,
                    since: period.since.description, until: until.description, entries: kept.entries, holds: kept.holds.count,
                    isWaiting: kept.isWaiting, outcome: !kept.holds.isEmpty ? .held : kept.isWaiting ? .waiting : .due)
                found.append((record, kept))
            }
            after = last
        }
    }

    /// The conversation and everything merged into it, each under an entry of its own.
    private func retire(_ kept: KeptConversation, by staff: StaffID) async throws(StorageError) -> DueRecord.Outcome {
        guard let period = desk.terms.now.retention.periods(kept.subject).first, let until = period.until else { return .changed }
        var outcome = DueRecord.Outcome.changed
        for member in kept.members {
            let retire = RetireOrder(
                conversation: member.id, retention: period.rule.id, basis: period.rule.basis, since: period.since, until: until,
                last: member.last)
            do {
                _ = try await order(.retire(retire), by: staff)
                outcome = .destroyed
            } catch .refused(let refusal) {
                switch refusal {
                case .underHold: return .held
                case .wentOn, .nothingToDo: continue
                default: throw .refused(refusal)
                }
            }
        }
        return outcome
    }
}

extension RetentionRule {
    /// The class and where it stands, as an entry keeps it.
    var basis: String { "\(title), \(source)" }
}
