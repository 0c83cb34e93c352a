import Glibc

/// A counting semaphore of the C library, for threads that may block.
public final class Semaphore: Sendable {
    // Safe to share: the C functions behind it are made for many threads, and the pointer never changes.
    private nonisolated(unsafe) let pointer: UnsafeMutablePointer<sem_t>

    public init(_ count: Int) {
        pointer = .allocate(capacity: 1)
        sem_init(pointer, 0, UInt32(count))
    }

    deinit {
        sem_destroy(pointer)
        pointer.deallocate()
    }

    public func wait() {
        // A signal handler may have interrupted it (EINTR); then it is asked again.
        while sem_wait(pointer) != 0 {}
    }

    public func signal() { sem_post(pointer) }
}
