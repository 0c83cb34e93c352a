import Conversations
public import Storage

extension EvidenceSubject {
    /// What people may ask evidence about.
    public static let kinds = ["conversation", "customer", "complaint-record", "range"]

    /// Reads what somebody asked for; nil for anything else.
    /// - Parameters:
    ///   - kind: one of ``kinds``.
    ///   - which: an id of 32 hexadecimal digits; for a range two indexes with `-` between them.
    public init?(kind: String, which: String) {
        switch HoldSubject(kind: kind, which: which) {
        case .conversation(let id):
            self = .conversation(id)
            return
        case .customer(let id):
            self = .customer(id)
            return
        case nil: break
        }
        let which = which.lowercased().filter { !$0.isWhitespace }
        switch kind {
        case "complaint-record":
            guard let event = EventID(which) else { return nil }
            self = .recordedComplaint(event)
        case "range":
            let ends = which.split(separator: "-", omittingEmptySubsequences: false).map { $0.utf8.count <= 18 ? UInt64($0) : nil }
            guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else { return nil }
            self = .range(EntryRange(first: first, last: last))
        default: return nil
        }
    }

    /// What to do where ``init(kind:which:)`` gives nil.
    public static let howToAsk =
        "Name what the evidence is about: a conversation, a customer or a complaint by its 32 hexadecimal digits (a customer and a complaint "
        + "also by the conversation's), or entries of the log as FIRST-LAST."
}
