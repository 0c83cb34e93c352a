import Broker
import SQL
import Sandbox

/// Reads all files of the server's folder, on a thread of its own.
actor DiskReader {
    private let folder: String
    private let thread = ThreadExecutor()

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(folder: String) { self.folder = folder }

    func search(_ numbers: [String]) throws -> SandboxSearch {
        let (files, bytes) = try DiskSearch(numbers).run(in: folder)
        return SandboxSearch(bytes: bytes, files: files.map { $0.split(separator: "/").last.map(String.init) ?? $0 })
    }
}
