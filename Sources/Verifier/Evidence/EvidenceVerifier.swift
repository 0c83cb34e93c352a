/// Verifies the evidence file of one conversation, from the file and the log's key alone.
public struct EvidenceVerifier: Sendable {
    /// What a verified file says.
    public struct Proven: Sendable, Equatable {
        public let checkpoint: OpenedCheckpoint
        /// The conversation's stream.
        public let conversation: RandomID
        /// Entries, from the stream's first on without a gap.
        public let entries: Int
        public let firstRecorded: Int64
        public let lastRecorded: Int64
        public let disclosedFields: Int
        /// Entries of which something was erased: what they said is not shown, that they are there is.
        public let closedEntries: Int
    }

    /// Why a file does not verify: what, and in which of its lines, counted from 1.
    public struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
        public let line: Int
        public let reason: String
        public var description: String { "line \(line): \(reason)" }
    }

    public static let heading = "parley.dev/evidence@v1"
    /// Larger files are refused, in bytes.
    public static let largest = 1 << 30
    public let key: VerifyingKey

    public init(key: VerifyingKey) { self.key = key }

    /// Whether a file says of itself that it is evidence.
    public static func isEvidence(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: Array((heading + "\n").utf8)) }

    public func verify(_ bytes: [UInt8]) throws(Failure) -> Proven {
        guard bytes.last == 0x0A, bytes.count <= Self.largest else {
            throw Failure(line: 1, reason: "the file was cut off, or is too long")
        }
        var lines = EvidenceLines(bytes)
        guard try lines.next(after: Self.heading).isEmpty else { throw lines.failure("a version that this verifier does not know") }
        guard let conversation = Self.id(try lines.next(after: "conversation ")) else {
            throw lines.failure("a stream has 32 hexadecimal digits and is not zero")
        }
        let count = try lines.number(after: "entries ")
        let checkpoint = try opened(try lines.base64(), &lines)
        guard count > 0, count <= checkpoint.size else { throw lines.failure("the log has only \(checkpoint.size) entries") }
        var pass = EvidencePass(conversation: conversation, checkpoint: checkpoint)
        for _ in 0..<count { try pass.entry(&lines) }
        guard lines.isAtEnd else { throw Failure(line: lines.number + 1, reason: "more than the entries that it counts") }
        return pass.proven
    }

    private func opened(_ bytes: [UInt8], _ lines: inout EvidenceLines) throws(Failure) -> OpenedCheckpoint {
        do throws(FormatError) {
            let note = try OpenedNote(bytes)
            let checkpoint = try OpenedCheckpoint(text: note.text)
            switch note.standing(of: key) {
            case .valid where checkpoint.origin.utf8.elementsEqual(key.name.utf8): return checkpoint
            case .valid: throw FormatError(.checkpoint, at: 0, "it is of another log than the key's")
            case .absent: throw FormatError(.note, at: 0, "it is not signed with the key \(key)")
            case .wrong: throw FormatError(.note, at: 0, "the signature of \(key) is wrong")
            }
        } catch { throw lines.failure("the checkpoint: \(error.reason)") }
    }

    private static func id(_ text: ArraySlice<UInt8>) -> RandomID? {
        guard text.count == 32, let bytes = HexText.decode(text) else { return nil }
        func half(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        let id = RandomID(high: half(bytes[..<8]), low: half(bytes[8...]))
        return id.isZero ? nil : id
    }
}
