import Testing

@testable import Verifier

/// Keys, notes, checkpoints and cosignatures: known answers of other implementations, and everything that must be refused.
@Suite struct NoteTests {
    static let neumannKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let neumannText = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    static let neumannLine = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    static let enochKey = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
    static let enochLine = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"

    static func note(_ text: String, _ lines: String...) throws -> OpenedNote {
        try OpenedNote(Array((text + "\n" + lines.joined()).utf8))
    }

    @Test func notesSignedByTheReferenceImplementationVerify() throws {
        let note = try Self.note(Self.neumannText, Self.neumannLine, Self.enochLine)
        #expect(note.text == Array(Self.neumannText.utf8))
        #expect(note.standing(of: try VerifyingKey(Self.neumannKey)) == .valid)
        #expect(note.standing(of: try VerifyingKey(Self.enochKey)) == .valid)
        let example = try Self.note(
            "This is an example message.\n",
            "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n")
        let key = try VerifyingKey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
        #expect(example.standing(of: key) == .valid)
        #expect(note.standing(of: key) == .absent)
    }

    @Test func aSignatureUnderAnotherTextIsWrong() throws {
        let note = try Self.note("Another text.\n", Self.neumannLine)
        #expect(note.standing(of: try VerifyingKey(Self.neumannKey)) == .wrong)
    }

    @Test func everyProperPartAndEveryChangedByteOfAKeyIsRefused() {
        let key = Array(Self.neumannKey.utf8)
        for start in 0..<key.count {
            for end in start..<key.count where end - start < key.count {
                #expect(throws: FormatError.self) { try VerifyingKey(bytes: Array(key[start..<end])) }
            }
        }
        for position in key.indices {
            var changed = key
            changed[position] += 1
            #expect(throws: FormatError.self) { try VerifyingKey(bytes: changed) }
        }
    }

    @Test(arguments: [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        " PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
        "",
    ])
    func otherTextsAreNoKeys(text: String) {
        #expect(throws: FormatError.self) { try VerifyingKey(text) }
    }

    @Test func aKeyOfAnUnknownSignatureTypeIsRefusedAndItsLinesAreIgnored() throws {
        #expect(throws: FormatError.self) { try VerifyingKey(Vectors.shared.postQuantumKey) }
        let text = try OpenedNote(Array(Vectors.shared.checkpoint8.utf8)).text
        let note = try Self.note(String(decoding: text, as: UTF8.self), try WrittenLog.signer.line("x\n"), Vectors.shared.postQuantumLine)
        #expect(note.signatures.count == 2)
    }

    @Test(
        arguments: [
            ("no text", "\n"), ("text without an end", "text\n\n— a AAAAAAAA"), ("no signature", "text\n\n"),
            ("no empty line", "text\n— a AAAAAAAA\n"),
            ("another dash", "text\n\n- a AAAAAAAA\n"), ("no name", "text\n\n— AAAAAAAA\n"), ("empty name", "text\n\n—  AAAAAAAA\n"),
            ("plus in the name", "text\n\n— a+b AAAAAAAA\n"), ("Unicode space in the name", "text\n\n— a\u{2003}b AAAAAAAA\n"),
            ("four bytes", "text\n\n— a AAAAAA==\n"), ("no base64", "text\n\n— a AAAA*AAA\n"), ("unpadded", "text\n\n— a AAAAAAA\n"),
            ("two spaces", "text\n\n— a  AAAAAAAA\n"), ("trailing space", "text\n\n— a AAAAAAAA \n"), ("tab", "te\txt\n\n— a AAAAAAAA\n"),
            ("carriage return", "text\r\n\n— a AAAAAAAA\n"), ("zero byte", "te\0xt\n\n— a AAAAAAAA\n"),
            ("the same key twice", "text\n\n— a AAAAAAAA\n— a AAAAAAAB\n"), ("text after the signatures", "text\n\n— a AAAAAAAA\nmore\n"),
            ("unused bits", "text\n\n— a AAAAAAB=\n"),
        ])
    func malformedNotesAreRefused(what: String, text: String) {
        #expect(throws: FormatError.self, "\(what)") { try OpenedNote(Array(text.utf8)) }
    }

    @Test func notesThatAreNotUTF8AreRefusedWhereTheyAreNot() {
        var bytes = Array("text\n\n— a AAAAAAAA\n".utf8)
        bytes[2] = 0xFF
        #expect(throws: FormatError(.note, at: 2, "not UTF-8")) { try OpenedNote(bytes) }
    }

