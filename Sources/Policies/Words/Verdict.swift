/// The answer of a decision. Raw values are the codes that ledger leaves carry.
public enum Verdict: UInt8, CaseIterable, Hashable, Sendable {
    case accept = 1
    case acceptRedacted = 2
    case escalate = 3
    case quarantine = 4
    case send = 5
    case sendWarn = 6
    case hold = 7
    case block = 8
    case grant = 9
    case stepUp = 10
    case deny = 11
    case retain = 12
    case erase = 13
    case tombstone = 14
    case export = 15
    case measure = 16
    case pass = 17
    case fail = 18

    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }

    /// The word that files and tools use.
    public var word: String {
        switch self {
        case .accept: "ACCEPT"
        case .acceptRedacted: "ACCEPT_REDACTED"
        case .escalate: "ESCALATE"
        case .quarantine: "QUARANTINE"
        case .send: "SEND"
        case .sendWarn: "SEND_WARN"
        case .hold: "HOLD"
        case .block: "BLOCK"
        case .grant: "GRANT"
        case .stepUp: "STEP_UP"
        case .deny: "DENY"
        case .retain: "RETAIN"
        case .erase: "ERASE"
        case .tombstone: "TOMBSTONE"
        case .export: "EXPORT"
        case .measure: "MEASURE"
        case .pass: "PASS"
        case .fail: "FAIL"
        }
    }
}
