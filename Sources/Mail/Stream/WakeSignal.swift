import Glibc

/// A descriptor that another thread makes readable, so that a wait on a socket ends at once.
final class WakeSignal: Sendable {
    /// Readable while the signal is raised.
    let descriptor: Int32
    private let writing: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let failed = socketpair(AF_UNIX, Int32(kind), 0, &ends)
        precondition(failed == 0, "no descriptors are left for a pair of sockets")
        descriptor = ends[0]
        writing = ends[1]
    }

    deinit {
        close(descriptor)
        close(writing)
    }

    func raise() {
        var one: UInt8 = 1
        // A full socket is readable already.
        _ = write(writing, &one, 1)
    }

    func lower() {
        var buffer = [UInt8](repeating: 0, count: 64)
        // Reads until nothing is left, which is how it looks when the signal was not raised.
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }
}
