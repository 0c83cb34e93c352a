import Glibc

/// One client's socket with the bytes of a message that has not come to its end.
struct SignerConnection {
    let socket: Descriptor
    private var buffer: [UInt8] = []
    // When the unfinished message has to be complete; nil between messages.
    private var deadline: ContinuousClock.Instant?

    init(_ socket: Descriptor) {
        self.socket = socket
    }

    enum Next {
        case message(ArraySlice<UInt8>)
        case incomplete
        /// Longer than any message.
        case unreadable
    }

    var hasRunOut: Bool { deadline.map { $0 <= .now } ?? false }

    /// Milliseconds until the first of the connections runs out; -1 for none.
    static func timeout(of connections: [SignerConnection]) -> Int32 {
        guard let first = connections.compactMap(\.deadline).min() else { return -1 }
        let left = first - .now
        return Int32(clamping: max(0, left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1))
    }

    /// false when the other end has closed or failed.
    mutating func receive() -> Bool {
        do {
            return try UnixSocket.receive(from: socket, into: &buffer) > 0
        } catch {
            return error.number == EAGAIN || error.number == EINTR
        }
    }

    /// Takes the next whole message out of what has come.
    mutating func nextMessage() -> Next {
        let found: (message: ArraySlice<UInt8>, end: Int)?
        do { found = try SignerMessage.first(in: buffer) } catch { return .unreadable }
        guard let found else {
            if buffer.isEmpty {
                deadline = nil
            } else if deadline == nil {
                deadline = .now + SignerServer.patience
            }
            return .incomplete
        }
        let message = [UInt8](found.message)
        buffer.removeSubrange(..<found.end)
        deadline = nil
        return .message(message[...])
    }

    /// false when the reply did not fit at once: such a client does not read, and waits for nothing.
    func send(_ bytes: [UInt8]) -> Bool {
        (try? UnixSocket.send(bytes[...], to: socket)) == bytes.count
    }
}
