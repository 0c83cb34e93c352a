/// The entries that change the configuration: terms are put in force by them, and their facts are in every export.
struct ConfigurationEntries {
    /// A log has few of them; beyond this many they are no longer kept.
    private static let most = 1 << 17

    /// False once some entries were not seen.
    var areKnown = true
    private var indices: [UInt64] = []
    /// Those whose first field must be disclosed.
    private(set) var withFacts: [UInt64] = []

    mutating func add(_ index: UInt64, hasFacts: Bool) {
        guard indices.count < Self.most else {
            areKnown = false
            return
        }
        if indices.last != index { indices.append(index) }
        if hasFacts { withFacts.append(index) }
    }

    /// Whether the entry at `index` changed the configuration before the entry at `later`, as far as is known.
    @inline(__always)
    func mayHold(_ index: UInt64, before later: UInt64) -> Bool {
        guard index < later else { return false }
        if index == indices.last || !areKnown { return true }
        var low = 0
        var high = indices.count
        while low < high {
            let middle = (low + high) / 2
            if indices[middle] < index { low = middle + 1 } else { high = middle }
        }
        return low < indices.count && indices[low] == index
    }
}
