/// What a log says about its tree at one moment (C2SP tlog-checkpoint), read from the text of a note.
public struct OpenedCheckpoint: Sendable, Equatable {
    /// Names the log.
    public let origin: String
    /// Number of leaves, at most 2^63 - 1.
    public let size: UInt64
    public let root: TreeDigest
    /// Number of extension lines. They are signed, but no monitor can check them.
    public let extensionLines: Int

    public init(text: [UInt8]) throws(FormatError) {
        try OpenedNote.check(text, as: .checkpoint)
        guard text.last == newline else { throw FormatError(.checkpoint, at: text.count, "the last line has no end") }
        let lines = text.dropLast().split(separator: newline, omittingEmptySubsequences: false)
        if let empty = lines.first(where: \.isEmpty) { throw FormatError(.checkpoint, at: empty.startIndex, "an empty line") }
        guard lines.count >= 3 else { throw FormatError(.checkpoint, at: text.count, "fewer than three lines") }
        origin = String(decoding: lines[0], as: UTF8.self)
        size = try DecimalText.decode(lines[1])
        root = try Base64Text.digest(lines[2])
        extensionLines = lines.count - 3
        guard size > 0 || root == TreeHashing.emptyRoot else {
            throw FormatError(.checkpoint, at: lines[2].startIndex, "an empty tree has the hash of nothing as its root")
        }
    }
}

private let newline = UInt8(ascii: "\n")
