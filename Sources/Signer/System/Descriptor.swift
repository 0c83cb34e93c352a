import Glibc

/// An open file or socket; closes when the last holder lets go of it.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit {
        // A lock (flock(2)) belongs to the open file: a child of this process that has not yet come to its own program would keep it.
        _ = flock(number, LOCK_UN)
        // Nothing can be done about a failed close here; whatever had to be durable was synced before.
        _ = close(number)
    }
}
