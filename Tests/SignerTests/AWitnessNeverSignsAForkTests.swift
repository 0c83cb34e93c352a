import FoundationEssentials
import Glibc
import Ledger
import Scratch
import Synchronization
import Testing

@testable import Signer

@Suite struct AWitnessNeverSignsAForkTests {
    // MARK: A log and its witness

    /// The log's history, or another one under the same key that begins to differ at a leaf.
    private func leaves(_ count: Int, forkedAt fork: Int? = nil, mark: UInt8 = 0xFF) -> [Hash] {
        (0..<count).map { index in
            Hash.ofLeaf([UInt8(truncatingIfNeeded: index), UInt8(index >> 8), fork.map { index >= $0 ? mark : 0 } ?? 0])
        }
    }

    private func request(from old: Int, to new: Int, of leaves: [Hash], by key: SigningKey? = nil) throws -> [UInt8] {
        var tree = Frontier()
        for leaf in leaves[..<min(old, leaves.count)] { tree.append(leaf) }
        let proof = old <= new ? tree.consistencyProof(appending: Array(leaves[old..<new])).hashes : []
        return AddCheckpoint(oldSize: UInt64(old), hashes: proof, note: try note(new, of: leaves, by: key)).encode()
    }

    private func note(_ size: Int, of leaves: [Hash], by key: SigningKey? = nil) throws -> SignedNote {
        var tree = Frontier()
        for leaf in leaves[..<size] { tree.append(leaf) }
        let key = try key ?? self.key()
        return try Checkpoint(origin: key.verifierKey.name, head: tree.head).signed(by: key)
    }

    private func key(_ name: String = "log.example.com/audit", seed: UInt8 = 7) throws -> SigningKey {
        let name = try #require(KeyName(name))
        return try #require(SigningKey(name: name, seed: [UInt8](repeating: seed, count: 32)))
    }

    private func witness(_ folder: TemporaryFolder, _ keys: [VerifierKey]? = nil) throws -> Witness {
        let name = try #require(KeyName("witness.example.com/w1"))
        _ = try Witness.create(folder.path, name: name)
        try Witness.list(try keys ?? [key().verifierKey], in: folder.path)
        return try Witness(folder.path)
    }

    /// The checkpoint that an answer cosigned, proved under the witness's key.
    private func proved(_ answer: WitnessAnswer, _ note: SignedNote, _ witness: Witness) throws -> VerifiedCheckpoint {
        guard case .cosigned(let line) = answer else { throw Refused(answer: answer) }
        return try VerifiedCheckpoint(
            opening: note.encode() + line, log: try key().verifierKey, witnesses: [witness.verifierKey])
    }

    private struct Refused: Error { let answer: WitnessAnswer }

    /// A log that was set back goes on under another name: told once, the witness follows it, and the former one is over.
    @Test func aContinuedLogIsFollowedAndTheFormerOneIsOver() throws {
        let folder = TemporaryFolder()
        let former = try key()
        let next = try key("log.example.com/audit/continued-2", seed: 9)
        let other = try key("log.example.com/other", seed: 9)
        let leaves = leaves(20)
        let hash = Witness.originHash("log.example.com/audit")
        var shown: [UInt8]?
        do {
            let witness = try witness(folder)
            _ = try proved(witness.add(request(from: 0, to: 17, of: leaves), now: 100), note(17, of: leaves), witness)
            shown = witness.checkpoint(ofOriginHash: hash)
        }
        func follow(_ from: SigningKey, _ to: SigningKey) throws(WitnessError) {
            try Witness.follow(from: from.verifierKey, to: [to.verifierKey], in: folder.path)
        }
        // Only a log that is listed under this very key can be gone on from, and not by itself.
        #expect(throws: WitnessError.self) { try follow(other, next) }
        #expect(throws: WitnessError.self) { try follow(key(seed: 8), next) }
        #expect(throws: WitnessError.self) { try follow(former, former) }
        try follow(former, next)
        // Interrupted, or asked twice: the same again changes nothing. Another successor is a fork.
        try follow(former, next)
        #expect(throws: WitnessError.self) { try follow(former, other) }
        let witness = try Witness(folder.path)
        #expect(witness.add(try request(from: 17, to: 20, of: leaves), now: 200) == .untrusted)
        #expect(witness.checkpoint(ofOriginHash: hash) == shown && shown != nil)
        guard case .cosigned = witness.add(try request(from: 0, to: 12, of: leaves, by: next), now: 201) else {
            Issue.record("the continued log is not cosigned")
            return
        }
        #expect(witness.add(try request(from: 12, to: 12, of: self.leaves(20, forkedAt: 3), by: next), now: 202) != .untrusted)
    }

