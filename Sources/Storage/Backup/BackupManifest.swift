public import Conversations
public import Ledger

/// What a backup holds: how far the ledger had come, and every file by its hash. Signed, so that a changed backup is never restored.
///
/// A signed note (C2SP signed-note) whose text is `parley/backup/v1`, the log's name, `size N`, `root HEX`, `sealed N`, `taken TIME`, then
/// `file SHA256 LENGTH NAME` for each file.
public struct BackupManifest: Sendable, Equatable {
    public struct File: Sendable, Equatable {
        public var name: String
        /// 64 lower-case hexadecimal digits.
        public var sha256: String
        public var length: UInt64
    }
    public var origin: String
    /// Entries that are in it, and the root of the tree over them.
    public var head: TreeHead
    /// How many of them a signed checkpoint covers.
    public var sealed: UInt64
    public var taken: Timestamp
    public var files: [File]

    static let name = "MANIFEST"
    private static let title = "parley/backup/v1"

    init(origin: String, head: TreeHead, sealed: UInt64, taken: Timestamp, files: [File]) {
        self.origin = origin
        self.head = head
        self.sealed = sealed
        self.taken = taken
        self.files = files
    }

    /// Whether some of its files lie in the one folder that it may have.
    var hasFolder: Bool { files.contains { $0.name.hasPrefix(Self.folder + "/") } }

    var text: String {
        var lines = [
            Self.title, origin, "size \(head.size)", "root \(head.root)", "sealed \(sealed)", "taken \(taken)",
        ]
        lines += files.map { "file \($0.sha256) \($0.length) \($0.name)" }
        return lines.joined(separator: "\n") + "\n"
    }

    func signed(with key: SigningKey) throws -> [UInt8] {
        let bytes = Array(text.utf8)
        return try SignedNote(text: bytes, signatures: [try key.sign(bytes)]).encode()
    }

    /// Reads a manifest, whose signature has to be right.
    init(opening bytes: [UInt8], with key: VerifierKey) throws {
        let note: SignedNote
        do {
            note = try SignedNote(parsing: bytes)
            _ = try note.verify(with: [key])
        } catch {
            throw StorageError.cannotOpen(
                "The backup's manifest is not signed under this server's key-encryption key: it is another server's, or was changed.")
        }
        guard let manifest = Self(text: String(decoding: note.text, as: UTF8.self)) else {
            throw StorageError.cannotOpen("The backup's manifest cannot be read; it was written by another version.")
        }
        self = manifest
    }

    /// Only the one spelling that `text` writes.
    init?(text: String) {
        let lines = text.split(separator: "\n").map(String.init)
        guard lines.count >= 6, lines[0] == Self.title else { return nil }
        func value(_ place: Int, _ name: String) -> String? {
            lines[place].hasPrefix(name + " ") ? String(lines[place].dropFirst(name.count + 1)) : nil
        }
        guard let size = value(2, "size").flatMap({ UInt64($0) }), let root = value(3, "root").flatMap({ Hash(hexadecimal: $0) }),
            let sealed = value(4, "sealed").flatMap({ UInt64($0) }),
            let taken = value(5, "taken").flatMap({ try? Timestamp(iso8601: $0) })
        else { return nil }
        var files: [File] = []
        for line in lines[6...] {
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            guard words.count == 4, words[0] == "file", words[1].utf8.count == 64, let length = UInt64(words[2]),
                Self.isName(words[3]), !files.contains(where: { $0.name == words[3] })
            else { return nil }
            files.append(File(name: words[3], sha256: words[1], length: length))
        }
        self.init(origin: lines[1], head: TreeHead(size: size, root: root), sealed: sealed, taken: taken, files: files)
        guard self.text == text else { return nil }
    }

    /// The one folder within a backup: certificates of the log's keys.
    static let folder = "certificates"

    /// Plain names, so that a manifest never leads out of its folder.
    private static func isName(_ path: String) -> Bool {
        let name = path.hasPrefix(folder + "/") ? path.dropFirst(folder.utf8.count + 1) : path[...]
        return (1...64).contains(name.utf8.count) && !name.hasPrefix(".")
            && name.utf8.allSatisfy { byte in
                (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
            }
    }
}
