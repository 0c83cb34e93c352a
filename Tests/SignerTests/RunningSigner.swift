import Glibc
import Ledger
import Synchronization
import Testing

@testable import Signer

let origin = KeyName("log.example.com/audit")!

/// A folder that is gone when its last holder is.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/parley-signer-XXXXXX".utf8CString)
        path = String(cString: try #require(mkdtemp(&template)))
    }

    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o600) throws {
        let number = open(self(name), O_WRONLY | O_CREAT | O_TRUNC, mode)
        try #require(number >= 0)
        defer { close(number) }
        try #require(fchmod(number, mode) == 0)
        try #require(Glibc.write(number, bytes, bytes.count) == bytes.count)
    }

    func read(_ name: String) throws -> [UInt8] {
        let number = open(self(name), O_RDONLY)
        try #require(number >= 0)
        return try Files.read(Descriptor(number), atMost: 1 << 20)
    }

    func mode(_ name: String) throws -> mode_t {
        var status = stat()
        try #require(lstat(self(name), &status) == 0)
        return status.st_mode & 0o7777
    }

    deinit {
        for name in ["key", "head", "socket", "other", "link", "pin", "keys.json", "keys.json.new"] { unlink(self(name)) }
        rmdir(path)
    }
}

/// A thread of the operating system, since blocking calls would starve the tasks' own few threads.
final class BlockingThread {
    private let handle: pthread_t

    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    init(_ run: @escaping @Sendable () -> Void) throws {
        var handle = pthread_t()
        let body = Unmanaged.passRetained(Body(run))
        let result = pthread_create(
            &handle, nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
                return nil
            }, body.toOpaque())
        try #require(result == 0)
        self.handle = handle
    }

    func join() { pthread_join(handle, nil) }
}

/// A log with its signer on a socket in a temporary folder.
final class RunningSigner {
    let folder: TemporaryFolder
    let log: VerifierKey
    private var server: SignerServer?
    private let thread: BlockingThread

    init(folder: TemporaryFolder? = nil) throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        if try Files.presence(of: folder("key")) == .absent {
            log = try SignerInception.create(keyFile: folder("key"), headFile: folder("head"), origin: origin)
        } else {
            log = try KeyFile.load(folder("key"), origin: origin).verifierKey
        }
        (server, thread) = try RunningSigner.start(folder)
    }

    private static func start(_ folder: TemporaryFolder) throws -> (SignerServer, BlockingThread) {
        let server = try SignerServer(
            socketPath: folder("socket"), keys: .file(folder("key")), headFile: folder("head"), origin: origin)
        let thread = try BlockingThread {
            do { try server.serve() } catch { Issue.record("the server ended: \(error)") }
        }
        return (server, thread)
    }

    func client(timeout: Duration = .seconds(20)) -> SignerClient {
        SignerClient(socketPath: folder("socket"), log: log, timeout: timeout)
    }

    /// Ends the server and lets go of its files, as the end of its process would.
    func stop() {
        server?.stop()
        thread.join()
        server = nil
    }
}

/// A log's leaves, grown a few at a time, with the proofs a sealer would make.
struct GrowingLog {
    private(set) var edge = Frontier()
    private let salt: String

    init(_ salt: String = "") { self.salt = salt }

    mutating func grow(_ count: Int) -> (proof: ConsistencyProof, root: Hash) {
        let leaves = (0..<count).map { Hash.ofLeaf([UInt8]("\(salt) leaf \(edge.size + UInt64($0))".utf8)) }
        let proof = edge.consistencyProof(appending: leaves)
        for leaf in leaves { edge.append(leaf) }
        return (proof, edge.root)
    }
}

/// The reason with which the call was refused; a failed expectation if it was not.
func refusal(_ call: () throws -> SignedNote) -> SignRefusal.Reason? {
    do {
        _ = try call()
        Issue.record("it was signed")
        return nil
    } catch {
        guard case .refused(let refusal)? = error as? SignerClientError else {
            Issue.record("another error: \(error)")
            return nil
        }
        return refusal.reason
    }
}
