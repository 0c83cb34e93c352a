import Glibc
import Ledger
import Scratch
import Testing

@testable import Signer

/// With the real module of a software token. One after the other: a module is one for the whole process.
@Suite(.serialized) struct AKeyInATokenNeverLeavesItTests {
    private func folder(pin: String = "273645") throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        try folder.write("pin", Array("\(pin)\n".utf8))
        return folder
    }

    /// A log whose only key is in the token.
    private func log(_ token: TestToken, _ key: String, in folder: TemporaryFolder) throws -> VerifierKey {
        let first = try KeyMaking.make(.token(token.place(key, pinFile: "pin")), besides: folder("keys.json"), origin: origin)
        try SignerInception.create(roster: folder("keys.json"), first: first, headFile: folder("head"))
        return first.key
    }

    private func signer(_ folder: TemporaryFolder) throws -> CheckpointSigner {
        try CheckpointSigner(keys: .roster(folder("keys.json"), pinDescriptor: nil), headFile: folder("head"), origin: origin)
    }

    private func ask(_ signer: inout CheckpointSigner, _ log: inout GrowingLog, _ time: Int64) -> SignerMessage.Reply {
        let (proof, root) = log.grow(3)
        return signer.answer(
            SignerMessage.Request.sign(SignRequest(origin: origin, proof: proof, root: root, time: time)).encode()[4...])
    }

    @Test func theTokenSignsAndWhatItSignsIsPlainEd25519() throws {
        let folder = try folder()
        let key = try log(TestToken.named("signs"), "log-1", in: folder)
        var signer = try signer(folder)
        var leaves = GrowingLog()
        for time in 1...3 as ClosedRange<Int64> {
            guard case .signed(let note) = ask(&signer, &leaves, time) else {
                Issue.record("not signed")
                return
            }
            #expect(try VerifiedCheckpoint(opening: note, log: key).checkpoint.size == UInt64(3 * time))
        }
        // Started anew, it has the same key and the same head; a smaller tree is refused whatever holds the key.
        #expect(throws: SignerError.head(path: folder("head"), .locked)) { try self.signer(folder) }
        // Neither list nor head file holds a secret; the PIN is nowhere but in its file.
        let bytes = try folder.read("keys.json")
        #expect(!String(decoding: bytes, as: UTF8.self).contains("273645"))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("PRIVATE"))
    }

    @Test func aTokenThatIsGoneSignsNothingMoreAndSaysSo() throws {
        let folder = try folder()
        let token = try TestToken.named("gone")
        _ = try log(token, "log-1", in: folder)
        var signer = try signer(folder)
        var leaves = GrowingLog()
        guard case .signed = ask(&signer, &leaves, 1) else {
            Issue.record("not signed")
            return
        }
        try token.pullOut()
        for _ in 0..<2 {
            guard case .refused(let refusal) = ask(&signer, &leaves, 2) else {
                Issue.record("signed without its token")
                return
            }
            #expect(refusal.reason == .tokenFailed)
        }
        #expect(signer.tokenProblem != nil)
    }

    @Test func anotherKeyInTheTokenIsRefused() throws {
        let folder = try folder()
        let token = try TestToken.named("other key")
        let key = try log(token, "log-1", in: folder)
        _ = try KeyMaking.make(.token(token.place("log-2", pinFile: "pin")), besides: folder("keys.json"), origin: origin)
        let other = token.place("log-2", pinFile: "pin")
        #expect(throws: TokenProblem.otherKey(label: "log-2")) {
            try TokenKey(other, origin: origin, known: key, pin: Array(token.pin.utf8))
        }
        #expect(throws: TokenProblem.keyMissing(label: "log-3")) {
            try TokenKey(token.place("log-3", pinFile: nil), origin: origin, known: key, pin: Array(token.pin.utf8))
        }
        #expect(throws: SignerError.token(token.label, .keyExists(label: "log-2"))) {
            try KeyMaking.make(.token(other), besides: folder("keys.json"), origin: origin)
        }
        // After a ceremony with other tools the key is there already.
        let adopted = try KeyMaking.make(.token(other), besides: folder("keys.json"), origin: origin, adopts: true)
        #expect(adopted.key != key)
    }

    @Test func aWrongPINIsTriedOnce() throws {
        let token = try TestToken.named("wrong pin")
        #expect(throws: SignerError.token(token.label, .pinRefused)) {
            let folder = try self.folder(pin: "000000")
            _ = try self.log(token, "log-1", in: folder)
        }
        #expect(TokenProblem.pinRefused.needsSomebody)
    }

    @Test func aPINComesFromAPrivateFileOrADescriptorOnly() throws {
        let folder = try folder()
        try folder.write("pin", Array("273645\n".utf8), mode: 0o644)
        #expect(throws: TokenProblem.pinFile(path: folder("pin"), .mode(0o644))) { try TokenPIN.read(file: folder("pin"), descriptor: nil) }
        #expect(throws: TokenProblem.pinMissing) { try TokenPIN.read(file: nil, descriptor: nil) }
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        try #require(write(ends[1], Array("273645\n".utf8), 7) == 7)
        close(ends[1])
        #expect(try TokenPIN.read(file: nil, descriptor: ends[0]) == Array("273645".utf8))
        for wrong in ["", "123", "1234\n5678\n", String(repeating: "1", count: 256)] {
            try folder.write("pin", Array(wrong.utf8))
            #expect(throws: TokenProblem.pinMalformed) { try TokenPIN.read(file: folder("pin"), descriptor: nil) }
        }
    }

    @Test func whatIsNotThereIsNamed() throws {
        let token = try TestToken.named("extra")
        let pin = Array(token.pin.utf8)
        var place = token.place("log-1", pinFile: nil)
        place.token = "nobody's"
        #expect(throws: TokenProblem.tokenMissing(label: "nobody's")) { try TokenKey(place, origin: origin, known: nil, pin: pin) }
        place.token = ""
        #expect(throws: TokenProblem.labelMalformed) { try TokenKey(place, origin: origin, known: nil, pin: pin) }
        place.module = "/nowhere/module.so"
        #expect(throws: TokenProblem.self) { try TokenKey(place, origin: origin, known: nil, pin: pin) }
        // A library, and no module.
        place.module = "libm.so.6"
        #expect(throws: TokenProblem.notAModule) { try TokenKey(place, origin: origin, known: nil, pin: pin) }
    }
}
