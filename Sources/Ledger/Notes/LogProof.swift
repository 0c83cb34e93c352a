/// Shows offline that an entry is in the log: index, inclusion proof and checkpoint in one text (C2SP tlog-proof, version 1).
public struct LogProof: Hashable, Sendable {
    public let index: UInt64
    public let hashes: [Hash]
    public let note: SignedNote
    /// Not authenticated by anything; nil when the line is missing.
    public let extra: [UInt8]?

    public init(index: UInt64, hashes: [Hash], note: SignedNote, extra: [UInt8]? = nil) {
        self.index = index
        self.hashes = hashes
        self.note = note
        self.extra = extra
    }

    private static let header = "c2sp.org/tlog-proof@v1"

    /// Reads the text; nothing is checked until `verify` has been called.
    public init(parsing bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= SignedNote.greatestByteCount else { throw .noteTooLong }
        var lines = LineReader(bytes)
        guard lines.next()?.elementsEqual(LogProof.header.utf8) == true else { throw .malformedProof }
        var line = lines.next()
        var extra: [UInt8]?
        if let text = line?.after("extra ") {
            guard let decoded = Base64.decode(text) else { throw .malformedProof }
            extra = decoded
            line = lines.next()
        }
        guard let digits = line?.after("index "), let index = Decimal.decode(digits),
            let hashes = lines.hashes()
        else { throw .malformedProof }
        self.init(index: index, hashes: hashes, note: try SignedNote(parsing: [UInt8](lines.rest)), extra: extra)
    }

    /// The text.
    public func encode() -> [UInt8] {
        var output = [UInt8]("\(LogProof.header)\n".utf8)
        if let extra { output.append(contentsOf: "extra \(Base64.encode(extra))\n".utf8) }
        output.append(contentsOf: "index \(index)\n".utf8)
        output.append(linesOf: hashes)
        output.append(0x0A)
        output.append(contentsOf: note.encode())
        return output
    }

    /// Checks signature, cosignatures and inclusion, and returns the checkpoint that holds the entry.
    public func verify(
        entry: [UInt8], log: VerifierKey, witnesses: [VerifierKey] = []
    ) throws(LogProofError) -> VerifiedCheckpoint {
        let opened: VerifiedCheckpoint
        do { opened = try VerifiedCheckpoint(note, log: log, witnesses: witnesses) } catch { throw .checkpoint(error) }
        let proof = InclusionProof(index: index, size: opened.checkpoint.size, hashes: hashes)
        do { try proof.verify(leafHash: .ofLeaf(entry), root: opened.checkpoint.root) } catch { throw .inclusion(error) }
        return opened
    }
}

/// What part of a log proof does not hold.
public enum LogProofError: Error, Hashable, Sendable, CustomStringConvertible {
    case checkpoint(NoteError)
    case inclusion(ProofError)

    public var description: String {
        switch self {
        case .checkpoint(let error): error.description
        case .inclusion(let error): error.description
        }
    }
}
