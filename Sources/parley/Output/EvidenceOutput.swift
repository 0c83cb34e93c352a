import Broker
import Verifier

/// The verification of an evidence file as a program reads it.
struct EvidenceOutput: Encodable {
    struct Stream: Encodable {
        var stream: String
        var last: UInt64
    }
    var verified: Bool
    var conversation: String?
    var coverage: [Stream]
    var entries: Int
    var disclosed: Int
    var withheld: Int
    var closed: Int
    var sealedBy: UInt64?
    var origin: String?
    var size: UInt64?
    var failures: [String]
    var notices: [String]
    var undetected: [String]

    private enum CodingKeys: String, CodingKey {
        case verified, conversation, coverage, entries, disclosed, withheld, closed, origin, size, failures, notices, undetected
        case sealedBy = "sealed_by"
    }

    init(_ report: EvidenceReport) {
        verified = report.verified
        conversation = report.conversation?.description
        coverage = report.coverage.map { Stream(stream: "\($0.stream)", last: $0.last) }
        entries = report.entries
        disclosed = report.disclosedFields
        withheld = report.withheldFields
        closed = report.closedEntries
        sealedBy = report.sealedBy
        origin = report.checkpoint?.origin
        size = report.checkpoint?.size
        failures = report.failures
        notices = report.notices
        undetected = report.undetected
    }

    /// For people.
    static func text(_ report: EvidenceReport) -> String {
        var lines: [String] = []
        if let checkpoint = report.checkpoint {
            lines.append("Log           \(checkpoint.origin)")
            lines.append("Key           \(report.key.map { "\($0)" } ?? "none")")
            lines.append("Checkpoint    \(checkpoint.size) entries, root \(checkpoint.root)")
        }
        if let conversation = report.conversation { lines.append("Conversation  \(conversation)") }
        for part in report.coverage { lines.append("Whole         \(part.stream) from its entry 1 to \(part.last)") }
        lines.append(
            "Read          \(report.entries) entries, \(report.disclosedFields) fields disclosed, \(report.withheldFields) withheld, "
                + "\(report.closedEntries) entries closed")
        if let index = report.sealedBy { lines.append("Sealed by     entry \(index), which recorded this export") }
        lines += report.failures.map { "failure: \($0)" } + report.notices.map { "notice: \($0)" }
        lines.append(report.verified ? "VERIFIED" : "NOT VERIFIED: \(report.failures.count) failures")
        lines.append("What could have gone unnoticed:")
        lines += report.undetected.map { "- \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