    // MARK: The answers

    @Test func everyAnswerIsTheSpecifications() throws {
        let folder = TemporaryFolder()
        let witness = try witness(folder)
        let leaves = leaves(40)
        let hash = Witness.originHash("log.example.com/audit")
        #expect(witness.checkpoint(ofOriginHash: hash) == nil)
        #expect(try proved(witness.add(request(from: 0, to: 5, of: leaves), now: 100), note(5, of: leaves), witness).checkpoint.size == 5)
        #expect(try proved(witness.add(request(from: 5, to: 5, of: leaves), now: 101), note(5, of: leaves), witness).checkpoint.size == 5)
        let opened = try proved(witness.add(request(from: 5, to: 17, of: leaves), now: 102), note(17, of: leaves), witness)
        #expect(opened.cosignatures.map(\.time) == [102])
        // 409: another size than what was cosigned last, below and above it, also for what was cosigned once.
        #expect(witness.add(try request(from: 5, to: 17, of: leaves), now: 103) == .conflict(17))
        #expect(witness.add(try request(from: 0, to: 30, of: leaves), now: 103) == .conflict(17))
        #expect(witness.add(try request(from: 20, to: 30, of: leaves), now: 103) == .conflict(17))
        // 400: an old size above the new one, before anything is said of sizes.
        guard case .malformed = witness.add(try request(from: 17, to: 16, of: leaves), now: 103) else {
            Issue.record("going back was not malformed")
            return
        }
        // 422: a fork of the same size, a fork that grew, a proof that was cut or padded, a proof where none belongs.
        let forked = self.leaves(40, forkedAt: 16)
        for body in [
            try request(from: 17, to: 17, of: forked), try request(from: 17, to: 30, of: forked),
            AddCheckpoint(oldSize: 17, hashes: [], note: try note(30, of: leaves)).encode(),
            AddCheckpoint(oldSize: 17, hashes: [leaves[0]], note: try note(17, of: leaves)).encode(),
        ] {
            guard case .inconsistent = witness.add(body, now: 103) else {
                Issue.record("a fork was not refused as one")
                continue
            }
        }
        // 404 and 403.
        let other = try key("log.example.com/other")
        #expect(witness.add(try request(from: 17, to: 30, of: leaves, by: other), now: 103) == .unknownLog)
        let thief = try key(seed: 8)
        #expect(witness.add(try request(from: 17, to: 30, of: leaves, by: thief), now: 103) == .untrusted)
        // A bad line of the trusted key, beside any other, is a bad note.
        let good = try note(30, of: leaves)
        let bad = NoteSignature(name: good.signatures[0].name, keyID: good.signatures[0].keyID, bytes: [UInt8](repeating: 1, count: 64))
        let swapped = try SignedNote(text: good.text, signatures: [bad] + note(30, of: leaves, by: thief).signatures)
        #expect(witness.add(AddCheckpoint(oldSize: 17, hashes: [], note: swapped).encode(), now: 103) == .untrusted)
        // Lines of keys that nobody knows are passed over, and are not kept.
        let more = try good.adding(thief.sign(good.text))
        let body = try AddCheckpoint(oldSize: 17, hashes: AddCheckpoint(parsing: request(from: 17, to: 30, of: leaves)).hashes, note: more)
        #expect(try proved(witness.add(body.encode(), now: 104), good, witness).checkpoint.size == 30)
        let kept = try #require(witness.checkpoint(ofOriginHash: hash))
        #expect(try SignedNote(parsing: kept).signatures.count == 2)
        // After all of it the state is the last one that was cosigned.
        #expect(witness.add(try request(from: 0, to: 40, of: leaves), now: 105) == .conflict(30))
    }

    @Test func anEmptyTreeHasItsOwnRoot() throws {
        let folder = TemporaryFolder()
        let witness = try witness(folder)
        #expect(try proved(witness.add(request(from: 0, to: 0, of: []), now: 1), note(0, of: []), witness).checkpoint.size == 0)
        let text = [UInt8]("log.example.com/audit\n0\n\(Base64.encode(leaves(1)[0].bytes))\n".utf8)
        let note = try SignedNote(text: text, signatures: [key().sign(text)])
        guard case .inconsistent = witness.add(AddCheckpoint(oldSize: 0, hashes: [], note: note).encode(), now: 1) else {
            Issue.record("an empty tree with another root")
            return
        }
        // From nothing on a proof must be empty.
        let padded = AddCheckpoint(oldSize: 0, hashes: leaves(1), note: try self.note(3, of: leaves(3))).encode()
        guard case .inconsistent = witness.add(padded, now: 1) else {
            Issue.record("a proof from nothing")
            return
        }
    }

