import Crypto

/// What must hold between manifest, entries and disclosures, once each by itself is what it says.
extension EvidencePass {
    mutating func check(_ note: OpenedNote, _ manifest: EvidenceManifest, _ archive: TapeArchive) {
        guard checkpoint?.origin == manifest.origin else { return failures.append("The manifest is of another log.") }
        checkKeys(archive)
        checkTrust(archive)
        checkSignature(note, manifest)
        checkStreams(manifest)
        checkExports(manifest)
        checkSubject(manifest)
        checkFields()
        checkPages(archive)
        checkTerms(manifest, archive)
        checkBelonging(manifest, archive)
    }

    /// The facts of an entry; nil where they are not disclosed.
    func facts(of index: UInt64) -> FactsText? { Self.facts(lines[index]) }

    private static func facts(_ line: DisclosureLine?) -> FactsText? {
        guard let field = line?.fields.first, field.id == 1, case .disclosed(_, let bytes) = field.content else { return nil }
        return FactsText(bytes)
    }

    /// The manifest is signed with the key that an entry of this log announced for it.
    private mutating func checkSignature(_ note: OpenedNote, _ manifest: EvidenceManifest) {
        guard let leaf = entries[manifest.keyIndex], leaf.streams.contains(where: { $0.kind == .configuration }),
            let key = facts(of: manifest.keyIndex)?.evidenceKey, key.algorithm == .ed25519,
            key.name.utf8.elementsEqual("\(manifest.origin)/evidence".utf8)
        else { return failures.append("Entry \(manifest.keyIndex) does not announce the key that the manifest is signed with.") }
        guard note.standing(of: key) == .valid else { return failures.append("The manifest is not signed with the firm's evidence key.") }
        evidenceKey = key
    }

    /// Every stream is here from its first entry to the one the manifest says, linked without a gap, and an entry of the export follows it.
    private mutating func checkStreams(_ manifest: EvidenceManifest) {
        for stream in manifest.streams {
            let steps = steps(of: stream, in: entries)
            for (place, step) in steps.enumerated() {
                guard step.sequence == UInt64(place) + 1, step.previous == (place == 0 ? nil : steps[place - 1].index) else {
                    failures.append(
                        "The stream \(stream.id) has a gap before its entry \(step.sequence), entry \(step.index) of the log.")
                    return
                }
            }
            guard UInt64(steps.count) == stream.last else {
                failures.append("The stream \(stream.id) has \(steps.count) entries here; the manifest says \(stream.last).")
                return
            }
            let seals = self.steps(of: stream, in: exports)
            guard seals.count == 1, seals[0].sequence == stream.last + 1, seals[0].previous == steps.last?.index else {
                failures.append("Between the last entry of the stream \(stream.id) here and the one that recorded the export are others.")
                return
            }
            coverage.append(.init(isParty: stream.kind == .party, stream: stream.id, last: stream.last))
        }
    }

    private func steps(of stream: EvidenceManifest.Stream, in leaves: [UInt64: LeafRecord])
        -> [(index: UInt64, sequence: UInt64, previous: UInt64?)]
    {
        leaves.sorted { $0.key < $1.key }.flatMap { index, leaf in
            leaf.streams.filter { $0.kind == stream.kind && $0.id == stream.id }.map { (index, $0.sequence, $0.previous) }
        }
    }

    /// The entries of the export hold the manifest's hash, and come after everything that it names.
    private mutating func checkExports(_ manifest: EvidenceManifest) {
        guard let first = exports.keys.min() else { return failures.append("The entry that recorded this export is missing.") }
        if let last = entries.keys.max(), last >= first { failures.append("Entry \(last) is not older than the export that it is in.") }
        for (index, leaf) in exports.sorted(by: { $0.key < $1.key }) {
            guard leaf.decision == .export, let facts = Self.facts(exportLines[index]), facts.exports(digest) else {
                failures.append("Entry \(index) recorded the export of another manifest than this, or none.")
                continue
            }
            let follows = leaf.streams.contains { step in manifest.streams.contains { $0.kind == step.kind && $0.id == step.id } }
            if !follows, exports.count > 1 || !manifest.streams.isEmpty {
                failures.append("Entry \(index) follows on nothing that is here.")
            }
        }
    }

    /// What the file is about is what it holds.
    private mutating func checkSubject(_ manifest: EvidenceManifest) {
        func isWhole(_ kind: LeafRecord.StreamKind, _ id: RandomID) -> Bool {
            manifest.streams.contains { $0.kind == kind && $0.id == id }
        }
        func namesOnlyWhole(_ leaf: LeafRecord) -> Bool {
            leaf.streams.allSatisfy { $0.kind != .conversation || isWhole(.conversation, $0.id) }
        }
        let parties = manifest.streams.count { $0.kind == .party }
        switch manifest.subject {
        case .conversation(let id):
            if !isWhole(.conversation, id) || parties > 0 { failures.append("The conversation that it is about is not in it.") }
        case .range(let first, let last):
            guard manifest.streams.isEmpty else { return failures.append("A range proves no stream whole.") }
            // Bounded by what is here, whatever the manifest claims.
            let here = entries.keys.count { (first...last).contains($0) }
            if last - first != UInt64(here) &- 1 { failures.append("Of entries \(first) to \(last) only \(here) are here.") }
        case .customer(let id):
            let own = entries.values.filter { $0.streams.contains { $0.kind == .party && $0.id == id } }
            if parties != 1 || !isWhole(.party, id) || !own.allSatisfy(namesOnlyWhole) {
                failures.append("Not everything that the customer wrote in is here.")
            }
        case .recordedComplaint(let event):
            guard let entry = entries.first(where: { $0.value.event == event }), parties == 0, !manifest.streams.isEmpty,
                namesOnlyWhole(entry.value), facts(of: entry.key)?.recordsComplaint == true
            else { return failures.append("No entry here recorded the complaint that it is about, with its conversation whole.") }
        }
    }

