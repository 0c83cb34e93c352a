extension Leaf {
    /// Reads a leaf; refuses every byte sequence that `encode` could not have written.
    public init(decoding bytes: [UInt8]) throws(LeafError) {
        try self.init(decoding: bytes.span)
    }

    /// Reads a leaf that stands in a larger buffer.
    public init(decoding bytes: Span<UInt8>) throws(LeafError) {
        guard bytes.count > Offset.streamCount else { throw LeafError(bytes.count, .wrongLength) }
        for index in Leaf.magic.indices where bytes[index] != Leaf.magic[index] { throw LeafError(index, .wrongMagic) }
        guard bytes[Offset.format] == Leaf.format else { throw LeafError(Offset.format, .unknownFormat) }
        let streamCount = Int(bytes[Offset.streamCount])
        guard (1...Leaf.greatestStreamCount).contains(streamCount) else { throw LeafError(Offset.streamCount, .streamCount) }
        guard bytes.count == Offset.streams + streamCount * StreamReference.byteCount else {
            throw LeafError(bytes.count, .wrongLength)
        }
        let sourceTime: Int64 = bytes.bigEndian(at: Offset.sourceTime)
        let terms: UInt64 = bytes.bigEndian(at: Offset.terms)
        guard let eventID = EventID(bytes, at: Offset.eventID) else { throw LeafError(Offset.eventID, .zeroEventID) }
        guard let root = Hash(bytes, at: Offset.commitmentRoot) else { throw LeafError(Offset.commitmentRoot, .wrongLength) }
        let fieldCount: UInt16 = bytes.bigEndian(at: Offset.fieldCount)
        guard let commitments = CommitmentRoot(fieldCount: fieldCount, hash: root) else {
            throw LeafError(Offset.commitmentRoot, .emptyRoot)
        }
        try self.init(
            commandType: bytes.bigEndian(at: Offset.commandType), recordedTime: bytes.bigEndian(at: Offset.recordedTime),
            sourceTime: sourceTime == 0 ? nil : sourceTime, actor: Leaf.actor(bytes), channelKind: bytes[Offset.channelKind],
            clock: Leaf.clock(bytes), terms: terms == .max ? nil : terms, decision: bytes[Offset.decision], eventID: eventID,
            subject: EventID(bytes, at: Offset.subject), commitments: commitments,
            streams: Leaf.streams(bytes, count: streamCount))
    }

    private static func actor(_ bytes: Span<UInt8>) throws(LeafError) -> LeafActor {
        let kind = bytes[Offset.actorKind]
        if kind == 1 {
            guard bytes.isZero(Offset.actor..<(Offset.actor + 28)),
                let number = PartyNumber(bytes.bigEndian(at: Offset.actor + 28))
            else { throw LeafError(Offset.actor, .actor) }
            return .customer(number)
        }
        let pseudonym = Hash(bytes, at: Offset.actor).flatMap { Pseudonym($0) }
        switch (kind, pseudonym) {
        case (0, _): return .system(pseudonym)
        case (2, let pseudonym?): return .staff(pseudonym)
        case (3, let pseudonym?): return .automation(pseudonym)
        case (4, let pseudonym?): return .network(pseudonym)
        case (2...4, nil): throw LeafError(Offset.actor, .actor)
        default: throw LeafError(Offset.actorKind, .actorKind)
        }
    }

    private static func clock(_ bytes: Span<UInt8>) throws(LeafError) -> ClockStep? {
        let code = bytes[Offset.clockOperation]
        let basisCode = bytes[Offset.clockBasis]
        guard code == 0 || basisCode == 0 else {
            guard let operation = ClockOperation(rawValue: code) else { throw LeafError(Offset.clockOperation, .clockOperation) }
            guard let basis = ClockBasis(rawValue: basisCode) else { throw LeafError(Offset.clockBasis, .clockBasis) }
            return ClockStep(
                operation,
                ClockReading(
                    basis: basis, target: bytes.bigEndian(at: Offset.clockTarget), turnStart: bytes.bigEndian(at: Offset.turnStart),
                    resolved: bytes.bigEndian(at: Offset.resolved)))
        }
        guard bytes.isZero(Offset.clockBasis..<Offset.terms) else { throw LeafError(Offset.clockBasis, .clockNotZero) }
        if code == 0 { return nil }
        guard let operation = ClockOperation(rawValue: code) else { throw LeafError(Offset.clockOperation, .clockOperation) }
        guard let step = ClockStep(withoutTurn: operation) else { throw LeafError(Offset.clockBasis, .clockBasis) }
        return step
    }

    private static func streams(_ bytes: Span<UInt8>, count: Int) throws(LeafError) -> [StreamReference] {
        var streams: [StreamReference] = []
        streams.reserveCapacity(count)
        for index in 0..<count {
            let offset = Offset.streams + index * StreamReference.byteCount
            guard let kind = StreamKind(rawValue: bytes[offset]) else { throw LeafError(offset, .streamKind) }
            guard let id = StreamID(bytes, at: offset + 1) else { throw LeafError(offset + 1, .zeroStreamID) }
            let sequence: UInt64 = bytes.bigEndian(at: offset + 17)
            let previous: UInt64 = bytes.bigEndian(at: offset + 25)
            let position = sequence == 1 && previous == .max ? .first : StreamPosition(sequence: sequence, previous: previous)
            guard let position else { throw LeafError(offset + 17, .streamPosition) }
            streams.append(StreamReference(kind: kind, id: id, position: position))
        }
        return streams
    }
}
