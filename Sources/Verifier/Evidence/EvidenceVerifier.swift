import Crypto

/// Verifies an evidence file: one conversation out of a log, whole up to the entry that recorded its export, from the file and the log's key
/// alone.
///
/// The manifest names every file by its hash; the entry of the export holds the manifest's hash and stands in the log directly after the
/// conversation's last entry. So nothing can be left out at the end, put in, or changed without the log's key.
public struct EvidenceVerifier: Sendable {
    /// The log's key, known from elsewhere; nil to take the one in the file.
    public var pinnedKey: VerifyingKey?
    public var witnesses: WitnessPolicy?

    public init(pinnedKey: VerifyingKey? = nil, witnesses: WitnessPolicy? = nil) {
        self.pinnedKey = pinnedKey
        self.witnesses = witnesses
    }

    public func verify(_ bytes: [UInt8]) -> EvidenceReport {
        var pass = EvidencePass(key: pinnedKey, witnesses: witnesses)
        pass.run(bytes)
        return pass.report()
    }
}

/// One verification on its way.
private struct EvidencePass {
    private struct Entry {
        let index: UInt64
        let leaf: LeafRecord
    }
    private static let keyPath = "log.vkey"
    private static let sealLeaf = "seal/export.leaf"
    private static let sealFields = "seal/export.fields"
    private static let disclosures = "disclosures.jsonl"

    private var key: VerifyingKey?
    private let witnesses: WitnessPolicy?
    private let isPinned: Bool
    private var failures: [String] = []
    private var notices: [String] = []
    private var manifest: EvidenceManifest?
    private var coverage: [EvidenceReport.Coverage] = []
    private var entries: [Entry] = []
    private var disclosed = 0
    private var withheld = 0
    private var closed = 0
    private var checkpoint: OpenedCheckpoint?
    private var checkpointBytes: [UInt8]?
    private var seal: Entry?

    init(key: VerifyingKey?, witnesses: WitnessPolicy?) {
        self.key = key
        self.witnesses = witnesses
        isPinned = key != nil
    }

    mutating func run(_ bytes: [UInt8]) {
        do throws(FormatError) {
            let archive = try TapeArchive(bytes)
            guard let first = archive.files.first, first.path == EvidenceManifest.path else {
                return failures.append("The first file is not the manifest.")
            }
            let manifest = try EvidenceManifest(archive.bytes[first.range])
            self.manifest = manifest
            checkFiles(archive, manifest)
            try readKey(archive)
            try readEntries(archive, manifest)
            checkStreams(manifest)
            try checkSeal(archive, manifest, manifestBytes: archive.bytes[first.range])
            checkDisclosures(archive)
            checkTerms(archive)
        } catch {
            failures.append("\(error).")
        }
    }

