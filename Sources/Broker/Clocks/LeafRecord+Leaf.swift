import Ledger
import Verifier

extension LeafRecord {
    /// The same leaf as the domain folds it; nil for what the ledger's own reader would refuse.
    var leaf: Leaf? {
        guard let event = EventID(event.bytes), let root = Ledger.Hash(commitmentRoot.bytes),
            let commitments = CommitmentRoot(fieldCount: UInt16(clamping: fieldCount), hash: root)
        else { return nil }
        let references = streams.compactMap { stream -> StreamReference? in
            guard let kind = Ledger.StreamKind(rawValue: stream.kind.rawValue), let id = StreamID(stream.id.bytes) else { return nil }
            guard let previous = stream.previous else { return StreamReference(kind: kind, id: id, position: .first) }
            return Ledger.StreamPosition(sequence: stream.sequence, previous: previous).map {
                StreamReference(kind: kind, id: id, position: $0)
            }
        }
        guard references.count == streams.count else { return nil }
        return try? Leaf(
            commandType: commandType, recordedTime: recorded, sourceTime: source, actor: leafActor, channelKind: channel.rawValue,
            clock: clock.step, terms: terms, decision: decision.rawValue, eventID: event, subject: subject.flatMap { EventID($0.bytes) },
            commitments: commitments, streams: references)
    }

    private var leafActor: LeafActor {
        let pseudonym = Ledger.Hash(actor).flatMap { Pseudonym($0) }
        switch (actorKind, pseudonym) {
        case (.customer, _): return partyNumber.flatMap { PartyNumber($0) }.map { .customer($0) } ?? .system(nil)
        case (.staff, let pseudonym?): return .staff(pseudonym)
        case (.automation, let pseudonym?): return .automation(pseudonym)
        case (.network, let pseudonym?): return .network(pseudonym)
        default: return .system(pseudonym)
        }
    }
}

extension LeafRecord.Clock {
    fileprivate var step: ClockStep? {
        guard let operation = Ledger.ClockOperation(rawValue: operation.rawValue) else { return nil }
        guard let basis = Ledger.ClockBasis(rawValue: basis.rawValue) else { return ClockStep(withoutTurn: operation) }
        return ClockStep(operation, ClockReading(basis: basis, target: target, turnStart: turnStart, resolved: resolved))
    }
}
