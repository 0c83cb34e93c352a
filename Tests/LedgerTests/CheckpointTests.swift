import Testing

@testable import Ledger

@Suite struct CheckpointTests {
    private static let origin = "log.example.com/audit"

    @Test func theWholeLogComesOutByteForByte() throws {
        let vectors = try Vectors.log()
        let tree = try Vectors.tree()
        let name = try keyName(Self.origin)
        let key = try #require(SigningKey(name: name, seed: try hex(vectors.log_seed)))
        #expect(key.verifierKey.line == vectors.log_vkey)
        #expect(Hexadecimal.encode(key.verifierKey.publicKey) == vectors.log_pub)
        #expect(String(key.verifierKey.keyID, radix: 16) == vectors.log_keyid)
        var edge = Frontier()
        let expected = [0: vectors.checkpoint_0, 3: vectors.checkpoint_3, 8: vectors.checkpoint_8]
        for size in 0...8 {
            if size > 0 { edge.append(.ofLeaf(try hex(tree.leaf_inputs[size - 1]))) }
            let checkpoint = try Checkpoint(origin: name, head: edge.head)
            let note = try checkpoint.signed(by: key)
            if let known = expected[size] { #expect(note.encode() == bytes(known)) }
            let opened = try VerifiedCheckpoint(opening: note.encode(), log: key.verifierKey)
            #expect(opened.checkpoint == checkpoint && opened.cosignatures.isEmpty)
        }
    }

    @Test func theWitnessCosignsByteForByte() throws {
        let vectors = try Vectors.log()
        let log = try VerifierKey(parsing: vectors.log_vkey)
        let witness = try #require(
            WitnessKey(name: try keyName("witness.example.com/w1"), seed: try hex(vectors.wit_seed)))
        #expect(witness.verifierKey.line == vectors.wit_vkey)
        #expect(Hexadecimal.encode(witness.verifierKey.publicKey) == vectors.wit_pub)
        #expect(String(witness.verifierKey.keyID, radix: 16) == vectors.wit_keyid)
        let opened = try VerifiedCheckpoint(opening: bytes(vectors.checkpoint_8), log: log)
        #expect(SignatureAlgorithm.cosignedMessage(opened.note.text, time: 1_700_000_000) == bytes(vectors.cosig_msg))
        let cosigned = try opened.note.adding(witness.cosign(opened.checkpoint, time: 1_700_000_000))
        #expect(cosigned.encode() == bytes(vectors.checkpoint_8_cosigned))
        #expect(cosigned.encode().suffix(vectors.cosig_line.utf8.count).elementsEqual(bytes(vectors.cosig_line)))
        let seen = try VerifiedCheckpoint(cosigned, log: log, witnesses: [witness.verifierKey])
        #expect(seen.cosignatures == [SignedNote.Verified(key: witness.verifierKey, time: 1_700_000_000)])
        // A line in ML-DSA-44 is one of an unknown key.
        let hybrid = cosigned.encode() + bytes(vectors.pq_sig_line.hasSuffix("\n") ? vectors.pq_sig_line : vectors.pq_sig_line + "\n")
        #expect(try VerifiedCheckpoint(opening: hybrid, log: log, witnesses: [witness.verifierKey]).cosignatures.count == 1)
        #expect(throws: NoteError.signingFailed) { try witness.cosign(opened.checkpoint, time: 1 << 63) }
    }

    @Test func aCosignatureIsNotALogSignature() throws {
        let vectors = try Vectors.log()
        let log = try VerifierKey(parsing: vectors.log_vkey)
        let witness = try VerifierKey(parsing: vectors.wit_vkey)
        let note = bytes(vectors.checkpoint_8_cosigned)
        #expect(throws: NoteError.unknownAlgorithm) { try VerifiedCheckpoint(opening: note, log: witness) }
        #expect(throws: NoteError.unknownAlgorithm) { try VerifiedCheckpoint(opening: note, log: log, witnesses: [log]) }
        // Cosigned, but not signed by its log.
        let parsed = try SignedNote(parsing: note)
        let orphan = try SignedNote(text: parsed.text, signatures: Array(parsed.signatures.dropFirst()))
        #expect(throws: NoteError.noKnownSignature) { try VerifiedCheckpoint(orphan, log: log, witnesses: [witness]) }
    }

    @Test func anotherLogsCheckpointIsRefused() throws {
        let vectors = try Vectors.log()
        let key = try #require(SigningKey(name: try keyName(Self.origin), seed: try hex(vectors.log_seed)))
        let stranger = try Checkpoint(origin: try keyName("log.example.com/other"), head: .empty)
        #expect(throws: NoteError.wrongOrigin) { try stranger.signed(by: key) }
        let forged = try SignedNote(text: stranger.text, signatures: [key.sign(stranger.text)])
        #expect(throws: NoteError.wrongOrigin) { try VerifiedCheckpoint(forged, log: key.verifierKey) }
        let prose = try SignedNote(text: bytes("hello\n"), signatures: [key.sign(bytes("hello\n"))])
        #expect(throws: NoteError.malformedCheckpoint) { try VerifiedCheckpoint(prose, log: key.verifierKey) }
    }

    @Test func onlyTheExactFormIsACheckpoint() throws {
        let root = Base64.encode(Hash.ofLeaf([1]).bytes)
        let empty = Base64.encode(Hash.ofEmptyTree.bytes)
        for text in ["o\n1\n\(root)\n", "o\n9223372036854775807\n\(root)\n", "o\n0\n\(empty)\n", "o\n1\n\(root)\nextension\nmore\n"] {
            #expect(try Checkpoint(parsing: bytes(text)).text == bytes(text))
        }
        for text in [
            "", "\n", "o\n", "o\n1\n", "o\n1\n\(root)", "\n1\n\(root)\n", "o\n\n\(root)\n", "o\n1\n\n", "o\n01\n\(root)\n",
            "o\n-1\n\(root)\n",
            "o\n+1\n\(root)\n", "o\n 1\n\(root)\n", "o\n0x1\n\(root)\n", "o\n9223372036854775808\n\(root)\n",
            "o\n18446744073709551616\n\(root)\n",
            "o\n1\n\(root.dropLast())\n", "o\n1\n\(root)=\n", "o\n1\nAAAA\n", "o\n1\n\(root)\n\n", "o\n1\n\(root)\n\nmore\n",
            "o\n0\n\(root)\n",
            "o\r\n1\n\(root)\n", "o\t\n1\n\(root)\n", "\(String(repeating: "o", count: 256))\n1\n\(root)\n",
        ] {
            #expect(throws: NoteError.malformedCheckpoint, "\(text.debugDescription)") { try Checkpoint(parsing: bytes(text)) }
        }
        let name = try keyName("o")
        #expect(throws: NoteError.malformedCheckpoint) { try Checkpoint(origin: name, head: TreeHead(size: 0, root: .ofLeaf([]))) }
        #expect(throws: NoteError.malformedCheckpoint) { try Checkpoint(origin: name, head: TreeHead(size: 1 << 63, root: .ofLeaf([]))) }
    }
}
