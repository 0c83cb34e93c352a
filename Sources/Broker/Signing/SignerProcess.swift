import Glibc
import Ledger
import Signer
public import Storage

/// The signer as a process of its own, which alone holds the log's key; it ends when this one does.
public final class SignerProcess: Sendable {
    private let pid: pid_t
    /// The other end is the signer's standard input: when it closes, the signer ends.
    private let leash: Int32
    private let client: SignerClient

    /// Starts `parley signer` and waits until it answers.
    /// - Parameter executable: this program.
    public init(executable: String, home: Home, log: VerifierKey) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0, fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 else {
            throw Self.failure("pipe")
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        let words = [
            executable, "signer", "--socket", home.signerSocket, "--key", home.signerKey, "--head", home.signerHead, "--origin",
            log.name.description,
            "--until-input-closes",
        ]
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        let code = posix_spawn(&child, executable, &actions, nil, &arguments, environ)
        close(ends[0])
        guard code == 0 else {
            close(ends[1])
            throw StorageError.cannotOpen("The signer could not be started: \(String(cString: strerror(code))).")
        }
        pid = child
        leash = ends[1]
        client = SignerClient(socketPath: home.signerSocket, log: log)
        try waitUntilItAnswers()
    }

    /// Ten seconds: opening a key and a head file takes milliseconds.
    private func waitUntilItAnswers() throws {
        var last: (any Error)?
        for _ in 0..<500 {
            do {
                _ = try client.head()
                return
            } catch { last = error }
            var status: Int32 = 0
            if waitpid(pid, &status, WNOHANG) == pid {
                throw StorageError.cannotOpen("The signer ended at once; its own words above say why.")
            }
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

    /// Lets the signer go and waits until it has.
    public func stop() {
        close(leash)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    }

    private static func failure(_ call: String) -> StorageError {
        .cannotOpen("\(call) failed: \(String(cString: strerror(errno))).")
    }
}
