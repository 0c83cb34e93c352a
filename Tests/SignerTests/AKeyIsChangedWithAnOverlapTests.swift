import Glibc
import Ledger
import Scratch
import Testing

@testable import Signer

struct AKeyIsChangedWithAnOverlapTests {
    private let folder: TemporaryFolder
    private let first: VerifierKey

    init() throws {
        folder = TemporaryFolder()
        let member = try KeyMaking.make(.file("key"), besides: folder("keys.json"), origin: origin)
        try SignerInception.create(roster: folder("keys.json"), first: member, headFile: folder("head"))
        first = member.key
    }

    private func add() throws -> VerifierKey {
        let member = try KeyMaking.make(.file("other"), besides: folder("keys.json"), origin: origin)
        return try KeyRoster.change(folder("keys.json")) { roster throws(KeyRoster.Refused) in try roster.add(member) }.ring.newest
    }

    private func retire() throws {
        _ = try KeyRoster.change(folder("keys.json")) { roster throws(KeyRoster.Refused) in try roster.retire() }
    }

    /// Runs a signer for one request, as if its process ended after it.
    private func sign(_ log: inout GrowingLog, _ time: Int64) throws -> SignedNote {
        let (proof, root) = log.grow(2)
        return try #require(try answer(proof, root, time))
    }

    private func answer(_ proof: ConsistencyProof, _ root: Hash, _ time: Int64) throws -> SignedNote? {
        var signer = try CheckpointSigner(keys: .roster(folder("keys.json"), pinDescriptor: nil), headFile: folder("head"), origin: origin)
        let reply = signer.answer(
            SignerMessage.Request.sign(SignRequest(origin: origin, proof: proof, root: root, time: time)).encode()[4...])
        guard case .signed(let bytes) = reply else { return nil }
        return try SignedNote(parsing: bytes)
    }

    @Test func bothSignUntilTheOlderIsRetired() throws {
        var log = GrowingLog()
        #expect(try sign(&log, 1).verify(with: [first]).map(\.key) == [first])
        let second = try add()
        #expect(try sign(&log, 2).verify(with: [first, second]).map(\.key) == [first, second])
        try retire()
        // A retired key is not opened, so that it can be destroyed.
        unlink(folder("key"))
        let last = try sign(&log, 3)
        #expect(try last.verify(with: [first, second]).map(\.key) == [second])
        #expect(throws: NoteError.noKnownSignature) { try VerifiedCheckpoint(last, log: first) }
        #expect(try VerifiedCheckpoint(last, log: #require(KeyRing([first, second]))).signers == [second])
    }

    /// Whatever keys come and go, what was signed under any of them stays signed.
    @Test func noKeyForgetsWhatAnotherSigned() throws {
        var log = GrowingLog()
        _ = try sign(&log, 5)
        _ = try sign(&log, 6)
        _ = try add()
        var fork = GrowingLog("fork")
        let (proof, root) = fork.grow(4)
        #expect(try answer(proof, root, 7) == nil)
        try retire()
        #expect(try answer(proof, root, 7) == nil)
        var smaller = GrowingLog()
        let (back, backRoot) = smaller.grow(2)
        #expect(try answer(back, backRoot, 7) == nil)
        // Time does not go back either.
        let (next, nextRoot) = log.grow(1)
        #expect(try answer(next, nextRoot, 5) == nil)
        #expect(try answer(next, nextRoot, 6) != nil)
    }

    /// A process that is killed leaves the list before or after a change, and perhaps a key that nothing names.
    @Test func aChangeThatIsKilledHalfwayIsMadeAgain() throws {
        var log = GrowingLog()
        _ = try sign(&log, 1)
        // Killed after the key was made: the next try takes the same key, which has signed nothing.
        let orphan = try KeyMaking.make(.file("other"), besides: folder("keys.json"), origin: origin).key
        #expect(try sign(&log, 2).verify(with: [first]).map(\.key) == [first])
        // Killed while the list was replaced: the new bytes stand under another name.
        try folder.write("keys.json.new", Array("{\"keys\":[".utf8))
        #expect(try sign(&log, 3).verify(with: [first]).map(\.key) == [first])
        #expect(try add() == orphan)
        #expect(try sign(&log, 4).verify(with: [first, orphan]).count == 2)
        try folder.write("keys.json.new", [])
        try retire()
        #expect(try sign(&log, 5).verify(with: [orphan]).count == 1)
    }

    @Test func oneChangeAtATime() throws {
        #expect(throws: KeyRoster.Refused.onlyOne) { try retire() }
        _ = try add()
        #expect(throws: KeyRoster.Refused.alreadyTwo) { try add() }
        try retire()
        // A key never comes back.
        #expect(throws: KeyRoster.Refused.sameKey) { try add() }
    }

    @Test func aListThatNoChangeLeadsToIsRefused() throws {
        _ = try add()
        let text = String(decoding: try folder.read("keys.json"), as: UTF8.self)
        let wrong = [
            "", "{}", "{\"keys\":[]}", text + "x",
            // The newer retired, the older signing.
            text.replacing("\"file\" : \"other\"", with: "\"file\" : \"other\", \"token\" : {}"),
            text.replacing("signing", with: "retired"), text.replacing("\"key\" : \"log", with: "\"key\" : \"lag"),
        ]
        for text in wrong {
            try folder.write("keys.json", Array(text.utf8))
            #expect(throws: SignerError.malformedRoster(path: folder("keys.json"))) { try KeyRoster(reading: folder("keys.json")) }
        }
        try folder.write("keys.json", Array(text.utf8), mode: 0o640)
        #expect(throws: SignerError.file(path: folder("keys.json"), .mode(0o640))) { try KeyRoster(reading: folder("keys.json")) }
        try folder.write("keys.json", Array(text.replacing("\"other\"", with: "\"key\"").utf8))
        #expect(throws: SignerError.otherKey(path: folder("key"))) {
            try CheckpointSigner(keys: .roster(folder("keys.json"), pinDescriptor: nil), headFile: folder("head"), origin: origin)
        }
    }
}
