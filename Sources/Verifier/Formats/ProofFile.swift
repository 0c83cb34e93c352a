/// A proof that one entry is in a log, with the checkpoint it leads to (C2SP tlog-proof, version 1).
public struct ProofFile: Sendable, Equatable {
    public let index: UInt64
    /// Sibling hashes from the leaf upwards.
    public let path: [TreeDigest]
    /// Whatever the `extra` line holds. Nothing signs it.
    public let extra: [UInt8]?
    /// The signed checkpoint, verbatim.
    public let checkpoint: [UInt8]

    public init(_ bytes: [UInt8]) throws(FormatError) {
        guard bytes.count <= OpenedNote.largest + (1 << 16) else { throw FormatError(.proof, at: 0, "longer than a proof may be") }
        var lines = ProofLines(bytes: bytes)
        let mark = try lines.next()
        guard mark.elementsEqual("c2sp.org/tlog-proof@v1".utf8) else { throw FormatError(.proof, at: 0, "not a tlog-proof of version 1") }
        var line = try lines.next()
        if line.starts(with: "extra ".utf8) {
            extra = try Base64Text.decode(line.dropFirst(6))
            line = try lines.next()
        } else {
            extra = nil
        }
        guard line.starts(with: "index ".utf8) else { throw FormatError(.proof, at: line.startIndex, "no index line") }
        index = try DecimalText.decode(line.dropFirst(6))
        var path: [TreeDigest] = []
        line = try lines.next()
        while !line.isEmpty {
            guard path.count < 63 else { throw FormatError(.proof, at: line.startIndex, "more hashes than any tree is high") }
            path.append(try Base64Text.digest(line))
            line = try lines.next()
        }
        self.path = path
        checkpoint = Array(bytes[lines.offset...])
    }
}

private struct ProofLines {
    let bytes: [UInt8]
    var offset = 0

    mutating func next() throws(FormatError) -> ArraySlice<UInt8> {
        guard let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) else {
            throw FormatError(.proof, at: bytes.count, "ends before the checkpoint")
        }
        defer { offset = end + 1 }
        return bytes[offset..<end]
    }
}
