public import Conversations
import Crypto
import Ledger

/// What an evidence file will hold, before the entries that record its export.
public struct EvidenceDraft: Sendable {
    /// Streams that are whole in it; each is sealed by an entry of the export that follows directly.
    public let covered: [ExportOrder.Covered]
    /// The log index of every entry in it, ascending.
    public let entries: [UInt64]
    let files: [(path: String, bytes: [UInt8])]
    /// Sizes of checkpoints that were stamped: the file's own has to continue them.
    let stampedSizes: Set<UInt64>
    /// A note, signed with the evidence key.
    let manifest: [UInt8]

    /// The manifest's SHA-256 in hexadecimal digits, for the export's entries.
    public var digest: String { Self.hexadecimal(SHA256.hash(data: manifest)) }

    /// - Parameters:
    ///   - files: what the manifest names.
    ///   - key: the evidence key, announced by the entry at `announcedAt`.
    init(
        _ subject: EvidenceSubject, origin: String, covered: [ExportOrder.Covered], entries: [UInt64],
        files: [(path: String, bytes: [UInt8])], key: SigningKey, announcedAt: UInt64,
        stampedSizes: Set<UInt64>
    ) throws {
        self.stampedSizes = stampedSizes
        self.covered = covered
        self.entries = entries
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        var text = "parley/evidence/v2\n\(origin)\n\(subject.line)\nkey \(announcedAt)\n"
        for stream in covered { text += "stream \(Self.word(stream.stream.kind)) \(stream.stream.id) 1 \(stream.last)\n" }
        for file in self.files {
            text += "file \(Self.hexadecimal(SHA256.hash(data: file.bytes))) \(file.bytes.count) \(file.path)\n"
        }
        do {
            let bytes = Array(text.utf8)
            manifest = try SignedNote(text: bytes, signatures: [try key.sign(bytes)]).encode()
        } catch { throw StorageError.damaged("the manifest cannot be signed: \(error)") }
    }

    /// The entries of the export: as many as it takes to follow on every stream, one at least.
    public func orders(purpose: String) -> [ExportOrder] {
        stride(from: 0, to: max(covered.count, 1), by: ExportOrder.mostCovered).map { start in
            ExportOrder(
                covered: Array(covered.dropFirst(start).prefix(ExportOrder.mostCovered)), purpose: purpose, manifest: digest)
        }
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

    private static func word(_ kind: StreamKind) -> String {
        switch kind {
        case .conversation: "conversation"
        case .party: "party"
        case .agent: "agent"
        case .channelAccount: "channel"
        case .configuration: "configuration"
        }
    }

    private static func hexadecimal(_ digest: SHA256Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