    /// Of every field something is said, and what is gone is gone under an entry that says why.
    private mutating func checkFields() {
        for (index, leaf) in entries.sorted(by: { $0.key < $1.key }) where leaf.fieldCount > 0 {
            guard let line = lines[index] else {
                failures.append(
                    "Nothing is said of what entry \(index) holds, and no entry records its erasure: it was destroyed or is kept back.")
                continue
            }
            for field in line.fields {
                switch field.content {
                case .disclosed: disclosed += 1
                case .withheld: withheld += 1
                case .erased(_, let by):
                    guard isLawful(by, field: field.id, of: leaf, at: index) else {
                        failures.append(
                            "Field \(field.id) of entry \(index) is said to be gone by entry \(by), which does not record that.")
                        continue
                    }
                    erased += 1
                    erasures.insert(by)
                }
            }
        }
    }

    /// Whether a later entry erased the field on a basis that it names, or took the entry's place with what may stay.
    private func isLawful(_ by: UInt64, field: UInt16, of leaf: LeafRecord, at index: UInt64) -> Bool {
        guard by > index, let record = entries[by] else { return false }
        if record.decision == .erase {
            guard let facts = facts(of: by) else { return false }
            return facts.erasesOnBasis && facts.reaches(index)
        }
        // A message redacted later has its words in the newer entry; so has one that was let in from quarantine.
        let isTombstone = record.commandType == Self.withdraw && record.decision == .tombstone
        guard field > 1, isTombstone || record.commandType == Self.redactEarlier || record.commandType == Self.release else { return false }
        if record.subject == leaf.event { return true }
        let isOfMessage = leaf.commandType == Self.redactEarlier || leaf.commandType == Self.readAttachment
        return isOfMessage && leaf.subject != nil && record.subject == leaf.subject
    }

    private static let release: UInt16 = 3
    static let redactEarlier: UInt16 = 4
    private static let withdraw: UInt16 = 5
    private static let readAttachment: UInt16 = 6

    /// The terms that entries were decided under are here, with every file that they name.
    private mutating func checkTerms(_ manifest: EvidenceManifest, _ archive: TapeArchive) {
        var named: Set<String> = []
        for index in Set(entries.filter { isOfSubject($0.key, $0.value, manifest) }.compactMap(\.value.terms)) {
            guard entries[index] != nil, let facts = facts(of: index), !facts.termsFiles.isEmpty else {
                failures.append("Entry \(index), which put terms in force, is missing or does not say which.")
                continue
            }
            named.formUnion(facts.termsFiles)
        }
        var here: Set<String> = []
        for file in archive.files {
            guard case .terms(let name)? = EvidencePath(file.path) else { continue }
            here.insert(name)
            if name != HexText.encode(Array(SHA256.hash(data: archive.bytes[file.range]))) {
                failures.append("\(file.path) has other bytes than its name says.")
            }
        }
        if here != named { failures.append("The files of terms are not those that were in force.") }
    }

    private func isOfSubject(_ index: UInt64, _ leaf: LeafRecord, _ manifest: EvidenceManifest) -> Bool {
        if case .range(let first, let last) = manifest.subject, (first...last).contains(index) { return true }
        return leaf.streams.contains { step in manifest.streams.contains { $0.kind == step.kind && $0.id == step.id } }
    }

    /// Nothing is here that has no reason to be: an entry, a proof or a page of something else.
    private mutating func checkBelonging(_ manifest: EvidenceManifest, _ archive: TapeArchive) {
        let subject = entries.filter { isOfSubject($0.key, $0.value, manifest) }
        let reasons = Set(subject.compactMap(\.value.terms)).union(erasures).union([manifest.keyIndex]).union(keyEntries)
        for index in entries.keys.sorted() where subject[index] == nil && !reasons.contains(index) {
            failures.append("Entry \(index) does not belong to what the file is about.")
        }
        var proofs: Set<UInt64> = []
        for file in archive.files {
            switch EvidencePath(file.path) {
            case .sealProof(let index): proofs.insert(index)
            case .conversation(let id):
                if !manifest.streams.contains(where: { $0.kind == .conversation && $0.id == id }) {
                    failures.append("\(file.path) is the page of a conversation that is not here.")
                }
            default: continue
            }
        }
        if proofs != Set(entries.keys).union(exports.keys) { failures.append("There are proofs of entries that are not here.") }
        if archive["index.html"] == nil { failures.append("The readable page is missing.") }
    }
}
