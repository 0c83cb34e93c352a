import Scratch
import Testing

@testable import Verifier

/// A log that goes on from another one after a loss says so, to whoever verifies it and by both verifiers; checkpoints that were kept of the
/// former log still count.
@Suite struct AContinuedLogIsToldTests {
    private static let signer = NoteSigner(name: "\(WrittenLog.origin)/continued-2", seed: (0..<32).map { UInt8($0) ^ 0x2C })
    private static let before = WrittenLog.honest(30, seed: 7)
    private static let kept = 20

    /// The first twenty entries of a log of thirty, and on from there under another name and key.
    private static func continued(signed: Int = 30, saying change: (String) -> String = { $0 }) throws -> WrittenExport {
        var log = before
        let root = Naive.root(Array(before.entries.prefix(signed))).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        log.leaves = Array(log.leaves.prefix(kept))
        var entry = WrittenLeaf()
        entry.commandType = 87
        entry.event = [UInt8](repeating: 0xC0, count: 16)
        entry.recorded = (log.leaves.last?.recorded ?? 0) + 1_000
        entry.references = [log.next(kind: 5, id: log.leaves[0].references[0].id)]
        let facts = """
            {"version":1,"events":[{"logContinued":{"_0":{"former":"\(WrittenLog.signer.vkey)","signed":\(signed),"root":"\(root)",\
            "kept":\(kept),"reason":"disk lost","by":"00000000000000000000000000000001"}}}]}
            """
        entry.fields = [.init(id: 1, nonce: [UInt8](repeating: 3, count: 32), bytes: Array(change(facts).utf8))]
        log.append(entry)
        var next = WrittenLeaf()
        next.event = [UInt8](repeating: 0xC1, count: 16)
        next.recorded = entry.recorded + 1_000
        next.references = [log.next(kind: 1, id: [UInt8](repeating: 0x77, count: 16))]
        log.append(next)
        log.disclose()
        log.disclosures.append(entry.disclosure(index: kept))
        log.disclosures.sort { Self.index($0) < Self.index($1) }
        log.signer = signer
        var export = try log.export()
        export.files["checkpoint"] = try log.note(
            size: "\(log.leaves.count)", root: Naive.root(log.entries).base64, origin: signer.name)
        return export
    }

    private static func index(_ line: String) -> Int { Int(line.dropFirst(9).prefix { $0 != "," }) ?? 0 }

    private static func verify(_ export: WrittenExport, key: NoteSigner = signer, _ kept: [[UInt8]] = []) throws -> VerificationReport {
        var verifier = ExportVerifier()
        verifier.pinnedKey = try key.verifying
        verifier.retained = kept.map { .init(name: "kept", note: $0) }
        let report = verifier.verify(export.reading)
        // The other verifier says the same.
        let root = TemporaryFolder()
        try OnDisk.write(export, to: root.path + "/export")
        var words = ["/usr/bin/env", "python3", "-B", "\(Program.repository)/Tests/EvidenceCheck/evidence_check.py", root.path + "/export"]
        words += ["--key", key.vkey]
        for (place, note) in kept.enumerated() {
            try OnDisk.write(WrittenExport(files: ["kept\(place)": note]), to: root.path)
            words += ["--kept", "\(root.path)/kept\(place)"]
        }
        let second = try Program.output(of: words)
        #expect(second.status == (report.verified ? 0 : 1), "\(report.findings) \(second.text)")
        if report.verified {
            #expect(second.text.contains("goes on from \(WrittenLog.signer.vkey)"))
            #expect(second.text.contains("  B: ") == report.assurance.levels.contains(.retainedCheckpoints), "\(second.text)")
            #expect(second.text.contains("  lost: "))
        }
        return report
    }

    @Test func whoeverVerifiesIsTold() throws {
        let report = try Self.verify(try Self.continued())
        #expect(report.verified, "\(report.findings)")
        let continuation = try #require(report.continuations.first)
        #expect(continuation.index == 20 && continuation.signed == 30 && continuation.kept == 20 && continuation.lost == 10)
        #expect(continuation.former.name == WrittenLog.origin)
        #expect(report.findings.contains { $0.code == .logContinued && $0.index == 20 })
        #expect(report.assurance.undetected.contains { $0.contains("entries 20 to 29") })
    }

    @Test func whatWasKeptOfTheFormerLogStillCounts() throws {
        let early = try Self.verify(try Self.continued(), [try Self.before.checkpoint(size: 12)])
        #expect(early.verified && early.assurance.levels == [.keyAndExport, .retainedCheckpoints], "\(early.findings)")
        // What was lost is told, and convicts nobody.
        let late = try Self.verify(try Self.continued(), [try Self.before.checkpoint(size: 25)])
        #expect(late.verified && late.findings.contains { $0.code == .retainedLost }, "\(late.findings)")
        #expect(late.assurance.levels == [.keyAndExport])
        let last = try Self.verify(try Self.continued(), [try Self.before.checkpoint(size: 30)])
        #expect(last.verified && last.findings.contains { $0.code == .retainedLost })
    }

    @Test func moreThanItOwnsUpToIsFoundOut() throws {
        // The former key signed thirty entries; the firm says twenty-four.
        let denied = try Self.verify(try Self.continued(signed: 24), [try Self.before.checkpoint(size: 30)])
        #expect(denied.findings.contains { $0.code == .continuationWrong })
        // What is here is not what was kept.
        var other = WrittenLog.honest(30, seed: 8)
        other.signer = WrittenLog.signer
        let rewritten = try Self.verify(try Self.continued(), [try other.checkpoint(size: 12)])
        #expect(rewritten.findings.contains { $0.code == .retainedDiffers })
        // Signed by a stranger under the former log's name.
        var stranger = Self.before
        stranger.signer = WrittenLog.stranger
        let unsigned = try Self.verify(try Self.continued(), [try stranger.checkpoint(size: 12)])
        #expect(unsigned.findings.contains { $0.code == .retainedUnsigned })
    }

    @Test func theFormerKeyLeadsToNoOther() throws {
        let report = try Self.verify(try Self.continued(), key: WrittenLog.signer)
        let finding = try #require(report.findings.first { $0.code == .keyFileDiffers })
        #expect(finding.what.contains("a former log") && finding.advice.contains("the log went on with"))
    }

    @Test(arguments: ["\"kept\":20", "\"signed\":30", "\"former\":\"log"])
    func wordsThatNobodyKnowsAreRefused(part: String) throws {
        let report = try Self.verify(try Self.continued { $0.replacing(part, with: part.replacing("\":", with: "\": ")) })
        #expect(report.findings.contains { $0.code == .continuationWrong }, "\(report.findings)")
    }
}
