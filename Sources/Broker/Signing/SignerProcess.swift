import Glibc
import Ledger
public import Logging
public import ServiceLifecycle
import Signer
public import Storage
import Synchronization

/// The signer as a process of its own, which alone holds the log's key; it ends when this one does.
///
/// If it dies it is started again, at growing intervals. Until then what comes in is accepted and nothing goes out: nothing is sealed.
public final class SignerProcess: Service {
    /// One run of the program.
    private struct Child {
        var pid: pid_t
        /// The other end is the signer's standard input: when it closes, the signer ends.
        var leash: Int32
    }
    private let executable: String
    private let home: Home
    private let name: KeyName
    private let client: SignerClient
    private let logger: Logger
    private let child: Mutex<Child?>
    /// Why there is no signer, while that is so.
    private let trouble = Mutex<String?>(nil)
    /// Whether it ended because somebody has to look at it first, as after a PIN that a token refused: trying again could lock the token.
    private let needsSomebody = Mutex(false)

    private static let watch = Duration.milliseconds(100)
    private static let shortestPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(30)

    /// Starts `parley signer` and waits until it answers.
    ///
    /// One that cannot be started now is tried again while the service runs (law 7): until then what comes in is accepted and nothing goes out.
    /// - Parameter executable: this program.
    public init(executable: String, home: Home, log: KeyRing, logger: Logger) {
        self.executable = executable
        self.home = home
        name = log.name
        self.logger = logger
        client = SignerClient(socketPath: home.signerSocket, log: log)
        child = Mutex(nil)
        do {
            let started = try start()
            child.withLock { $0 = started }
            try waitUntilItAnswers()
        } catch {
            stop()
            trouble.withLock { $0 = "\(error)" }
            logger.error("the server starts without its signer; nothing goes out until it runs", metadata: ["reason": "\(error)"])
        }
    }

    /// Why there is no signer, while that is so.
    public var failure: String? { trouble.withLock { $0 } }

    /// The code with which the signer ends where trying again by itself would do harm.
    static let needsSomebodyCode: Int32 = 2

    private func start() throws -> Child {
        let keys = home.hasRoster ? ["--keys", home.signerRoster] : ["--key", home.signerKey]
        return try Self.start(
            [executable, "signer", "--socket", home.signerSocket] + keys
                + ["--head", home.signerHead, "--origin", name.description, "--until-input-closes"])
    }

    /// Starts the signer anew, with the keys that the roster names by now; returns when it answers.
    func restart(with ring: KeyRing) throws {
        client.follow(ring)
        needsSomebody.withLock { $0 = false }
        // Under one lock: whoever watches must not start another one between the two.
        try child.withLock { child in
            if let running = child { Self.end(running) }
            child = nil
            child = try start()
        }
        try waitUntilItAnswers()
        trouble.withLock { $0 = nil }
    }

    private static func start(_ words: [String]) throws -> Child {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0, fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 else {
            throw failure("pipe")
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid = pid_t()
        let code = posix_spawn(&pid, words[0], &actions, nil, &arguments, environ)
        close(ends[0])
        guard code == 0 else {
            close(ends[1])
            throw StorageError.cannotOpen("The signer could not be started: \(String(cString: strerror(code))).")
        }
        return Child(pid: pid, leash: ends[1])
    }

    /// Ten seconds: opening a key and a head file takes milliseconds.
    private func waitUntilItAnswers() throws {
        var last: (any Error)?
        for _ in 0..<500 {
            do {
                _ = try client.head()
                return
            } catch { last = error }
            if hasEnded() { throw StorageError.cannotOpen("The signer ended at once; its own words above say why.") }
            usleep(20_000)
        }
        throw StorageError.cannotOpen("The signer does not answer: \(last.map { "\($0)" } ?? "no reason known").")
    }

    /// What the sealer asks.
    public var signing: CheckpointSigning {
        let client = client
        return CheckpointSigning(
            sign: { proof, root, time in try client.sign(proof, root: root, time: time).encode() },
            head: { try client.head().tree })
    }

    /// Watches the signer and starts it again when it has ended.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = Self.shortestPause
            var startedAt = ContinuousClock.now
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.watch) } catch { return }
                guard self.hasEnded() else {
                    self.trouble.withLock { $0 = nil }
                    continue
                }
                self.trouble.withLock { $0 = $0 ?? "The signer has ended; its own words in the log say why." }
                if self.needsSomebody.withLock({ $0 }) { continue }
                // One that ran for a while is started at once; one that ends at once waits longer each time.
                if ContinuousClock.now - startedAt > Self.longestPause { pause = Self.shortestPause }
                self.logger.error("the signer has ended; nothing goes out until it runs again", metadata: ["again_in": "\(pause)"])
                do { try await Task.sleep(for: pause) } catch { return }
                pause = min(pause * 2, Self.longestPause)
                startedAt = .now
                do {
                    let started = try self.start()
                    self.child.withLock { $0 = started }
                    self.logger.notice("the signer was started again")
                } catch { self.logger.error("the signer cannot be started", metadata: ["reason": "\(error)"]) }
            }
        }
    }

    /// Whether there is no signer; one that has ended is taken leave of.
    private func hasEnded() -> Bool {
        child.withLock { child in
            guard let running = child else { return true }
            var status: Int32 = 0
            guard waitpid(running.pid, &status, WNOHANG) == running.pid else { return false }
            close(running.leash)
            child = nil
            // The exit code stands in the second byte.
            if status & 0x7F == 0, status >> 8 & 0xFF == Self.needsSomebodyCode { needsSomebody.withLock { $0 = true } }
            return true
        }
    }

    /// Lets the signer go and waits until it has.
    public func stop() {
        child.withLock { child in
            guard let running = child else { return }
            Self.end(running)
            child = nil
        }
    }

    private static func end(_ running: Child) {
        close(running.leash)
        var status: Int32 = 0
        while waitpid(running.pid, &status, 0) < 0, errno == EINTR {}
    }

    private static func failure(_ call: String) -> StorageError {
        .cannotOpen("\(call) failed: \(String(cString: strerror(errno))).")
    }
}
