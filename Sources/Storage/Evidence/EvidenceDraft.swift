public import Conversations
import Crypto
import Ledger

/// What an evidence file will hold of a conversation, before the entry that records its export.
public struct EvidenceDraft: Sendable {
    public let conversation: ConversationID
    /// The conversation's newest sequence in it.
    public let last: UInt64
    /// The log index of every entry in it, ascending.
    public let entries: [UInt64]
    let files: [(path: String, bytes: [UInt8])]
    let manifest: [UInt8]

    /// The manifest's SHA-256 in hexadecimal digits, for the export's entry.
    public var digest: String { Self.hexadecimal(SHA256.hash(data: manifest)) }

    /// A conversation's stream and its newest sequence.
    struct Stream {
        var id: StreamID
        var last: UInt64
    }

    /// - Parameters:
    ///   - streams: the conversation's own first.
    ///   - files: what the manifest names.
    init(
        _ conversation: ConversationID, origin: String, streams: [Stream], entries: [UInt64], files: [(path: String, bytes: [UInt8])]
    ) {
        self.conversation = conversation
        self.entries = entries
        last = streams.first?.last ?? 0
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        var text = "parley/evidence/v1\n\(origin)\nconversation \(conversation)\n"
        for stream in streams { text += "stream conversation \(stream.id) 1 \(stream.last)\n" }
        for file in self.files {
            text += "file \(Self.hexadecimal(SHA256.hash(data: file.bytes))) \(file.bytes.count) \(file.path)\n"
        }
        manifest = Array(text.utf8)
    }

    /// The whole file: manifest and what it names, then what seals them, which the manifest cannot name because it comes after it.
    func archive(sealedBy seal: [(path: String, bytes: [UInt8])]) -> [UInt8] {
        var tape = TapeWriter()
        tape.add("manifest", manifest)
        for file in files { tape.add(file.path, file.bytes) }
        for file in seal.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) { tape.add(file.path, file.bytes) }
        tape.end()
        return tape.bytes
    }

    /// Twelve digits, so that names in their order are entries in theirs.
    static func name(_ index: UInt64) -> String {
        let digits = String(index)
        return String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
    }

    private static func hexadecimal(_ digest: SHA256Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
