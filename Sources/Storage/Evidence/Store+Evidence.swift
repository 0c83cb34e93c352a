public import Conversations
public import Ledger
import SQL

extension Store {
    /// Puts together what an evidence file will hold of a conversation: every entry of it and of what was merged into it, each with what is
    /// left of its fields, and the terms that they were decided under. Nil if there is no such conversation.
    /// - Parameters:
    ///   - readable: pages for people, by name; names of lower-case letters, digits, `-` and `.`.
    ///   - withheld: whether the words of an entry stay closed, as one-time codes do.
    public func evidence(
        of id: ConversationID, readable: [(path: String, bytes: [UInt8])], withheld: (_ events: [Event]) -> Bool
    ) throws -> EvidenceDraft? {
        try readers.read { connection -> EvidenceDraft? in
            let reader = EntryReader(connection: connection, keys: keys)
            var loader = StateLoader(reader: reader)
            try loader.load(for: .view(id, purpose: ""))
            guard let state = loader.states.conversations[id] else { return nil }
            var streams: [EvidenceDraft.Stream] = []
            var indexes: Set<UInt64> = []
            var members = loader.states.members(of: state).map(\.id)
            members.removeAll { $0 == id }
            for member in [id] + members {
                let entries = try reader.indexes(of: member.stream)
                streams.append(.init(id: member.stream, last: UInt64(entries.count)))
                indexes.formUnion(entries)
            }
            var files = readable
            var lines: [UInt8] = []
            var terms: Set<UInt64> = []
            for index in indexes {
                if let inForce = try reader.leaf(at: index).terms { terms.insert(inForce) }
            }
            for index in indexes.union(terms).sorted() {
                let bytes = try reader.bytes(at: index)
                files.append(("entries/\(EvidenceDraft.name(index)).leaf", bytes))
                if let line = try reader.disclosure(ofAny: bytes, at: index, withheld: withheld) { lines += line.bytes }
                guard terms.contains(index) else { continue }
                for sha256 in try reader.termsFiles(putInForceAt: index) {
                    guard let bytes = try termsFile(sha256, connection) else {
                        throw StorageError.damaged("the terms \(sha256) are missing")
                    }
                    files.append(("terms/\(sha256)", bytes))
                }
            }
            files.append(("disclosures.jsonl", lines))
            var unique: [String: [UInt8]] = [:]
            for file in files { unique[file.path] = file.bytes }
            return EvidenceDraft(
                id, origin: place.origin, streams: streams, entries: indexes.union(terms).sorted(),
                files: unique.map { (path: $0.key, bytes: $0.value) })
        }
    }

    /// The evidence file, once the entry that recorded its export is sealed: everything with its proof under the newest checkpoint.
    /// - Parameter export: that entry's index.
    public func archive(_ draft: EvidenceDraft, recordedAt export: UInt64, log: VerifierKey) throws -> [UInt8] {
        try readers.read { connection in
            guard let newest = try SealedCheckpoint.newest(connection), newest.size > export else {
                throw StorageError.damaged("the export's entry is not sealed")
            }
            let note: SignedNote
            let checkpoint: Checkpoint
            do {
                note = try SignedNote(parsing: newest.note)
                checkpoint = try VerifiedCheckpoint(note, log: log).checkpoint
            } catch { throw StorageError.damaged("the newest checkpoint: \(error)") }
            let reader = EntryReader(connection: connection, keys: keys)
            var tree = SealedTree(connection, size: checkpoint.size)
            func proof(_ index: UInt64) throws -> [UInt8] {
                let inclusion = try tree.inclusion(of: index)
                // A proof that its own checkpoint does not bear out is never handed out.
                do { try inclusion.verify(leafHash: .ofLeaf(try reader.bytes(at: index)), root: checkpoint.root) } catch {
                    throw StorageError.damaged("entry \(index) does not lead to the signed checkpoint")
                }
                return LogProof(index: index, hashes: inclusion.hashes, note: note).encode()
            }
            let leaf = try reader.bytes(at: export)
            guard let line = try reader.disclosure(ofAny: leaf, at: export, withheld: { _ in false }) else {
                throw StorageError.damaged("the export's entry has lost what it says")
            }
            var seal: [(path: String, bytes: [UInt8])] = [
                ("log.vkey", Array("\(log.line)\n".utf8)), ("seal/export.leaf", leaf), ("seal/export.fields", line.bytes),
                ("seal/export.tlog-proof", try proof(export)),
            ]
            for index in draft.entries { seal.append(("seal/\(EvidenceDraft.name(index)).tlog-proof", try proof(index))) }
            return draft.archive(sealedBy: seal)
        }
    }

    private func termsFile(_ sha256: String, _ connection: Connection) throws -> [UInt8]? {
        try connection.first("SELECT bytes FROM terms_file WHERE sha256 = $1", .text(sha256)) { (row) throws(SQLError) in try row.blob(0) }
    }
}

extension EntryReader {
    func bytes(at index: UInt64) throws -> [UInt8] {
        let leaf = try connection.first("SELECT leaf FROM entry WHERE idx = $1", .integer(Int64(index))) { (row) throws(SQLError) in
            try row.blob(0)
        }
        guard let leaf else { throw StorageError.damaged("entry \(index) is missing") }
        return leaf
    }

    func leaf(at index: UInt64) throws -> Leaf {
        do { return try Leaf(decoding: try bytes(at: index)) } catch let error as LeafError {
            throw StorageError.damaged("entry \(index) is not a leaf: \(error)")
        }
    }

    /// The hashes of the files that an entry put in force.
    func termsFiles(putInForceAt index: UInt64) throws -> [String] {
        try folded(at: index)?.events?.flatMap { event -> [String] in
            if case .termsInForce(let terms) = event { terms.files.map(\.sha256) } else { [] }
        } ?? []
    }
}
