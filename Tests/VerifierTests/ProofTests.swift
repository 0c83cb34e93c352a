import Testing

@testable import Verifier

/// One entry's proof, verified from its file, the entry and the key alone.
@Suite struct ProofTests {
    static func proof(_ log: WrittenLog, _ index: Int, extra: String = "") throws -> [UInt8] {
        let path = Naive.inclusion(index, log.entries.map(Naive.leafHash)[...]).map { $0.base64 + "\n" }.joined()
        return Array("c2sp.org/tlog-proof@v1\n\(extra)index \(index)\n\(path)\n".utf8) + (try log.checkpoint())
    }

    @Test func theProofOfTheVectorsIsRead() throws {
        let file = try ProofFile(Array(Vectors.shared.proof5of8.utf8))
        #expect(file.index == 5)
        #expect(file.path.map(\.bytes.base64) == Vectors.shared.inclusion5of8)
        #expect(file.checkpoint == Array(Vectors.shared.checkpoint8Cosigned.utf8))
        // The entry of the vectors is in the log; it is only no leaf of ours.
        let verifier = ProofVerifier(key: try VerifyingKey(Vectors.shared.logKey))
        let failure = #expect(throws: ProofVerifier.Failure.self) {
            try verifier.verify(proof: Array(Vectors.shared.proof5of8.utf8), leaf: TreeTests.testLeaves[5])
        }
        #expect(failure.map { if case .leafMalformed = $0 { true } else { false } } == true)
        #expect(throws: ProofVerifier.Failure.notIncluded(index: 5)) {
            try verifier.verify(proof: Array(Vectors.shared.proof5of8.utf8), leaf: TreeTests.testLeaves[4])
        }
    }

    @Test func everyEntryOfALogIsProvedAndNoOther() throws {
        let log = WrittenLog.honest(23)
        let verifier = ProofVerifier(key: try WrittenLog.signer.verifying)
        for index in log.leaves.indices {
            let proof = try Self.proof(log, index, extra: index % 2 == 0 ? "" : "extra aGVsbG8=\n")
            let proven = try verifier.verify(proof: proof, leaf: log.entries[index])
            #expect(proven.index == UInt64(index) && proven.checkpoint.size == 23)
            #expect(throws: ProofVerifier.Failure.notIncluded(index: UInt64(index))) {
                try verifier.verify(proof: proof, leaf: log.entries[(index + 1) % 23])
            }
        }
    }

    @Test func aProofNeedsItsSignatureAndItsQuorum() throws {
        var log = WrittenLog.honest(6)
        log.cosigners = [WrittenLog.witnesses[0]]
        let proof = try Self.proof(log, 3)
        let leaf = log.entries[3]
        let stranger = ProofVerifier(key: try WrittenLog.stranger.verifying)
        #expect(throws: ProofVerifier.Failure.unsigned) { try stranger.verify(proof: proof, leaf: leaf) }
        let witnesses = try WrittenLog.witnesses.map { try $0.verifying }
        let one = ProofVerifier(key: try WrittenLog.signer.verifying, witnesses: WitnessPolicy(needed: 1, of: witnesses))
        #expect(try one.verify(proof: proof, leaf: leaf).cosignatures == 1)
        let two = ProofVerifier(key: try WrittenLog.signer.verifying, witnesses: WitnessPolicy(needed: 2, of: witnesses))
        #expect(throws: ProofVerifier.Failure.quorumMissed) { try two.verify(proof: proof, leaf: leaf) }
    }

    @Test func everyBitOfAProofCounts() throws {
        let log = WrittenLog.honest(6)
        let verifier = ProofVerifier(key: try WrittenLog.signer.verifying)
        let proof = try Self.proof(log, 3)
        for position in proof.indices {
            for bit in 0..<8 {
                var changed = proof
                changed[position] ^= 1 << UInt8(bit)
                #expect(throws: ProofVerifier.Failure.self) { try verifier.verify(proof: changed, leaf: log.entries[3]) }
            }
        }
    }

    @Test(arguments: [
        "", "c2sp.org/tlog-proof@v2\nindex 0\n\n", "c2sp.org/tlog-proof@v1\n\n", "c2sp.org/tlog-proof@v1\nindex 00\n\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nextra aGVsbG8=\n\n", "c2sp.org/tlog-proof@v1\nextra a\nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n", "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n",
    ])
    func malformedProofsAreRefused(text: String) {
        #expect(throws: FormatError.self) { try ProofFile(Array(text.utf8)) }
    }

    @Test func aProofHasAtMostAsManyHashesAsATreeIsHigh() throws {
        let hash = [UInt8](repeating: 1, count: 32).base64 + "\n"
        let head = "c2sp.org/tlog-proof@v1\nindex 0\n"
        #expect(try ProofFile(Array((head + String(repeating: hash, count: 63) + "\n").utf8)).path.count == 63)
        #expect(throws: FormatError.self) { try ProofFile(Array((head + String(repeating: hash, count: 64) + "\n").utf8)) }
    }
}
