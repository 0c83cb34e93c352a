import Broker
import Verifier

/// A verification as a program reads it.
struct VerificationOutput: Encodable {
    struct Found: Encodable {
        var code: String
        var weight: String
        var file: String?
        var offset: Int?
        var index: UInt64?
        var what: String
        var advice: String
    }

    struct Clocks: Encodable {
        var clocks: UInt64
        var conversations: Int
        var mismatches: UInt64
        var first: [String]
    }

    var verified: Bool
    var origin: String?
    var size: UInt64?
    var root: String?
    var key: String?
    /// The log's keys as its own entries say, the oldest first.
    var keys: [String]
    /// Whether the key was given: without one it is whole in itself, and nobody's word stands behind it.
    var keyGiven: Bool
    /// The logs that it goes on from after a loss.
    var continues: [String]
    var assurance: String?
    var levels: [String]
    /// So many entries existed at a time, in RFC 3339, by the word of a time-stamp authority.
    var stamped: UInt64?
    var stampedAt: String?
    var undetected: [String]
    var failures: UInt64
    var notices: UInt64
    var findings: [Found]
    var entries: UInt64
    var streams: UInt64
    /// Whether each of them is whole from its entry 1 to its last.
    var whole: Bool
    /// Bytes that were sorted in a temporary folder.
    var sortedBytes: UInt64
    var disclosed: UInt64
    var withheld: UInt64
    var erased: UInt64
    var clocks: Clocks?

    init(_ report: VerificationReport, clocks: ClockCheck.Report?) {
        verified = report.verified && clocks?.isRight ?? true
        origin = report.checkpoint?.origin
        size = report.checkpoint?.size
        root = report.checkpoint?.root.description
        key = report.key?.description
        keys = report.keys.map(\.description)
        keyGiven = report.isKeyKnown
        continues = report.continuations.map(\.description)
        assurance = report.assurance.highest?.rawValue
        levels = report.assurance.levels.map(\.rawValue)
        stamped = report.assurance.stampedSize
        stampedAt = report.assurance.stampedTime.map { Timestamp(milliseconds: $0).description }
        undetected = report.assurance.undetected
        failures = report.failures
        notices = report.notices
        findings = report.findings.map {
            Found(
                code: $0.code.rawValue, weight: $0.weight.rawValue, file: $0.file, offset: $0.offset, index: $0.index, what: $0.what,
                advice: $0.advice)
        }
        entries = report.counts.entries
        streams = report.counts.streams
        whole = report.verified && report.counts.everyStreamIsWhole
        sortedBytes = report.counts.sortedBytes
        disclosed = report.counts.disclosedFields
        withheld = report.counts.withheldFields
        erased = report.counts.erasedFields
        self.clocks = clocks.map {
            Clocks(
                clocks: $0.clocks, conversations: $0.conversations, mismatches: $0.mismatchCount, first: $0.mismatches.map(\.description))
        }
    }

    /// For people.
    static func text(_ report: VerificationReport, clocks: ClockCheck.Report?) -> String {
        var lines: [String] = []
        if let checkpoint = report.checkpoint {
            lines.append("Log         \(checkpoint.origin)")
            lines.append("Key         \(report.key.map { "\($0)" } ?? "none")")
            lines.append("Checkpoint  \(checkpoint.size) entries, root \(checkpoint.root)")
        }
        if report.keys.count > 1 { lines += report.keys.map { "Key of log  \($0)" } }
        let counts = report.counts
        lines.append(
            "Read        \(counts.entries) entries, \(counts.hashTiles) tiles, \(counts.streams) streams, \(counts.disclosedFields) fields "
                + "disclosed, \(counts.withheldFields) withheld, \(counts.erasedFields) erased")
        if report.verified, counts.everyStreamIsWhole, counts.streams > 0 {
            lines.append("Whole       each of the \(counts.streams) streams from its entry 1 to its last: no conversation has a gap")
        }
        let place = counts.sortedBytes > 0 ? "\(counts.sortedBytes) bytes in" : "in memory, nothing in"
        lines.append("Sorted      \(place) \(counts.temporaryFolder), to find events that were recorded twice")
        if let clocks {
            lines.append(
                "Clocks      \(clocks.clocks) worked out again in \(clocks.conversations) conversations, \(clocks.mismatchCount) differ")
        }
        lines += report.findings.map { "\($0)" }
        lines += clocks?.mismatches.map { "clock: \($0)" } ?? []
        let verified = report.verified && clocks?.isRight ?? true
        lines.append(
            AssuranceWords.verdict(
                verified, failures: report.failures + (clocks?.mismatchCount ?? 0), isKeyKnown: report.isKeyKnown))
        if verified { lines.append(AssuranceWords.line(report.assurance.levels)) }
        if let size = report.assurance.stampedSize, let time = report.assurance.stampedTime {
            lines.append("Time stamp  \(size) entries existed at \(Timestamp(milliseconds: time))")
        }
        lines.append("What could have gone unnoticed:")
        lines += report.assurance.undetected.map { "- \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
