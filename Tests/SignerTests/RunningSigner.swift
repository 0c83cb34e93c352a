import Glibc
import Ledger
import Scratch
import Synchronization
import Testing

@testable import Signer

let origin = KeyName("log.example.com/audit")!

extension TemporaryFolder {
    func mode(_ name: String) throws -> mode_t {
        var status = stat()
        try #require(lstat(file(name), &status) == 0)
        return status.st_mode & 0o7777
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
        let folder = folder ?? TemporaryFolder()
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
