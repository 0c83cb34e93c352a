import Broker
import Glibc

/// Ports of the loopback interface.
enum LoopbackPort {
    /// One that nobody listens on.
    static func free() throws -> Int {
        guard let port = bound(to: 0) else { throw StorageError.cannotOpen("No free port: \(String(cString: strerror(errno))).") }
        return port
    }

    /// This one if nobody listens on it, else any free one.
    static func preferring(_ port: Int) throws -> Int { try bound(to: port) ?? free() }

    private static func bound(to port: Int) -> Int? {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var reuse: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 1) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        return isBound ? Int(address.sin_port.bigEndian) : nil
    }
}
