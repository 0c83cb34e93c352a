import Glibc
import Ledger
import Scratch
import Synchronization
import Testing

@testable import Signer

/// The promises of the signer, asked over its socket.
@Suite struct SignerServerTests {
    @Test func growthIsSignedStepByStep() throws {
        let running = try RunningSigner()
        defer { running.stop() }
        let client = running.client()
        var log = GrowingLog()
        var time: Int64 = 1_700_000_000_000
        #expect(try client.head() == .none)
        for count in [1, 1, 3, 250, 1, 700, 2] {
            let (proof, root) = log.grow(count)
            time += Int64(count % 2)
            let note = try client.sign(proof, root: root, time: time)
            let opened = try VerifiedCheckpoint(note, log: running.log)
            #expect(opened.checkpoint.head == log.edge.head)
            #expect(try client.head() == SignedHead(tree: log.edge.head, time: time))
        }
    }

    @Test func theSameHeadAgainGivesTheSameNoteAndWritesNothing() throws {
        let running = try RunningSigner()
        defer { running.stop() }
        let client = running.client()
        var log = GrowingLog()
        let (proof, root) = log.grow(5)
        let note = try client.sign(proof, root: root, time: 7)
        let file = try running.folder.read("head")
        #expect(try client.sign(proof, root: root, time: 7) == note)
        #expect(try running.client().sign(ConsistencyProof(oldSize: 5, newSize: 5, hashes: []), root: root, time: 9) == note)
        #expect(try running.folder.read("head") == file)
    }

    @Test func theEmptyLogCanBeSigned() throws {
        let running = try RunningSigner()
        defer { running.stop() }
        let note = try running.client().sign(ConsistencyProof(oldSize: 0, newSize: 0, hashes: []), root: .ofEmptyTree, time: 1)
        #expect(try VerifiedCheckpoint(note, log: running.log).checkpoint.head == .empty)
    }

    @Test func rollbackForkAndFalseProofsAreRefusedAndChangeNothing() throws {
        let running = try RunningSigner()
        defer { running.stop() }
        let client = running.client()
        var log = GrowingLog()
        var fork = GrowingLog("fork")
        let first = log.grow(4)
        let forked = fork.grow(4)
        _ = try client.sign(first.proof, root: first.root, time: 100)
        let held = try client.head()

        #expect(refusal { try client.sign(forked.proof, root: forked.root, time: 100) } == .otherRoot)
        var younger = GrowingLog()
        let short = younger.grow(3)
        #expect(refusal { try client.sign(short.proof, root: short.root, time: 100) } == .smallerSize)
        let empty = ConsistencyProof(oldSize: 0, newSize: 0, hashes: [])
        #expect(refusal { try client.sign(empty, root: .ofEmptyTree, time: 100) } == .smallerSize)
        let forkedOn = fork.grow(3)
        #expect(refusal { try client.sign(forkedOn.proof, root: forkedOn.root, time: 100) } == .badProof)
        let second = log.grow(3)
        #expect(refusal { try client.sign(second.proof, root: second.root, time: 99) } == .timeWentBack)
        #expect(refusal { try client.sign(first.proof, root: first.root, time: 99) } == .timeWentBack)
        #expect(refusal { try client.sign(second.proof, root: forkedOn.root, time: 100) } == .badProof)
        for changed in [Array(second.proof.hashes.dropLast()), second.proof.hashes + [first.root], []] {
            let proof = ConsistencyProof(oldSize: 4, newSize: 7, hashes: changed)
            #expect(refusal { try client.sign(proof, root: second.root, time: 100) } == .badProof)
        }
        for oldSize in [0, 3, 5, 7, .max] as [UInt64] {
            let proof = ConsistencyProof(oldSize: oldSize, newSize: 7, hashes: second.proof.hashes)
            #expect(refusal { try client.sign(proof, root: second.root, time: 100) } == .notFromHead)
        }
        let huge = ConsistencyProof(oldSize: 4, newSize: .max, hashes: second.proof.hashes)
        #expect(refusal { try client.sign(huge, root: second.root, time: 100) } == .badProof)
        let many = ConsistencyProof(oldSize: 4, newSize: 7, hashes: Array(repeating: first.root, count: 64))
        #expect(refusal { try client.sign(many, root: second.root, time: 100) } == .malformed)

        #expect(try client.head() == held)
        _ = try client.sign(second.proof, root: second.root, time: 100)
    }

    @Test func anotherLogIsRefused() throws {
        let running = try RunningSigner()
        defer { running.stop() }
        let name = try #require(KeyName("log.example.com/b"))
        let stranger = try #require(VerifierKey(name: name, algorithm: .ed25519, publicKey: running.log.publicKey))
        var log = GrowingLog()
        let (proof, root) = log.grow(1)
        let client = SignerClient(socketPath: running.folder("socket"), log: stranger)
        #expect(refusal { try client.sign(proof, root: root, time: 1) } == .wrongOrigin)
    }

