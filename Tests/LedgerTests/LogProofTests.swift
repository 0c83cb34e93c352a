import Testing

@testable import Ledger

@Suite struct LogProofTests {
    @Test func theKnownProofIsReadWrittenAndHolds() throws {
        let vectors = try Vectors.log()
        let entry = try hex(Vectors.tree().leaf_inputs[5])
        let log = try VerifierKey(parsing: vectors.log_vkey)
        let witness = try VerifierKey(parsing: vectors.wit_vkey)
        let proof = try LogProof(parsing: bytes(vectors.tlog_proof_5_8))
        #expect(proof.encode() == bytes(vectors.tlog_proof_5_8))
        #expect(proof.index == 5 && proof.extra == nil)
        let opened = try proof.verify(entry: entry, log: log, witnesses: [witness])
        #expect(opened.checkpoint.size == 8)
        #expect(throws: LogProofError.inclusion(.wrongRoot)) { try proof.verify(entry: entry + [1], log: log) }
        let stranger = try VerifierKey(parsing: Vectors.tree().testlog.vkey)
        #expect(throws: LogProofError.checkpoint(.noKnownSignature)) { try proof.verify(entry: entry, log: stranger) }
        let moved = LogProof(index: 4, hashes: proof.hashes, note: proof.note)
        #expect(throws: LogProofError.self) { try moved.verify(entry: entry, log: log) }
        let outside = LogProof(index: 8, hashes: proof.hashes, note: proof.note)
        #expect(throws: LogProofError.inclusion(.outsideTree)) { try outside.verify(entry: entry, log: log) }
        let extra = LogProof(index: 5, hashes: proof.hashes, note: proof.note, extra: [1, 2, 3])
        #expect(try LogProof(parsing: extra.encode()) == extra)
    }

    @Test func everyFlippedBitIsRefusedOrUnknown() throws {
        let vectors = try Vectors.log()
        let entry = try hex(Vectors.tree().leaf_inputs[5])
        let log = try VerifierKey(parsing: vectors.log_vkey)
        let witness = try VerifierKey(parsing: vectors.wit_vkey)
        let good = bytes(vectors.tlog_proof_5_8)
        let full = try LogProof(parsing: good).verify(entry: entry, log: log, witnesses: [witness]).cosignatures.count
        for bit in 0..<(good.count * 8) {
            var changed = good
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let opened = try? LogProof(parsing: changed).verify(entry: entry, log: log, witnesses: [witness]) else { continue }
            if opened.cosignatures.count >= full { Issue.record("bit \(bit) passes") }
        }
    }

    @Test func nearlyProofsAreRefused() throws {
        let good = try Vectors.log().tlog_proof_5_8
        for (from, to) in [
            ("c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v2\n"), ("c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1\r\n"),
            ("index 5", "index 05"), ("index 5", "index  5"), ("index 5", "index"), ("index 5", "index -5"), ("index 5\n", ""),
            ("index 5\n", "extra\nindex 5\n"), ("index 5\n", "extra A\nindex 5\n"), ("index 5\n", "index 5\nindex 5\n"),
            ("index 5\n", "index 5\nextra AAAA\n"), ("index 5\n", "index 5\nAAAA\n"),
        ] {
            let changed = try replaceFirst(good, from, to)
            #expect(throws: NoteError.self, "\(to)") { try LogProof(parsing: bytes(changed)) }
        }
        let hashes = String(repeating: Base64.encode(Hash.ofLeaf([]).bytes) + "\n", count: 64)
        #expect(throws: NoteError.malformedProof) {
            try LogProof(parsing: bytes(try replaceFirst(good, "index 5\n", "index 5\n" + hashes)))
        }
        // Cut between two signature lines it is a proof still, of a checkpoint with fewer cosignatures.
        for end in good.utf8.indices {
            let cut = try? LogProof(parsing: Array(good.utf8[..<end]))
            #expect(cut == nil || cut?.note.signatures.count == 1)
        }
    }

    @Test func theKnownWitnessRequestIsReadAndWritten() throws {
        let vectors = try Vectors.log()
        let log = try VerifierKey(parsing: vectors.log_vkey)
        let request = try AddCheckpoint(parsing: bytes(vectors.add_checkpoint_3_8))
        #expect(request.encode() == bytes(vectors.add_checkpoint_3_8))
        let new = try VerifiedCheckpoint(request.note, log: log).checkpoint
        let old = try VerifiedCheckpoint(opening: bytes(vectors.checkpoint_3), log: log).checkpoint
        try ConsistencyProof(oldSize: request.oldSize, newSize: new.size, hashes: request.hashes)
            .verify(oldRoot: old.root, newRoot: new.root)
        for (from, to) in [("old 3\n", "old 03\n"), ("old 3\n", ""), ("old 3\n", "new 3\n"), ("old 3\n", "old 3\nAAAA\n")] {
            #expect(throws: NoteError.self) { try AddCheckpoint(parsing: bytes(try replaceFirst(vectors.add_checkpoint_3_8, from, to))) }
        }
    }

    private func replaceFirst(_ text: String, _ from: String, _ to: String) throws -> String {
        let range = try #require(text.firstRange(of: from))
        return text.replacingCharacters(in: range, with: to)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}
