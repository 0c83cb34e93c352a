/// What a log sends to a witness: the size it last cosigned, the proof from there, and the new checkpoint (C2SP tlog-witness).
public struct AddCheckpoint: Hashable, Sendable {
    public let oldSize: UInt64
    public let hashes: [Hash]
    public let note: SignedNote

    public init(oldSize: UInt64, hashes: [Hash], note: SignedNote) {
        self.oldSize = oldSize
        self.hashes = hashes
        self.note = note
    }

    /// Reads a request's body.
    public init(parsing bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= SignedNote.greatestByteCount else { throw .noteTooLong }
        var lines = LineReader(bytes)
        guard let digits = lines.next()?.after("old "), let oldSize = Decimal.decode(digits), let hashes = lines.hashes() else {
            throw .malformedRequest
        }
        self.init(oldSize: oldSize, hashes: hashes, note: try SignedNote(parsing: [UInt8](lines.rest)))
    }

    /// The request's body.
    public func encode() -> [UInt8] {
        var output = [UInt8]("old \(oldSize)\n".utf8)
        output.append(linesOf: hashes)
        output.append(0x0A)
        output.append(contentsOf: note.encode())
        return output
    }
}
