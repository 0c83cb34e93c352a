import Glibc
import Ledger
import Scratch
import Testing

@testable import Signer

/// Bytes that are no message do no harm, and no client can hold up the others.
@Suite struct SignerMessageTests {
    private static let request = SignRequest(
        origin: origin,
        proof: ConsistencyProof(oldSize: 3, newSize: 9, hashes: [.ofLeaf([1]), .ofLeaf([2])]), root: .ofLeaf([3]), time: -4)

    @Test func messagesAreReadBackAndNothingElseIs() throws {
        let requests: [SignerMessage.Request] = [.sign(Self.request), .head]
        for request in requests {
            let bytes = request.encode()
            #expect(try SignerMessage.first(in: bytes)?.end == bytes.count)
            #expect(SignerMessage.Request(decoding: bytes[4...]) == request)
            for end in 4..<bytes.count { #expect(SignerMessage.Request(decoding: bytes[4..<end]) == nil) }
            #expect(SignerMessage.Request(decoding: (bytes + [0])[4...]) == nil)
            for end in 0..<bytes.count { #expect(try SignerMessage.first(in: Array(bytes[..<end])) == nil) }
        }
        let held = SignedHead(tree: TreeHead(size: 3, root: .ofLeaf([1])), time: 4)
        let replies: [SignerMessage.Reply] = [.signed([1, 2]), .refused(SignRefusal(reason: .badProof, held: held)), .head(held)]
        for reply in replies {
            let bytes = reply.encode()
            #expect(SignerMessage.Reply(decoding: bytes[4...]) == reply)
            if case .signed = reply { continue }
            for end in 4..<bytes.count { #expect(SignerMessage.Reply(decoding: bytes[4..<end]) == nil) }
            #expect(SignerMessage.Reply(decoding: (bytes + [0])[4...]) == nil)
        }
        #expect(SignerMessage.Request(decoding: [2, 2]) == nil && SignerMessage.Request(decoding: [1, 3]) == nil)
        #expect(throws: SignerMessage.TooLong.self) { try SignerMessage.first(in: [0, 0, 0x20, 1]) }
        #expect(throws: SignerMessage.TooLong.self) { try SignerMessage.first(in: [255, 255, 255, 255]) }
    }

    private func connect(_ running: RunningSigner) throws -> Descriptor {
        let socket = try UnixSocket.make()
        try UnixSocket.connect(socket, to: running.folder("socket"), within: .seconds(20))
        return socket
    }

    /// What comes back until the other end closes.
    private func everything(from socket: Descriptor) throws -> [UInt8] {
        var buffer: [UInt8] = []
        while true {
            var waits = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
            try #require(poll(&waits, 1, 20_000) == 1)
            do throws(SystemError) {
                if try UnixSocket.receive(from: socket, into: &buffer) == 0 { return buffer }
            } catch {
                guard error.number == ECONNRESET else { throw error }
                return buffer
            }
        }
    }

    @Test func anOverlongMessageClosesItsConnectionOnly() throws {
        let running = try RunningSigner()
        defer { running.stop() }
        let client = running.client()
        #expect(try client.head() == .none)
        let socket = try connect(running)
        _ = try UnixSocket.send([0x7F, 0, 0, 0, 1, 2][...], to: socket)
        #expect(try everything(from: socket).isEmpty)
        #expect(try client.head() == .none)
    }

    @Test func garbageIsRefusedAndSeveralMessagesAtOnceAreAnswered() throws {
        let running = try RunningSigner()
        defer { running.stop() }
        let socket = try connect(running)
        let head = SignerMessage.Request.head.encode()
        let bytes = [0, 0, 0, 3, 9, 9, 9] + head + [0, 0, 0, 0] + head
        _ = try UnixSocket.send(bytes[...], to: socket)
        _ = shutdown(socket.number, Int32(SHUT_WR))
        var answer = try everything(from: socket)
        var replies: [SignerMessage.Reply?] = []
        while let whole = try SignerMessage.first(in: answer) {
            replies.append(SignerMessage.Reply(decoding: whole.message))
            answer.removeSubrange(..<whole.end)
        }
        let malformed = SignerMessage.Reply.refused(SignRefusal(reason: .malformed, held: .none))
        #expect(replies == [malformed, .head(.none), malformed, .head(.none)] && answer.isEmpty)
    }

    @Test func idleAndHalfFinishedClientsHoldUpNobody() throws {
        let running = try RunningSigner()
        defer { running.stop() }
        let client = running.client()
        #expect(try client.head() == .none)
        var idle: [Descriptor] = []
        for _ in 0..<10 {
            let socket = try connect(running)
            _ = try UnixSocket.send([0, 0, 1][...], to: socket)
            idle.append(socket)
        }
        #expect(try client.head() == .none)
        // More clients than there is room for: the surplus is closed, those inside are served.
        for _ in 0..<30 { idle.append(try connect(running)) }
        #expect(try client.head() == .none)
        #expect(idle.count == 40)
    }

    @Test func aSilentSignerTimesOut() throws {
        let folder = TemporaryFolder()
        let listener = try UnixSocket.make()
        try UnixSocket.bind(listener, to: folder("socket"))
        try #require(listen(listener.number, 4) == 0)
        let log = try #require(VerifierKey(name: origin, algorithm: .ed25519, publicKey: [UInt8](repeating: 1, count: 32)))
        let client = SignerClient(socketPath: folder("socket"), log: log, timeout: .milliseconds(20))
        #expect(throws: SignerClientError.timedOut) { try client.head() }
        let nobody = SignerClient(socketPath: folder("other"), log: log, timeout: .milliseconds(20))
        #expect(throws: SignerClientError.unreachable(SystemError("connect", ENOENT))) { try nobody.head() }
    }
}
