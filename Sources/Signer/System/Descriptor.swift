import Glibc

/// An open file or socket; closes when the last holder lets go of it.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit {
        // Nothing can be done about a failed close here; whatever had to be durable was synced before.
        _ = close(number)
    }
}
