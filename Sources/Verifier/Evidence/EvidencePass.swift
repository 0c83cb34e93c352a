/// Goes over the entries of an evidence file: each is in the log, each follows the one before in the conversation, each says what it committed to.
struct EvidencePass {
    let conversation: RandomID
    let checkpoint: OpenedCheckpoint
    private var last: (index: UInt64, sequence: UInt64)?
    private var first: Int64 = 0
    private var newest: Int64 = 0
    private var disclosed = 0
    private var closed = 0

    init(conversation: RandomID, checkpoint: OpenedCheckpoint) {
        self.conversation = conversation
        self.checkpoint = checkpoint
    }

    var proven: EvidenceVerifier.Proven {
        EvidenceVerifier.Proven(
            checkpoint: checkpoint, conversation: conversation, entries: Int(last?.sequence ?? 0), firstRecorded: first,
            lastRecorded: newest,
            disclosedFields: disclosed, closedEntries: closed)
    }

    mutating func entry(_ lines: inout EvidenceLines) throws(EvidenceVerifier.Failure) {
        let parts = try lines.next(after: "entry ").split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts.count <= 66 else { throw lines.failure("an entry has its index, its leaf and a path") }
        let index = try lines.decimal(parts[0])
        let bytes = try lines.base64(parts[1])
        var path: [TreeDigest] = []
        for part in parts[2...] {
            guard let hash = TreeDigest(try lines.base64(part)) else { throw lines.failure("a hash has 32 bytes") }
            path.append(hash)
        }
        guard
            ProofChecks.includes(
                leafHash: TreeHashing.leaf(bytes), index: index, size: checkpoint.size, path: path, root: checkpoint.root)
        else { throw lines.failure("entry \(index) is not in the signed log") }
        let leaf: LeafRecord
        do throws(FormatError) { leaf = try LeafRecord(bytes) } catch { throw lines.failure("entry \(index): \(error.reason)") }
        try follow(leaf, at: index, lines)
        try say(leaf, at: index, &lines)
    }

    /// Stream sequences leave no place for an entry that is kept back in between.
    private mutating func follow(_ leaf: LeafRecord, at index: UInt64, _ lines: EvidenceLines) throws(EvidenceVerifier.Failure) {
        guard let place = leaf.streams.first(where: { $0.kind == .conversation && $0.id == conversation }) else {
            throw lines.failure("entry \(index) is not about this conversation")
        }
        guard place.sequence == (last?.sequence ?? 0) + 1, place.previous == last?.index else {
            throw lines.failure(
                "entry \(index) is the conversation's number \(place.sequence); number \((last?.sequence ?? 0) + 1) is missing")
        }
        if last == nil { first = leaf.recorded }
        newest = leaf.recorded
        last = (index, place.sequence)
    }

    private mutating func say(_ leaf: LeafRecord, at index: UInt64, _ lines: inout EvidenceLines) throws(EvidenceVerifier.Failure) {
        let text = try lines.next()
        if text.elementsEqual("closed".utf8) {
            closed += 1
            return
        }
        let line: DisclosureLine
        do throws(FormatError) { line = try DisclosureLine(text) } catch { throw lines.failure(error.reason) }
        guard line.index == index, line.fields.count == leaf.fieldCount else {
            throw lines.failure("these are not the fields of entry \(index)")
        }
        var commitments: [TreeDigest] = []
        for field in line.fields {
            switch field.content {
            case .disclosed(let nonce, let bytes):
                commitments.append(FieldCommitment.digest(event: leaf.event, field: field.id, nonce: nonce, bytes: bytes))
                disclosed += 1
            case .withheld(let commitment): commitments.append(commitment)
            case .erased: throw lines.failure("whether something was erased is shown by a whole export only")
            }
        }
        guard FieldCommitment.root(of: commitments) == leaf.commitmentRoot else {
            throw lines.failure("what entry \(index) is said to hold is not what it commits to")
        }
    }
}
