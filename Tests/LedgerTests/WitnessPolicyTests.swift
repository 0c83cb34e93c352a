import Testing

@testable import Ledger

@Suite struct WitnessPolicyTests {
    private let names = ["X1", "X2", "X3", "Y1", "Y2", "Y3"]

    private func witness(_ number: Int) throws -> WitnessKey {
        let name = try keyName("witness.example.com/\(number)")
        return try #require(WitnessKey(name: name, seed: [UInt8](repeating: UInt8(number + 1), count: 32)))
    }

    private func logKey() throws -> SigningKey {
        let vectors = try Vectors.log()
        return try #require(SigningKey(name: try keyName("log.example.com/audit"), seed: try hex(vectors.log_seed)))
    }

    private func head() throws -> String {
        var lines = "# comment with ünicode\n\n \t# indented\nlog \(try logKey().verifierKey.line) https://log.example.com\n"
        for (number, name) in names.enumerated() { lines += "witness\t\(name)  \(try witness(number).verifierKey.line) \n" }
        return lines
    }

    @Test func groupsAreCountedAsTheSpecificationSays() throws {
        let policy = try WitnessPolicy(
            parsing: bytes(try head() + "group X 2 X1 X2 X3\ngroup Y any Y1 Y2 Y3\ngroup both all X Y\nquorum both\n"))
        #expect(policy.logs.count == 1 && policy.witnesses.count == 6)
        let note = try Checkpoint(origin: logKey().verifierKey.name, head: .empty).signed(by: logKey())
        let checkpoint = try Checkpoint(parsing: note.text)
        for subset in 0..<64 {
            var cosigned = note
            for number in 0..<6 where subset >> number & 1 == 1 {
                cosigned = try cosigned.adding(witness(number).cosign(checkpoint, time: 1))
            }
            let isEnough = (subset & 7).nonzeroBitCount >= 2 && subset >> 3 != 0
            if isEnough {
                #expect(try policy.open(cosigned.encode()).cosignatures.count == subset.nonzeroBitCount)
            } else {
                #expect(throws: WitnessPolicyError.quorumMissing) { try policy.open(cosigned.encode()) }
            }
        }
        let single = try WitnessPolicy(parsing: bytes(try head() + "quorum X2\n"))
        #expect(try single.open(note.adding(witness(1).cosign(checkpoint, time: 1)).encode()).checkpoint == checkpoint)
        #expect(throws: WitnessPolicyError.quorumMissing) { try single.open(note.adding(witness(0).cosign(checkpoint, time: 1)).encode()) }
        let none = try WitnessPolicy(parsing: bytes("log \(try logKey().verifierKey.line)\nquorum none\n"))
        #expect(try none.open(note.encode()).checkpoint == checkpoint)
        let nobody = try WitnessPolicy(parsing: bytes("quorum none\n"))
        #expect(throws: WitnessPolicyError.note(.noKnownSignature)) { try nobody.open(note.encode()) }
        // A bad line of a known witness refuses the note even where the quorum is met without it.
        let bad = NoteSignature(name: try witness(0).verifierKey.name, keyID: try witness(0).verifierKey.keyID, bytes: [1])
        #expect(throws: WitnessPolicyError.note(.badSignature)) {
            try single.open(note.adding(witness(1).cosign(checkpoint, time: 1)).adding(bad).encode())
        }
    }

    @Test func everyRuleOfTheFileIsHeld() throws {
        let base = try head()
        let lines = base.utf8.count(where: { $0 == 0x0A })
        func refuses(_ problem: WitnessPolicyError.Problem, line: Int = 1, _ text: String) {
            #expect(throws: WitnessPolicyError.file(line: lines + line, problem), "\(text)") {
                try WitnessPolicy(parsing: bytes(base + text))
            }
        }
        let spare = try #require(WitnessKey(name: try keyName("spare"), seed: [UInt8](repeating: 99, count: 32))).verifierKey.line
        refuses(.quorum, "")
        refuses(.quorum, line: 2, "quorum none\nquorum none\n")
        refuses(.lineEnd, "quorum none")
        refuses(.unknownName, "quorum Z\n")
        refuses(.unknownName, "quorum G\ngroup G any X1\n")
        refuses(.wordCount, "quorum\n")
        refuses(.wordCount, "quorum X1 X2\n")
        refuses(.wordCount, "group G any\n")
        refuses(.wordCount, "group G\n")
        refuses(.unknownName, "group G any none\n")
        refuses(.unknownName, "group G any G\n")
        refuses(.repeatedName, "group X1 any X2\n")
        refuses(.repeatedName, "group none any X2\n")
        refuses(.repeatedMember, "group G any X1 X1\n")
        refuses(.repeatedMember, line: 2, "group G any X1\ngroup H any X1\n")
        for threshold in ["0", "3", "01", "-1", "ANY", "1.0"] { refuses(.threshold, "group G \(threshold) X1 X2\n") }
        refuses(.keyword, "Log x\n")
        refuses(.keyword, "logs x\n")
        refuses(.key, "log \(spare)\n")
        refuses(.key, "witness W \(try logKey().verifierKey.line)\n")
        refuses(.key, "log nonsense\n")
        refuses(.repeatedKey, "log \(try logKey().verifierKey.line)\n")
        // The same public key under another name is the same key.
        let twin = try #require(WitnessKey(name: try keyName("twin"), seed: [UInt8](repeating: 1, count: 32))).verifierKey.line
        refuses(.repeatedKey, "witness W \(twin)\n")
        refuses(.repeatedName, "witness X1 \(spare)\n")
        refuses(.repeatedName, "witness none \(spare)\n")
        refuses(.wordCount, "witness W\n")
        refuses(.wordCount, "witness W \(spare) url more\n")
        refuses(.wordCount, "log\n")
        for character in ["\r", "\u{0}", "\u{7F}", "\u{B}"] { refuses(.character, "# \(character)\nquorum none\n") }
    }
}
