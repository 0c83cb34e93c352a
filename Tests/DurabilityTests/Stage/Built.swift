import FoundationEssentials
import Glibc

/// What was built for the tests: the program itself, and the libraries that are preloaded into it.
enum Built {
    /// Where this test's own program lies, with `parley` beside it.
    static let folder: String = {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let path = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }()
    static var parley: String { folder + "/parley" }

    static let sources: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(4)
        return parts.joined(separator: "/")
    }()

    /// Builds the libraries, once a run.
    static let preload: Result<String, StageError> = {
        let target = folder + "/preload"
        do {
            _ = mkdir(target, 0o700)
            let log = target + "/build.log"
            let status = try Program(["/bin/bash", sources + "/Tests/PowerCut/build.sh", target], output: log).wait()
            return status == 0 ? .success(target) : .failure(StageError("the preload libraries were not built; \(log) says why"))
        } catch { return .failure(StageError("\(error)")) }
    }()
}
