/// One array for all findings of a text that have the same reasons, so that many findings do not mean many allocations.
///
/// Remembers the last few kinds: sort codes and account numbers, or cards with date and code, take turns.
struct EvidenceMemo {
    private struct Kind {
        var reasons: Reasons
        var flags: UInt16
        var evidence: [Evidence]
    }

    private static let kept = 4
    private var kinds: [Kind] = []
    /// The kind that is given up next.
    private var oldest = 0

    mutating func evidence(of candidate: Candidate) -> [Evidence] {
        for place in kinds.indices where kinds[place].reasons == candidate.reasons && kinds[place].flags == candidate.flags {
            return kinds[place].evidence
        }
        let kind = Kind(reasons: candidate.reasons, flags: candidate.flags, evidence: candidate.evidence)
        if kinds.count < Self.kept {
            kinds.append(kind)
        } else {
            kinds[oldest] = kind
            oldest = (oldest + 1) % Self.kept
        }
        return kind.evidence
    }
}
