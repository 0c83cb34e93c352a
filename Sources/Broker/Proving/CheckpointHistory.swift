import FoundationEssentials
import Glibc
public import Verifier

/// The checkpoints that somebody has verified, in a file of their own: each a line, never rewritten. It makes its owner a witness for himself:
/// a log that was rewritten, forked or cut after he looked does not fit what he keeps.
///
/// A line is the time of verification in seconds since 1970, the log's size and the signed note in base 64, with blanks between.
public final class CheckpointHistory {
    public let path: String
    /// The oldest first.
    public private(set) var retained: [ExportVerifier.Retained] = []
    /// Open and locked while this lives: of two at once the second sees what the first appended.
    private let file: Int32
    private var last: (size: UInt64, text: [UInt8])?

    private static let greatestByteCount = 64 << 20

    /// Where the history of a log lies if nobody says: one file a key, beside other state of the user's programs (XDG base directories).
    /// - Returns: nil where no folder is known for such things.
    public static func usualPath(of key: VerifyingKey) -> String? { usualPath(of: key, environment: ProcessInfo.processInfo.environment) }

    static func usualPath(of key: VerifyingKey, environment: [String: String]) -> String? {
        let name = key.description.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "_" }
        let folder: String? =
            if let own = environment["PARLEY_HISTORY"], !own.isEmpty {
                own
            } else if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
                state + "/parley/checkpoints"
            } else if let home = environment["HOME"], home.hasPrefix("/") {
                home + "/.local/state/parley/checkpoints"
            } else { nil }
        return folder.map { "\($0)/\(String(name).prefix(200))" }
    }

    /// Opens a history, or begins one; its folder is made as well.
    public init(_ path: String) throws {
        self.path = path
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try FileManager.default.createDirectory(
                atPath: String(path[..<slash]), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        file = open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.failure("opened", path) }
        guard flock(file, LOCK_EX) == 0 else { throw Self.failure("locked", path) }
        var bytes = try LogKeys.file(path, limit: Self.greatestByteCount)
        // A line without an end was being written when the program or the machine ended; nobody was told that it is kept.
        let whole = (bytes.lastIndex(of: 0x0A) ?? -1) + 1
        if whole < bytes.count {
            guard ftruncate(file, off_t(whole)) == 0 else { throw Self.failure("put right", path) }
            bytes.removeLast(bytes.count - whole)
        }
        for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().enumerated() {
            let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
            guard words.count == 3, Self.number(words[0]) != nil, let size = Self.number(words[1]), let note = Base64.decode(words[2]),
                let opened = try? OpenedNote(note), let checkpoint = try? OpenedCheckpoint(text: opened.text), checkpoint.size == size
            else {
                throw StorageError.damaged(
                    "line \(number + 1) of \(path) is no kept checkpoint: find out who changed the file before you trust an export")
            }
            retained.append(ExportVerifier.Retained(name: "\(path), line \(number + 1)", note: note))
            last = (size, opened.text)
        }
    }

    deinit { close(file) }

    /// Keeps a checkpoint that was verified; it is on the disk when this returns. One that is the newest already is not kept twice.
    /// - Parameter seconds: the present time since 1970, UTC.
    public func keep(_ note: [UInt8], at seconds: Int64) throws {
        let opened: OpenedNote
        let checkpoint: OpenedCheckpoint
        do {
            opened = try OpenedNote(note)
            checkpoint = try OpenedCheckpoint(text: opened.text)
        } catch { throw StorageError.damaged("the checkpoint to keep: \(error)") }
        if let last, last.size == checkpoint.size, last.text == opened.text { return }
        let line = Array("\(seconds) \(checkpoint.size) \(Base64.encode(note))\n".utf8)
        guard write(file, line, line.count) == line.count, fsync(file) == 0 else { throw Self.failure("written", path) }
        retained.append(ExportVerifier.Retained(name: "\(path), line \(retained.count + 1)", note: note))
        last = (checkpoint.size, opened.text)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        guard let text = String(validating: digits, as: UTF8.self), let value = UInt64(text), "\(value)" == text else { return nil }
        return value
    }

    private static func failure(_ what: String, _ path: String) -> StorageError {
        .cannotOpen("The history \(path) could not be \(what): \(String(cString: strerror(errno))).")
    }
}
