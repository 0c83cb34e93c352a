import Glibc
import Ledger
import Scratch
import Testing

@testable import Signer

/// The head is never lost to a torn write and never believed from a file that was put together.
@Suite struct HeadFileTests {
    private func head(_ size: UInt64) -> SignedHead {
        SignedHead(tree: TreeHead(size: size, root: .ofLeaf([UInt8(truncatingIfNeeded: size)])), time: Int64(size) * 10)
    }

    private func prepare() throws -> (TemporaryFolder, VerifierKey) {
        let folder = TemporaryFolder()
        return (folder, try SignerInception.create(keyFile: folder("key"), headFile: folder("head"), origin: origin))
    }

    /// Opens the file as a new process would, and lets go of it.
    private func read(_ folder: TemporaryFolder, _ log: VerifierKey) throws -> (head: SignedHead, wasTorn: Bool) {
        let file = try opened(folder, log)
        return (file.head, file.wasTorn)
    }

    /// A child that some other test begins holds our locks until it runs its own program.
    private func opened(_ folder: TemporaryFolder, _ log: VerifierKey) throws -> HeadFile {
        for _ in 0..<2_000 {
            do { return try HeadFile(opening: folder("head"), log: log) } catch SignerError.head(_, .locked) {
                // Another process: it is asked until it has let go.
                usleep(1_000)
            }
        }
        return try HeadFile(opening: folder("head"), log: log)
    }

    @Test func everyStoredHeadIsThereAfterOpeningAgain() throws {
        let (folder, log) = try prepare()
        for size in 1...20 as ClosedRange<UInt64> {
            var file = try opened(folder, log)
            #expect(!file.wasTorn)
            try file.store(head(size))
            #expect(file.head == head(size))
        }
        #expect(try opened(folder, log).head == head(20))
        #expect(try folder.read("head").count == HeadSlot.fileByteCount)
    }

    @Test func aTornWriteLeavesTheHeadBefore() throws {
        let (folder, log) = try prepare()
        for size in 1...4 as ClosedRange<UInt64> {
            let before = try folder.read("head")
            do {
                var file = try opened(folder, log)
                try file.store(head(size))
            }
            let after = try folder.read("head")
            // Each cut of the write, from either end, as a disk may leave it.
            for cut in stride(from: 0, through: HeadSlot.byteCount, by: 3) {
                for mixed in [
                    tear(before, after, cut), tear(after, before, cut),
                ] {
                    try folder.write("head", mixed)
                    let found = try read(folder, log).head
                    #expect(found == head(size) || found == (size == 1 ? .none : head(size - 1)))
                    if mixed == after { #expect(found == head(size)) }
                }
            }
            try folder.write("head", after)
        }
    }

    /// The first bytes of each slot from one state, the rest from the other.
    private func tear(_ one: [UInt8], _ other: [UInt8], _ cut: Int) -> [UInt8] {
        var mixed = other
        for place in [0, HeadSlot.stride] { mixed[place..<(place + cut)] = one[place..<(place + cut)] }
        return mixed
    }

    @Test func everyFlippedBitOfASlotIsSeen() throws {
        let (folder, log) = try prepare()
        do {
            var file = try opened(folder, log)
            try file.store(head(1))
            try file.store(head(2))
        }
        let good = try folder.read("head")
        // Generation 3 stands in the second place.
        for bit in 0..<(136 * 8) {
            var changed = good
            changed[HeadSlot.stride + bit / 8] ^= 1 << UInt8(bit % 8)
            try folder.write("head", changed)
            #expect(try read(folder, log) == (head(1), true))
            changed[bit / 8] ^= 1
            try folder.write("head", changed)
            #expect(throws: SignerError.head(path: folder("head"), .damaged)) { try opened(folder, log) }
        }
    }

    @Test func slotsOfTwoCopiesAreNotBelieved() throws {
        let (folder, log) = try prepare()
        let old = try folder.read("head")
        do {
            var file = try opened(folder, log)
            for size in 1...3 as ClosedRange<UInt64> { try file.store(head(size)) }
        }
        let new = try folder.read("head")
        for (first, second) in [(old, new), (new, old)] {
            try folder.write("head", Array(first[..<HeadSlot.stride] + second[HeadSlot.stride...]))
            #expect(throws: SignerError.head(path: folder("head"), .damaged)) { try opened(folder, log) }
        }
        for bytes in [[], Array(new.dropLast()), new + [0], Array(new[HeadSlot.stride...] + new[..<HeadSlot.stride])] {
            try folder.write("head", bytes)
            #expect(throws: SignerError.head(path: folder("head"), .damaged)) { try opened(folder, log) }
        }
    }

    @Test func onlyOneProcessHoldsIt() throws {
        let (folder, log) = try prepare()
        let first = try HeadFile(opening: folder("head"), log: log)
        #expect(throws: SignerError.head(path: folder("head"), .locked)) { try HeadFile(opening: folder("head"), log: log) }
        #expect(first.head == .none)
    }

    /// The devices stand in for a broken disk: one accepts writes and cannot sync, one is full.
    @Test(arguments: ["/dev/null", "/dev/full"])
    func afterAFailedWriteNothingIsSignedAnyMore(_ device: String) throws {
        let (folder, log) = try prepare()
        var signer = try CheckpointSigner(keys: .file(folder("key")), headFile: folder("head"), origin: origin)
        var growing = GrowingLog()
        func ask(_ grown: (proof: ConsistencyProof, root: Hash)) -> SignerMessage.Reply {
            let request = SignRequest(origin: origin, proof: grown.proof, root: grown.root, time: 5)
            return signer.answer(SignerMessage.Request.sign(request).encode()[4...])
        }
        let first = growing.grow(3)
        guard case .signed = ask(first) else { return #expect(Bool(false), "the first head is signed") }
        let good = dup(signer.headFile.file.number)
        let broken = open(device, O_RDWR)
        try #require(good >= 0 && broken >= 0 && dup2(broken, signer.headFile.file.number) >= 0)
        let second = growing.grow(2)
        let stopped = { (reply: SignerMessage.Reply) in
            if case .refused(let refusal) = reply { refusal.reason == .stopped } else { false }
        }
        #expect(stopped(ask(second)))
        // The disk is well again, the process stays stopped: what the disk holds is unknown to it.
        try #require(dup2(good, signer.headFile.file.number) >= 0)
        #expect(stopped(ask(second)))
        let again = (ConsistencyProof(oldSize: 3, newSize: 3, hashes: []), first.root)
        #expect(stopped(ask(again)))
        close(good)
        close(broken)
        _ = log
    }
}
