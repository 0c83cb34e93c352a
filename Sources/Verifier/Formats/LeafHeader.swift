/// The strict reading of a leaf without copying anything out: what the verifier needs of a million leaves a second.
struct LeafHeader {
    let recorded: Int64
    let source: Int64
    let actorKind: LeafRecord.ActorKind
    let channel: LeafRecord.ChannelKind
    let clockOperation: LeafRecord.ClockOperation
    let clockBasis: LeafRecord.ClockBasis
    /// All ones for none.
    let terms: UInt64
    let decision: LeafRecord.Decision
    let event: RandomID
    let fieldCount: UInt16
    let streamCount: Int

    static let shortest = fixed + reference
    static let longest = fixed + 8 * reference

    private static let fixed = 167
    private static let reference = 33

    /// One stream reference; `previous` is all ones for none.
    struct Step {
        let kind: LeafRecord.StreamKind
        let id: RandomID
        let sequence: UInt64
        let previous: UInt64
    }

    /// Refuses anything that format 1 does not allow, with the offset of the field at fault.
    @inline(__always)
    init(checking bytes: UnsafeRawBufferPointer) throws(FormatError) {
        guard bytes.count >= Self.shortest, bytes.count <= Self.longest else {
            throw FormatError(.leaf, at: min(bytes.count, Self.longest), "a leaf has \(Self.shortest) to \(Self.longest) bytes")
        }
        // "parley/leaf/v01" and LF, as two words.
        guard bytes.bigEndian(at: 0) == 0x7061_726C_6579_2F6C as UInt64, bytes.bigEndian(at: 8) == 0x6561_662F_7630_310A as UInt64 else {
            throw FormatError(.leaf, at: 0, "not the mark of a leaf")
        }
        guard bytes[16] == 1 else { throw FormatError(.leaf, at: 16, "format \(bytes[16]); this verifier reads format 1") }
        guard bytes[17] | bytes[18] != 0 else { throw FormatError(.leaf, at: 17, "command type 0") }
        recorded = bytes.bigEndian(at: 19)
        guard recorded > 0 else { throw FormatError(.leaf, at: 19, "the recorded time is not after 1970") }
        source = bytes.bigEndian(at: 27)
        guard source >= 0 else { throw FormatError(.leaf, at: 27, "the source time is before 1970") }
        guard source <= recorded else { throw FormatError(.leaf, at: 27, "the source time is after the recorded time") }

        guard let actorKind = LeafRecord.ActorKind(rawValue: bytes[35]) else { throw FormatError(.leaf, at: 35, "unknown actor kind") }
        let front: UInt64 = bytes.bigEndian(at: 36) | bytes.bigEndian(at: 44) | bytes.bigEndian(at: 52)
        let back: UInt64 = bytes.bigEndian(at: 60)
        switch actorKind {
        case .system: break
        case .customer:
            guard front == 0, back >> 32 == 0 else { throw FormatError(.leaf, at: 36, "a customer has no pseudonym, only a party number") }
            guard back != 0 else { throw FormatError(.leaf, at: 64, "party numbers begin at 1") }
        case .staff, .automation, .network:
            guard front | back != 0 else { throw FormatError(.leaf, at: 36, "the pseudonym is zero") }
        }
        self.actorKind = actorKind

        guard let channel = LeafRecord.ChannelKind(rawValue: bytes[68]) else { throw FormatError(.leaf, at: 68, "unknown channel kind") }
        self.channel = channel

        guard let operation = LeafRecord.ClockOperation(rawValue: bytes[69]) else {
            throw FormatError(.leaf, at: 69, "unknown clock operation")
        }
        guard let basis = LeafRecord.ClockBasis(rawValue: bytes[70]) else { throw FormatError(.leaf, at: 70, "unknown clock basis") }
        clockOperation = operation
        clockBasis = basis
        if basis == .none {
            switch operation {
            case .none, .keep, .merge, .split, .undo: break
            case .start, .earlierStart, .tighten, .end: throw FormatError(.leaf, at: 70, "this clock operation needs a basis")
            }
            let target: UInt32 = bytes.bigEndian(at: 71)
            let times: UInt64 = bytes.bigEndian(at: 75) | bytes.bigEndian(at: 83)
            guard UInt64(target) | times == 0 else { throw FormatError(.leaf, at: 71, "clock values without a basis") }
        } else {
            guard operation != .none else { throw FormatError(.leaf, at: 70, "a clock basis without an operation") }
        }

        terms = bytes.bigEndian(at: 91)
        guard let decision = LeafRecord.Decision(rawValue: bytes[99]) else { throw FormatError(.leaf, at: 99, "unknown decision code") }
        self.decision = decision
        event = RandomID(high: bytes.bigEndian(at: 100), low: bytes.bigEndian(at: 108))
        guard !event.isZero else { throw FormatError(.leaf, at: 100, "the event identifier is zero") }
        fieldCount = bytes.bigEndian(at: 132)
        if fieldCount == 0 {
            guard TreeDigest(loading: bytes.baseAddress.unsafelyUnwrapped + 134) == TreeHashing.emptyRoot else {
                throw FormatError(.leaf, at: 134, "without fields the commitment root is the hash of nothing")
            }
        }

        streamCount = Int(bytes[166])
        guard (1...8).contains(streamCount) else { throw FormatError(.leaf, at: 166, "a leaf names 1 to 8 streams") }
        guard bytes.count == Self.fixed + Self.reference * streamCount else {
            throw FormatError(.leaf, at: 166, "the number of streams does not fit the length")
        }
        for position in 0..<streamCount { try Self.check(position, in: bytes) }
    }

    /// The stream reference at `position` of a leaf that has been checked.
    @inline(__always)
    static func step(_ position: Int, in bytes: UnsafeRawBufferPointer) -> Step {
        let start = fixed + reference * position
        guard let kind = LeafRecord.StreamKind(rawValue: bytes[start]) else { preconditionFailure("read before it was checked") }
        return Step(
            kind: kind, id: RandomID(high: bytes.bigEndian(at: start + 1), low: bytes.bigEndian(at: start + 9)),
            sequence: bytes.bigEndian(at: start + 17), previous: bytes.bigEndian(at: start + 25))
    }

    @inline(__always)
    private static func check(_ position: Int, in bytes: UnsafeRawBufferPointer) throws(FormatError) {
        let start = fixed + reference * position
        guard LeafRecord.StreamKind(rawValue: bytes[start]) != nil else { throw FormatError(.leaf, at: start, "unknown stream kind") }
        let step = step(position, in: bytes)
        guard !step.id.isZero else { throw FormatError(.leaf, at: start + 1, "the stream identifier is zero") }
        guard step.sequence > 0 else { throw FormatError(.leaf, at: start + 17, "sequences begin at 1") }
        guard (step.sequence == 1) == (step.previous == .max) else {
            throw FormatError(.leaf, at: start + 25, "only a stream's first entry has none before it")
        }
        for earlier in 0..<position {
            let other = Self.step(earlier, in: bytes)
            guard other.kind != step.kind || other.id != step.id else { throw FormatError(.leaf, at: start, "the same stream twice") }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// A big-endian number at any offset.
    @inline(__always)
    func bigEndian<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
        Number(bigEndian: loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
}
