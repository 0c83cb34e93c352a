/// A log's statement of its size and root hash (C2SP tlog-checkpoint).
public struct Checkpoint: Hashable, Sendable {
    /// The log's identity for its life; not empty, no control characters, at most 255 bytes.
    public let origin: String
    public let head: TreeHead
    /// Further lines, opaque; logs should write none.
    public let extensions: [String]

    public var size: UInt64 { head.size }
    public var root: Hash { head.root }

    /// The checkpoint of a log that is named like its key.
    public init(origin: KeyName, head: TreeHead) throws(NoteError) {
        guard Checkpoint.isPossible(head) else { throw .malformedCheckpoint }
        self.origin = origin.description
        self.head = head
        extensions = []
    }

    /// Reads a note's text.
    public init(parsing text: [UInt8]) throws(NoteError) {
        try self.init(claimedBy: text)
        guard Checkpoint.isPossible(head) else { throw .malformedCheckpoint }
    }

    /// Reads a note's text, also where it says that an empty tree has another root than the hash of nothing: a witness tells that apart from
    /// a text that is no checkpoint.
    public init(claimedBy text: [UInt8]) throws(NoteError) {
        guard text.last == 0x0A else { throw .malformedCheckpoint }
        var lines: [String] = []
        let parts = text.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard parts.count >= 3 else { throw .malformedCheckpoint }
        for part in parts {
            guard !part.isEmpty, part.allSatisfy({ $0 >= 0x20 }), let line = String(validating: part, as: UTF8.self) else {
                throw .malformedCheckpoint
            }
            lines.append(line)
        }
        guard parts[0].count <= KeyName.greatestByteCount, let size = Decimal.decode(parts[1]),
            let root = Base64.decode(parts[2]).flatMap({ Hash($0) })
        else { throw .malformedCheckpoint }
        origin = lines[0]
        head = TreeHead(size: size, root: root)
        extensions = [String](lines[3...])
    }

    /// The note's text.
    public var text: [UInt8] {
        var output = [UInt8](origin.utf8)
        output.append(0x0A)
        output.append(contentsOf: String(size).utf8)
        output.append(0x0A)
        Base64.encode(root.bytes, into: &output)
        output.append(0x0A)
        for line in extensions {
            output.append(contentsOf: line.utf8)
            output.append(0x0A)
        }
        return output
    }

    /// The checkpoint as a note of the log's key.
    public func signed(by key: SigningKey) throws(NoteError) -> SignedNote {
        guard key.verifierKey.name.description.utf8.elementsEqual(origin.utf8) else { throw .wrongOrigin }
        return try SignedNote(text: text, signatures: [key.sign(text)])
    }

    /// Whether a tree may have this head.
    public var isPossible: Bool { Checkpoint.isPossible(head) }

    private static func isPossible(_ head: TreeHead) -> Bool {
        head.size <= Decimal.greatest && (head.size > 0 || head.root == .ofEmptyTree)
    }
}
