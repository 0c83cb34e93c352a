import Broker
import FoundationEssentials
import Ledger
import Storage
import Testing
import Verifier

/// The log's key is changed with an overlap: whoever knows one of its keys follows the others by the log's own entries, with both verifiers.
@Suite(.serialized) struct AChangeOfKeysIsFollowedTests {
    /// What both verifiers say of an evidence file under a key.
    static func verdicts(_ bytes: [UInt8], _ key: VerifierKey, _ bank: TestBank, _ more: [String] = []) throws -> (
        first: EvidenceReport, second: Bool, words: String
    ) {
        let path = bank.path("judged.tar")
        try Data(bytes).write(to: URL(filePath: path))
        let second = try Program.output(of: ["/usr/bin/env", "python3", "-B", checker, path, "--key", key.line] + more)
        try #require([0, 1].contains(second.status), "\(second.text)")
        return (EvidenceVerifier(pinnedKey: try VerifyingKey(key.line)).verify(bytes), second.status == 0, second.text)
    }

    static let checker = "\(Program.repository)/Tests/EvidenceCheck/evidence_check.py"

    static func verdict(ofExport path: String, _ key: VerifierKey, retained: [ExportVerifier.Retained] = []) throws -> (
        first: VerificationReport, second: Bool, words: String
    ) {
        let second = try Program.output(of: ["/usr/bin/env", "python3", "-B", checker, path, "--key", key.line])
        try #require([0, 1].contains(second.status), "\(second.text)")
        var verifier = ExportVerifier()
        verifier.pinnedKey = try VerifyingKey(key.line)
        verifier.retained = retained
        return (verifier.verify(.folder(path)), second.status == 0, second.text)
    }

    @Test func whoeverKnowsOneKeyFollowsTheOthers() async throws {
        let bank = try await TestBank()
        let first = bank.log
        let conversation = try await bank.hear("still waiting for my new card", from: "penny")
        await bank.seal()
        let before = try #require(try bank.store.sealedCheckpoint()).encode()
        let second = try await bank.addKey()
        let overlap = try #require(try bank.store.sealedCheckpoint())
        #expect(try overlap.verify(with: [first, second]).count == 2)
        let during = try await bank.evidence(about: .conversation(conversation))
        try await bank.retireKey()
        let after = try await bank.evidence(about: .conversation(conversation))
        let alone = try #require(try bank.store.sealedCheckpoint())
        #expect(throws: NoteError.noKnownSignature) { try alone.verify(with: [first]) }
        for key in [first, second] {
            for (file, count) in [(during, 2), (after, 1)] {
                let (report, other, words) = try Self.verdicts(file, key, bank)
                #expect(report.verified && other, "\(key.line): \(report.failures) \(words)")
                #expect(report.keys.map(\.key.publicKey) == [first.publicKey, second.publicKey])
                #expect(report.keys.count(where: \.signed) == count)
                #expect(words.contains("announced by entry") && words.contains("the first"))
            }
        }
        // The whole ledger, held against a checkpoint that only the first key signed.
        let export = try bank.export(to: "export")
        for key in [first, second] {
            let (report, other, words) = try Self.verdict(ofExport: export, key, retained: [.init(name: "kept", note: before)])
            #expect(report.verified && other, "\(report.findings) \(words)")
            #expect(report.assurance.highest == .retainedCheckpoints)
            #expect(report.keys.map(\.retired).first != .some(nil) && report.keys.map(\.signed) == [false, true])
        }
    }

    @Test func aSecondChangeIsFollowedFromTheFirstKeyOn() async throws {
        let bank = try await TestBank()
        let conversation = try await bank.hear("when do you open?", from: "dan")
        var keys = [bank.log]
        for _ in 0..<2 {
            keys.append(try await bank.addKey())
            try await bank.retireKey()
        }
        let file = try await bank.evidence(about: .conversation(conversation))
        let export = try bank.export(to: "export")
        for key in keys {
            let (report, other, words) = try Self.verdicts(file, key, bank)
            #expect(report.verified && other, "\(report.failures) \(words)")
            let (whole, again, text) = try Self.verdict(ofExport: export, key)
            #expect(whole.verified && again, "\(whole.findings) \(text)")
        }
    }

