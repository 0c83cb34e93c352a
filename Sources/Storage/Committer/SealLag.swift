/// How long entries waited from accepted to sealed: a histogram of fixed size.
struct SealLag {
    /// In steps of 250 microseconds; the last one holds everything beyond.
    private var counts = [UInt64](repeating: 0, count: 801)
    private var total: UInt64 = 0
    private static let step = Duration.microseconds(250)
    /// Batches that are accepted and not sealed: up to which size, and since when.
    private var open: [(size: UInt64, at: ContinuousClock.Instant)] = []
    private var sealed: UInt64 = 0

    /// Without a sealer nobody waits; then only this many batches are remembered.
    private static let mostOpen = 4_096

    mutating func accepted(_ size: UInt64, at now: ContinuousClock.Instant) {
        guard size > (open.last?.size ?? sealed), open.count < Self.mostOpen else { return }
        open.append((size, now))
    }

    mutating func sealed(_ size: UInt64, at now: ContinuousClock.Instant) {
        var done = 0
        for batch in open {
            guard batch.size <= size else { break }
            let entries = batch.size - sealed
            counts[min(counts.count - 1, Int((now - batch.at) / Self.step))] += entries
            total += entries
            sealed = batch.size
            done += 1
        }
        open.removeFirst(done)
        sealed = max(sealed, size)
    }

    /// The time within which that part of the entries was sealed, in milliseconds; 0 before the first.
    func milliseconds(_ part: Double) -> Double {
        guard total > 0 else { return 0 }
        let wanted = UInt64((Double(total) * part).rounded(.up))
        var seen: UInt64 = 0
        for (place, count) in counts.enumerated() {
            seen += count
            if seen >= wanted { return Double(place + 1) * 0.25 }
        }
        return Double(counts.count) * 0.25
    }
}
