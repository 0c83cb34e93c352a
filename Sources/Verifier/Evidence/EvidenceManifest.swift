/// What an evidence file says it holds: the text of a note, signed with the evidence key, whose hash stands in the log.
///
///     parley/evidence/v2
///     log.example.com/bank
///     about conversation 0f3c…
///     key 12
///     stream conversation 0f3c… 1 17
///     file 9f86… 340 entries/000000000012.leaf
struct EvidenceManifest {
    struct Stream: Hashable {
        let kind: LeafRecord.StreamKind
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
    let subject: EvidenceReport.Subject
    /// Index of the entry that announced the key of the manifest's signature.
    let keyIndex: UInt64
    /// Streams that are whole here up to the export.
    let streams: [Stream]
    /// Ascending by path.
    let files: [File]

    /// - Parameter text: the note's text.
    init(_ text: [UInt8]) throws(FormatError) {
        guard text.last == UInt8(ascii: "\n") else { throw FormatError(.manifest, at: text.count, "the last line has no end") }
        var lines = ManifestLines(lines: text.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false))
        guard try lines.next().elementsEqual("parley/evidence/v2".utf8) else {
            throw FormatError(.manifest, at: 0, "not the manifest of an evidence file of version 2")
        }
        origin = String(decoding: try lines.next(), as: UTF8.self)
        subject = try lines.subject()
        let key = try lines.words()
        guard key.count == 2, key[0].elementsEqual("key".utf8) else { throw lines.fault("the fourth line names the entry of the key") }
        keyIndex = try DecimalText.decode(key[1])
        var streams: [Stream] = []
        var files: [File] = []
        while !lines.isAtEnd {
            let words = try lines.words()
            switch String(decoding: words[0], as: UTF8.self) {
            case "stream" where words.count == 5 && files.isEmpty:
                let kind: LeafRecord.StreamKind = words[1].elementsEqual("party".utf8) ? .party : .conversation
                guard kind == .party || words[1].elementsEqual("conversation".utf8), let id = RandomID(hexadecimal: words[2]),
                    try DecimalText.decode(words[3]) == 1, !streams.contains(where: { $0.id == id })
                else { throw lines.fault("a stream is a conversation's or a party's, from 1 on, each once") }
                let last = try DecimalText.decode(words[4])
                guard last > 0 else { throw lines.fault("a stream has one entry at least") }
                streams.append(Stream(kind: kind, id: id, last: last))
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

    mutating func subject() throws(FormatError) -> EvidenceReport.Subject {
        let words = try words()
        let line = String(decoding: Array(words.joined(separator: [UInt8(ascii: " ")])), as: UTF8.self)
        if line.hasPrefix("about range "), words.count == 4 {
            let (first, last) = (try DecimalText.decode(words[2]), try DecimalText.decode(words[3]))
            guard first <= last else { throw fault("a range ends before it begins") }
            return .range(first, last)
        }
        guard words.count == 3, let id = RandomID(hexadecimal: words[2]) else { throw fault("an id has 32 hexadecimal digits") }
        if line.hasPrefix("about conversation ") { return .conversation(id) }
        if line.hasPrefix("about customer ") { return .customer(id) }
        if line.hasPrefix("about complaint ") { return .recordedComplaint(id) }
        throw fault("the third line says what it is about: a conversation, a range, a customer or a complaint")
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
