/// A value that a detector believes in, in units of the page.
struct Candidate {
    var dataClass: DataClass
    var start: Int32
    var end: Int32
    var level: Level
    /// Decides between overlapping candidates.
    var weight: Int
    var reasons: Reasons
    /// Disguises, as ``Folds``.
    var flags: UInt16
    var digitCount: Int

    /// What the reader of the finding sees.
    var evidence: [Evidence] { reasons.evidence + Folds.disguises(flags).map(Evidence.folded) }
}

/// What the detectors found on one page.
struct Candidates {
    /// Bits of the wanted classes.
    let wanted: UInt64
    let minimum: Level
    private(set) var all: [Candidate] = []

    init(wanted: UInt64, minimum: Level) {
        self.wanted = wanted
        self.minimum = minimum
    }

    @inline(__always)
    func wants(_ dataClass: DataClass) -> Bool { wanted & dataClass.bit != 0 }

    /// Adds a candidate with the disguises that its flags name. Unwanted classes are kept until overlaps are resolved, so that
    /// what is certainly a card number is never reported as something else.
    mutating func add(
        _ dataClass: DataClass, _ start: Int32, _ end: Int32, _ level: Level, weight: Int = 0, flags: UInt16, digits: Int,
        _ reasons: Reasons
    ) {
        guard end > start else { return }
        all.append(
            Candidate(
                dataClass: dataClass, start: start, end: end, level: level, weight: level.rawValue * 100 + weight, reasons: reasons,
                flags: flags & ~Folds.upper, digitCount: digits))
    }

    /// Whether a better evidenced candidate covers part of this one, so that it will not stand.
    /// - Parameter known: how many candidates other detectors had found before.
    func isOvershadowed(_ one: Int, known: Int) -> Bool {
        guard all.count > 1 else { return false }
        let (start, end, weight) = (all[one].start, all[one].end, all[one].weight)
        for place in max(0, all.count - (known > 0 ? 32 : 4))..<all.count
        where all[place].weight > weight && all[place].start < end && all[place].end > start { return true }
        return false
    }

    /// Whether one of the latest candidates is of a class and begins within a few units behind another's end.
    func has(_ dataClass: DataClass, behind end: Int32, within reach: Int32) -> Bool {
        for place in max(0, all.count - 64)..<all.count
        where all[place].dataClass == dataClass && all[place].start > end && all[place].start - end < reach { return true }
        return false
    }

    /// In the order of the text, without overlaps: the better evidenced stands.
    mutating func resolve() -> [Candidate] {
        guard all.count > 1 else { return all.filter { $0.level >= minimum && wants($0.dataClass) } }
        var isApart = true
        var isWanted = true
        for place in all.indices {
            if place > 0, all[place].start < all[place - 1].end { isApart = false }
            if all[place].level < minimum || !wants(all[place].dataClass) { isWanted = false }
        }
        if isApart, isWanted { return all }
        all.sort { ($0.start, -$0.weight, $0.end) < ($1.start, -$1.weight, $1.end) }
        var standing: [Candidate] = []
        for candidate in all {
            while let last = standing.last, last.end > candidate.start, candidate.weight > last.weight { standing.removeLast() }
            if let last = standing.last, last.end > candidate.start { continue }
            standing.append(candidate)
        }
        return standing.filter { $0.level >= minimum && wants($0.dataClass) }
    }
}
