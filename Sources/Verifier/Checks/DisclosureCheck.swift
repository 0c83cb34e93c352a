/// Checks every disclosed field against the commitment root of its leaf, and every erasure against the entry that recorded it.
struct DisclosureCheck {
    private(set) var log: FindingLog
    private(set) var disclosed: UInt64 = 0
    private(set) var withheld: UInt64 = 0
    private(set) var erased: UInt64 = 0

    /// Hashes of time-stamp tokens by the entries that record them, and whether there were too many to keep.
    private(set) var stamps: [String: UInt64] = [:]
    private(set) var stampsAreAllKnown = true
    /// What the configuration's entries say of the log's keys, ascending.
    private(set) var keyStatements: [(index: UInt64, statement: KeyStatement)] = []

    /// The logs that this one goes on from, by its own entries.
    private(set) var continuations: [Continuation] = []

    /// Files of terms by the first entry that put them in force.
    private(set) var terms: [String: UInt64] = [:]

    private let files: ExportFiles
    private let size: UInt64
    private let configurations: ConfigurationEntries
    private var leaves: LeafCursor
    private var erasures: LeafCursor
    private var nextConfiguration = 0
    private var last: UInt64?

    static let path = "disclosures.jsonl"

    init(_ files: ExportFiles, reader: ExportReader, configurations: ConfigurationEntries, log: FindingLog) {
        self.files = files
        self.configurations = configurations
        self.log = log
        size = reader.size
        leaves = reader.leaves()
        erasures = reader.leaves()
    }

    mutating func run() {
        do throws(FileFault) {
            var lines = FileLines(files, path: Self.path)
            guard try lines.open() else {
                log.fail(.disclosuresMissing, file: Self.path, "the file is missing", advice: "Ask for a whole export.")
                return
            }
            while let line = try lines.next() {
                switch line {
                case .whole(let bytes, let offset): check(bytes, at: offset)
                case .tooLong(let offset):
                    log.fail(
                        .disclosureMalformed, file: Self.path, offset: offset, "a line longer than \(DisclosureLine.longest) bytes",
                        advice: "Ask for the export again.")
                case .unended(let offset):
                    log.fail(
                        .disclosureMalformed, file: Self.path, offset: offset, "the last line has no end",
                        advice: "The file was cut off; ask for the export again.")
                }
            }
        } catch {
            log.fail(.fileUnreadable, file: Self.path, error.reason, advice: "Check the medium and the rights of the file.")
        }
        reportUndisclosed(upTo: .max)
    }

    private mutating func check(_ bytes: [UInt8], at offset: Int) {
        do throws(FormatError) {
            let line = try DisclosureLine(bytes[...])
            guard last.map({ $0 < line.index }) ?? true else {
                log.fail(
                    .disclosureOrder, file: Self.path, offset: offset, index: line.index, "the indices do not ascend",
                    advice: "Lines were repeated or reordered.")
                return
            }
            last = line.index
            reportUndisclosed(upTo: line.index)
            check(line, at: offset)
        } catch {
            log.fail(.disclosureMalformed, ExportError(file: Self.path, base: offset, error), advice: "Ask for the export again.")
        }
    }

