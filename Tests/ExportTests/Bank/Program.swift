import Glibc

/// Runs another program to its end and reads what it prints to its standard output.
enum Program {
    /// The folder with `Package.swift`.
    static let repository = "/" + String(describing: #filePath).split(separator: "/").dropLast(4).joined(separator: "/")

    struct Failed: Error {
        let number: Int32
    }

    static func output(of arguments: [String]) throws -> (status: Int32, text: String) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failed(number: errno) }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var pid: pid_t = 0
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let outcome = posix_spawn(&pid, arguments[0], &actions, nil, &words, environ)
        close(ends[1])
        guard outcome == 0 else { throw Failed(number: outcome) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(ends[0], &buffer, buffer.count)
            if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { break }
        }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return (status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F), String(decoding: bytes, as: UTF8.self))
    }
}
