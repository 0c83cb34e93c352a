import Testing

@testable import Verifier

/// Nothing in an export can change without being found: every bit of a small one, and random damage to a bigger one.
@Suite struct BitFlipTests {
    @Test func everySingleBitOfATinyExportCounts() async throws {
        var log = WrittenLog.honest(3)
        log.leaves[2].references = Array(log.leaves[2].references.prefix(1))
        for index in log.leaves.indices { log.leaves[index].fields = Array(log.leaves[index].fields.prefix(1)) }
        log.renumber()
        log.terms = [Array("a: 1\n".utf8)]
        let export = try log.export()
        #expect(ExportVerificationTests.pinned.verify(export.reading).findings.isEmpty)
        let places = export.files.keys.sorted().flatMap { path in (0..<(export.files[path]?.count ?? 0)).map { (path, $0) } }
        let missed = await withTaskGroup(of: [String].self) { group in
            for part in 0..<8 {
                group.addTask {
                    var missed: [String] = []
                    var changed = export
                    for position in stride(from: part, to: places.count, by: 8) {
                        let (path, offset) = places[position]
                        for bit in 0..<8 {
                            changed.files[path]?[offset] ^= 1 << UInt8(bit)
                            if ExportVerificationTests.pinned.verify(changed.reading).verified { missed.append("\(path) \(offset).\(bit)") }
                            changed.files[path]?[offset] ^= 1 << UInt8(bit)
                        }
                    }
                    return missed
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(missed == [])
    }

    @Test(arguments: 1...8)
    func randomDamageIsAlwaysFoundAndNeverStopsTheVerifier(seed: UInt64) throws {
        var random = SplitMix(seed)
        let honest = try WrittenLog.honest(270, seed: seed).export()
        let paths = honest.files.keys.sorted()
        for _ in 0..<15 {
            var damaged = honest
            for _ in 0...(random.next() % 3) {
                let path = paths[Int(random.next() % UInt64(paths.count))]
                guard var bytes = damaged.files[path], !bytes.isEmpty else { continue }
                let place = Int(random.next() % UInt64(bytes.count))
                let span = place..<min(bytes.count, place + Int(random.next() % 40) + 1)
                switch random.next() % 6 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.removeSubrange(span)
                case 2: bytes.insert(contentsOf: bytes[span], at: place)
                case 3: bytes = Array(bytes.prefix(place))
                case 4: bytes.replaceSubrange(span, with: [UInt8](repeating: 0xFF, count: span.count))
                default: bytes = damaged.files[paths[Int(random.next() % UInt64(paths.count))]] ?? []
                }
                damaged.files[path] = bytes
            }
            let report = ExportVerificationTests.pinned.verify(damaged.reading)
            #expect(report.verified == (damaged.files == honest.files), "\(report.findings)")
        }
    }

    @Test func noBytesAtAllCrashAParser() {
        var random = SplitMix(77)
        let seeds: [[UInt8]] = [
            Array(Vectors.shared.proof5of8.utf8), Array(Vectors.shared.checkpoint8Cosigned.utf8), WrittenLeaf().bytes,
            Array(WrittenLog.honest(2).disclosures[1].utf8), Array(Vectors.shared.logKey.utf8),
            Array("witness a \(Vectors.shared.witnessKey)\ngroup g 1 a\nquorum g\n".utf8), [UInt8](hex: Vectors.shared.bundle3),
        ]
        for round in 0..<4000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0...(random.next() % 4) {
                let place = bytes.isEmpty ? 0 : Int(random.next() % UInt64(bytes.count))
                switch random.next() % 4 {
                case 0: bytes = Array(bytes.prefix(place))
                case 1: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
                case 2: bytes += bytes.suffix(place)
                default: if !bytes.isEmpty { bytes[place] ^= 1 << UInt8(random.next() % 8) }
                }
            }
            _ = try? OpenedNote(bytes)
            _ = try? OpenedCheckpoint(text: bytes)
            _ = try? VerifyingKey(bytes: bytes)
            _ = try? LeafRecord(bytes)
            _ = try? ProofFile(bytes)
            _ = try? DisclosureLine(bytes[...])
            _ = try? WitnessPolicy(bytes)
            _ = try? TileName(path: String(decoding: bytes, as: UTF8.self))
            _ = try? RootAccumulator(serialised: bytes)
            var bundle = EntryBundle()
            _ = try? bytes.withUnsafeBytes { try bundle.read($0, count: 3) }
        }
    }
}
