import FoundationEssentials
import Glibc

/// A folder under `/tmp` for as long as this process lives, named after it.
enum TemporaryPlace {
    /// Where this process may make its folder. What processes left that were killed, and so could not tidy up, is removed first.
    static func path(_ name: String) -> String {
        let prefix = "parley-\(name)-"
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? [] where entry.hasPrefix(prefix) {
            let path = "/tmp/\(entry)"
            var status = stat()
            guard let process = pid_t(entry.dropFirst(prefix.count)), process != getpid(), kill(process, 0) != 0, errno == ESRCH,
                lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid()
            else { continue }
            do { try FileManager.default.removeItem(atPath: path) } catch {
                Words.say("\(path) is left over and cannot be removed: \(error)")
            }
        }
        return "/tmp/\(prefix)\(getpid())"
    }
}
