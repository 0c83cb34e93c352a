import Broker
import Verifier

/// What became of an evidence file, for programs and for people.
struct EvidenceOutput: Encodable {
    var verified: Bool
    var key: String
    var reason: String?
    var origin: String?
    var size: UInt64?
    var root: String?
    var conversation: String?
    var entries: Int?
    var first: String?
    var last: String?
    var disclosed: Int?
    var closed: Int?
    var undetected: [String]

    init(_ verification: EvidenceVerification) {
        key = verification.key.description
        undetected = EvidenceVerification.undetected
        switch verification.outcome {
        case .success(let proven):
            verified = true
            origin = proven.checkpoint.origin
            size = proven.checkpoint.size
            root = proven.checkpoint.root.description
            conversation = proven.conversation.description
            entries = proven.entries
            first = Timestamp(milliseconds: proven.firstRecorded).description
            last = Timestamp(milliseconds: proven.lastRecorded).description
            disclosed = proven.disclosedFields
            closed = proven.closedEntries
        case .failure(let failure):
            verified = false
            reason = failure.description
        }
    }

    /// For people.
    var text: String {
        var lines: [String] = []
        if let origin, let size, let root { lines += ["Log           \(origin)", "Checkpoint    \(size) entries, root \(root)"] }
        lines.append("Key           \(key)")
        if let conversation, let entries, let first, let last {
            lines.append("Conversation  \(conversation)")
            lines.append("Entries       \(entries), from its first on without a gap, \(first) to \(last)")
            lines.append("Content       \(disclosed ?? 0) fields laid open, \(closed ?? 0) entries closed by an erasure")
        }
        lines.append(verified ? "VERIFIED" : "NOT VERIFIED: \(reason ?? "")")
        lines.append("What could have gone unnoticed:")
        lines += undetected.map { "- \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
