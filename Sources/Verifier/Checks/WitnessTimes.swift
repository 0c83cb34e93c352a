/// When the witnesses of a policy cosigned a checkpoint.
struct WitnessTimes {
    /// Seconds since 1970, by witness.
    let times: [VerifyingKey: Int64]

    init(_ times: [VerifyingKey: Int64]) { self.times = times }

    /// Nil if a cosignature does not fit the note.
    init?(_ note: OpenedNote, _ witnesses: WitnessPolicy) {
        var times: [VerifyingKey: Int64] = [:]
        for witness in witnesses.witnesses {
            switch note.cosignature(by: witness) {
            case .absent: continue
            case .wrong: return nil
            case .valid(let cosignature): times[witness] = Int64(clamping: cosignature.time)
            }
        }
        self.times = times
    }

    /// Whether a quorum cosigned within so many seconds before the present time, in milliseconds; two minutes for clocks that differ.
    func isFresh(_ witnesses: WitnessPolicy, now: Int64, within freshness: Int64) -> Bool {
        let seconds = now / 1000
        return witnesses.isMet { witness in times[witness].map { $0 <= seconds + 120 && $0 >= seconds - freshness } ?? false }
    }
}
