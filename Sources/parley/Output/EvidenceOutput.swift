import Broker
import Verifier

/// The verification of an evidence file as a program reads it.
struct EvidenceOutput: Encodable {
    struct Stream: Encodable {
        var kind: String
        var stream: String
        var last: UInt64
    }
    struct Stamp: Encodable {
        var size: UInt64
        var at: String
        var believed: Bool
    }
    var verified: Bool
    var about: String?
    /// Streams that are whole up to the export.
    var coverage: [Stream]
    var entries: Int
    var disclosed: Int
    var withheld: Int
    var erased: Int
    var erasures: [UInt64]
    var sealedBy: [UInt64]
    var exported: String?
    var origin: String?
    var size: UInt64?
    /// The log's keys as its own entries say, the oldest first.
    var keys: [String]
    /// SHA-256 of the authority's certificate; nil without certificates.
    var certifiedBy: String?
    var authorityKnown: Bool
    var stamps: [Stamp]
    /// Whether the log's key was given: without one it is whole in itself, and nobody's word stands behind it.
    var keyGiven: Bool
    /// The logs that it goes on from after a loss.
    var continues: [String]
    /// Levels of assurance reached, as for exports.
    var levels: [String]
    var failures: [String]
    var undetected: [String]

    private enum CodingKeys: String, CodingKey {
        case verified, about, coverage, entries, disclosed, withheld, erased, erasures, exported, origin, size, keys, stamps, levels,
            continues, failures,
            undetected
        case keyGiven = "key_given"
        case certifiedBy = "certified_by"
        case authorityKnown = "authority_known"
        case sealedBy = "sealed_by"
    }

    init(_ report: EvidenceReport) {
        verified = report.verified
        about = report.subject.map { "\($0)" }
        coverage = report.coverage.map { Stream(kind: $0.isParty ? "party" : "conversation", stream: "\($0.stream)", last: $0.last) }
        entries = report.entries
        disclosed = report.disclosedFields
        withheld = report.withheldFields
        erased = report.erasedFields
        erasures = report.erasures
        sealedBy = report.sealedBy
        exported = report.exported.map { Timestamp(milliseconds: $0).description }
        origin = report.checkpoint?.origin
        size = report.checkpoint?.size
        keys = report.keys.map(\.description)
        certifiedBy = report.certificateAuthority
        authorityKnown = report.isAuthorityKnown
        stamps = report.stamps.map { Stamp(size: $0.size, at: Timestamp(milliseconds: $0.time).description, believed: $0.isBelieved) }
        keyGiven = report.isKeyKnown
        continues = report.continuations.map(\.description)
        levels = report.levels.map(\.rawValue)
        failures = report.failures
        undetected = report.undetected
    }

    /// For people.
    static func text(_ report: EvidenceReport) -> String {
        func list(_ indexes: [UInt64]) -> String { indexes.map(String.init).joined(separator: ", ") }
        var lines: [String] = []
        if let checkpoint = report.checkpoint {
            lines.append("Log           \(checkpoint.origin)")
            lines.append("Key           \(report.key.map { "\($0)" } ?? "none")")
            lines.append("Checkpoint    \(checkpoint.size) entries, root \(checkpoint.root)")
        }
        if report.keys.count > 1 { lines += report.keys.map { "Key of log    \($0)" } }
        lines += report.continuations.map { "Continued     \($0)" }
        if let authority = report.certificateAuthority {
            lines.append(
                "Certified by  \(authority.prefix(16))…, \(report.isAuthorityKnown ? "the authority you gave" : "the file's own authority: compare it")"
            )
        }
        for stamp in report.stamps {
            lines.append(
                "Time stamp    \(stamp.size) entries existed at \(Timestamp(milliseconds: stamp.time)), "
                    + (stamp.isBelieved ? "by the authority you gave" : "by an authority that nobody gave"))
        }
        if let subject = report.subject { lines.append("About         \(subject)") }
        for part in report.coverage {
            lines.append("Whole         \(part.isParty ? "customer" : "conversation") \(part.stream) from its entry 1 to \(part.last)")
        }
        if report.verified, report.coverage.isEmpty { lines.append("Part          no conversation is proved whole by this file") }
        lines.append(
            "Read          \(report.entries) entries, \(report.disclosedFields) fields disclosed, \(report.withheldFields) withheld, "
                + "\(report.erasedFields) erased")
        if !report.erasures.isEmpty { lines.append("Erased by     entry \(list(report.erasures)), on record") }
        if let key = report.evidenceKey { lines.append("Signed with   \(key)") }
        if !report.sealedBy.isEmpty {
            let at = report.exported.map { " at \(Timestamp(milliseconds: $0))" } ?? ""
            lines.append("Sealed by     entry \(list(report.sealedBy)), which recorded this export\(at)")
        }
        lines += report.failures.map { "failure: \($0)" }
        lines.append(AssuranceWords.verdict(report.verified, failures: UInt64(report.failures.count), isKeyKnown: report.isKeyKnown))
        if report.verified { lines.append(AssuranceWords.line(report.levels)) }
        lines.append("What could have gone unnoticed:")
        lines += report.undetected.map { "- \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
