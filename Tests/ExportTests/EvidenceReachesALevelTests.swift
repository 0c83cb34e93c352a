import Broker
import FoundationEssentials
import Ledger
import Testing
import Verifier

/// An evidence file and the proof of one entry say, as exports do, what they were verified against, and what could therefore have gone unnoticed.
@Suite(.serialized) struct EvidenceReachesALevelTests {
    private static func second(_ path: String, _ more: [String]) throws -> (status: Int32, text: String) {
        let run = try Program.output(of: ["/usr/bin/env", "python3", "-B", AChangeOfKeysIsFollowedTests.checker, path] + more)
        return (run.status, run.text)
    }

    @Test func aKeptCheckpointRaisesTheLevelOrConvicts() async throws {
        let bank = try await TestBank()
        let conversation = try await bank.hear("still waiting for my new card", from: "penny")
        await bank.seal()
        let early = try #require(try bank.store.sealedCheckpoint()).encode()
        let path = bank.path("evidence.tar")
        let bytes = try await bank.evidence(about: .conversation(conversation))
        try Data(bytes).write(to: URL(filePath: path))
        let own = try #require(EvidenceVerifier.checkpoint(in: bytes))
        func keep(_ name: String, _ note: [UInt8]) throws -> String {
            try Data(note).write(to: URL(filePath: bank.path(name)))
            return bank.path(name)
        }
        func verify(_ kept: [String], key: String? = bank.log.line) throws -> EvidenceReport {
            let report = try EvidenceVerification(path, key: key, witnesses: nil, retained: kept).report
            let other = try Self.second(path, (key.map { ["--key", $0] } ?? []) + kept.flatMap { ["--kept", $0] })
            #expect(other.status == (report.verified ? 0 : 1), "\(report.failures) \(other.text)")
            if report.verified {
                for level in Assurance.Level.allCases {
                    #expect(other.text.contains("  \(level.rawValue): ") == report.levels.contains(level), "\(other.text)")
                }
                #expect(other.text.contains("  kept: ") == report.undetected.contains { $0.contains("checkpoints that you kept") })
                #expect(other.text.hasPrefix("VERIFIED") == (key != nil) && other.text.contains("never recorded at all"))
            }
            return report
        }

        let plain = try verify([])
        #expect(plain.verified && plain.isKeyKnown && plain.levels == [.keyAndExport], "\(plain.failures)")
        #expect(plain.undetected.contains { $0.contains("forked or rewritten") })
        // Nobody's word: whole in itself, and no level.
        let unknown = try verify([], key: nil)
        #expect(unknown.verified && !unknown.isKeyKnown && unknown.levels.isEmpty)
        // The very tree that somebody kept.
        let same = try verify([try keep("same", own)])
        #expect(same.levels == [.keyAndExport, .retainedCheckpoints] && !same.undetected.contains { $0.contains("forked") })
        // An older one, of which the file shows nothing: said, and no level.
        let older = try verify([try keep("older", early)])
        #expect(older.verified && older.levels == [.keyAndExport])
        #expect(older.undetected.contains { $0.contains("one of the checkpoints that you kept") })
        // Of one size, signed by the log's own key, and another tree: a fork.
        let size = try OpenedCheckpoint(text: OpenedNote(own).text).size
        let forked = try Checkpoint(origin: bank.log.name, head: TreeHead(size: size, root: Hash.ofLeaf([1])))
        let signed = try SignedNote(text: forked.text, signatures: [try bank.secretKey("log.key").sign(forked.text)])
        let fork = try verify([try keep("fork", signed.encode())])
        #expect(!fork.verified && fork.failures.contains { $0.contains("forked or rewritten") }, "\(fork.failures)")
        // A stranger's.
        let stranger = try #require(SigningKey(name: bank.log.name, seed: [UInt8](repeating: 9, count: 32)))
        let strange = try SignedNote(text: forked.text, signatures: [try stranger.sign(forked.text)])
        #expect(try verify([], key: bank.log.line).verified)
        #expect(
            try EvidenceVerification(path, key: bank.log.line, witnesses: nil, retained: [keep("strange", strange.encode())]).report.levels
                != [.keyAndExport, .retainedCheckpoints])

        // An export later holds the file's own checkpoint against the whole log.
        try await bank.heartbeat()
        await bank.seal()
        var settings = ExportVerification.Settings()
        settings.key = bank.log.line
        settings.retained = [path]
        let export = try ExportVerification(try bank.export(to: "export"), settings)
        #expect(export.isVerified && export.report.assurance.levels == [.keyAndExport, .retainedCheckpoints], "\(export.report.findings)")
    }

    @Test func aProofSaysTheSame() async throws {
        let bank = try await TestBank()
        _ = try await bank.hear("when do you open?", from: "dan")
        await bank.seal()
        let (leaf, proof) = try #require(try bank.store.proof(of: 1))
        var verifier = ProofVerifier(key: try VerifyingKey(bank.log.line))
        #expect(try verifier.verify(proof: proof.encode(), leaf: leaf).levels == [.keyAndExport])
        verifier.retained = [.init(name: "kept", note: proof.note.encode())]
        let kept = try verifier.verify(proof: proof.encode(), leaf: leaf)
        #expect(kept.levels == [.keyAndExport, .retainedCheckpoints] && !kept.undetected.contains { $0.contains("forked") })
        let size = try Checkpoint(parsing: proof.note.text).size
        let forked = try Checkpoint(origin: bank.log.name, head: TreeHead(size: size, root: Hash.ofLeaf([1])))
        let note = try SignedNote(text: forked.text, signatures: [try bank.secretKey("log.key").sign(forked.text)])
        verifier.retained = [.init(name: "kept", note: note.encode())]
        #expect(throws: ProofVerifier.Failure.self) { try verifier.verify(proof: proof.encode(), leaf: leaf) }
    }
}
