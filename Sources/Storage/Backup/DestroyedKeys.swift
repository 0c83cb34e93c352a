import FoundationEssentials
import Glibc

/// The ids of keys that were destroyed, a line each, in a file beside the key store: whoever puts an older key store back destroys them again.
///
/// A line is durable before the key is overwritten. It names nobody: ids are random, owners are keyed hashes.
struct DestroyedKeys {
    enum Line: Equatable {
        case object(ObjectID)
        /// An owner that came again has another number, and keys that were not destroyed.
        case owner(KeyOwner, number: UInt64)
    }
    let path: String

    init(beside keyStore: String) { path = keyStore + ".destroyed" }

    init(path: String) { self.path = path }

    func add(objects: [ObjectID], owners: [(owner: KeyOwner, number: UInt64)]) throws(KeyError) {
        guard !objects.isEmpty || !owners.isEmpty else { return }
        var text = ""
        for id in objects { text += "object \(id.number) \(id.random)\n" }
        for (owner, number) in owners {
            text += "owner \(owner.identity.high) \(owner.identity.low) \(owner.retention.rawValue) \(number)\n"
        }
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("cannot be opened") }
        defer { close(file) }
        let bytes = Array(text.utf8)
        var from = 0
        while from < bytes.count {
            let count = bytes.withUnsafeBytes { write(file, $0.baseAddress! + from, $0.count - from) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("cannot be written") }
            from += count
        }
        guard fsync(file) == 0 else { throw failure("cannot be synced") }
        var status = stat()
        // A new file's name has to be durable as well.
        if fstat(file, &status) == 0, status.st_size == off_t(bytes.count) { try syncFolder() }
    }

    private func syncFolder() throws(KeyError) {
        let name = path.lastIndex(of: "/").map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
        let folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("has a folder that cannot be opened") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("has a folder that cannot be synced") }
    }

    var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    /// Every line; none where there is no file. A last line without an end was cut off by a crash, and its key was not destroyed then.
    func all() throws(KeyError) -> [Line] {
        guard isThere else { return [] }
        guard let data = FileManager.default.contents(atPath: path) else { throw failure("cannot be read") }
        var lines: [Line] = []
        let whole = data.lastIndex(of: 0x0A).map { data[...$0] } ?? data.prefix(0)
        for text in whole.split(separator: 0x0A) {
            let words = String(decoding: text, as: UTF8.self).split(separator: " ")
            let numbers = words.dropFirst().compactMap { UInt64($0) }
            switch words.first {
            case "object" where words.count == 3 && numbers.count == 2:
                lines.append(.object(ObjectID(number: numbers[0], random: numbers[1])))
            case "owner" where words.count == 5 && numbers.count == 4 && numbers[2] <= UInt64(UInt16.max):
                let owner = KeyOwner(KeyIdentity(high: numbers[0], low: numbers[1]), RetentionClass(UInt16(numbers[2])))
                lines.append(.owner(owner, number: numbers[3]))
            default: throw .keyFile(path: path, problem: "line \(lines.count + 1) names no key", remedy: "take it from where it is kept")
            }
        }
        return lines
    }

    private func failure(_ problem: String) -> KeyError {
        .keyFile(path: path, problem: "\(problem): \(String(cString: strerror(errno)))", remedy: "look at the disk, then try again")
    }
}

extension KeyStore {
    /// The numbers of owners and the objects among the lines that this store still has keys for.
    func stillThere(_ lines: [DestroyedKeys.Line]) throws -> (owners: [(owner: KeyOwner, number: UInt64)], objects: Set<ObjectID>) {
        var owners: [(owner: KeyOwner, number: UInt64)] = []
        var objects: Set<ObjectID> = []
        for line in lines {
            switch line {
            case .object(let id): objects.insert(id)
            case .owner(let owner, let number):
                if try ownerRow(owner)?.number == number { owners.append((owner, number)) }
            }
        }
        return (owners, objects)
    }
}
