import Glibc

/// Another program, run to its end or to its limits: time by the wall clock, bytes of output. Blocks its thread.
struct BoundedProcess {
    enum End: Equatable {
        case exited(Int32)
        case killed(Int32)
        case outOfTime
        case tooMuch
    }

    struct Outcome {
        var end: End
        var output: [UInt8]
        /// The beginning of what it said to standard error; may hold words of the file, so it is never shown.
        var words: [UInt8]
    }

    /// - Parameters:
    ///   - arguments: the program's path and its arguments.
    ///   - environment: all of it, as `NAME=value`.
    ///   - input: a descriptor that becomes its standard input; nil is nothing.
    ///   - isCancelled: asked again and again; once it is so, the program is out of time.
    static func run(
        _ arguments: [String], environment: [String], input: Int32?, deadline: ContinuousClock.Instant, outputLimit: Int,
        isCancelled: () -> Bool = { false }
    ) throws(ProcessProblem) -> Outcome {
        let output = try SystemCalls.pipe()
        let words: (reading: Int32, writing: Int32)
        do { words = try SystemCalls.pipe() } catch {
            close(output.reading)
            close(output.writing)
            throw error
        }
        defer {
            close(output.reading)
            close(words.reading)
        }
        let started = Result { () throws(ProcessProblem) in
            try start(arguments, environment, input: input, output: output.writing, words: words.writing)
        }
        close(output.writing)
        close(words.writing)
        var run = BoundedProcess(pid: try started.get(), outputLimit: outputLimit)
        run.follow(output.reading, words.reading, until: deadline, isCancelled)
        return Outcome(end: run.end ?? .outOfTime, output: run.output, words: run.words)
    }

    private let pid: pid_t
    private let outputLimit: Int
    private var end: End?
    private var output: [UInt8] = []
    private var words: [UInt8] = []

    private init(pid: pid_t, outputLimit: Int) {
        self.pid = pid
        self.outputLimit = outputLimit
    }

    private static func start(
        _ arguments: [String], _ environment: [String], input: Int32?, output: Int32, words: Int32
    ) throws(ProcessProblem) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, words, STDERR_FILENO)
        try SystemCalls.close(from: 3, in: &actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, to be ended as one; signals as a program expects them. A file that may not grow is an error to it, no end.
        var signals = sigset_t()
        sigfillset(&signals)
        sigdelset(&signals, SIGXFSZ)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var words = arguments.map { strdup($0) } + [nil]
        var values = environment.map { strdup($0) } + [nil]
        defer { for word in words + values { free(word) } }
        var pid = pid_t()
        let code = posix_spawn(&pid, arguments[0], &actions, &attributes, &words, &values)
        guard code == 0 else { throw ProcessProblem(call: "posix_spawn", code: code) }
        return pid
    }

    private mutating func follow(
        _ output: Int32, _ words: Int32, until deadline: ContinuousClock.Instant, _ isCancelled: () -> Bool
    ) {
        for file in [output, words] { _ = fcntl(file, F_SETFL, O_NONBLOCK) }
        var isOpen = [true, true]
        while end == nil {
            let left = deadline - .now
            guard left > .zero, !isCancelled() else { return stop(.outOfTime) }
            var waiting = [pollfd(fd: isOpen[0] ? output : -1, events: Int16(POLLIN), revents: 0)]
            waiting.append(pollfd(fd: isOpen[1] ? words : -1, events: Int16(POLLIN), revents: 0))
            // Closing both ends is no end yet: then it is asked for more often.
            let pause: Duration = isOpen[0] || isOpen[1] ? .milliseconds(50) : .milliseconds(2)
            poll(&waiting, 2, Int32(min(left, pause) / .milliseconds(1)) + 1)
            let hasEnded = reap()
            if isOpen[0] { isOpen[0] = read(output, into: \.output, keeping: outputLimit + 1) }
            if isOpen[1] { isOpen[1] = read(words, into: \.words, keeping: 4_096) }
            if self.output.count > outputLimit {
                if hasEnded { end = .tooMuch } else { stop(.tooMuch) }
            }
            if hasEnded { return }
        }
    }

    /// Takes what is there; false at the end. What is beyond `limit` is read and forgotten.
    private mutating func read(_ file: Int32, into kept: WritableKeyPath<Self, [UInt8]>, keeping limit: Int) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        // More than a pipe holds, and never so much that whoever goes on talking keeps the deadline waiting.
        for _ in 0..<32 {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count < 0 && errno == EAGAIN }
            self[keyPath: kept] += chunk[..<min(count, max(0, limit - self[keyPath: kept].count))]
            if kept == \.output, output.count >= limit { return true }
        }
        return true
    }

    /// Whether it has ended by itself.
    private mutating func reap() -> Bool {
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return false }
        // Whoever it left in its group goes with it.
        kill(-pid, SIGKILL)
        end = status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .killed(status & 0x7f)
        return true
    }

    private mutating func stop(_ why: End) {
        kill(-pid, SIGKILL)
        kill(pid, SIGKILL)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        end = why
    }
}
