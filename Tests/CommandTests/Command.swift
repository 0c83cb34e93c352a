import Glibc
import Testing

/// The built program, run as a process.
struct Command {
    let status: Int32
    let output: String
    let words: String

    /// The program stands beside the test bundle.
    static let program: String = {
        let own = CommandLine.arguments[0]
        let folder = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "."
        return folder + "/parley"
    }()

    /// The folder with `Package.swift`.
    static let repository = "/" + String(describing: #filePath).split(separator: "/").dropLast(3).joined(separator: "/")

    struct Failed: Error {
        let number: Int32
    }

    /// Files instead of pipes: neither side ever waits for the other.
    init(_ arguments: String..., input: [UInt8] = []) throws { try self.init(arguments, input: input) }

    /// - Parameter folders: a PATH in place of the test's own.
    init(_ arguments: [String], input: [UInt8] = [], path folders: String? = nil) throws {
        let files = try (0..<3).map { _ in try TemporaryFile() }
        try files[0].write(input)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, file) in files.enumerated() { posix_spawn_file_actions_adddup2(&actions, file.number, Int32(number)) }
        var pid: pid_t = 0
        var words: [UnsafeMutablePointer<CChar>?] = ([Self.program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var values: [UnsafeMutablePointer<CChar>?] = folders.map { [strdup("PATH=\($0)"), strdup("MARK=of-the-one-who-asks"), nil] } ?? []
        defer { for value in values { free(value) } }
        let outcome = values.withUnsafeMutableBufferPointer {
            posix_spawn(&pid, Self.program, &actions, nil, &words, folders == nil ? environ : $0.baseAddress)
        }
        guard outcome == 0 else { throw Failed(number: outcome) }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        self.status = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
        output = String(decoding: try files[1].all(), as: UTF8.self)
        self.words = String(decoding: try files[2].all(), as: UTF8.self)
    }

    var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// A file without a name.
final class TemporaryFile {
    let number: Int32

    init() throws {
        var template = Array("/tmp/parley-command-XXXXXX".utf8CString)
        number = mkstemp(&template)
        try #require(number >= 0)
        unlink(template)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(number) }

    func write(_ bytes: [UInt8]) throws {
        try #require(Glibc.write(number, bytes, bytes.count) == bytes.count)
        lseek(number, 0, SEEK_SET)
    }

    func all() throws -> [UInt8] {
        let size = lseek(number, 0, SEEK_END)
        lseek(number, 0, SEEK_SET)
        var bytes = [UInt8](repeating: 0, count: Int(size))
        try #require(read(number, &bytes, bytes.count) == bytes.count)
        return bytes
    }
}
