import Glibc
public import Ledger
import Synchronization

/// Asks the signer process; blocks the calling thread, at most for its timeout.
public final class SignerClient: Sendable {
    private let socketPath: String
    private let log: Mutex<KeyRing>
    private let timeout: Duration
    // Held for the length of a call: one request at a time, the others wait their turn.
    private let connection = Mutex<Descriptor?>(nil)

    /// A client for the log with this key; connects when first asked.
    public convenience init(socketPath: String, log: VerifierKey, timeout: Duration = .seconds(5)) {
        self.init(socketPath: socketPath, log: KeyRing(log), timeout: timeout)
    }

    /// A client for a log with these keys, of which one at least must have signed.
    public init(socketPath: String, log: KeyRing, timeout: Duration = .seconds(5)) {
        self.socketPath = socketPath
        self.log = Mutex(log)
        self.timeout = timeout
    }

    /// From now on the log has these keys.
    public func follow(_ ring: KeyRing) { log.withLock { $0 = ring } }

    /// The checkpoint of a proven head, signed. Asking again for the same head gives the same note, so a lost answer is asked anew.
    ///
    /// - Parameter time: recorded time of the newest leaf, in milliseconds since 1970, UTC.
    public func sign(_ proof: ConsistencyProof, root: Hash, time: Int64) throws(SignerClientError) -> SignedNote {
        let log = log.withLock { $0 }
        let request = SignRequest(origin: log.name, proof: proof, root: root, time: time)
        switch try ask(.sign(request)) {
        case .signed(let bytes):
            // The answer is proven like one from a stranger: another key behind the socket would be noticed here.
            guard let note = try? SignedNote(parsing: bytes), let opened = try? VerifiedCheckpoint(note, log: log),
                opened.checkpoint.head == TreeHead(size: proof.newSize, root: root)
            else { throw .brokenReply }
            return opened.note
        case .refused(let refusal): throw .refused(refusal)
        case .head: throw .brokenReply
        }
    }

    /// The head that the signer holds.
    public func head() throws(SignerClientError) -> SignedHead {
        switch try ask(.head) {
        case .head(let head): return head
        case .refused(let refusal): throw .refused(refusal)
        case .signed: throw .brokenReply
        }
    }

    private func ask(_ request: SignerMessage.Request) throws(SignerClientError) -> SignerMessage.Reply {
        let deadline = ContinuousClock.now + timeout
        let bytes = request.encode()
        return try connection.withLock { (kept: inout Descriptor?) throws(SignerClientError) in
            if let socket = kept {
                kept = nil
                do throws(SignerClientError) {
                    let reply = try SignerClient.exchange(bytes, over: socket, until: deadline)
                    kept = socket
                    return reply
                } catch {
                    // The signer may have been restarted since the last call; every request may be asked twice.
                    guard case .disconnected = error else { throw error }
                }
            }
            let socket = try connect(until: deadline)
            let reply = try SignerClient.exchange(bytes, over: socket, until: deadline)
            kept = socket
            return reply
        }
    }

    private func connect(until deadline: ContinuousClock.Instant) throws(SignerClientError) -> Descriptor {
        guard (1...UnixSocket.greatestPathByteCount).contains(socketPath.utf8.count) else {
            throw .unreachable(SystemError("connect", ENAMETOOLONG))
        }
        do throws(SystemError) {
            let socket = try UnixSocket.make()
            try UnixSocket.connect(socket, to: socketPath, within: deadline - .now)
            guard try UnixSocket.peerUser(of: socket) == geteuid() else { throw SystemError("connect", EPERM) }
            return socket
        } catch { throw error.number == EAGAIN ? .timedOut : .unreachable(error) }
    }

    private static func exchange(
        _ bytes: [UInt8], over socket: Descriptor, until deadline: ContinuousClock.Instant
    ) throws(SignerClientError) -> SignerMessage.Reply {
        var unsent = bytes[...]
        while !unsent.isEmpty {
            try wait(for: POLLOUT, on: socket, until: deadline)
            do { unsent = unsent.dropFirst(try UnixSocket.send(unsent, to: socket)) } catch { try checkRetry(error) }
        }
        var buffer: [UInt8] = []
        while true {
            let whole: (message: ArraySlice<UInt8>, end: Int)?
            do { whole = try SignerMessage.first(in: buffer) } catch { throw .brokenReply }
            if let whole {
                guard whole.end == buffer.count, let reply = SignerMessage.Reply(decoding: whole.message) else { throw .brokenReply }
                return reply
            }
            try wait(for: POLLIN, on: socket, until: deadline)
            do throws(SystemError) {
                guard try UnixSocket.receive(from: socket, into: &buffer) > 0 else { throw SystemError("recv", ECONNRESET) }
            } catch { try checkRetry(error) }
        }
    }

    /// Passes over a call that only has to be made again.
    private static func checkRetry(_ error: SystemError) throws(SignerClientError) {
        guard error.number == EINTR || error.number == EAGAIN else { throw .disconnected(error) }
    }

    private static func wait(
        for events: Int32, on socket: Descriptor, until deadline: ContinuousClock.Instant
    ) throws(SignerClientError) {
        while true {
            let left = deadline - .now
            guard left > .zero else { throw .timedOut }
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
            var waits = pollfd(fd: socket.number, events: Int16(events), revents: 0)
            let count = poll(&waits, 1, Int32(clamping: milliseconds))
            if count > 0 { return }
            guard count == 0 || errno == EINTR else { throw .disconnected(SystemError("poll")) }
        }
    }
}
