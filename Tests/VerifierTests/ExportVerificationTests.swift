import Testing

@testable import Verifier

/// What an honest export reaches, and what more evidence adds.
@Suite struct ExportVerificationTests {
    static let pinned: ExportVerifier = {
        var verifier = ExportVerifier()
        verifier.pinnedKey = try? WrittenLog.signer.verifying
        return verifier
    }()

    @Test(arguments: [0, 1, 2, 3, 5, 255, 256, 257, 511, 512, 600])
    func anHonestExportOfAnySizeVerifies(size: Int) throws {
        let log = size == 0 ? WrittenLog() : WrittenLog.honest(size)
        let report = Self.pinned.verify(try log.export().reading)
        #expect(report.verified, "\(report.findings)")
        #expect(report.findings.isEmpty)
        #expect(report.counts.entries == UInt64(size))
        #expect(report.assurance.levels == [.keyAndExport])
        #expect(report.firstBadIndex == nil)
    }

    @Test func withoutAPinnedKeyTheReportSaysSoAndReachesNoLevel() throws {
        let report = ExportVerifier().verify(try WrittenLog.honest(5).export().reading)
        #expect(report.verified)
        #expect(report.findings.map(\.code) == [.keyNotPinned])
        #expect(report.assurance.levels.isEmpty)
        #expect(report.assurance.undetected.contains { $0.contains("made up under another key") })
    }

    @Test func keptCheckpointsOfEverySizeAreRecognised() throws {
        let log = WrittenLog.honest(530)
        var verifier = Self.pinned
        let sizes = [0, 1, 2, 255, 256, 257, 300, 511, 512, 513, 529, 530]
        verifier.retained = try sizes.reversed().map { ExportVerifier.Retained(name: "kept", note: try log.checkpoint(size: $0)) }
        let report = verifier.verify(try log.export().reading)
        #expect(report.verified, "\(report.findings)")
        #expect(report.counts.retainedCheckpoints == UInt64(sizes.count))
        #expect(report.assurance.highest == .retainedCheckpoints)
    }

    @Test func aForkIsNarrowedDownBetweenKeptCheckpoints() throws {
        let log = WrittenLog.honest(530)
        var verifier = Self.pinned
        verifier.retained = try [100, 200, 300, 400].map { ExportVerifier.Retained(name: "kept", note: try log.checkpoint(size: $0)) }
        var rewritten = log
        rewritten.leaves[250].decision = 2
        rewritten.disclose()
        let report = verifier.verify(try rewritten.export().reading)
        #expect(report.findings.map(\.code) == [.retainedDiffers, .retainedDiffers])
        #expect(report.firstBadIndex == 200)
        #expect(report.findings.first?.what.contains("between entries 200 and 299") == true)
    }

    @Test func witnessesRaiseTheLevelAndFreshnessRaisesItAgain() throws {
        var log = WrittenLog.honest(40)
        log.cosigners = Array(WrittenLog.witnesses.prefix(2))
        let export = try log.export().reading
        var verifier = Self.pinned
        verifier.witnesses = WitnessPolicy(needed: 2, of: try WrittenLog.witnesses.map { try $0.verifying })
        #expect(verifier.verify(export).assurance.highest == .witnessed)
        verifier.now = Int64(WrittenLog.witnessTime) * 1000 + 599_000
        #expect(verifier.verify(export).assurance.levels == [.keyAndExport, .witnessed, .witnessedFreshly])
        verifier.now = Int64(WrittenLog.witnessTime) * 1000 + 601_000
        let stale = verifier.verify(export)
        #expect(stale.verified && stale.assurance.highest == .witnessed)
        #expect(stale.findings.map(\.code) == [.cosignatureOld])
        verifier.now = Int64(WrittenLog.witnessTime) * 1000 - 600_000
        let early = verifier.verify(export)
        #expect(early.assurance.highest == .witnessed)
        #expect(early.findings.map(\.code).contains(.cosignatureFromTheFuture))
        #expect(early.verified && early.findings.map(\.code).contains(.recordedAhead), "entries of a time that has not come")
        verifier.now = Int64(WrittenLog.witnessTime) * 1000
        verifier.witnesses = WitnessPolicy(needed: 3, of: try WrittenLog.witnesses.map { try $0.verifying })
        #expect(verifier.verify(export).findings.map(\.code) == [.quorumMissed])
    }

