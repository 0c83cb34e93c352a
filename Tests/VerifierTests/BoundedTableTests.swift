import Testing

@testable import Verifier

/// The tables that keep verification within bounds give the answers that unbounded ones would.
@Suite struct BoundedTableTests {
    @Test func streamsAreFollowedLikeADictionaryWould() {
        struct Key: Hashable {
            let kind: UInt8
            let id: RandomID
        }
        var random = SplitMix(11)
        var table = StreamTable(most: .max, hasGaps: false)
        var oracle: [Key: (sequence: UInt64, last: UInt64)] = [:]
        let ids = (0..<3000).map { _ in RandomID(high: random.next() % 50, low: random.next()) }
        for index in 0..<UInt64(20_000) {
            let id = ids[Int(random.next() % UInt64(ids.count))]
            let kind: LeafRecord.StreamKind = random.next() % 2 == 0 ? .conversation : .party
            let key = Key(kind: kind.rawValue, id: id)
            let before = oracle[key]
            var step = LeafHeader.Step(kind: kind, id: id, sequence: (before?.sequence ?? 0) + 1, previous: before?.last ?? .max)
            var expected = StreamTable.Outcome.right
            if random.next() % 50 == 0, let before {
                step = .init(kind: kind, id: id, sequence: step.sequence, previous: before.last ^ 1)
                expected = .previousWrong(expected: before.last)
            }
            #expect(table.advance(step, at: index) == expected)
            oracle[key] = (step.sequence, index)
        }
        #expect(table.count == oracle.count)
        #expect(table.untracked == 0)
    }

    @Test func oneFaultOfAStreamIsOneFinding() {
        var table = StreamTable(most: .max, hasGaps: false)
        let id = RandomID(high: 1, low: 2)
        func step(_ sequence: UInt64, _ previous: UInt64) -> LeafHeader.Step {
            .init(kind: .agent, id: id, sequence: sequence, previous: previous)
        }
        #expect(table.advance(step(1, .max), at: 10) == .right)
        #expect(table.advance(step(4, 10), at: 20) == .sequenceWrong(expected: 2))
        #expect(table.advance(step(5, 20), at: 30) == .right)
        #expect(table.advance(step(1 << 63, 30), at: 40) == .sequenceWrong(expected: 6))
        #expect(table.advance(step(7, 40), at: 50) == .right)
    }

    @Test(arguments: [4, 16, 100, 10_000])
    func repeatedEventsAreFoundWhetherTheyFitIntoMemoryOrNot(capacity: Int) throws {
        var random = SplitMix(UInt64(capacity))
        let finder = DuplicateFinder(folder: "/tmp", capacity: capacity)
        var seen: [RandomID: [UInt64]] = [:]
        for index in 0..<UInt64(1000) {
            let id = RandomID(high: random.next() % 40, low: random.next() % 20)
            seen[id, default: []].append(index)
            try finder.add(id, at: index)
        }
        let expected = Set(seen.values.filter { $0.count > 1 })
        #expect(Set(try finder.finish(most: .max)) == expected)
        #expect(expected.count > 100)
    }

    @Test func withoutATemporaryFolderLongLogsAreNotCalledVerified() throws {
        let finder = DuplicateFinder(folder: "/nowhere/at/all", capacity: 2)
        try finder.add(RandomID(high: 1, low: 1), at: 0)
        try finder.add(RandomID(high: 1, low: 2), at: 1)
        #expect(throws: FileFault.self) { try finder.add(RandomID(high: 1, low: 3), at: 2) }
    }

    @Test func linesOfAnyLengthAreReadWhole() throws {
        var random = SplitMix(6)
        let lines =
            (0..<200).map { _ in [UInt8](repeating: 65, count: Int(random.next() % 6000)) } + [[UInt8](repeating: 66, count: 700_000)]
        let export = WrittenExport(files: ["f": Array(lines.map { $0 + [10] }.joined()) + [67]])
        var reader = FileLines(export.reading, path: "f")
        let isThere = try reader.open()
        #expect(isThere)
        var offset = 0
        for line in lines {
            guard case .whole(let bytes, let at)? = try reader.next() else {
                Issue.record("a line is missing")
                return
            }
            #expect(bytes == line && at == offset)
            offset += line.count + 1
        }
        guard case .unended(offset)? = try reader.next() else {
            Issue.record("the rest without an end is missing")
            return
        }
        #expect(try reader.next() == nil)
    }

    @Test func policiesCountTheirQuorum() throws {
        let keys = WrittenLog.witnesses.map(\.vkey)
        let text = """
            # Who must have seen it
            log \(WrittenLog.signer.vkey) https://log.example.com/
            witness A \(keys[0])
            witness B \(keys[1]) https://witness.example.com/
            \twitness C \(keys[2])
            group two 2 A B
            group all all two C
            quorum all

            """
        let policy = try WitnessPolicy(Array(text.utf8))
        let witnesses = policy.witnesses
        #expect(policy.logs == [try WrittenLog.signer.verifying] && witnesses.count == 3)
        for pattern in 0..<8 {
            let standing = Set(witnesses.indices.filter { pattern >> $0 & 1 == 1 }.map { witnesses[$0] })
            #expect(policy.isMet(by: standing.contains) == (pattern == 7))
        }
        #expect(!(try WitnessPolicy(Array("quorum none\n".utf8)).asksForWitnesses))
        let refused = [
            "", "quorum A\n", "quorum none\nquorum none\n", "quorum none", "witness A \(keys[0])\nwitness A \(keys[1])\nquorum A\n",
            "witness A \(keys[0])\nwitness B \(keys[0])\nquorum A\n", "witness none \(keys[0])\nquorum none\n",
            "witness A \(keys[0])\ngroup g 2 A\nquorum g\n", "witness A \(keys[0])\ngroup g 0 A\nquorum g\n",
            "witness A \(keys[0])\ngroup g any A A\nquorum g\n", "witness A \(keys[0])\ngroup g any A\ngroup h any A\nquorum g\n",
            "group g any g\nquorum g\n", "witness A \(WrittenLog.signer.vkey)\nquorum A\n", "log \(keys[0])\nquorum none\n",
            "hello\nquorum none\n",
        ]
        for text in refused { #expect(throws: FormatError.self, "\(text)") { try WitnessPolicy(Array(text.utf8)) } }
    }
}
