import Glibc

/// Sends prepared requests over keep-alive connections, one at a time on each, and takes the time of every answer.
///
/// One thread and plain sockets: what the load costs is missing from what it measures.
public struct IntakeLoad {
    public enum Failure: Error, Sendable, CustomStringConvertible {
        case system(call: String, number: Int32)
        case closed
        case notHTTP

        public var description: String {
            switch self {
            case .system(let call, let number): "\(call) failed: \(String(cString: strerror(number)))"
            case .closed: "the server closed a connection"
            case .notHTTP: "the server's answer is not one of HTTP/1.1 with a length"
            }
        }
    }

    /// What came back.
    public struct Result: Sendable {
        /// How many answers had status 200: that many deliveries are durable.
        public var accepted = 0
        /// Answers with another status.
        public var refused = 0
        /// From the first request to the last answer, in seconds.
        public var seconds = 0.0
        /// From sending to the whole answer, in microseconds, in ascending order.
        public var latencies: [UInt32] = []

        public init() {}

        /// The latency below which that part of the answers came, in milliseconds.
        public func percentile(_ part: Double) -> Double {
            guard !latencies.isEmpty else { return 0 }
            return Double(latencies[min(latencies.count - 1, Int(Double(latencies.count) * part))]) / 1000
        }
    }

    private struct Line {
        var socket: Int32
        var request: [UInt8] = []
        var sent = 0
        var began: UInt64 = 0
        var answer: [UInt8] = []
    }

    private var lines: [Line]

    /// Connects; the connections stay open until ``close()``.
    public init(port: UInt16, connections: Int) throws(Failure) {
        lines = []
        for _ in 0..<connections { lines.append(Line(socket: try Self.connect(port))) }
    }

    public func close() { for line in lines { Glibc.close(line.socket) } }

    /// Sends until there is no further request or the time is over; every request that was sent is waited for.
    public mutating func run(seconds limit: Double, next: () -> [UInt8]?) throws(Failure) -> Result {
        var result = Result()
        let start = Self.now()
        let end = start + UInt64(limit * 1e9)
        var open = 0
        for index in lines.indices where try begin(index, next()) { open += 1 }
        var waits = lines.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
        while open > 0 {
            for index in lines.indices {
                let line = lines[index]
                waits[index].fd = line.request.isEmpty ? -1 : line.socket
                waits[index].events = Int16(line.sent < line.request.count ? POLLOUT : POLLIN)
            }
            guard poll(&waits, nfds_t(waits.count), 30_000) > 0 else { throw .system(call: "poll", number: errno == 0 ? ETIMEDOUT : errno) }
            for index in lines.indices where waits[index].fd >= 0 && waits[index].revents != 0 {
                if lines[index].sent < lines[index].request.count {
                    try send(index)
                } else if let status = try receive(index) {
                    let now = Self.now()
                    result.latencies.append(UInt32(clamping: (now - lines[index].began) / 1000))
                    if status == 200 { result.accepted += 1 } else { result.refused += 1 }
                    if try !begin(index, now < end ? next() : nil) { open -= 1 }
                }
            }
        }
        result.seconds = Double(Self.now() - start) / 1e9
        result.latencies.sort()
        return result
    }

    /// False where there is nothing more to send.
    private mutating func begin(_ index: Int, _ request: [UInt8]?) throws(Failure) -> Bool {
        lines[index].request = request ?? []
        lines[index].sent = 0
        lines[index].answer.removeAll(keepingCapacity: true)
        guard request != nil else { return false }
        lines[index].began = Self.now()
        try send(index)
        return true
    }

    private mutating func send(_ index: Int) throws(Failure) {
        let sent = lines[index].request[lines[index].sent...].withUnsafeBytes {
            Glibc.send(lines[index].socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        if sent < 0 {
            guard errno == EAGAIN || errno == EINTR else { throw .system(call: "send", number: errno) }
            return
        }
        lines[index].sent += sent
    }

    /// The status, once the whole answer is there.
    private mutating func receive(_ index: Int) throws(Failure) -> Int? {
        let count = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4_096) { buffer in
            let count = recv(lines[index].socket, buffer.baseAddress, buffer.count, 0)
            if count > 0 { lines[index].answer.append(contentsOf: buffer[..<count]) }
            return count
        }
        if count < 0 {
            guard errno == EAGAIN || errno == EINTR else { throw .system(call: "recv", number: errno) }
            return nil
        }
        guard count > 0 else { throw .closed }
        return try Self.status(of: lines[index].answer)
    }

    /// Nil while the answer is not complete.
    static func status(of answer: [UInt8]) throws(Failure) -> Int? {
        guard answer.count < 1 << 20 else { throw .notHTTP }
        guard let end = answer.indices.dropLast(3).first(where: { answer[$0...($0 + 3)].elementsEqual("\r\n\r\n".utf8) }) else {
            return nil
        }
        let fields = answer[..<end].split(separator: UInt8(ascii: "\n"))
        guard let first = fields.first, first.starts(with: "HTTP/1.1 ".utf8),
            let status = Int(String(decoding: first.dropFirst(9).prefix(3), as: UTF8.self))
        else { throw .notHTTP }
        let name = "content-length:"
        for field in fields.dropFirst() where field.count > name.utf8.count {
            guard field.prefix(name.utf8.count).elementsEqual(name.utf8, by: { $0 | 0x20 == $1 | 0x20 }) else { continue }
            let digits = field.dropFirst(name.utf8.count).filter { $0 &- 0x30 < 10 }
            guard let length = Int(String(decoding: digits, as: UTF8.self)) else { throw .notHTTP }
            return answer.count >= end + 4 + length ? status : nil
        }
        throw .notHTTP
    }

    private static func connect(_ port: UInt16) throws(Failure) -> Int32 {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard file >= 0 else { throw .system(call: "socket", number: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var on: Int32 = 1
        guard connected == 0, setsockopt(file, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size)) == 0,
            fcntl(file, F_SETFL, O_NONBLOCK) == 0
        else {
            defer { Glibc.close(file) }
            throw .system(call: "connect", number: errno)
        }
        return file
    }

    /// Nanoseconds of a clock that never goes back.
    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