    @Test func disclosedWithheldAndErasedFieldsAreToldApart() throws {
        var log = WrittenLog.honest(9)
        var erasure = WrittenLeaf()
        erasure.event = [UInt8](repeating: 0xEE, count: 16)
        erasure.recorded = 1_700_000_100_000
        erasure.decision = 13
        erasure.subject = log.leaves[4].event
        erasure.references = [log.next(kind: 2, id: [UInt8](repeating: 3, count: 16))]
        log.append(erasure)
        log.disclosures = [
            log.leaves[0].disclosure(index: 0), log.leaves[2].disclosure(index: 2, withheld: [1, 2]),
            log.leaves[4].disclosure(index: 4, erased: [2: 9]),
        ]
        let report = Self.pinned.verify(try log.export().reading)
        #expect(report.verified, "\(report.findings)")
        #expect(report.counts.disclosedFields == 2)
        #expect(report.counts.withheldFields == 2)
        #expect(report.counts.erasedFields == 1)
    }

    @Test func aPrunedLogVerifiesFromItsHashesAndSaysWhatItDidNotSee() throws {
        let log = WrittenLog.honest(600)
        var export = try log.export()
        export.files["tile/entries/000"] = nil
        export.change("disclosures.jsonl") { bytes in
            // The configuration entry is among the pruned ones, and so are the entries of these lines.
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            bytes = Array(lines.filter { !($0.hasPrefix("{\"index\":0,")) }.suffix(10).map { $0 + "\n" }.joined().utf8)
        }
        var verifier = Self.pinned
        #expect(verifier.verify(export.reading).firstBadIndex == 0)
        verifier.prunedBelow = 256
        let report = verifier.verify(export.reading)
        #expect(report.verified, "\(report.findings)")
        #expect(report.counts.entries == 344)
        #expect(report.assurance.undetected.contains { $0.contains("256 entries") })
    }

    @Test func aBoundOnStreamsIsKeptAndReported() throws {
        let log = WrittenLog.honest(300)
        var verifier = Self.pinned
        verifier.tracking = .bounded(10)
        let bounded = verifier.verify(try log.export().reading)
        #expect(bounded.verified, "\(bounded.findings)")
        #expect(bounded.counts.streams == 10)
        #expect(bounded.findings.map(\.code) == [.streamsUntracked])
        verifier.tracking = .complete
        #expect(verifier.verify(try log.export().reading).findings.isEmpty)
    }

    @Test func findingsAreBoundedButCounted() throws {
        var log = WrittenLog.honest(300)
        for index in 1..<300 { log.leaves[index].event = log.leaves[1].event }
        log.disclosures = [log.leaves[0].disclosure(index: 0)]
        var verifier = Self.pinned
        verifier.mostFindings = 7
        let report = verifier.verify(try log.export().reading)
        #expect(report.findings.count == 7)
        #expect(report.failures == 298)
        // Another fault is still named among them.
        var export = try log.export()
        export.files["terms/readme"] = []
        #expect(verifier.verify(export.reading).findings.map(\.code).contains(.termsNameWrong))
    }

    @Test func otherCodeGetsTheLeavesInOrder() throws {
        let log = WrittenLog.honest(300)
        let reader = ExportReader(try log.export().reading, size: 300)
        var cursor = reader.leaves(from: 250)
        var seen: [UInt64] = []
        while let (index, leaf) = try cursor.next() {
            #expect(leaf.event.bytes == log.leaves[Int(index)].event)
            #expect(leaf.recorded == log.leaves[Int(index)].recorded)
            seen.append(index)
        }
        #expect(seen == Array(250..<300))
        #expect(try reader.leaf(at: 17).event.bytes == log.leaves[17].event)
        #expect(throws: ExportError.self) { try reader.leaf(at: 300) }
    }
}
