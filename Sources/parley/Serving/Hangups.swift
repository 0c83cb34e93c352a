import Broker
import Glibc
import Logging
import ServiceLifecycle

/// Where the signal's handler writes to; -1 until somebody listens. Set once, before the handler is there, and only read by it.
nonisolated(unsafe) private var hangupWriter: Int32 = -1  // a handler may take no lock

/// Reads the policies again whenever the program is sent SIGHUP, as `systemctl reload` does.
struct Hangups: Service {
    private let server: Server
    private let logger: Logger
    private let hangups: AsyncStream<Void>

    /// From here on the signal does not end the program.
    init(_ server: Server, logger: Logger) throws {
        self.server = server
        self.logger = logger
        hangups = try Self.listen()
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in hangups {
                do { try await server.followKeys() } catch {
                    logger.error("the log's keys could not be followed", metadata: ["reason": "\(error)"])
                }
                // What is wrong with the files is said and recorded by the reload itself.
                do { _ = try await server.reloadPolicies() } catch {
                    logger.error("the policies could not be reloaded; the old ones stay", metadata: ["reason": "\(error)"])
                }
            }
        }
    }

    /// One for each signal; of several that come at once, one.
    private static func listen() throws -> AsyncStream<Void> {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failure("make a pipe", errno) }
        let (reader, writer) = (ends[0], ends[1])
        // The handler must never wait, however many signals come; the signer has no business with either end.
        guard fcntl(writer, F_SETFL, O_NONBLOCK) == 0, fcntl(reader, F_SETFD, FD_CLOEXEC) == 0, fcntl(writer, F_SETFD, FD_CLOEXEC) == 0
        else { throw failure("prepare a pipe", errno) }
        hangupWriter = writer
        signal(SIGHUP) { _ in
            // Only what signal-safety(7) allows.
            let before = errno
            var byte: UInt8 = 0
            _ = write(hangupWriter, &byte, 1)
            errno = before
        }
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let waiting = Waiting(reader: reader, continuation: continuation)
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { waiting in
                Unmanaged<Waiting>.fromOpaque(waiting!).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(waiting).toOpaque())
        guard code == 0 else { throw failure("start a thread", code) }
        pthread_detach(thread)
        return stream
    }

    /// Reads on a thread of its own: reading blocks.
    private final class Waiting: Sendable {
        let reader: Int32
        let continuation: AsyncStream<Void>.Continuation

        init(reader: Int32, continuation: AsyncStream<Void>.Continuation) {
            self.reader = reader
            self.continuation = continuation
        }

        func run() {
            var bytes = [UInt8](repeating: 0, count: 64)
            while true {
                let count = read(reader, &bytes, bytes.count)
                if count > 0 { continuation.yield() } else if count == 0 || errno != EINTR { return }
            }
        }
    }

    private static func failure(_ what: String, _ number: Int32) -> StorageError {
        .cannotOpen("Could not \(what) to hear SIGHUP: \(String(cString: strerror(number))).")
    }
}
