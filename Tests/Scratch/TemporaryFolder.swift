import FoundationEssentials
public import Glibc
import Synchronization

/// A folder of one test's own, removed with its last holder: when the test passed, when it failed, and when its process was killed.
///
/// All folders of a process stand in one, which goes at the process's exit with whatever is still in it; what processes left that were killed
/// goes when the next one makes its first folder. `PARLEY_KEEP_FOLDERS=1` keeps them all, to look into.
public final class TemporaryFolder: Sendable {
    public let path: String

    /// - Parameter parent: where the process's folders are; `/dev/shm` is memory.
    public init(under parent: String = "/tmp") {
        path = ProcessFolders.shared.unused(under: parent)
        guard mkdir(path, 0o700) == 0 else { fatalError("\(path) cannot be made: \(String(cString: strerror(errno)))") }
    }

    /// A path where nothing is yet, for what makes its own folder or file; whatever stands there goes with the process.
    public static func unusedPath(under parent: String = "/tmp") -> String { ProcessFolders.shared.unused(under: parent) }

    deinit { ProcessFolders.remove(path) }

    public func file(_ name: String) -> String { path + "/" + name }
    public func callAsFunction(_ name: String) -> String { file(name) }

    /// Everything that stands in it, in order.
    public var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }

    /// Every byte of every regular file; read only when no connection is open, since closing a descriptor drops SQLite's locks.
    public func bytes() throws -> [UInt8] {
        try names.flatMap { name in
            var status = stat()
            guard lstat(file(name), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] as [UInt8] }
            return try read(name)
        }
    }

    public func write(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o600) throws {
        try Data(bytes).write(to: URL(filePath: file(name)))
        guard chmod(file(name), mode) == 0 else { throw CocoaError(.fileWriteNoPermission) }
    }

    public func read(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: file(name)))) }
}

/// The folders of this process.
private final class ProcessFolders: Sendable {
    static let shared = ProcessFolders()
    private static let prefix = "parley-tests-"
    private static let isKept = getenv("PARLEY_KEEP_FOLDERS") != nil

    private struct State {
        var parents: Set<String> = []
        var count = 0
    }
    private let state = Mutex(State())

    private init() {
        // After everything that a test holds for the whole process.
        atexit { ProcessFolders.shared.removeAll() }
    }

    func unused(under parent: String) -> String {
        state.withLock { state in
            let own = "\(parent)/\(Self.prefix)\(getpid())"
            if state.parents.insert(parent).inserted {
                Self.sweep(parent)
                // Passed through by servers under accounts of their own; listed by nobody.
                guard mkdir(own, 0o711) == 0 else { fatalError("\(own) cannot be made: \(String(cString: strerror(errno)))") }
            }
            state.count += 1
            return "\(own)/\(state.count)"
        }
    }

    private func removeAll() {
        for parent in state.withLock({ $0.parents }) { Self.remove("\(parent)/\(Self.prefix)\(getpid())") }
    }

    /// What processes left that are no more.
    private static func sweep(_ parent: String) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: parent) else { return }
        for name in names where name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count)) else { continue }
            if process == getpid() || kill(process, 0) != 0 && errno == ESRCH { remove("\(parent)/\(name)") }
        }
    }

    static func remove(_ path: String) {
        if isKept { return }
        do { try FileManager.default.removeItem(atPath: path) } catch let error as CocoaError where error.code == .fileNoSuchFile {} catch {
            print("\(path) could not be removed: \(error)")
        }
    }
}