    /// What somebody does who has the evidence key and every key that was ever given up.
    @Test func aKeyThatMayNotSignConvincesNobody() async throws {
        let bank = try await TestBank()
        let first = try bank.secretKey("log.key")
        let conversation = try await bank.hear("still waiting for my new card", from: "penny")
        let second = try await bank.addKey()
        let newer = try bank.secretKey("log-2.key")
        try await bank.retireKey()
        let honest = try await bank.evidence(about: .conversation(conversation))
        /// What seals the file, and is not named by its manifest.
        func changed(_ change: (inout Tape) throws -> Void) throws -> [UInt8] {
            var tape = Tape(honest)
            try change(&tape)
            return tape.bytes
        }
        func sign(_ tape: inout Tape, _ folder: String, with keys: [SigningKey]) throws {
            for place in tape.places(folder) {
                let proof = try LogProof(parsing: tape.files[place].bytes)
                let note = try SignedNote(text: proof.note.text, signatures: try keys.map { try $0.sign(proof.note.text) })
                tape.files[place].bytes = LogProof(index: proof.index, hashes: proof.hashes, note: note).encode()
            }
        }
        let stranger = try #require(SigningKey(name: bank.log.name, seed: [UInt8](repeating: 5, count: 32)))
        let attacks: [(name: String, bytes: [UInt8])] = [
            (
                "a checkpoint under the retired key",
                try changed { tape in
                    tape["log.vkey"] = Array("\(first.verifierKey.line)\n".utf8)
                    try sign(&tape, "seal/proofs/", with: [first])
                }
            ),
            (
                "under the retired key, with the new one named",
                try changed { tape in try sign(&tape, "seal/proofs/", with: [first]) }
            ),
            (
                "a checkpoint under a key that nobody announced",
                try changed { tape in
                    tape["log.vkey"] = Array("\(stranger.verifierKey.line)\n".utf8)
                    try sign(&tape, "seal/proofs/", with: [stranger])
                }
            ),
            (
                "a bad line of the retired key",
                try changed { tape in
                    for place in tape.places("seal/proofs/") {
                        let proof = try LogProof(parsing: tape.files[place].bytes)
                        let wrong = try first.sign(Array("something else\n".utf8))
                        tape.files[place].bytes = LogProof(index: proof.index, hashes: proof.hashes, note: try proof.note.adding(wrong))
                            .encode()
                    }
                }
            ),
        ]
        let retellings: [(name: String, change: (inout Tape) throws -> Void)] = [
            ("the new key vouches for itself", { tape in try sign(&tape, "handovers/", with: [newer]) }),
            ("the old key vouches alone", { tape in try sign(&tape, "handovers/", with: [first]) }),
            (
                "the announcement is left out",
                { tape in
                    let handover = try #require(tape.places("handovers/").first)
                    let digits = tape.files[handover].path.dropFirst(10).dropLast(11)
                    let index = try #require(Int(digits))
                    tape.files.removeAll { $0.path.contains(digits) }
                    let lines = String(decoding: tape["disclosures.jsonl"], as: UTF8.self).split(separator: "\n")
                    tape["disclosures.jsonl"] = Array(
                        lines.filter { !$0.hasPrefix("{\"index\":\(index),") }.map { $0 + "\n" }.joined().utf8)
                }
            ),
        ]
        var files = attacks
        for (name, change) in retellings { files.append((name, try await bank.retold(honest, about: conversation, change))) }
        let again = try await bank.retold(honest, about: conversation) { _ in }
        for key in [bank.log, second] {
            let (report, other, words) = try Self.verdicts(again, key, bank)
            try #require(report.verified && other, "\(report.failures) \(words)")
        }
        for (name, bytes) in files {
            #expect(bytes != honest, "\(name) changes nothing")
            for key in [bank.log, second] {
                let (report, other, _) = try Self.verdicts(bytes, key, bank)
                #expect(!report.verified && !other, "\(name), under \(key.line)")
            }
        }
        // Without the proof that the old key vouched for it, only whoever knows the new key already believes it.
        let unvouched = try await bank.retold(honest, about: conversation) { $0.files.removeAll { $0.path.hasPrefix("handovers/") } }
        let (old, oldAgain, _) = try Self.verdicts(unvouched, bank.log, bank)
        #expect(!old.verified && !oldAgain)
        let (new, newAgain, words) = try Self.verdicts(unvouched, second, bank)
        #expect(new.verified && newAgain, "\(new.failures) \(words)")
    }