    /// What the manifest names is there with those bytes, in that order; what it does not name is the seal's and nothing else.
    private mutating func checkFiles(_ archive: TapeArchive, _ manifest: EvidenceManifest) {
        let body = archive.files.dropFirst()
        for (named, there) in zip(manifest.files, body) {
            guard named.path == there.path else {
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
            guard file.path == Self.keyPath || file.path.hasPrefix("seal/"), last.utf8.lexicographicallyPrecedes(file.path.utf8) else {
                failures.append("\(file.path) is in the file and not in its manifest.")
                continue
            }
            last = file.path
        }
    }

    private mutating func readKey(_ archive: TapeArchive) throws(FormatError) {
        guard let line = archive[Self.keyPath], line.last == UInt8(ascii: "\n") else {
            return failures.append("The log's key is missing.")
        }
        let own = try VerifyingKey(String(decoding: line.dropLast(), as: UTF8.self))
        if let key, key != own { failures.append("The file's own key is not the key you gave.") }
        if key == nil { key = own }
    }

    /// Each entry is in the log, at its index, under the one checkpoint.
    private mutating func readEntries(_ archive: TapeArchive, _ manifest: EvidenceManifest) throws(FormatError) {
        for file in archive.files where file.path.hasPrefix("entries/") {
            guard let index = Self.index(file.path, "entries/", ".leaf") else {
                failures.append("\(file.path) is no entry's name.")
                continue
            }
            if let entry = try prove(archive, leaf: archive.bytes[file.range], index: index, path: file.path) { entries.append(entry) }
        }
    }

    private mutating func prove(_ archive: TapeArchive, leaf: ArraySlice<UInt8>, index: UInt64?, path: String) throws(FormatError) -> Entry?
    {
        let name = index.map { "seal/\(Self.name($0)).tlog-proof" } ?? "seal/export.tlog-proof"
        guard let key, let proof = archive[name] else {
            failures.append("\(path) has no proof.")
            return nil
        }
        let proven: ProofVerifier.Proven
        do throws(ProofVerifier.Failure) {
            proven = try ProofVerifier(key: key, witnesses: witnesses).verify(proof: Array(proof), leaf: Array(leaf))
        } catch {
            failures.append("\(path): \(error).")
            return nil
        }
        let bytes = try ProofFile(Array(proof)).checkpoint
        if checkpointBytes == nil {
            checkpointBytes = bytes
            checkpoint = proven.checkpoint
        }
        guard bytes == checkpointBytes else {
            failures.append("\(name) leads to another checkpoint than the others.")
            return nil
        }
        if let index, proven.index != index {
            failures.append("\(path) stands at \(proven.index) in the log.")
            return nil
        }
        return Entry(index: proven.index, leaf: proven.leaf)
    }

    /// Every stream is here from its first entry to the one the manifest says, linked without a gap.
    private mutating func checkStreams(_ manifest: EvidenceManifest) {
        for stream in manifest.streams {
            let steps = steps(of: stream.id)
            for (place, step) in steps.enumerated() {
                guard step.sequence == UInt64(place) + 1, step.previous == (place == 0 ? nil : steps[place - 1].index) else {
                    failures.append(
                        "Conversation \(stream.id) has a gap before its entry \(step.sequence), entry \(step.index) of the log.")
                    return
                }
            }
            guard steps.count == Int(clamping: stream.last) else {
                failures.append("Conversation \(stream.id) has \(steps.count) entries here; the manifest says \(stream.last).")
                return
            }
            coverage.append(.init(stream: stream.id, last: stream.last))
        }
        let known = Set(manifest.streams.map(\.id))
        for entry in entries
        where !entry.leaf.streams.contains(where: { known.contains($0.id) || $0.kind == .configuration }) {
            failures.append("Entry \(entry.index) belongs to none of the conversations.")
        }
    }

    private func steps(of id: RandomID) -> [(index: UInt64, sequence: UInt64, previous: UInt64?)] {
        entries.sorted { $0.index < $1.index }.flatMap { entry in
            entry.leaf.streams.filter { $0.kind == .conversation && $0.id == id }.map { (entry.index, $0.sequence, $0.previous) }
        }
    }

    /// The export's own entry holds the manifest's hash and follows the conversation's last entry directly.
    private mutating func checkSeal(_ archive: TapeArchive, _ manifest: EvidenceManifest, manifestBytes: ArraySlice<UInt8>)
        throws(FormatError)
    {
        guard let leaf = archive[Self.sealLeaf], let fields = archive[Self.sealFields], fields.last == UInt8(ascii: "\n"),
            let entry = try prove(archive, leaf: leaf, index: nil, path: Self.sealLeaf)
        else { return failures.append("The entry that recorded this export is missing.") }
        let line = try DisclosureLine(fields.dropLast())
        guard entry.leaf.decision == .export, line.index == entry.index, Self.commits(entry.leaf, to: line),
            let facts = line.fields.first, facts.id == 1, case .disclosed(_, let bytes) = facts.content
        else { return failures.append("The entry that recorded this export does not say what it recorded.") }
        let digest = HexText.encode(Array(SHA256.hash(data: manifestBytes)))
        guard Self.contains(bytes, Array("\"\(digest)\"".utf8)) else {
            return failures.append("The entry that recorded an export recorded another manifest than this.")
        }
        let steps = steps(of: manifest.conversation)
        guard let reference = entry.leaf.streams.first(where: { $0.kind == .conversation && $0.id == manifest.conversation }),
            reference.sequence == UInt64(steps.count) + 1, reference.previous == steps.last?.index
        else {
            return failures.append("Entries are missing between the conversation's last one here and the one that recorded the export.")
        }
        guard checkpoint?.origin == manifest.origin else { return failures.append("The manifest is of another log.") }
        seal = entry
    }

    /// What is disclosed is what the leaves commit to.
    private mutating func checkDisclosures(_ archive: TapeArchive) {
        guard let bytes = archive[Self.disclosures] else { return failures.append("The disclosures are missing.") }
        let leaves = Dictionary(entries.map { ($0.index, $0.leaf) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<UInt64> = []
        var rest = bytes
        while !rest.isEmpty {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return failures.append("The last disclosure has no end.") }
            do throws(FormatError) {
                let line = try DisclosureLine(rest[..<end])
                guard let leaf = leaves[line.index], seen.insert(line.index).inserted, Self.commits(leaf, to: line) else {
                    failures.append("The disclosure of entry \(line.index) is not what the entry commits to.")
                    rest = rest[(end + 1)...]
                    continue
                }
                for field in line.fields {
                    if case .disclosed = field.content { disclosed += 1 } else { withheld += 1 }
                }
            } catch {
                return failures.append("\(Self.disclosures): \(error).")
            }
            rest = rest[(end + 1)...]
        }
        closed = leaves.keys.filter { !seen.contains($0) && leaves[$0]?.fieldCount ?? 0 > 0 }.count
        if closed > 0 { notices.append("Nothing is disclosed of \(closed) entries; they were erased, or the firm withholds them.") }
    }

    /// The terms that entries were decided under are here, with their bytes named by their hashes.
    private mutating func checkTerms(_ archive: TapeArchive) {
        for file in archive.files where file.path.hasPrefix("terms/") {
            guard file.path == "terms/\(HexText.encode(Array(SHA256.hash(data: archive.bytes[file.range]))))" else {
                failures.append("\(file.path) has other bytes than its name says.")
                continue
            }
        }
        let here = Set(entries.map(\.index))
        let decided = entries.filter { $0.leaf.streams.contains { $0.kind == .conversation } }
        let missing = Set(decided.compactMap(\.leaf.terms)).subtracting(here)
        if !missing.isEmpty {
            failures.append("Entries that put terms in force are missing: \(missing.sorted().map(String.init).joined(separator: ", ")).")
        }
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

    private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard bytes.count >= part.count else { return false }
        return (0...(bytes.count - part.count)).contains { bytes[$0..<$0 + part.count].elementsEqual(part) }
    }

    /// Twelve digits, so that the order of names is the order of entries.
    private static func name(_ index: UInt64) -> String {
        let digits = String(index)
        return String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
    }

    private static func index(_ path: String, _ prefix: String, _ suffix: String) -> UInt64? {
        guard path.hasPrefix(prefix), path.hasSuffix(suffix), let index = UInt64(path.dropFirst(prefix.count).dropLast(suffix.count)),
            "\(prefix)\(name(index))\(suffix)" == path
        else { return nil }
        return index
    }

    func report() -> EvidenceReport {
        let verified = failures.isEmpty && seal != nil
        var open: [String] = []
        if !verified { open.append("Nothing is proved: the evidence file did not verify.") }
        if !isPinned { open.append("A whole file made up under another key: the key came with the file.") }
        if witnesses == nil {
            open.append(
                "A log forked or rewritten by whoever holds its key: compare the checkpoint with one kept elsewhere, or ask for witnesses.")
        }
        if let seal { open.append("What happened in the conversation after entry \(seal.index), the export.") }
        if withheld + closed > 0 { open.append("What \(withheld) withheld fields and \(closed) undisclosed entries say.") }
        open.append("Whether the readable pages say what the disclosed fields say: they are the firm's rendering of them.")
        open.append("An act that was never recorded at all: compare with what the networks and mailboxes hold.")
        return EvidenceReport(
            verified: verified, failures: failures, notices: notices, conversation: manifest?.conversation, coverage: coverage,
            entries: entries.count, disclosedFields: disclosed, withheldFields: withheld, closedEntries: closed, sealedBy: seal?.index,
            checkpoint: checkpoint, key: key, undetected: open)
    }
}
