import Testing

@testable import Verifier

/// Leaf format 1: what is written is what is read, and every rule of the format refuses at its offset.
@Suite struct LeafTests {
    @Test func everyFieldIsReadBack() throws {
        var leaf = WrittenLeaf()
        leaf.commandType = 0x0102
        leaf.source = leaf.recorded - 5
        leaf.channel = 10
        leaf.clockOperation = 3
        leaf.clockBasis = 2
        leaf.target = 3600
        leaf.turnStart = 1_600_000_000_000
        leaf.resolved = 1_600_003_600_000
        leaf.terms = 41
        leaf.decision = 7
        leaf.subject = [UInt8](repeating: 5, count: 16)
        leaf.fields = [.init(id: 1, nonce: [UInt8](repeating: 8, count: 32), bytes: [1, 2, 3])]
        leaf.references.append(.init(kind: 4, id: [UInt8](repeating: 6, count: 16), sequence: 12, previous: 99))
        let read = try LeafRecord(leaf.bytes)
        #expect(read.commandType == 0x0102)
        #expect(read.recorded == leaf.recorded && read.source == leaf.source)
        #expect(read.actorKind == .staff && read.actor == leaf.actor && read.partyNumber == nil)
        #expect(read.channel == .secureEmail)
        #expect(
            read.clock
                == .init(operation: .tighten, basis: .allTime, target: 3600, turnStart: 1_600_000_000_000, resolved: 1_600_003_600_000))
        #expect(read.terms == 41)
        #expect(read.decision == .hold)
        #expect(read.event.bytes == leaf.event && read.subject?.bytes == leaf.subject)
        #expect(read.fieldCount == 1)
        #expect(read.commitmentRoot.bytes == Naive.root(leaf.fields.map(leaf.commitment)))
        #expect(read.streams.map(\.kind) == [.conversation, .channelAccount])
        #expect(read.streams.map(\.sequence) == [1, 12])
        #expect(read.streams.map(\.previous) == [nil, 99])
    }

    @Test func aCustomerIsAPartyNumber() throws {
        var leaf = WrittenLeaf()
        leaf.actorKind = 1
        leaf.actor = [UInt8](repeating: 0, count: 31) + [3]
        #expect(try LeafRecord(leaf.bytes).partyNumber == 3)
    }

    /// What is wrong, what it does to the bytes of an ordinary leaf, and at which offset it must be refused.
    struct Rule: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let offset: Int
        let change: @Sendable (inout WrittenLeaf) -> Void

        init(_ name: String, at offset: Int, _ change: @escaping @Sendable (inout WrittenLeaf) -> Void) {
            testDescription = name
            self.offset = offset
            self.change = change
        }
    }

    @Test(arguments: [
        Rule("format 2", at: 16) { $0.format = 2 },
        Rule("command type 0", at: 17) { $0.commandType = 0 },
        Rule("recorded at 0", at: 19) { $0.recorded = 0 },
        Rule("recorded before 1970", at: 19) { $0.recorded = -1 },
        Rule("source before 1970", at: 27) { $0.source = -1 },
        Rule("source after recorded", at: 27) { $0.source = $0.recorded + 1 },
        Rule("actor kind", at: 35) { $0.actorKind = 5 },
        Rule("staff without a pseudonym", at: 36) { $0.actor = [UInt8](repeating: 0, count: 32) },
        Rule("customer with a pseudonym", at: 36) { $0.actorKind = 1 },
        Rule("customer number 0", at: 64) {
            $0.actorKind = 1
            $0.actor = [UInt8](repeating: 0, count: 32)
        },
        Rule("channel kind", at: 68) { $0.channel = 16 },
        Rule("clock operation", at: 69) { $0.clockOperation = 9 },
        Rule("clock basis", at: 70) { $0.clockBasis = 3 },
        Rule("basis without an operation", at: 70) { $0.clockBasis = 1 },
        Rule("start without a basis", at: 70) { $0.clockOperation = 1 },
        Rule("end without a basis", at: 70) { $0.clockOperation = 4 },
        Rule("a target without an operation", at: 71) { $0.target = 1 },
        Rule("a due time without an operation", at: 71) { $0.resolved = 1 },
        Rule("keep without a basis, with a turn", at: 71) {
            $0.clockOperation = 5
            $0.turnStart = 1
        },
        Rule("decision code", at: 99) { $0.decision = 19 },
        Rule("zero event", at: 100) { $0.event = [UInt8](repeating: 0, count: 16) },
        Rule("no stream", at: 166) { $0.references = [] },
        Rule("nine streams", at: 431) { leaf in
            leaf.references = (1...9).map { .init(kind: 1, id: [UInt8](repeating: $0, count: 16), sequence: 1, previous: .max) }
        },
        Rule("stream kind 0", at: 167) { $0.references[0].kind = 0 },
        Rule("stream kind 6", at: 167) { $0.references[0].kind = 6 },
        Rule("zero stream", at: 168) { $0.references[0].id = [UInt8](repeating: 0, count: 16) },
        Rule("sequence 0", at: 184) { $0.references[0].sequence = 0 },
        Rule("a first entry with one before", at: 192) { $0.references[0].previous = 0 },
        Rule("a second entry with none before", at: 192) { $0.references[0].sequence = 2 },
        Rule("one stream twice", at: 200) { leaf in leaf.references += leaf.references },
    ])
    func aBrokenRuleIsRefusedWhereItIsBroken(rule: Rule) throws {
        var leaf = WrittenLeaf()
        _ = try LeafRecord(leaf.bytes)
        rule.change(&leaf)
        let error = try #require(throws: FormatError.self) { try LeafRecord(leaf.bytes) }
        // Without a stream the leaf is too short at all, and says so first.
        #expect(error.offset == (leaf.references.isEmpty ? 167 : rule.offset))
    }

    @Test func lengthMarkAndEmptyRootAreExact() {
        let bytes = WrittenLeaf().bytes
        for count in 0..<bytes.count { #expect(throws: FormatError.self) { try LeafRecord(Array(bytes.prefix(count))) } }
        #expect(throws: FormatError.self) { try LeafRecord(bytes + [0]) }
        for position in 0..<16 {
            var changed = bytes
            changed[position] ^= 0x20
            #expect(throws: FormatError.self) { try LeafRecord(changed) }
        }
        var otherRoot = bytes
        otherRoot[140] ^= 1
        #expect(throws: FormatError.self) { try LeafRecord(otherRoot) }
    }

    @Test func clockOperationsThatNeedNoTurnMayBeEmpty() throws {
        for operation: UInt8 in [5, 6, 7, 8] {
            var leaf = WrittenLeaf()
            leaf.clockOperation = operation
            #expect(try LeafRecord(leaf.bytes).clock.basis == .none)
        }
        for operation: UInt8 in 1...8 {
            var leaf = WrittenLeaf()
            leaf.clockOperation = operation
            leaf.clockBasis = 1
            #expect(try LeafRecord(leaf.bytes).clock.operation.rawValue == operation)
        }
    }

    @Test func bundlesAreFramedExactly() throws {
        let bytes = [UInt8](hex: Vectors.shared.bundle3)
        var bundle = EntryBundle()
        try bytes.withUnsafeBytes { try bundle.read($0, count: 3) }
        #expect(bundle.ranges.map { Array(bytes[$0]) } == [[], [0], [0x10]])
        for count in [0, 1, 2, 4] {
            #expect(throws: FormatError.self) { try bytes.withUnsafeBytes { try bundle.read($0, count: count) } }
        }
        for cut in 1..<bytes.count {
            #expect(throws: FormatError.self) { try Array(bytes.dropLast(cut)).withUnsafeBytes { try bundle.read($0, count: 3) } }
        }
    }
}
