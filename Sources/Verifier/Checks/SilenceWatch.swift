/// Finds times in which the log says nothing although it promises to: a heartbeat is due, and no entry of any kind comes.
///
/// How often one is due the entries say themselves: the time that lies most often between a heartbeat and the next, in whole seconds.
struct SilenceWatch {
    struct Silence: Equatable {
        /// The entry that ended it.
        let index: UInt64
        /// Milliseconds since 1970.
        let from: Int64
        let until: Int64
    }

    /// The command type of a heartbeat's entry.
    static let heartbeat: UInt16 = 90
    /// So many are told, the longest.
    static let most = 1000
    /// No log beats more often than once a second.
    private static let shortest: Int64 = 2_000

    private var last: Int64?
    private var lastBeat: Int64?
    private var spans: [Int64: UInt64] = [:]
    private var candidates: [Silence] = []

    @inline(__always)
    mutating func add(_ recorded: Int64, isHeartbeat: Bool, at index: UInt64) {
        if let last, recorded - last > Self.shortest { keep(Silence(index: index, from: last, until: recorded)) }
        last = max(last ?? recorded, recorded)
        guard isHeartbeat else { return }
        if let lastBeat {
            let seconds = (recorded - lastBeat + 500) / 1000
            if seconds > 0 { spans[seconds, default: 0] += 1 }
        }
        lastBeat = recorded
    }

    private mutating func keep(_ silence: Silence) {
        candidates.append(silence)
        if candidates.count >= 2 * Self.most { shorten() }
    }

    private mutating func shorten() {
        candidates.sort { ($1.until - $1.from, $0.index) < ($0.until - $0.from, $1.index) }
        candidates.removeLast(max(0, candidates.count - Self.most))
    }

    /// In seconds; of two as frequent the shorter; nil where no two heartbeats are there.
    var interval: Int64? { spans.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key }

    /// Every time longer than two heartbeats without any entry, in order.
    func silences() -> [Silence] {
        guard let interval else { return [] }
        var all = self
        all.shorten()
        return all.candidates.filter { $0.until - $0.from > 2 * interval * 1000 }.sorted { $0.index < $1.index }
    }
}
