public import Conversations
public import Ledger
import SQL

extension Store {
    /// Puts together what an evidence file will hold: every entry of its subject, each with what is left of its fields, the terms that they
    /// were decided under, the entries that erased what is gone, and the one that announced the evidence key. Nil if nothing is there.
    /// - Parameters:
    ///   - readable: pages for people, by name; names of lower-case letters, digits, `-`, `.` and `/`.
    ///   - withheld: whether the words of an entry stay closed, as one-time codes do.
    public func evidence(
        of scope: EvidenceScope, readable: [(path: String, bytes: [UInt8])], signedWith key: SigningKey, log: KeyRing,
        certificates: [(path: String, bytes: [UInt8])] = [],
        withheld: (_ events: [Event]) -> Bool
    ) throws -> EvidenceDraft? {
        try readers.read { connection -> EvidenceDraft? in
            let reader = EntryReader(connection: connection, keys: keys)
            guard let announcedAt = try evidenceKeyIndex(key.verifierKey, reader) else { return nil }
            let covered = try reader.streams(of: scope)
            var indexes: Set<UInt64> = []
            for stream in covered { indexes.formUnion(try reader.indexes(of: stream.stream.id)) }
            if case .range(let range) = scope.subject { indexes.formUnion(range.first...range.last) }
            guard indexes.count <= Self.mostEvidence else {
                throw StorageError.refused(
                    .notAllowed(
                        "An evidence file holds at most \(Self.mostEvidence) entries, this would hold \(indexes.count). Ask for less."))
            }
            var terms: Set<UInt64> = []
            for index in indexes { if let inForce = try reader.leaf(at: index).terms { terms.insert(inForce) } }
            indexes.formUnion(terms.union([announcedAt]))
            indexes.formUnion(try reader.keyEntries().map(\.index))
            // Whoever reads it has to learn that the log was set back and went on.
            indexes.formUnion(try reader.ownEntries(.continueLog))
            var lines: [UInt64: DisclosureLine] = [:]
            var pending = Array(indexes)
            while let index = pending.popLast() {
                guard let line = try reader.disclosure(ofAny: try reader.bytes(at: index), at: index, withheld: withheld) else { continue }
                lines[index] = line
                for case .erased(_, let by) in line.fields where indexes.insert(by).inserted { pending.append(by) }
            }
            var files = readable + certificates
            for index in indexes.sorted() { files.append(("entries/\(EvidenceDraft.name(index)).leaf", try reader.bytes(at: index))) }
            files.append(("disclosures.jsonl", lines.sorted { $0.key < $1.key }.flatMap(\.value.bytes)))
            for (name, bytes) in try handoverFiles(log, connection) { files.append((name, bytes)) }
            let stamps = try Self.stamps(for: indexes, connection)
            for stamp in stamps {
                files.append(("stamps/\(stamp.sha256).token", stamp.token))
                files.append(("stamps/\(stamp.sha256).note", stamp.note))
            }
            var kept: Set<String> = []
            for index in terms {
                for sha256 in try reader.termsFiles(putInForceAt: index) where kept.insert(sha256).inserted {
                    guard let bytes = try termsFile(sha256, connection) else {
                        throw StorageError.damaged("the terms \(sha256) are missing")
                    }
                    files.append(("terms/\(sha256)", bytes))
                }
            }
            return try EvidenceDraft(
                scope.subject, origin: place.origin, covered: covered, entries: indexes.sorted(), files: files, key: key,
                announcedAt: announcedAt, stampedSizes: Set(stamps.map(\.size)))
        }
    }

    /// The evidence file, once the entries that recorded its export are sealed: everything with its proof under the newest checkpoint.
    /// - Parameter exports: those entries' indexes.
    public func archive(_ draft: EvidenceDraft, recordedAt exports: [UInt64], log: KeyRing) throws -> [UInt8] {
        try readers.read { connection in
            guard let newest = try SealedCheckpoint.newest(connection), exports.allSatisfy({ $0 < newest.size }) else {
                throw StorageError.damaged("the export's entries are not sealed")
            }
            let reader = EntryReader(connection: connection, keys: keys)
            let log = try reader.unretired(log, upTo: newest.size)
            let note: SignedNote
            let checkpoint: Checkpoint
            let signer: VerifierKey
            do {
                // A witnessed one where it holds the whole of it.
                let cosigned = try CosignedCheckpoint.newest(connection).flatMap { (exports.max() ?? 0) < $0.size ? $0.note : nil }
                note = try SignedNote(parsing: cosigned ?? newest.note)
                let opened = try VerifiedCheckpoint(note, log: log)
                checkpoint = opened.checkpoint
                signer = opened.signers[0]
            } catch { throw StorageError.damaged("the newest checkpoint: \(error)") }
            var tree = SealedTree(connection, size: checkpoint.size)
            var seal: [(path: String, bytes: [UInt8])] = [("log.vkey", Array("\(signer.line)\n".utf8))]
            for index in draft.entries + exports {
                let inclusion = try tree.inclusion(of: index)
                // A proof that its own checkpoint does not bear out is never handed out.
                do { try inclusion.verify(leafHash: .ofLeaf(try reader.bytes(at: index)), root: checkpoint.root) } catch {
                    throw StorageError.damaged("entry \(index) does not lead to the signed checkpoint")
                }
                seal.append(
                    (
                        "seal/proofs/\(EvidenceDraft.name(index)).tlog-proof",
                        LogProof(index: index, hashes: inclusion.hashes, note: note).encode()
                    ))
            }
            var lines: [UInt8] = []
            for index in exports.sorted() {
                let leaf = try reader.bytes(at: index)
                guard let line = try reader.disclosure(ofAny: leaf, at: index, withheld: { _ in false }) else {
                    throw StorageError.damaged("the export's entry has lost what it says")
                }
                lines += line.bytes
                seal.append(("seal/entries/\(EvidenceDraft.name(index)).leaf", leaf))
            }
            seal.append(("seal/disclosures.jsonl", lines))
            for size in draft.stampedSizes {
                guard let proof = try tree.consistency(from: size) else { throw StorageError.damaged("a time stamp over \(size) entries") }
                let lines = proof.hashes.map { Base64.encode($0.bytes) + "\n" }.joined()
                seal.append(("seal/consistency/\(EvidenceDraft.name(size)).proof", Array(lines.utf8)))
            }
            return draft.archive(sealedBy: seal)
        }
    }

