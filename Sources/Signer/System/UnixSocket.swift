import Glibc

/// Stream sockets by path, and who is at the other end.
enum UnixSocket {
    /// Room for a path in a socket address, without the final zero.
    static let greatestPathByteCount = 107

    static func make() throws(SystemError) -> Descriptor {
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard number >= 0 else { throw SystemError("socket") }
        return Descriptor(number)
    }

    /// Two sockets joined to each other.
    static func makePair() throws(SystemError) -> (Descriptor, Descriptor) {
        var numbers: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0, &numbers) == 0 else {
            throw SystemError("socketpair")
        }
        return (Descriptor(numbers[0]), Descriptor(numbers[1]))
    }

    /// The next client of a listening socket.
    static func accept(from listener: Descriptor) throws(SystemError) -> Descriptor {
        let number = Glibc.accept(listener.number, nil, nil)
        guard number >= 0 else { throw SystemError("accept") }
        let socket = Descriptor(number)
        guard fcntl(number, F_SETFD, FD_CLOEXEC) == 0, fcntl(number, F_SETFL, O_NONBLOCK) == 0 else { throw SystemError("fcntl") }
        return socket
    }

    static func bind(_ socket: Descriptor, to path: String) throws(SystemError) {
        guard withAddress(path, { Glibc.bind(socket.number, $0, $1) }) == 0 else { throw SystemError("bind") }
    }

    /// Connects at once, or fails with EAGAIN where the listener's queue is full.
    static func connect(_ socket: Descriptor, to path: String) throws(SystemError) {
        guard withAddress(path, { Glibc.connect(socket.number, $0, $1) }) == 0 else { throw SystemError("connect") }
    }

    /// Connects and waits for a place in the listener's queue, at most for the time given; then it fails with EAGAIN.
    static func connect(_ socket: Descriptor, to path: String, within patience: Duration) throws(SystemError) {
        // Linux lets a blocking connect of a Unix socket end after the send timeout. Zero would mean for ever.
        let microseconds = max(1, patience.components.seconds * 1_000_000 + patience.components.attoseconds / 1_000_000_000_000)
        var limit = timeval(tv_sec: Int(microseconds / 1_000_000), tv_usec: Int(microseconds % 1_000_000))
        guard setsockopt(socket.number, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size)) == 0,
            fcntl(socket.number, F_SETFL, 0) == 0
        else { throw SystemError("setsockopt") }
        try connect(socket, to: path)
        guard fcntl(socket.number, F_SETFL, O_NONBLOCK) == 0 else { throw SystemError("fcntl") }
    }

    /// The user at the other end when it connected, as the kernel knows it.
    static func peerUser(of socket: Descriptor) throws(SystemError) -> UInt32 {
        // The kernel's `struct ucred`: process, user and group.
        var credentials: (process: Int32, user: UInt32, group: UInt32) = (0, 0, 0)
        var length = socklen_t(MemoryLayout.size(ofValue: credentials))
        guard getsockopt(socket.number, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else { throw SystemError("getsockopt") }
        return credentials.user
    }

    /// Sends what fits at once; SIGPIPE is never raised.
    static func send(_ bytes: ArraySlice<UInt8>, to socket: Descriptor) throws(SystemError) -> Int {
        let count = bytes.withUnsafeBytes { Glibc.send(socket.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count >= 0 else { throw SystemError("send") }
        return count
    }

    /// Receives what is there; 0 when the other end has closed.
    static func receive(from socket: Descriptor, into buffer: inout [UInt8]) throws(SystemError) -> Int {
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = recv(socket.number, &chunk, chunk.count, 0)
        guard count >= 0 else { throw SystemError("recv") }
        buffer += chunk[..<count]
        return count
    }

    private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        precondition(path.utf8.count <= greatestPathByteCount, "the caller has checked the path's length")
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}
