import Crypto

/// One verification of an evidence file on its way: reads archive, manifest, key, entries and disclosures; `EvidencePass+Checks` compares them.
struct EvidencePass {
    /// The key that signed the checkpoint, which the file names.
    private(set) var key: VerifyingKey?
    /// The log's key as it is known from elsewhere.
    let pinned: VerifyingKey?
    let witnesses: WitnessPolicy?
    var failures: [String] = []
    var manifest: EvidenceManifest?
    var evidenceKey: VerifyingKey?
    /// The manifest's SHA-256, in hexadecimal digits.
    var digest = ""
    /// Proved entries that the manifest names, by index.
    var entries: [UInt64: LeafRecord] = [:]
    /// Proved entries that recorded the export.
    var exports: [UInt64: LeafRecord] = [:]
    /// What is said of each entry, borne out by its commitment root.
    var lines: [UInt64: DisclosureLine] = [:]
    var exportLines: [UInt64: DisclosureLine] = [:]
    var coverage: [EvidenceReport.Coverage] = []
    var disclosed = 0
    var withheld = 0
    var erased = 0
    var erasures: Set<UInt64> = []
    private(set) var checkpoint: OpenedCheckpoint?
    var keys: [KeyUse] = []
    /// What entries say of keys, of this log and of those it goes on from.
    var statements: [(index: UInt64, statement: KeyStatement)] = []
    /// The entries about the log's own keys, and those by which it goes on from another.
    var keyEntries: Set<UInt64> = []
    private(set) var checkpointBytes: [UInt8]?

    var retained: [ExportVerifier.Retained] = []
    var now: Int64?
    var kept = KeptCheckpoints()
    /// The logs that this one goes on from, as entries in the file say.
    var continuations: [Continuation] = []
    /// Whether a quorum of witnesses cosigned just now.
    var isFresh = false

    /// The log's keys, once they are known.
    var history: KeyHistory?
    let anchors: TimeStampAuthority?
    let authority: TimeStampAuthority?
    /// The fingerprint of the authority that certified the log's keys, and whether it is one that was given.
    var certified: (fingerprint: String, isAnchored: Bool)?
    var stamps: [EvidenceReport.Stamp] = []

    init(key: VerifyingKey?, witnesses: WitnessPolicy?, anchors: TimeStampAuthority?, authority: TimeStampAuthority?) {
        self.anchors = anchors
        self.authority = authority
        pinned = key
        self.witnesses = witnesses
    }

    mutating func run(_ bytes: [UInt8]) {
        do throws(FormatError) {
            let archive = try TapeArchive(bytes)
            guard let first = archive.files.first, first.path == EvidenceManifest.path else {
                return failures.append("The first file is not the manifest.")
            }
            let manifestBytes = Array(archive.bytes[first.range])
            digest = HexText.encode(Array(SHA256.hash(data: manifestBytes)))
            let note = try OpenedNote(manifestBytes)
            let manifest = try EvidenceManifest(note.text)
            self.manifest = manifest
            checkFiles(archive, manifest)
            try readKey(archive)
            for file in archive.files.dropFirst() {
                switch EvidencePath(file.path) {
                case .entry(let index): entries[index] = try prove(archive, file, at: index)
                case .sealEntry(let index): exports[index] = try prove(archive, file, at: index)
                default: continue
                }
            }
            // Of an entry that is not proved nothing that is said can be right.
            guard failures.isEmpty else { return }
            lines = read("disclosures.jsonl", archive, of: entries)
            exportLines = read("seal/disclosures.jsonl", archive, of: exports)
            guard failures.isEmpty else { return }
            check(note, manifest, archive)
        } catch {
            failures.append("\(error).")
        }
    }

    /// What the manifest names is there with those bytes, in that order; what it does not name is the seal's and nothing else.
    private mutating func checkFiles(_ archive: TapeArchive, _ manifest: EvidenceManifest) {
        let body = archive.files.dropFirst()
        for (named, there) in zip(manifest.files, body) {
            guard named.path == there.path, EvidencePath(named.path)?.isNamed == true else {
                failures.append("The manifest names \(named.path) where \(there.path) stands.")
                return
            }
            guard named.length == UInt64(there.range.count), SHA256.hash(data: archive.bytes[there.range]).elementsEqual(named.digest)
            else {
                failures.append("\(named.path) is not the file that the manifest names.")
                continue
            }
        }
        if body.count < manifest.files.count { failures.append("Files that the manifest names are missing.") }
        var last = ""
        for file in body.dropFirst(manifest.files.count) {
            guard EvidencePath(file.path)?.isNamed == false, last.utf8.lexicographicallyPrecedes(file.path.utf8) else {
                failures.append("\(file.path) is in the file and not in its manifest.")
                continue
            }
            last = file.path
        }
    }

    private mutating func readKey(_ archive: TapeArchive) throws(FormatError) {
        guard let line = archive["log.vkey"], line.last == UInt8(ascii: "\n") else { return failures.append("The log's key is missing.") }
        let own = try VerifyingKey(bytes: Array(line.dropLast()))
        guard own.algorithm == .ed25519 else { return failures.append("The log's key is not one that signs checkpoints.") }
        key = own
    }

