import Broker
import Glibc
import Synchronization

/// A program that was started, and is stopped by its process id.
///
/// It has a process group of its own, so that a Ctrl-C on the terminal reaches this program alone, which then ends the others in order.
final class ChildProcess: Sendable {
    let pid: pid_t
    /// The other end is the program's standard input, which closes when this process is gone, however it went.
    private let leash: Int32?
    private let status = Mutex<Int32?>(nil)

    /// - Parameters:
    ///   - output: a file for what it prints; nil leaves it on our own terminal.
    ///   - isLeashed: whether its standard input stays open as long as this process lives.
    init(_ words: [String], output: String? = nil, isLeashed: Bool = false) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var ends: [Int32] = [-1, -1]
        if isLeashed {
            guard pipe(&ends) == 0, fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 else {
                throw Self.failure("A pipe could not be made", errno)
            }
            posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        if let output {
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Signals that this program handles by itself are ignored in it, and would be in its children.
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&defaults, signal) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        let code = posix_spawnp(&child, words[0], &actions, &attributes, &arguments, environ)
        if isLeashed { close(ends[0]) }
        guard code == 0 else {
            if isLeashed { close(ends[1]) }
            throw Self.failure("\(words[0]) could not be started", code)
        }
        pid = child
        leash = isLeashed ? ends[1] : nil
    }

    deinit { if let leash { close(leash) } }

    private static func failure(_ what: String, _ code: Int32) -> StorageError {
        .cannotOpen("\(what): \(String(cString: strerror(code))).")
    }

    /// Its exit status once it has ended, 128 and the signal where a signal ended it; nil while it runs.
    var ending: Int32? { collect(WNOHANG) }

    /// Collected once: afterwards the process id may be another's.
    private func collect(_ options: Int32) -> Int32? {
        status.withLock { known in
            if let known { return known }
            var status: Int32 = 0
            var answer: pid_t
            repeat { answer = waitpid(pid, &status, options) } while answer < 0 && errno == EINTR
            guard answer == pid else { return nil }
            known = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
            return known
        }
    }

    /// Blocks until it has ended.
    @discardableResult
    func wait() -> Int32 { collect(0) ?? -1 }

    /// Waits without a thread of its own; cancelling ends the waiting, not the program.
    func ended() async throws -> Int32 {
        while true {
            if let ending { return ending }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    func signal(_ signal: Int32) {
        status.withLock { if $0 == nil { kill(pid, signal) } }
    }

    @discardableResult
    func stop(_ signal: Int32 = SIGTERM) -> Int32 {
        self.signal(signal)
        return wait()
    }
}