    @Test func sixteenSignaturesAreReadAndEndlessOnesAreNot() throws {
        let lines = (0..<1000).map { "— key\($0) AAAAAAAA\n" }
        #expect(try Self.note("text\n", lines.prefix(16).joined()).signatures.count == 16)
        #expect(throws: FormatError.self) { try Self.note("text\n", lines.joined()) }
        #expect(throws: FormatError.self) { try OpenedNote([UInt8](repeating: 10, count: OpenedNote.largest + 1)) }
    }

    @Test func theLastEmptyLineDividesTextFromSignatures() throws {
        #expect(try OpenedNote(Array("a\n\nb\n\n— a AAAAAAAA\n".utf8)).text == Array("a\n\nb\n".utf8))
    }

    @Test func checkpointsOfTheVectorsAreReadAndVerify() throws {
        let key = try VerifyingKey(Vectors.shared.logKey)
        let expected: [(String, UInt64, String)] = [
            (Vectors.shared.checkpoint0, 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (Vectors.shared.checkpoint3, 3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
            (Vectors.shared.checkpoint8, 8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
        ]
        for (text, size, root) in expected {
            let note = try OpenedNote(Array(text.utf8))
            let checkpoint = try OpenedCheckpoint(text: note.text)
            #expect(note.standing(of: key) == .valid)
            #expect(checkpoint.origin == "log.example.com/audit")
            #expect(checkpoint.size == size)
            #expect(checkpoint.root.description == root)
        }
    }

    @Test func theCosignatureOfTheVectorsVerifiesAndBindsItsTime() throws {
        let witness = try VerifyingKey(Vectors.shared.witnessKey)
        let note = try OpenedNote(Array(Vectors.shared.checkpoint8Cosigned.utf8))
        #expect(note.standing(of: try VerifyingKey(Vectors.shared.logKey)) == .valid)
        #expect(note.cosignature(by: witness) == .valid(Cosignature(time: 1_700_000_000)))
        // One second later in the signature's bytes: the eighth byte of the time, after four of the key id.
        let later = Vectors.shared.checkpoint8Cosigned.replacing("lpmAzwAAAABlU/EA", with: "lpmAzwAAAABlU/EB")
        #expect(try OpenedNote(Array(later.utf8)).cosignature(by: witness) == .wrong)
        #expect(try OpenedNote(Array(Vectors.shared.checkpoint8.utf8)).cosignature(by: witness) == .absent)
        // A cosigner's key does not sign notes, nor a log's key cosign.
        #expect(note.standing(of: witness) == .wrong)
        #expect(note.cosignature(by: try VerifyingKey(Vectors.shared.logKey)) == .wrong)
    }

    @Test(arguments: [
        "\n10\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "log\n10\n", "log\n10\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "log\n010\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "log\n+10\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "log\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "log\n\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "log\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "log\n99999999999999999999\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "log\n10\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n", "log\n10\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n",
        "log\n10\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n", "log\n10\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nmore\n",
        "log\n10 \n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "log\n0\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=\n",
    ])
    func malformedCheckpointsAreRefused(text: String) {
        #expect(throws: FormatError.self) { try OpenedCheckpoint(text: Array(text.utf8)) }
    }

    @Test func theLargestSizeIsRead() throws {
        let checkpoint = try OpenedCheckpoint(
            text: Array("log\n9223372036854775807\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextension\n".utf8))
        #expect(checkpoint.size == UInt64(Int64.max))
        #expect(checkpoint.extensionLines == 1)
    }

    @Test func base64HasOneSpellingForEveryValue() throws {
        var random = SplitMix(3)
        for count in 0..<70 {
            let bytes = random.bytes(count)
            let text = Array(bytes.base64.utf8)
            #expect(try Base64Text.decode(text[...]) == bytes)
            // Any other character at any place is another value or none.
            for position in text.indices {
                var changed = text
                changed[position] = text[position] == 65 ? 66 : 65
                #expect((try? Base64Text.decode(changed[...])) != bytes)
            }
        }
        for text in ["A", "AA", "AAA", "=", "====", "A===", "AA=A", "AAAA====", "AB==", "AAB=", "AA\n=", "AA--"] {
            #expect(throws: FormatError.self) { try Base64Text.decode(Array(text.utf8)[...]) }
        }
    }
}
