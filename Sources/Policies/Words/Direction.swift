/// Which kind of question policy is asked.
public enum Direction: String, CaseIterable, Hashable, Sendable {
    case inbound, outbound, access, records, system, audit

    /// The answers this question can have, strictest first.
    public var verdicts: [Verdict] {
        switch self {
        case .inbound: [.escalate, .quarantine, .acceptRedacted, .accept]
        case .outbound: [.block, .hold, .sendWarn, .send]
        case .access: [.deny, .stepUp, .grant]
        case .records: [.retain, .export, .tombstone, .erase]
        case .system: [.measure, .accept]
        case .audit: [.fail, .pass]
        }
    }

    /// How strict an answer is for this question: 0 is the strictest; nil if it is no answer to it.
    public func rank(of verdict: Verdict) -> Int? { verdicts.firstIndex(of: verdict) }
}