    private mutating func check(_ line: DisclosureLine, at offset: Int) {
        let fault = { (log: inout FindingLog, code: Finding.Code, what: String, advice: String) in
            log.fail(code, file: Self.path, offset: offset, index: line.index, what, advice: advice)
        }
        guard line.index < size else {
            fault(&log, .disclosureMismatch, "the log has only \(size) entries", "This belongs to a longer export.")
            return
        }
        let leaf: LeafRecord
        do throws(ExportError) {
            leaves.move(to: line.index)
            guard let found = try leaves.next() else { return }
            leaf = found.leaf
        } catch {
            fault(&log, .disclosureMismatch, "its entry cannot be read", "See the finding on that entry.")
            return
        }
        guard line.fields.count == leaf.fieldCount else {
            fault(
                &log, .disclosureMismatch, "\(line.fields.count) fields, the entry has \(leaf.fieldCount)",
                "A field was left out or added; withheld fields need their commitment.")
            return
        }
        let commitments = line.fields.map { field in
            switch field.content {
            case .disclosed(let nonce, let bytes):
                FieldCommitment.digest(event: leaf.event, field: field.id, nonce: nonce, bytes: bytes)
            case .withheld(let commitment), .erased(let commitment, _): commitment
            }
        }
        guard FieldCommitment.root(of: commitments) == leaf.commitmentRoot else {
            fault(
                &log, .disclosureMismatch, "the fields are not those the entry commits to",
                "A disclosed field was changed, or belongs to another entry or field.")
            return
        }
        for field in line.fields {
            switch field.content {
            case .disclosed: disclosed += 1
            case .withheld: withheld += 1
            case .erased(_, let by):
                if records(by, erasureOf: leaf, at: line.index) {
                    erased += 1
                } else {
                    fault(
                        &log, .erasureUnproved, "field \(field.id) is said to be erased by entry \(by), which records no erasure of it",
                        "Without such an entry the field was destroyed or hidden.")
                }
            }
        }
        if configurations.withFacts.indices.contains(nextConfiguration), configurations.withFacts[nextConfiguration] == line.index {
            nextConfiguration += 1
            guard let facts = line.fields.first, facts.id == 1, case .disclosed(_, let bytes) = facts.content else {
                fault(&log, .configurationUndisclosed, "the facts of a configuration entry are withheld", "They belong into every export.")
                return
            }
            // What was stamped before belongs to the former log, whose checkpoints this key did not sign.
            if FactsText(bytes).continuesLog {
                stamps = [:]
                if let continuation = FactsText(bytes).continuation(at: line.index) {
                    if continuations.count < KeyClaims.most { continuations.append(continuation) }
                } else {
                    fault(
                        &log, .continuationWrong, "it does not say in the known words which log this one goes on from",
                        "Do not rely on what stands before it; ask the firm which log that was.")
                }
            }
            if let statement = FactsText(bytes).keyStatement, keyStatements.count < KeyClaims.most {
                keyStatements.append((line.index, statement))
            }
            for sha256 in FactsText(bytes).termsFiles where terms[sha256] == nil && terms.count < Self.mostTerms {
                terms[sha256] = line.index
            }
            for sha256 in StampRecords.hashes(in: bytes) {
                // The earliest entry counts: one that was written again after a crash says nothing new.
                if stamps[sha256] != nil { continue }
                if stamps.count < Self.mostStamps { stamps[sha256] = line.index } else { stampsAreAllKnown = false }
            }
        }
    }

    private static let mostStamps = 100_000
    private static let mostTerms = 100_000

    /// Whether the entry at `index` is a later one, decided to erase, and about this leaf's event or one of its streams.
    private mutating func records(_ index: UInt64, erasureOf leaf: LeafRecord, at erasedIndex: UInt64) -> Bool {
        guard index > erasedIndex, index < size else { return false }
        erasures.move(to: index)
        guard let record = try? erasures.next()?.leaf, record.decision == .erase else { return false }
        return record.subject == leaf.event
            || record.streams.contains { stream in leaf.streams.contains { $0.kind == stream.kind && $0.id == stream.id } }
    }

    /// Configuration entries before `index` that no line has disclosed.
    private mutating func reportUndisclosed(upTo index: UInt64) {
        let entries = configurations.withFacts
        while nextConfiguration < entries.count, entries[nextConfiguration] < index {
            log.fail(
                .configurationUndisclosed, file: Self.path, index: entries[nextConfiguration],
                "the facts of a configuration entry are not disclosed", advice: "They belong into every export; ask for a whole one.")
            nextConfiguration += 1
        }
    }
}
