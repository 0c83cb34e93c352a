import Glibc
public import Ledger
import Synchronization

/// Answers on a Unix socket of its own user: one request after the other, so that comparing and setting the head is one step.
public final class SignerServer: Sendable {
    private let socketPath: String
    private let listener: Descriptor
    // `stop`, which any thread may call, writes into the second; the first then wakes `serve`.
    private let wakeUp: Descriptor
    private let waker: Descriptor
    private let signer: Mutex<CheckpointSigner>

    /// Whether one of the head file's two slots was unreadable, as a power cut during a write leaves it.
    public let headWasTorn: Bool

    static let greatestConnectionCount = 16
    /// A message that has begun has to be complete after this time.
    static let patience = Duration.seconds(5)

    /// Opens keys and head file and listens; the socket admits only this user.
    public init(socketPath: String, keys: SignerKeys, headFile: String, origin: KeyName) throws(SignerError) {
        guard (1...UnixSocket.greatestPathByteCount).contains(socketPath.utf8.count) else {
            throw .socketPathTooLong(path: socketPath)
        }
        // The head file's lock comes first: it decides which of two processes may take the socket over.
        let signer = try CheckpointSigner(keys: keys, headFile: headFile, origin: origin)
        headWasTorn = signer.headFile.wasTorn
        listener = try SignerServer.listen(at: socketPath)
        do { (wakeUp, waker) = try UnixSocket.makePair() } catch { throw .socket(path: socketPath, error) }
        self.socketPath = socketPath
        self.signer = Mutex(signer)
    }

    /// Runs a signer process: returns when standard input closes, if asked to watch it, and otherwise never.
    public static func run(
        socketPath: String, keys: SignerKeys, headFile: String, origin: KeyName, untilInputCloses: Bool = false
    ) throws(SignerError) {
        // No core file may ever hold the key.
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        guard setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none) == 0 else {
            throw .socket(path: socketPath, SystemError("setrlimit"))
        }
        let server = try SignerServer(socketPath: socketPath, keys: keys, headFile: headFile, origin: origin)
        try server.serve(watching: untilInputCloses ? STDIN_FILENO : nil)
    }

    /// Answers until `stop` is called or the watched input closes.
    public func serve(watching input: Int32? = nil) throws(SignerError) {
        defer { unlink(socketPath) }
        var connections: [SignerConnection] = []
        while true {
            // Positions: wake-up, listener, input (a negative number is passed over), then the connections.
            let numbers = [wakeUp.number, listener.number, input ?? -1] + connections.map(\.socket.number)
            var waits = numbers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let count = poll(&waits, nfds_t(waits.count), SignerConnection.timeout(of: connections))
            if count < 0 {
                if errno == EINTR { continue }
                throw .socket(path: socketPath, SystemError("poll"))
            }
            if waits[0].revents != 0 { return }
            if input != nil, waits[2].revents != 0, SignerServer.hasClosed(waits[2].fd) { return }
            let ready = waits[3...].map { $0.revents != 0 }
            connections = zip(connections, ready).compactMap { connection, isReady in
                isReady ? answer(connection) : connection.hasRunOut ? nil : connection
            }
            if waits[1].revents != 0, let connection = accept(), connections.count < SignerServer.greatestConnectionCount {
                connections.append(connection)
            }
        }
    }

    /// Makes `serve` return.
    public func stop() {
        // Only a full buffer could refuse the byte, and then a wake-up is pending anyway.
        _ = try? UnixSocket.send([0], to: waker)
    }

    /// Reads what has come and answers each whole message; nil closes the connection.
    private func answer(_ connection: SignerConnection) -> SignerConnection? {
        var connection = connection
        guard connection.receive() else { return nil }
        while true {
            switch connection.nextMessage() {
            case .incomplete: return connection
            case .unreadable: return nil
            case .message(let message):
                let reply = signer.withLock { $0.answer(message) }
                guard connection.send(reply.encode()) else { return nil }
            }
        }
    }

    private func accept() -> SignerConnection? {
        // A client that has gone again, or one of another user, is simply not taken in.
        guard let socket = try? UnixSocket.accept(from: listener), let user = try? UnixSocket.peerUser(of: socket),
            user == geteuid()
        else { return nil }
        return SignerConnection(socket)
    }

    /// Whether the parent has closed its end; whatever it writes is thrown away.
    private static func hasClosed(_ input: Int32) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(input, &bytes, bytes.count)
        return count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)
    }

    private static func listen(at path: String) throws(SignerError) -> Descriptor {
        do throws(SystemError) {
            if try Files.presence(of: path) == .present { try removeLeftOver(path) }
            let socket = try UnixSocket.make()
            try UnixSocket.bind(socket, to: path)
            // Before `listen` nobody can connect, so there is no moment at which others could.
            guard chmod(path, 0o600) == 0 else { throw SystemError("chmod") }
            guard Glibc.listen(socket.number, 64) == 0 else { throw SystemError("listen") }
            return socket
        } catch {
            throw error.number == EADDRINUSE ? .socketInUse(path: path) : .socket(path: path, error)
        }
    }

    /// Removes the socket that a killed process left behind; a file of another kind, or a socket that answers, stays.
    private static func removeLeftOver(_ path: String) throws(SystemError) {
        // A regular file refuses connections as well, so its kind is looked at first.
        guard try Files.isSocket(path) else { throw SystemError("bind", EEXIST) }
        let probe = try UnixSocket.make()
        do {
            try UnixSocket.connect(probe, to: path)
        } catch {
            guard error.number == ECONNREFUSED else { throw error.number == EAGAIN ? SystemError("bind", EADDRINUSE) : error }
            guard unlink(path) == 0 else { throw SystemError("unlink") }
            return
        }
        throw SystemError("bind", EADDRINUSE)
    }
}