    @Test func aSignatureOfAnotherKeyIsNotBelieved() throws {
        let running = try RunningSigner()
        defer { running.stop() }
        let other = try #require(VerifierKey(name: origin, algorithm: .ed25519, publicKey: [UInt8](repeating: 9, count: 32)))
        var log = GrowingLog()
        let (proof, root) = log.grow(1)
        #expect(throws: SignerClientError.brokenReply) {
            try SignerClient(socketPath: running.folder("socket"), log: other).sign(proof, root: root, time: 1)
        }
    }

    @Test func aRestartKeepsTheHead() throws {
        let first = try RunningSigner()
        let client = first.client()
        var log = GrowingLog()
        let before = log.grow(6)
        let note = try client.sign(before.proof, root: before.root, time: 10)
        first.stop()
        #expect(throws: SignerClientError.self) { try client.head() }
        let second = try RunningSigner(folder: first.folder)
        defer { second.stop() }
        let again = second.client()
        #expect(try again.head().tree.size == 6)
        #expect(try again.sign(before.proof, root: before.root, time: 10) == note)
        var younger = GrowingLog()
        let short = younger.grow(5)
        #expect(refusal { try again.sign(short.proof, root: short.root, time: 11) } == .smallerSize)
        #expect(refusal { try again.sign(before.proof, root: before.root, time: 9) } == .timeWentBack)
        let next = log.grow(1)
        _ = try again.sign(next.proof, root: next.root, time: 11)
    }

    @Test func aRestartedServerIsFoundByAnOldClient() throws {
        let folder = TemporaryFolder()
        var log = GrowingLog()
        var client: SignerClient?
        for round in 1...3 as ClosedRange<Int64> {
            let running = try RunningSigner(folder: folder)
            let known = client ?? running.client()
            client = known
            let (proof, root) = log.grow(2)
            _ = try known.sign(proof, root: root, time: round)
            #expect(try known.head().tree == log.edge.head)
            running.stop()
        }
    }

    @Test func whenClientsRaceOneHistoryIsSigned() throws {
        let running = try RunningSigner()
        defer { running.stop() }
        let signed = Mutex<[TreeHead]>([])
        let (folder, log) = (running.folder, running.log)
        let threads = try (0..<4).map { racer in
            try BlockingThread {
                let client = SignerClient(socketPath: folder("socket"), log: log, timeout: .seconds(20))
                for round in 0..<25 {
                    // All racers agree on the first leaf of a round and differ in the second.
                    var tree = Frontier()
                    for step in 0..<round { tree.append(Hash.ofLeaf([UInt8(step)])) }
                    let leaf = Hash.ofLeaf([UInt8(round), UInt8(racer)])
                    let proof = tree.consistencyProof(appending: [leaf])
                    var grown = tree
                    grown.append(leaf)
                    let root = grown.root
                    do throws(SignerClientError) {
                        _ = try client.sign(proof, root: root, time: 1)
                        signed.withLock { $0.append(TreeHead(size: UInt64(round + 1), root: root)) }
                    } catch {
                        guard case .refused = error else {
                            Issue.record("\(error)")
                            return
                        }
                    }
                }
            }
        }
        for thread in threads { thread.join() }
        let heads = signed.withLock { $0 }
        #expect(!heads.isEmpty)
        #expect(Set(heads.map(\.size)).count == Set(heads).count, "one size was signed with two roots")
    }

    @Test func theSocketIsItsOwners() throws {
        let folder = TemporaryFolder()
        let before = umask(0)
        defer { umask(before) }
        let running = try RunningSigner(folder: folder)
        #expect(try folder.mode("socket") == 0o600)
        running.stop()
        #expect(try Files.presence(of: folder("socket")) == .absent)
    }

    @Test func aLeftOverSocketIsReplacedALivingOneIsNot() throws {
        let folder = TemporaryFolder()
        let log = try SignerInception.create(keyFile: folder("key"), headFile: folder("head"), origin: origin)
        let dead = try UnixSocket.make()
        try UnixSocket.bind(dead, to: folder("socket"))
        let running = try RunningSigner(folder: folder)
        #expect(try running.client().head() == .none)
        #expect(running.log == log)

        let other = TemporaryFolder()
        _ = try SignerInception.create(keyFile: other("key"), headFile: other("head"), origin: origin)
        #expect(throws: SignerError.socketInUse(path: folder("socket"))) {
            try SignerServer(socketPath: folder("socket"), keys: .file(other("key")), headFile: other("head"), origin: origin)
        }
        running.stop()
        try other.write("other", [1])
        #expect(throws: SignerError.self) {
            try SignerServer(socketPath: other("other"), keys: .file(other("key")), headFile: other("head"), origin: origin)
        }
        #expect(try other.read("other") == [1])
        let long = folder(String(repeating: "s", count: 100))
        #expect(throws: SignerError.socketPathTooLong(path: long)) {
            try SignerServer(socketPath: long, keys: .file(other("key")), headFile: other("head"), origin: origin)
        }
    }

    @Test func itEndsWhenItsParentsPipeCloses() throws {
        let folder = TemporaryFolder()
        _ = try SignerInception.create(keyFile: folder("key"), headFile: folder("head"), origin: origin)
        let server = try SignerServer(
            socketPath: folder("socket"), keys: .file(folder("key")), headFile: folder("head"), origin: origin)
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        let (input, output) = (ends[0], ends[1])
        let thread = try BlockingThread {
            do { try server.serve(watching: input) } catch { Issue.record("\(error)") }
        }
        #expect(write(output, [1, 2, 3], 3) == 3)
        let log = try KeyFile.load(folder("key"), origin: origin).verifierKey
        let client = SignerClient(socketPath: folder("socket"), log: log, timeout: .seconds(20))
        #expect(try client.head() == .none)
        close(output)
        thread.join()
        close(input)
    }
}
