import Testing

@testable import Ledger

/// One encoding for each leaf, and nothing else is a leaf.
@Suite struct LeafTests {
    @Test func everyLeafIsReadBackAsItself() throws {
        var random = SeededRandom(10)
        var buffer: [UInt8] = []
        for _ in 0..<2000 {
            let leaf = try randomLeaf(&random)
            buffer.removeAll(keepingCapacity: true)
            leaf.encode(into: &buffer)
            #expect(buffer == leaf.encode())
            #expect(buffer.count == leaf.byteCount && (200...431).contains(buffer.count))
            #expect(try Leaf(decoding: buffer) == leaf)
        }
    }

    @Test func fieldsStandWhereTheFormatPutsThem() throws {
        let pseudonym = try #require(Pseudonym(.sha256(of: [9])))
        let reading = ClockReading(basis: .allTime, target: 0x0102_0304, turnStart: -2, resolved: 0x0A0B)
        let leaf = try Leaf(
            commandType: 0x0203, recordedTime: 0x1122_3344, sourceTime: 5, actor: .automation(pseudonym), channelKind: 11,
            clock: ClockStep(.tighten, reading), terms: 77, decision: 18, eventID: try #require(EventID(high: 1, low: 2)),
            subject: EventID(high: 3, low: 4), commitments: try #require(CommitmentRoot(fieldCount: 258, hash: .ofLeaf([1]))),
            streams: [
                StreamReference(kind: .agent, id: try #require(StreamID(high: 5, low: 6)), position: .first),
                StreamReference(
                    kind: .party, id: try #require(StreamID(high: 7, low: 8)),
                    position: try #require(StreamPosition(sequence: 9, previous: 10))),
            ])
        var expected = bytes("parley/leaf/v01\n") + [1, 2, 3]
        expected += [0, 0, 0, 0, 0x11, 0x22, 0x33, 0x44] + [0, 0, 0, 0, 0, 0, 0, 5] + [3] + Hash.sha256(of: [9]).bytes
        expected += [11, 3, 2, 1, 2, 3, 4] + [255, 255, 255, 255, 255, 255, 255, 254] + [0, 0, 0, 0, 0, 0, 0x0A, 0x0B]
        expected += [0, 0, 0, 0, 0, 0, 0, 77, 18]
        expected += [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2] + [0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4]
        expected += [1, 2] + Hash.ofLeaf([1]).bytes + [2]
        expected += [3] + [0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 6] + [0, 0, 0, 0, 0, 0, 0, 1]
        expected += [UInt8](repeating: 255, count: 8)
        expected += [2] + [0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 8] + [0, 0, 0, 0, 0, 0, 0, 9] + [0, 0, 0, 0, 0, 0, 0, 10]
        #expect(leaf.encode() == expected)
    }

    @Test func everyOtherLengthIsRefused() throws {
        var random = SeededRandom(11)
        for count in 1...8 {
            let encoded = try randomLeaf(&random, streams: count).encode()
            for end in 0..<encoded.count { #expect(throws: LeafError.self) { try Leaf(decoding: Array(encoded[..<end])) } }
            for extra in [1, 32, 33, 34, 66, 5000] {
                #expect(throws: LeafError.self) { try Leaf(decoding: encoded + [UInt8](repeating: 1, count: extra)) }
            }
        }
    }

    /// Whatever byte is changed: either it is refused, or it is another leaf with exactly these bytes.
    @Test func noLeafHasTwoSpellings() throws {
        var random = SeededRandom(12)
        for round in 0..<60 {
            let leaf = try randomLeaf(&random, streams: round % 8 + 1)
            let encoded = leaf.encode()
            for offset in encoded.indices {
                for change in [1, 0x80, encoded[offset], UInt8.random(in: 1...255, using: &random)] where change != 0 {
                    var changed = encoded
                    changed[offset] ^= change
                    guard let other = try? Leaf(decoding: changed) else { continue }
                    if other == leaf || other.encode() != changed { Issue.record("byte \(offset) has two spellings") }
                }
            }
        }
    }

    @Test func everyBoundIsHeld() throws {
        let base = try plainLeaf()
        func refuses(_ reason: LeafError.Reason, _ changes: [(Int, [UInt8])], of leaf: [UInt8]? = nil) {
            var changed = leaf ?? base
            for (offset, new) in changes { changed[offset..<(offset + new.count)] = new[...] }
            do {
                _ = try Leaf(decoding: changed)
                Issue.record("not refused: \(reason)")
            } catch {
                #expect(error.reason == reason)
                #expect((0...changed.count).contains(error.offset) && error.description.contains("byte \(error.offset)"))
            }
        }
        func accepts(_ changes: [(Int, [UInt8])], of leaf: [UInt8]? = nil) throws {
            var changed = leaf ?? base
            for (offset, new) in changes { changed[offset..<(offset + new.count)] = new[...] }
            #expect(try Leaf(decoding: changed).encode() == changed)
        }
        let zero8 = [UInt8](repeating: 0, count: 8)
        let ones8 = [UInt8](repeating: 255, count: 8)
        let most8: [UInt8] = [127] + [UInt8](repeating: 255, count: 7)

        for offset in 0..<16 { refuses(.wrongMagic, [(offset, [0])]) }
        refuses(.unknownFormat, [(16, [0])])
        refuses(.unknownFormat, [(16, [2])])
        refuses(.zeroCommandType, [(17, [0, 0])])
        try accepts([(17, [255, 255])])
        refuses(.recordedTime, [(19, zero8)])
        refuses(.recordedTime, [(19, ones8)])
        try accepts([(19, most8), (27, most8)])
        refuses(.sourceTime, [(19, [0, 0, 0, 0, 0, 0, 0, 9]), (27, [0, 0, 0, 0, 0, 0, 0, 10])])
        try accepts([(19, [0, 0, 0, 0, 0, 0, 0, 9]), (27, [0, 0, 0, 0, 0, 0, 0, 9])])
        refuses(.sourceTime, [(27, ones8)])

        for kind in 5...255 as ClosedRange<UInt8> { refuses(.actorKind, [(35, [kind])]) }
        let zero32 = [UInt8](repeating: 0, count: 32)
        for kind in 1...4 as ClosedRange<UInt8> { refuses(.actor, [(35, [kind]), (36, zero32)]) }
        try accepts([(35, [0]), (36, zero32)])
        for offset in 36..<64 { refuses(.actor, [(35, [1]), (36, zero32), (67, [1]), (offset, [1])]) }
        try accepts([(35, [1]), (36, zero32), (64, [255, 255, 255, 255])])
        for kind in [0, 2, 3, 4] as [UInt8] { try accepts([(35, [kind]), (36, zero32), (50, [1])]) }

        try accepts([(68, [15])])
        for kind in 16...255 as ClosedRange<UInt8> { refuses(.channelKind, [(68, [kind])]) }
        try accepts([(99, [18])])
        for code in 19...255 as ClosedRange<UInt8> { refuses(.decision, [(99, [code])]) }

        for offset in 71..<91 { refuses(.clockNotZero, [(offset, [1])]) }
        for basis in 1...3 as ClosedRange<UInt8> { refuses(.clockNotZero, [(70, [basis])]) }
        for operation in 9...255 as ClosedRange<UInt8> {
            refuses(.clockOperation, [(69, [operation])])
            refuses(.clockOperation, [(69, [operation, 1])])
        }
        for operation in 1...8 as ClosedRange<UInt8> {
            for basis in [1, 2] as [UInt8] { try accepts([(69, [operation, basis]), (71, [1, 2, 3, 4] + ones8 + most8)]) }
            for basis in [3, 4, 255] as [UInt8] { refuses(.clockBasis, [(69, [operation, basis])]) }
            if operation < 5 {
                refuses(.clockBasis, [(69, [operation, 0])])
            } else {
                try accepts([(69, [operation, 0])])
            }
            for offset in 71..<91 { refuses(.clockNotZero, [(69, [operation, 0]), (offset, [1])]) }
        }

        refuses(.zeroEventID, [(100, [UInt8](repeating: 0, count: 16))])
        try accepts([(116, [UInt8](repeating: 0, count: 16))])
        refuses(.emptyRoot, [(132, [0, 0])])
        try accepts([(132, [0, 0] + Hash.ofEmptyTree.bytes)])
        try accepts([(132, [255, 255])])

        for count in [0, 9, 128, 255] as [UInt8] { refuses(.streamCount, [(166, [count])]) }
        for count in 3...8 as ClosedRange<UInt8> { refuses(.wrongLength, [(166, [count])]) }
        refuses(.wrongLength, [(166, [1])])
        for kind in [0, 6, 255] as [UInt8] { refuses(.streamKind, [(200, [kind])]) }
        refuses(.zeroStreamID, [(201, [UInt8](repeating: 0, count: 16))])
        refuses(.streamPosition, [(184, zero8), (192, ones8)])
        refuses(.streamPosition, [(184, zero8), (192, zero8)])
        refuses(.streamPosition, [(184, zero8.dropLast() + [1]), (192, zero8)])
        refuses(.streamPosition, [(184, zero8.dropLast() + [2]), (192, ones8)])
        try accepts([(184, zero8.dropLast() + [1]), (192, ones8)])
        try accepts([(184, ones8), (192, ones8.dropLast() + [254])])
        refuses(.repeatedStream, [(200, Array(base[167..<184]))])
        try accepts([(201, Array(base[168..<184]))])
    }

    /// What cannot be written cannot be made either.
    @Test func wrongValuesAreNotMade() throws {
        let stream = StreamReference(kind: .conversation, id: try #require(StreamID(high: 1, low: 1)), position: .first)
        let event = try #require(EventID(high: 1, low: 1))
        func make(
            command: UInt16 = 1, recorded: Int64 = 10, source: Int64? = nil, channel: UInt8 = 0, decision: UInt8 = 0,
            streams: [StreamReference]
        ) throws(LeafError) -> Leaf {
            try Leaf(
                commandType: command, recordedTime: recorded, sourceTime: source, actor: .system(nil), channelKind: channel,
                decision: decision, eventID: event, commitments: .none, streams: streams)
        }
        _ = try make(streams: [stream])
        #expect(throws: LeafError.self) { try make(command: 0, streams: [stream]) }
        #expect(throws: LeafError.self) { try make(recorded: 0, streams: [stream]) }
        #expect(throws: LeafError.self) { try make(source: 11, streams: [stream]) }
        #expect(throws: LeafError.self) { try make(source: 0, streams: [stream]) }
        #expect(throws: LeafError.self) { try make(channel: 16, streams: [stream]) }
        #expect(throws: LeafError.self) { try make(decision: 19, streams: [stream]) }
        #expect(throws: LeafError.self) { try make(streams: []) }
        #expect(throws: LeafError.self) { try make(streams: [stream, stream]) }
        #expect(EventID(high: 0, low: 0) == nil && StreamID([UInt8](repeating: 0, count: 16)) == nil)
        #expect(EventID([UInt8](repeating: 1, count: 15)) == nil && PartyNumber(0) == nil)
        #expect(StreamPosition(sequence: 1, previous: 4) == nil && StreamPosition(sequence: 0, previous: 4) == nil)
        #expect(StreamPosition(sequence: 2, previous: .max) == nil)
        #expect(ClockOperation.allCases.filter { ClockStep(withoutTurn: $0) != nil } == [.keep, .merge, .split, .undo])
        #expect(try make(streams: [stream]).terms == nil)
    }

    /// Two streams, no clock, one field.
    private func plainLeaf() throws -> [UInt8] {
        try Leaf(
            commandType: 1, recordedTime: 1 << 40, actor: .staff(try #require(Pseudonym(.ofLeaf([1])))),
            eventID: try #require(EventID(high: 1, low: 2)),
            commitments: try #require(CommitmentRoot(fieldCount: 1, hash: .ofLeaf([2]))),
            streams: [
                StreamReference(kind: .conversation, id: try #require(StreamID(high: 3, low: 4)), position: .first),
                StreamReference(kind: .party, id: try #require(StreamID(high: 5, low: 6)), position: .first),
            ]
        ).encode()
    }

    private func randomLeaf(_ random: inout SeededRandom, streams count: Int? = nil) throws -> Leaf {
        let recorded = Int64.random(in: 1 ... .max, using: &random)
        let pseudonym = try #require(Pseudonym(.sha256(of: random.bytes(4))))
        let actors: [LeafActor] = [
            .system(nil), .system(pseudonym), .customer(try #require(PartyNumber(UInt32.random(in: 1 ... .max, using: &random)))),
            .staff(pseudonym), .automation(pseudonym), .network(pseudonym),
        ]
        let operation = try #require(ClockOperation.allCases.randomElement(using: &random))
        let reading = ClockReading(
            basis: Bool.random(using: &random) ? .allTime : .staffedTime, target: .random(in: 0 ... .max, using: &random),
            turnStart: .random(in: .min ... .max, using: &random), resolved: .random(in: .min ... .max, using: &random))
        let clocks = [nil, ClockStep(operation, reading), ClockStep(withoutTurn: operation)]
        var streams: [StreamReference] = []
        for place in 0..<(count ?? Int.random(in: 1...8, using: &random)) {
            let sequence = UInt64.random(in: 2 ... .max, using: &random)
            let later = StreamPosition(sequence: sequence, previous: .random(in: 0..<(.max), using: &random))
            streams.append(
                StreamReference(
                    kind: try #require(StreamKind.allCases.randomElement(using: &random)),
                    id: try #require(StreamID(high: .random(in: 0 ... .max, using: &random), low: UInt64(place) + 1)),
                    position: Bool.random(using: &random) ? .first : try #require(later)))
        }
        let fields = UInt16.random(in: 0...3, using: &random)
        return try Leaf(
            commandType: .random(in: 1 ... .max, using: &random), recordedTime: recorded,
            sourceTime: Bool.random(using: &random) ? nil : .random(in: 1...recorded, using: &random),
            actor: try #require(actors.randomElement(using: &random)), channelKind: .random(in: 0...15, using: &random),
            clock: try #require(clocks.randomElement(using: &random)),
            terms: Bool.random(using: &random) ? nil : .random(in: 0..<(.max), using: &random),
            decision: .random(in: 0...18, using: &random),
            eventID: try #require(EventID(high: 1, low: .random(in: 0 ... .max, using: &random))),
            subject: EventID(high: 0, low: .random(in: 0...1, using: &random)),
            commitments: fields == 0 ? .none : try #require(CommitmentRoot(fieldCount: fields, hash: .sha256(of: random.bytes(4)))),
            streams: streams)
    }
}
