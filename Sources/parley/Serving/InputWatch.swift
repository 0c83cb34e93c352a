import Broker
import Glibc

/// Ends this program as a signal would when its standard input closes.
enum InputWatch {
    /// Reads on a thread of its own: reading blocks.
    static func start() throws {
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { _ in
                var byte: UInt8 = 0
                while true {
                    let count = read(STDIN_FILENO, &byte, 1)
                    if count == 0 || (count < 0 && errno != EINTR) { break }
                }
                kill(getpid(), SIGTERM)
                return nil
            }, nil)
        guard code == 0 else { throw StorageError.cannotOpen("No thread could be started: \(String(cString: strerror(code))).") }
        pthread_detach(thread)
    }
}