    /// The earliest time stamp over each of these entries, as far as they have one, and no more than so many: the newest count most.
    private static func stamps(for indexes: Set<UInt64>, _ connection: Connection) throws -> [KeptTimeStamp] {
        var chosen: [KeptTimeStamp] = []
        for index in indexes.sorted(by: >) {
            if let last = chosen.last, index < last.size, try previousSize(before: last.size, connection) <= index { continue }
            let stamp = try connection.first(
                "SELECT \(KeptTimeStamp.columns) FROM time_stamp WHERE size > $1 AND recorded = 1 ORDER BY size, sha256 LIMIT 1",
                .integer(Int64(index))
            ) { (row) throws(SQLError) in try KeptTimeStamp(row) }
            if let stamp, !chosen.contains(where: { $0.sha256 == stamp.sha256 }) { chosen.append(stamp) }
            if chosen.count >= mostStamps { break }
        }
        return chosen
    }

    /// The size of the time stamp before one; 0 where it is the first.
    private static func previousSize(before size: UInt64, _ connection: Connection) throws -> UInt64 {
        try connection.first("SELECT max(size) FROM time_stamp WHERE size < $1 AND recorded = 1", .integer(Int64(size))) {
            (row) throws(SQLError) in try row.optionalInt64(0).map { UInt64($0) } ?? 0
        } ?? 0
    }

    private static let mostStamps = 64

    /// For each change of the log's key, the proof that the announcement stands in a tree which the key before signed.
    private func handoverFiles(_ log: KeyRing, _ connection: Connection) throws -> [(path: String, bytes: [UInt8])] {
        let sealed = try SealedCheckpoint.newest(connection)?.size ?? 0
        return try EntryReader(connection: connection, keys: keys).handovers(log, upTo: sealed).map { handover in
            var tree = SealedTree(connection, size: handover.size)
            let inclusion = try tree.inclusion(of: handover.index)
            return (
                "handovers/\(EvidenceDraft.name(handover.index)).tlog-proof",
                LogProof(index: handover.index, hashes: inclusion.hashes, note: handover.note).encode()
            )
        }
    }

    /// Whether an entry has announced this evidence key, so that manifests may be signed with it; it is sealed or soon will be.
    public func hasAnnounced(_ key: VerifierKey) throws -> Bool {
        try readers.read { try evidenceKeyIndex(key, EntryReader(connection: $0, keys: keys)) } != nil
    }

    /// The newest entry that announced this key.
    private func evidenceKeyIndex(_ key: VerifierKey, _ reader: EntryReader) throws -> UInt64? {
        try reader.ownEntries(.announceEvidenceKey).last { index in
            try reader.folded(at: index)?.events == [.evidenceKey(EvidenceKeyAnnounced(key: key.line))]
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

    /// The streams that are whole in a file: conversations with those merged into them, and the party of a customer's file.
    fileprivate func streams(of scope: EvidenceScope) throws -> [ExportOrder.Covered] {
        var keys: [StreamKey] = []
        for id in scope.conversations {
            var loader = StateLoader(reader: self)
            try loader.load(for: .view(id, purpose: ""))
            guard let state = loader.states.conversations[id] else { continue }
            for member in [id] + state.parts.sorted(by: { $0.description < $1.description }) where !keys.contains(member.key) {
                keys.append(member.key)
            }
        }
        if case .customer(let id) = scope.subject { keys.append(id.key) }
        return try keys.map { ExportOrder.Covered($0, last: UInt64(try indexes(of: $0.id).count)) }
    }

    /// The hashes of the files that an entry put in force.
    func termsFiles(putInForceAt index: UInt64) throws -> [String] {
        try folded(at: index)?.events?.flatMap { event -> [String] in
            if case .termsInForce(let terms) = event { terms.files.map(\.sha256) } else { [] }
        } ?? []
    }
}
