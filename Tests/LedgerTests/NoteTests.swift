import Testing

@testable import Ledger

/// Notes and keys against published answers, and everything that is nearly right.
@Suite struct NoteTests {
    @Test func publishedNotesVerify() throws {
        let vectors = try Vectors.notes()
        let text = bytes(vectors.neumann.text)
        let neumann = try VerifierKey(parsing: vectors.neumann.vkey)
        let enoch = try VerifierKey(parsing: vectors.enoch.vkey)
        let both = try SignedNote(parsing: bytes(vectors.neumann.text + "\n" + vectors.neumann.signature + vectors.enoch.signature))
        #expect(both.text == text)
        #expect(try both.verify(with: [enoch, neumann]).map(\.key) == [neumann, enoch])
        #expect(try both.verify(with: [enoch]).map(\.key) == [enoch])
        let example = try SignedNote(parsing: bytes(vectors.example.text + "\n" + vectors.example.signature))
        let key = try VerifierKey(parsing: vectors.example.vkey)
        #expect(try example.verify(with: [key]).map(\.key) == [key])
        #expect(throws: NoteError.noKnownSignature) { try example.verify(with: [neumann]) }
        #expect(throws: NoteError.noKnownSignature) { try example.verify(with: []) }
        #expect(throws: NoteError.ambiguousKeys) { try both.verify(with: [neumann, enoch, neumann]) }
    }

    @Test func publishedNotesAreSignedByteForByte() throws {
        let vectors = try Vectors.notes()
        let key = try SigningKey(parsing: bytes(vectors.neumann.skey))
        #expect(key.secretLine == vectors.neumann.skey)
        #expect(key.verifierKey.line == vectors.neumann.vkey)
        let text = bytes(vectors.neumann.text)
        let note = try SignedNote(text: text, signatures: [key.sign(text)])
        #expect(note.encode() == bytes(vectors.neumann.text + "\n" + vectors.neumann.signature))

        let enoch = try #require(SigningKey(name: try keyName("EnochRoot"), seed: [UInt8](repeating: 0, count: 32)))
        #expect(enoch.verifierKey.line == vectors.enoch.vkey)
        #expect(
            try note.adding(enoch.sign(text)).encode()
                == bytes(vectors.neumann.text + "\n" + vectors.neumann.signature + vectors.enoch.signature))