    /// The entry is in the log, at its index, under the one checkpoint.
    private mutating func prove(_ archive: TapeArchive, _ file: TapeArchive.File, at index: UInt64) throws(FormatError) -> LeafRecord? {
        guard let key, let proof = archive[EvidencePath.proof(of: index)].map({ Array($0) }) else {
            failures.append("\(file.path) has no proof.")
            return nil
        }
        let proven: ProofVerifier.Proven
        do throws(ProofVerifier.Failure) {
            var verifier = ProofVerifier(key: key, witnesses: witnesses)
            verifier.now = now
            proven = try verifier.verify(proof: proof, leaf: Array(archive.bytes[file.range]))
        } catch {
            // Every proof leads to the one checkpoint: what is wrong with that is said once.
            let words = error.isAboutCheckpoint ? "The checkpoint: \(error)." : "\(file.path): \(error)."
            if failures.last != words { failures.append(words) }
            return nil
        }
        let read = try ProofFile(proof)
        if checkpointBytes == nil {
            checkpointBytes = read.checkpoint
            checkpoint = proven.checkpoint
            isFresh = proven.isFresh
        }
        guard read.checkpoint == checkpointBytes, read.extra == nil else {
            failures.append("The proof of \(file.path) leads to another checkpoint than the others.")
            return nil
        }
        guard proven.index == index else {
            failures.append("\(file.path) stands at \(proven.index) in the log.")
            return nil
        }
        return proven.leaf
    }

    /// What a file of disclosures says, each line borne out by the commitment root of its entry.
    private mutating func read(_ path: String, _ archive: TapeArchive, of leaves: [UInt64: LeafRecord]) -> [UInt64: DisclosureLine] {
        guard let bytes = archive[path] else {
            failures.append("\(path) is missing.")
            return [:]
        }
        var lines: [UInt64: DisclosureLine] = [:]
        var last: UInt64?
        var rest = bytes
        while !rest.isEmpty {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
                failures.append("The last line of \(path) has no end.")
                return lines
            }
            do throws(FormatError) {
                let line = try DisclosureLine(rest[..<end])
                if let leaf = leaves[line.index], last.map({ $0 < line.index }) ?? true, Self.commits(leaf, to: line) {
                    lines[line.index] = line
                } else {
                    failures.append("What \(path) says of entry \(line.index) is not what the entry commits to.")
                }
                last = line.index
            } catch {
                failures.append("\(path): \(error).")
                return lines
            }
            rest = rest[(end + 1)...]
        }
        return lines
    }

    private static func commits(_ leaf: LeafRecord, to line: DisclosureLine) -> Bool {
        guard line.fields.count == leaf.fieldCount else { return false }
        let commitments = line.fields.map { field in
            switch field.content {
            case .disclosed(let nonce, let bytes): FieldCommitment.digest(event: leaf.event, field: field.id, nonce: nonce, bytes: bytes)
            case .withheld(let commitment), .erased(let commitment, _): commitment
            }
        }
        return FieldCommitment.root(of: commitments) == leaf.commitmentRoot
    }

    func report() -> EvidenceReport {
        let verified = failures.isEmpty && !exports.isEmpty
        var open: [String] = []
        if !verified { open.append("Nothing is proved: the evidence file did not verify.") }
        if pinned == nil { open.append("A whole file made up under another key: the key came with the file.") }
        let isWitnessed = witnesses?.asksForWitnesses == true
        open += kept.undetected(size: checkpoint?.size ?? 0, witnessed: isWitnessed, fresh: isFresh)
        open += continuations.compactMap(\.undetected)
        if let last = exports.keys.max() { open.append("What happened after entry \(last), which recorded the export.") }
        if case .range(let first, let last)? = manifest?.subject {
            open.append(
                "Anything outside entries \(first) to \(last): this is a part of the log, and no conversation in it is proved whole.")
        }
        if case .customer? = manifest?.subject {
            open.append("Conversations in which the customer never wrote, or wrote as somebody whom nothing joins to this one.")
        }
        if let certified, !certified.isAnchored {
            open.append("A firm made up: the authority of the certificates came with the file.")
        }
        if stamps.contains(where: { !$0.isBelieved }) {
            open.append("Time stamps made up: no time-stamp authority was given to prove them with.")
        }
        if withheld > 0 { open.append("What \(withheld) withheld fields say, and whether they still exist.") }
        if erased > 0 { open.append("What \(erased) erased fields said: each is gone under an entry that records why.") }
        open.append(
            "Anything in the HTML pages: they are the firm's rendering, and no proof covers them. Of the pages in JSON texts and authors were held against the disclosed fields; marks, times and what is left out were not."
        )
        open.append("An act that was never recorded at all: compare with what the networks and mailboxes hold.")
        return EvidenceReport(
            verified: verified, failures: failures, subject: manifest?.subject, coverage: coverage, entries: entries.count,
            disclosedFields: disclosed, withheldFields: withheld, erasedFields: erased, erasures: erasures.sorted(),
            sealedBy: exports.keys.sorted(), exported: exports.values.map(\.recorded).max(), checkpoint: checkpoint, key: key,
            evidenceKey: evidenceKey, keys: keys, certificateAuthority: certified?.fingerprint,
            isAuthorityKnown: certified?.isAnchored ?? false, stamps: stamps, continuations: continuations,
            levels: Assurance.levels(
                verified: verified && pinned != nil, retained: kept.agreedSize != nil, witnessed: isWitnessed, fresh: isFresh),
            isKeyKnown: pinned != nil, undetected: open)
    }
}
