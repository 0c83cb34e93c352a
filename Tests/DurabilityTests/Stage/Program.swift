import FoundationEssentials
import Glibc

/// A program that a test starts, and ends by its process id.
final class Program: Sendable {
    let pid: pid_t

    /// - Parameters:
    ///   - environment: added to the test's own.
    ///   - output: the file that both of its outputs are appended to.
    init(_ words: [String], environment: [String: String] = [:], output: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        let whole = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        var arguments = words.map { strdup($0) } + [nil]
        var variables = whole.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child = pid_t()
        let code = posix_spawn(&child, words[0], &actions, nil, &arguments, &variables)
        guard code == 0 else { throw StageError("\(words[0]) could not be started: \(String(cString: strerror(code)))") }
        pid = child
    }

    /// Its exit status once it has ended; 128 and the signal where a signal ended it.
    @discardableResult
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return Self.word(of: status)
    }

    /// Its exit status if it has ended. Afterwards nobody may wait for it again.
    func ended() -> Int32? {
        var status: Int32 = 0
        return waitpid(pid, &status, WNOHANG) == pid ? Self.word(of: status) : nil
    }

    @discardableResult
    func stop(_ signal: Int32 = SIGTERM) -> Int32 {
        kill(pid, signal)
        return wait()
    }

    private static func word(of status: Int32) -> Int32 { status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f) }
}

/// Why a test cannot set its stage.
struct StageError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
