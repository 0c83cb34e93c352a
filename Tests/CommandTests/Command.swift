import Glibc
import Synchronization
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

    /// Runs the program, on a thread that waits for it; the tasks' own few threads go on with other tests.
    static func run(_ arguments: String..., input: [UInt8] = []) async throws -> Command { try await run(arguments, input: input) }

    /// - Parameters: as of `init(_:input:path:within:asNobody:)`.
    static func run(
        _ arguments: [String], input: [UInt8] = [], path folders: String? = nil, within seconds: Int? = nil, asNobody: Bool = false
    ) async throws -> Command {
        await Places.shared.take()
        defer { Places.shared.giveBack() }
        return try await withCheckedThrowingContinuation { continuation in
            let work = Work {
                continuation.resume(
                    with: Result {
                        try Command(arguments, input: input, path: folders, within: seconds, asNobody: asNobody)
                    })
            }
            var thread = pthread_t()
            let kept = Unmanaged.passRetained(work)
            let failure = pthread_create(
                &thread, nil,
                { pointer in
                    if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
                    return nil
                }, kept.toOpaque())
            guard failure == 0 else {
                kept.release()
                return continuation.resume(throwing: Failed(number: failure))
            }
            pthread_detach(thread)
        }
    }

    private final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    /// Files instead of pipes: neither side ever waits for the other. Blocks its thread: for what is made once for all tests.
    init(_ arguments: String..., input: [UInt8] = []) throws { try self.init(arguments, input: input) }

    /// - Parameters:
    ///   - folders: a PATH in place of the test's own.
    ///   - seconds: after how long it is killed, and 124 its status (timeout(1)).
    ///   - asNobody: whether it runs without any rights of the test's own.
    init(
        _ arguments: [String], input: [UInt8] = [], path folders: String? = nil, within seconds: Int? = nil, asNobody: Bool = false
    ) throws {
        let files = try (0..<3).map { _ in try TemporaryFile() }
        var call = [Self.program]
        // By its descriptor: nobody may not be allowed into the folder that it was built in.
        let own = asNobody ? open(Self.program, O_RDONLY) : -1
        defer { if own >= 0 { close(own) } }
        if asNobody { call = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/proc/self/fd/\(own)"] }
        if let seconds { call = ["/usr/bin/timeout", "--signal=KILL", "\(seconds)"] + call }
        try files[0].write(input)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, file) in files.enumerated() { posix_spawn_file_actions_adddup2(&actions, file.number, Int32(number)) }
        var pid: pid_t = 0
        var words: [UnsafeMutablePointer<CChar>?] = (call + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var values: [UnsafeMutablePointer<CChar>?] = folders.map { [strdup("PATH=\($0)"), strdup("MARK=of-the-one-who-asks"), nil] } ?? []
        defer { for value in values { free(value) } }
        let outcome = values.withUnsafeMutableBufferPointer {
            posix_spawn(&pid, call[0], &actions, nil, &words, folders == nil ? environ : $0.baseAddress)
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

/// How many programs run at once: as many as there are processors, so that none waits long for its own.
private final class Places: Sendable {
    static let shared = Places(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }
    private let state: Mutex<State>

    private init(_ count: Int) { state = Mutex(State(free: count)) }

    func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    func giveBack() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
