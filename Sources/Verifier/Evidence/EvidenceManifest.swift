/// What an evidence file says it holds: lines of text whose hash stands in the log.
///
///     parley/evidence/v1
///     log.example.com/bank
///     conversation 0f3c…
///     stream conversation 0f3c… 1 17
///     file 9f86… 340 entries/000000000012.leaf
struct EvidenceManifest {
    struct Stream {
        let id: RandomID
        /// Sequences that are here, from the first on.
        let last: UInt64
    }
    struct File {
        let digest: [UInt8]
        let length: UInt64
        let path: String
    }

    static let path = "manifest"

    let origin: String
    let conversation: RandomID
    /// The conversation's own stream first, then those that were merged into it or split from it.
    let streams: [Stream]
    /// Ascending by path.
    let files: [File]

    init(_ bytes: ArraySlice<UInt8>) throws(FormatError) {
        try OpenedNote.check(Array(bytes), as: .manifest)
        guard bytes.last == UInt8(ascii: "\n") else { throw FormatError(.manifest, at: bytes.count, "the last line has no end") }
        var lines = ManifestLines(lines: bytes.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false))
        guard try lines.next().elementsEqual("parley/evidence/v1".utf8) else {
            throw FormatError(.manifest, at: 0, "not the manifest of an evidence file of version 1")
        }
        origin = String(decoding: try lines.next(), as: UTF8.self)
        let about = try lines.words()
        guard about.count == 2, about[0].elementsEqual("conversation".utf8), let id = RandomID(hexadecimal: about[1]) else {
            throw lines.fault("the third line names the conversation")
        }
        conversation = id
        var streams: [Stream] = []
        var files: [File] = []
        while !lines.isAtEnd {
            let words = try lines.words()
            switch String(decoding: words[0], as: UTF8.self) {
            case "stream" where words.count == 5 && files.isEmpty:
                guard words[1].elementsEqual("conversation".utf8), let id = RandomID(hexadecimal: words[2]),
                    try DecimalText.decode(words[3]) == 1, !streams.contains(where: { $0.id == id })
                else { throw lines.fault("a stream is a conversation, from 1 on, each once") }
                streams.append(Stream(id: id, last: try DecimalText.decode(words[4])))
            case "file" where words.count == 4:
                guard let digest = HexText.decode(words[1]), digest.count == 32 else { throw lines.fault("a file's SHA-256") }
                let path = String(decoding: words[3], as: UTF8.self)
                guard files.last.map({ $0.path.utf8.lexicographicallyPrecedes(path.utf8) }) ?? true else {
                    throw lines.fault("files stand in the order of their names, each once")
                }
                files.append(File(digest: digest, length: try DecimalText.decode(words[2]), path: path))
            default: throw lines.fault("neither a stream nor a file")
            }
        }
        guard streams.first?.id == conversation else { throw lines.fault("the conversation's own stream comes first") }
        self.streams = streams
        self.files = files
    }
}

private struct ManifestLines {
    let lines: [ArraySlice<UInt8>]
    private var place = 0

    init(lines: [ArraySlice<UInt8>]) { self.lines = lines }

    var isAtEnd: Bool { place == lines.count }

    mutating func next() throws(FormatError) -> ArraySlice<UInt8> {
        guard place < lines.count else { throw FormatError(.manifest, at: lines.last?.endIndex ?? 0, "it ends too early") }
        defer { place += 1 }
        return lines[place]
    }

    mutating func words() throws(FormatError) -> [ArraySlice<UInt8>] {
        let words = try next().split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.allSatisfy({ !$0.isEmpty }) else { throw fault("words stand one space apart") }
        return words
    }

    func fault(_ reason: String) -> FormatError { FormatError(.manifest, at: lines[max(0, place - 1)].startIndex, reason) }
}

extension RandomID {
    /// From 32 lower-case hexadecimal digits; nil for anything else, and for zero.
    init?(hexadecimal text: some Collection<UInt8>) {
        guard text.count == 32, let bytes = HexText.decode(text) else { return nil }
        self.init(
            high: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }, low: bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) })
        if isZero { return nil }
    }
}