    @Test func itSignsTheKnownAnswer() throws {
        struct Vectors: Decodable { let wit_seed, log_vkey, checkpoint_3, add_checkpoint_3_8, cosig_line: String }
        let path = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Vectors/tlog.json"
        let vectors = try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: URL(filePath: path)))
        let folder = TemporaryFolder()
        let name = try #require(KeyName("witness.example.com/w1"))
        let seed = stride(from: 0, to: 64, by: 2).compactMap { UInt8(vectors.wit_seed.dropFirst($0).prefix(2), radix: 16) }
        let known = try #require(WitnessKey(name: name, seed: seed))
        #expect(try WitnessKey(parsing: [UInt8](known.secretLine.utf8)).verifierKey == known.verifierKey)
        _ = try Witness.create(folder.path, name: name)
        try folder.write("witness.key", [UInt8]("\(known.secretLine)\n".utf8))
        try Witness.list([try VerifierKey(parsing: vectors.log_vkey)], in: folder.path)
        let witness = try Witness(folder.path)
        guard case .cosigned = witness.add([UInt8]("old 0\n\n\(vectors.checkpoint_3)".utf8), now: 1_699_999_999) else {
            Issue.record("the first checkpoint was refused")
            return
        }
        let line = vectors.cosig_line.hasSuffix("\n") ? vectors.cosig_line : vectors.cosig_line + "\n"
        #expect(witness.add([UInt8](vectors.add_checkpoint_3_8.utf8), now: 1_700_000_000) == .cosigned([UInt8](line.utf8)))
    }

    @Test func noChangedBitOfARequestIsCosigned() throws {
        let folder = TemporaryFolder()
        let witness = try witness(folder)
        let leaves = leaves(24)
        _ = witness.add(try request(from: 0, to: 7, of: leaves), now: 1)
        let body = try request(from: 7, to: 24, of: leaves)
        for place in body.indices {
            for bit in 0..<8 {
                var changed = body
                changed[place] ^= 1 << UInt8(bit)
                if case .cosigned = witness.add(changed, now: 2) { Issue.record("bit \(bit) of byte \(place)") }
            }
        }
        for count in 0..<body.count {
            if case .cosigned = witness.add([UInt8](body[..<count]), now: 2) { Issue.record("cut to \(count)") }
        }
        if case .cosigned = witness.add(body + [0x0A], now: 2) { Issue.record("a line more") }
        if case .cosigned = witness.add(body + [UInt8](repeating: 0x0A, count: Witness.greatestRequest), now: 2) {
            Issue.record("too long")
        }
        #expect(try proved(witness.add(body, now: 3), note(24, of: leaves), witness).checkpoint.size == 24)
    }

    // MARK: Races, restarts, broken disks

    @Test func ofManyAtOnceOneHistoryIsCosigned() throws {
        let folder = TemporaryFolder()
        let witness = try witness(folder)
        _ = witness.add(try request(from: 0, to: 3, of: leaves(3)), now: 1)
        // Sixteen histories that share three leaves, all signed by the genuine key.
        let bodies = try (1...16).map { try request(from: 3, to: 9, of: leaves(9, forkedAt: 3, mark: UInt8($0))) }
        let answers = Mutex<[WitnessAnswer]>([])
        let threads = try bodies.map { body in
            try BlockingThread {
                let answer = witness.add(body, now: 2)
                answers.withLock { $0.append(answer) }
            }
        }
        for thread in threads { thread.join() }
        let all = answers.withLock { $0 }
        #expect(all.count { if case .cosigned = $0 { true } else { false } } == 1)
        #expect(all.count { $0 == .conflict(9) } == 15)
    }

    @Test func whatItCosignedItRemembers() throws {
        let folder = TemporaryFolder()
        let leaves = leaves(60)
        var witness: Witness? = try witness(folder)
        var size = 0
        for step in [1, 2, 3, 8, 20, 21, 59] {
            // The clock going back does not show in what is cosigned.
            let answer = witness?.add(try request(from: size, to: step, of: leaves), now: UInt64(1_000 - step))
            let opened = try proved(try #require(answer), note(step, of: leaves), try #require(witness))
            #expect(opened.cosignatures.map(\.time) == [999])
            size = step
            witness = nil
            witness = try Witness(folder.path)
            #expect(witness?.add(try request(from: 0, to: 60, of: leaves), now: 1) == .conflict(UInt64(size)))
        }
        #expect(throws: WitnessError.locked(path: folder.path)) { try Witness(folder.path) }
    }

    @Test func aFolderThatWasTouchedIsNotUsed() throws {
        let folder = TemporaryFolder()
        let leaves = leaves(10)
        do {
            let witness = try witness(folder)
            _ = witness.add(try request(from: 0, to: 10, of: leaves), now: 1)
        }
        let hash = Witness.originHash("log.example.com/audit")
        let good = try folder.read("logs/\(hash)/checkpoint")
        let place = "\(folder.path)/logs/\(hash)/checkpoint"
        // A shorter history, with the log's genuine signature but without this witness's own.
        for bytes in [try note(4, of: leaves).encode(), Array(good.dropLast(2)), [0x0A]] {
            try folder.write("logs/\(hash)/checkpoint", bytes)
            #expect(throws: WitnessError.damaged(path: place)) { try Witness(folder.path) }
        }
        unlink(place)
        #expect(throws: WitnessError.checkpointMissing(path: place)) { try Witness(folder.path) }
        try folder.write("logs/\(hash)/checkpoint", good)
        // One that a killed process had begun is nobody's.
        try folder.write("logs/\(hash)/checkpoint.new", [1, 2, 3])
        let witness = try Witness(folder.path)
        #expect(witness.add(try request(from: 0, to: 10, of: leaves), now: 1) == .conflict(10))
        #expect(throws: WitnessError.self) { try Witness.list([key().verifierKey], in: folder.path) }
        #expect(throws: WitnessError.self) { try Witness.create(folder.path, name: witness.verifierKey.name) }
    }

    @Test func withoutADiskNothingIsCosigned() throws {
        let folder = TemporaryFolder()
        let witness = try witness(folder)
        let leaves = leaves(10)
        _ = witness.add(try request(from: 0, to: 2, of: leaves), now: 1)
        #expect(rename("\(folder.path)/logs", "\(folder.path)/away") == 0)
        #expect(witness.add(try request(from: 2, to: 5, of: leaves), now: 2) == .stopped)
        #expect(rename("\(folder.path)/away", "\(folder.path)/logs") == 0)
        #expect(witness.add(try request(from: 2, to: 5, of: leaves), now: 2) == .stopped)
    }

    @Test func aLogMayChangeItsKey() throws {
        let folder = TemporaryFolder()
        let (old, new) = (try key(), try key(seed: 9))
        let witness = try witness(folder, [old.verifierKey, new.verifierKey])
        let leaves = leaves(10)
        _ = try proved(witness.add(request(from: 0, to: 2, of: leaves), now: 1), note(2, of: leaves), witness)
        guard case .cosigned = witness.add(try request(from: 2, to: 5, of: leaves, by: new), now: 2) else {
            Issue.record("the new key is listed")
            return
        }
        let elsewhere = TemporaryFolder()
        _ = try Witness.create(elsewhere.path, name: witness.verifierKey.name)
        let other = try key("log.example.com/other").verifierKey
        #expect(throws: WitnessError.self) { try Witness.list([old.verifierKey, other], in: elsewhere.path) }
        #expect(throws: WitnessError.self) { try Witness.list([witness.verifierKey], in: elsewhere.path) }
    }

    /// A log that is listed with its first key gets its second one, and what was cosigned stays.
    @Test func aListedLogGetsItsNextKey() throws {
        let folder = TemporaryFolder()
        let (old, new, third) = (try key(), try key(seed: 9), try key(seed: 10))
        let leaves = leaves(10)
        do {
            let witness = try witness(folder, [old.verifierKey])
            _ = try proved(witness.add(request(from: 0, to: 2, of: leaves), now: 1), note(2, of: leaves), witness)
            #expect(witness.add(try request(from: 2, to: 5, of: leaves, by: new), now: 2) == .untrusted)
        }
        // Not another key in its place.
        #expect(throws: WitnessError.self) { try Witness.list([new.verifierKey, third.verifierKey], in: folder.path) }
        try Witness.list([old.verifierKey, new.verifierKey], in: folder.path)
        let witness = try Witness(folder.path)
        #expect(witness.add(try request(from: 0, to: 5, of: leaves, by: new), now: 2) == .conflict(2))
        guard case .cosigned = witness.add(try request(from: 2, to: 5, of: leaves, by: new), now: 2) else {
            Issue.record("the new key is listed")
            return
        }
    }
}