        let sigsum = try #require(SigningKey(name: try keyName(vectors.sigsum.origin), seed: try hex(vectors.sigsum.seed)))
        #expect(Hexadecimal.encode(sigsum.verifierKey.publicKey) == vectors.sigsum.public)
        #expect(String(sigsum.verifierKey.keyID, radix: 16) == vectors.sigsum.key_id)
        let checkpoint = try Checkpoint(parsing: bytes(vectors.sigsum.text))
        #expect(try checkpoint.signed(by: sigsum).encode() == bytes(vectors.sigsum.text + "\n" + vectors.sigsum.signature))
        #expect(checkpoint.size == 10 && checkpoint.origin == vectors.sigsum.origin)
    }

    @Test func everyPartOfAKeyAndEveryChangedByteIsRefused() throws {
        let vectors = try Vectors.notes()
        let log = try Vectors.log()
        for line in [vectors.neumann.vkey, vectors.example.vkey, log.log_vkey, log.wit_vkey] {
            let good = bytes(line)
            #expect(try VerifierKey(parsing: line).line == line)
            for start in good.indices {
                for end in start..<good.count { #expect((try? VerifierKey(parsing: Array(good[start..<end]))) == nil) }
                if start > 0 { #expect((try? VerifierKey(parsing: Array(good[start...]))) == nil) }
                for change in 1...255 as ClosedRange<UInt8> where change == 1 || change.nonzeroBitCount == 1 {
                    var changed = good
                    changed[start] &+= change
                    #expect((try? VerifierKey(parsing: changed)) == nil)
                }
            }
            for other in [line + "\n", " " + line, line + " ", line + "+", line.uppercased()] {
                #expect((try? VerifierKey(parsing: other)) == nil)
            }
        }
        #expect(throws: NoteError.unknownAlgorithm) { try VerifierKey(parsing: vectors.unknown_algorithm_vkey) }
        #expect((try? VerifierKey(parsing: vectors.bad_length_vkey)) == nil)
        // A key in ML-DSA-44 is a kind that is not known here.
        #expect(throws: NoteError.unknownAlgorithm) { try VerifierKey(parsing: log.pq_vkey) }
        let secret = bytes(vectors.neumann.skey)
        for index in secret.indices {
            var changed = secret
            changed[index] &+= 1
            #expect((try? SigningKey(parsing: changed)) == nil)
            #expect((try? SigningKey(parsing: Array(secret[..<index]))) == nil)
        }
    }

    @Test func everyFlippedBitOfANoteIsRefused() throws {
        let log = try Vectors.log()
        let (logKey, witness) = (try VerifierKey(parsing: log.log_vkey), try VerifierKey(parsing: log.wit_vkey))
        let plain = bytes(log.checkpoint_8)
        for bit in 0..<(plain.count * 8) {
            var changed = plain
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            if (try? VerifiedCheckpoint(opening: changed, log: logKey)) != nil { Issue.record("bit \(bit) passes") }
        }
        let cosigned = bytes(log.checkpoint_8_cosigned)
        for bit in 0..<(cosigned.count * 8) {
            var changed = cosigned
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            let opened = try? VerifiedCheckpoint(opening: changed, log: logKey, witnesses: [witness])
            // A line that names another witness than the known one is passed over, but then it does not count.
            if let opened, !opened.cosignatures.isEmpty { Issue.record("bit \(bit) passes") }
        }
        for end in plain.indices { #expect((try? VerifiedCheckpoint(opening: Array(plain[..<end]), log: logKey)) == nil) }
    }

    @Test func nearlyNotesAreRefused() throws {
        let vectors = try Vectors.notes()
        let (text, line) = (vectors.example.text, vectors.example.signature)
        func refuses(_ error: NoteError, _ note: String) {
            #expect(throws: error, "\(note.debugDescription)") { try SignedNote(parsing: bytes(note)) }
        }
        let name = "\u{2014} example.com/foo "
        refuses(.notText, "")
        refuses(.missingSignatures, "\n")
        refuses(.missingSignatures, text)
        refuses(.missingSignatures, text + "\n")
        refuses(.notText, text + "\n" + line.dropLast())
        refuses(.missingSignatures, text + line)
        refuses(.missingSignatures, text + "\n" + line + "\n")
        refuses(.malformedSignature, text + "\n" + line + "more\n")
        refuses(.malformedSignature, text + "\n" + "- example.com/foo " + line.dropFirst(name.count))
        refuses(.malformedSignature, text + "\n" + "\u{2014} " + line.dropFirst(name.count))
        refuses(.malformedSignature, text + "\n" + "\u{2014} a+b " + line.dropFirst(name.count))
        refuses(.malformedSignature, text + "\n" + "\u{2014} a\u{00A0}b " + line.dropFirst(name.count))
        refuses(.malformedSignature, text + "\n" + "\u{2014}  " + line.dropFirst(name.count))
        refuses(.malformedSignature, text + "\n" + name + "AAAA\n")
        refuses(.malformedSignature, text + "\n" + name + "AAAAAA==\n")
        refuses(.malformedSignature, text + "\n" + name + "AAAAAAB=\n")
        refuses(.malformedSignature, text + "\n" + line.dropLast() + " \n")
        refuses(.repeatedSignature, text + "\n" + line + line)
        refuses(.notText, "a\tb\n\n" + line)
        refuses(.notText, "a\rb\n\n" + line)
        refuses(.notText, "a\u{0}b\n\n" + line)
        #expect(throws: NoteError.notText) { try SignedNote(parsing: [0xC3, 0x28, 0x0A, 0x0A] + bytes(line)) }
        #expect(throws: NoteError.notText) { try SignedNote(parsing: [0xED, 0xA0, 0x80, 0x0A, 0x0A] + bytes(line)) }
        #expect(throws: NoteError.notText) { try SignedNote(text: bytes("no line feed"), signatures: []) }
        #expect(throws: NoteError.noteTooLong) { try SignedNote(parsing: [UInt8](repeating: 0x0A, count: 1_000_001)) }
        // The text may hold blank lines itself: the last one divides.
        #expect(try SignedNote(parsing: bytes("a\n\nb\n\n" + line)).text == bytes("a\n\nb\n"))
    }

    @Test func unknownLinesAreIgnoredUpToABoundAndBadKnownOnesRefuse() throws {
        let vectors = try Vectors.notes()
        let key = try VerifierKey(parsing: vectors.example.vkey)
        let good = try #require(try SignedNote(parsing: bytes(vectors.example.text + "\n" + vectors.example.signature)).signatures.first)
        func unknown(_ count: Int) -> [NoteSignature] {
            (0..<count).map { NoteSignature(name: good.name, keyID: UInt32($0), bytes: [1, 2, 3]) }
        }
        let text = bytes(vectors.example.text)
        for count in [0, 15, 99] {
            let note = try SignedNote(text: text, signatures: unknown(count) + [good])
            #expect(try SignedNote(parsing: note.encode()).verify(with: [key]).map(\.key) == [key])
        }
        #expect(throws: NoteError.tooManySignatures) { try SignedNote(text: text, signatures: unknown(100) + [good]) }
        let full = try SignedNote(text: text, signatures: unknown(99) + [good])
        var line: [UInt8] = []
        NoteSignature(name: good.name, keyID: 200, bytes: [1]).append(to: &line)
        #expect(throws: NoteError.tooManySignatures) { try SignedNote(parsing: full.encode() + line) }
        for changed in [Array(good.bytes.dropLast()), good.bytes + [0], [], good.bytes.reversed()] where !changed.isEmpty {
            let bad = NoteSignature(name: good.name, keyID: good.keyID, bytes: changed)
            #expect(throws: NoteError.badSignature) {
                try SignedNote(text: text, signatures: unknown(2) + [bad]).verify(with: [key])
            }
        }
        let other = try SignedNote(text: bytes("Another text.\n"), signatures: [good])
        #expect(throws: NoteError.badSignature) { try other.verify(with: [key]) }
    }

    @Test func keyNamesAreComparedAsBytes() throws {
        let composed = try keyName("caf\u{E9}")
        let decomposed = try keyName("cafe\u{301}")
        #expect(composed != decomposed)
        for name in ["", "a b", "a+b", "a\u{2003}b", "a\u{85}b", "a\nb", "a\tb", String(repeating: "a", count: 256)] {
            #expect(KeyName(name) == nil)
        }
    }
}