    /// Both keys have signed the checkpoint that seals the retirement.
    @Test func whatIsHandedOutAtTheRetirementItselfVerifies() async throws {
        let bank = try await TestBank()
        let conversation = try await bank.hear("still waiting for my new card", from: "penny")
        let second = try await bank.addKey()
        try await bank.retireKey {
            let export = try bank.export(to: "export")
            let file = try await bank.evidence(about: .conversation(conversation))
            for key in [bank.log, second] {
                let (report, other, words) = try Self.verdict(ofExport: export, key)
                #expect(report.verified && other, "\(report.findings) \(words)")
                let (evidence, again, said) = try Self.verdicts(file, key, bank)
                #expect(evidence.verified && again, "\(evidence.failures) \(said)")
            }
        }
    }

    @Test func anExportUnderAKeyThatMayNotSignIsRefused() async throws {
        let bank = try await TestBank()
        let first = try bank.secretKey("log.key")
        try await bank.hear("still waiting for my new card", from: "penny")
        await bank.seal()
        let early = try #require(try bank.store.sealedCheckpoint())
        let second = try await bank.addKey()
        let newer = try bank.secretKey("log-2.key")
        try await bank.retireKey()
        let export = try bank.export(to: "export")
        let checkpoint = "\(export)/checkpoint"
        let honest = try #require(FileManager.default.contents(atPath: checkpoint))
        let text = try SignedNote(parsing: Array(honest)).text
        try Data(SignedNote(text: text, signatures: [try first.sign(text)]).encode()).write(to: URL(filePath: checkpoint))
        for key in [bank.log, second] {
            let (report, other, _) = try Self.verdict(ofExport: export, key)
            #expect(report.findings.contains { $0.code == .checkpointByRetiredKey } && !report.verified && !other)
        }
        try honest.write(to: URL(filePath: checkpoint))
        // A checkpoint from before the announcement that the new key signed alone.
        let forged = try SignedNote(text: early.text, signatures: [try newer.sign(early.text)]).encode()
        let (report, _, _) = try Self.verdict(ofExport: export, second, retained: [.init(name: "forged", note: forged)])
        #expect(report.findings.contains { $0.code == .retainedUnsigned })
        // The handover is over another tree.
        let folder = "\(export)/keys"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasPrefix("handover-") })
        let handover = try SignedNote(parsing: Array(try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))))
        let size = try Checkpoint(parsing: handover.text).size
        let other = try Checkpoint(origin: bank.log.name, head: TreeHead(size: size, root: .sha256(of: [1])))
        let both = try SignedNote(text: other.text, signatures: [try first.sign(other.text), try newer.sign(other.text)])
        try Data(both.encode()).write(to: URL(filePath: "\(folder)/\(name)"))
        for key in [bank.log, second] {
            let (report, again, _) = try Self.verdict(ofExport: export, key)
            #expect(report.findings.contains { $0.code == .handoverWrong } && !report.verified && !again)
        }
        try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        let (old, oldAgain, _) = try Self.verdict(ofExport: export, bank.log)
        #expect(!old.verified && !oldAgain)
        let (new, newAgain, words) = try Self.verdict(ofExport: export, second)
        #expect(new.verified && newAgain, "\(new.findings) \(words)")
    }
}
