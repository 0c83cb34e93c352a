/// Where each stream stands: its newest sequence and the index of its newest entry. About 40 bytes a stream.
struct StreamTable {
    /// How a reference fits what was seen of its stream before.
    enum Outcome: Equatable {
        case right
        /// Nothing is known of the stream's earlier entries, because not all were seen or not all are tracked.
        case untracked
        case sequenceWrong(expected: UInt64)
        /// Nil: the stream has no earlier entry.
        case previousWrong(expected: UInt64?)
    }

    /// Streams that are tracked.
    private(set) var count = 0
    /// References that could not be checked.
    private(set) var untracked: UInt64 = 0
    /// Set when some entries before were not seen: an unknown stream is then no fault.
    var hasGaps: Bool

    private let most: Int
    private let mix = SecretMix()
    private var shards = [Shard](repeating: Shard(), count: 1 << shardBits)

    private static let shardBits = 6

    /// Tracks at most `most` streams; `hasGaps` if the entries do not begin with the log's first.
    init(most: Int, hasGaps: Bool) {
        self.most = most
        self.hasGaps = hasGaps
    }

    /// Moves the stream on to the entry at `index`.
    mutating func advance(_ step: LeafHeader.Step, at index: UInt64) -> Outcome {
        let hash = mix.hash(step.id, salt: UInt64(step.kind.rawValue))
        let shard = Int(truncatingIfNeeded: hash >> UInt64(64 - Self.shardBits))
        let (place, isKnown) = shards[shard].find(step, hash: hash << UInt64(Self.shardBits))
        if isKnown {
            return shards[shard].moveOn(place, step, at: index)
        }
        guard count < most else {
            hasGaps = true
            untracked += 1
            return .untracked
        }
        // Longer sequences than the table can hold cannot be right either: no stream has more entries than the log.
        let fits = step.sequence <= index &+ 1 && step.sequence <= Slot.mostSequence
        if fits {
            count += 1
            shards[shard].insert(step, at: index, mix: mix)
        }
        if hasGaps, fits, step.sequence > 1 {
            untracked += 1
            return .untracked
        }
        return step.sequence == 1 ? .right : .sequenceWrong(expected: 1)
    }
}

/// One stream: 32 bytes. A sequence of 0 marks a free place.
private struct Slot {
    var high: UInt64 = 0
    var low: UInt64 = 0
    // Kind in the top byte, sequence below.
    var tag: UInt64 = 0
    var last: UInt64 = 0

    static let mostSequence = (UInt64(1) << 56) - 1

    var isFree: Bool { tag == 0 }
    var sequence: UInt64 { tag & Self.mostSequence }

    init() {}

    @inline(__always) init(_ step: LeafHeader.Step, at index: UInt64) {
        high = step.id.high
        low = step.id.low
        tag = Self.tag(step.kind.rawValue, step.sequence)
        last = index
    }

    @inline(__always) static func tag(_ kind: UInt8, _ sequence: UInt64) -> UInt64 { UInt64(kind) << 56 | sequence }

    @inline(__always) func isOf(_ step: LeafHeader.Step) -> Bool {
        high == step.id.high && low == step.id.low && tag >> 56 == UInt64(step.kind.rawValue)
    }
}

/// A part of the table that grows alone, so that growing never needs twice the memory.
private struct Shard {
    private static let small = 1 << 14

    private var slots: [Slot] = []
    private var used = 0

    /// Where the stream is, or where it would go.
    @inline(__always)
    func find(_ step: LeafHeader.Step, hash: UInt64) -> (place: Int, isKnown: Bool) {
        guard !slots.isEmpty else { return (0, false) }
        return slots.withUnsafeBufferPointer { slots in
            var place = Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(slots.count)).high)
            while !slots[place].isFree {
                if slots[place].isOf(step) { return (place, true) }
                place += 1
                if place == slots.count { place = 0 }
            }
            return (place, false)
        }
    }

    @inline(__always)
    mutating func moveOn(_ place: Int, _ step: LeafHeader.Step, at index: UInt64) -> StreamTable.Outcome {
        let expected = slots[place].sequence + 1
        let last = slots[place].last
        // After a fault the log's own words are followed, so that one fault is one finding.
        let next = step.sequence == expected || step.sequence > index &+ 1 ? expected : step.sequence
        slots[place].tag = Slot.tag(step.kind.rawValue, min(next, Slot.mostSequence - 1))
        slots[place].last = index
        if step.sequence != expected { return .sequenceWrong(expected: expected) }
        return step.previous == last ? .right : .previousWrong(expected: last)
    }

    mutating func insert(_ step: LeafHeader.Step, at index: UInt64, mix: SecretMix) {
        // A small table has room to spare, so that looking for what is not there ends soon. A big one is filled up to seven eighths
        // and grows by an eighth, which keeps a stream at about 40 bytes.
        let limit = slots.count < Self.small ? slots.count * 5 / 8 : slots.count * 7 / 8
        if used + 1 > limit { grow(mix) }
        put(Slot(step, at: index), mix)
        used += 1
    }

    private mutating func grow(_ mix: SecretMix) {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count < 2048 ? max(16, old.count * 2) : old.count + old.count / 8)
        for slot in old where !slot.isFree { put(slot, mix) }
    }

    private mutating func put(_ slot: Slot, _ mix: SecretMix) {
        let hash = mix.hash(RandomID(high: slot.high, low: slot.low), salt: slot.tag >> 56) << 6
        var place = Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(slots.count)).high)
        while !slots[place].isFree {
            place += 1
            if place == slots.count { place = 0 }
        }
        slots[place] = slot
    }
}
