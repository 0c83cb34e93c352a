/// Verifies an export offline: signature, every tile and entry, completeness, terms and disclosures. It trusts nothing in the folder.
public struct ExportVerifier: Sendable {
    /// An earlier checkpoint that the person who verifies has kept.
    public struct Retained: Sendable {
        /// What findings call it: a file name, say.
        public let name: String
        public let note: [UInt8]

        public init(name: String, note: [UInt8]) {
            self.name = name
            self.note = note
        }
    }

    /// How many streams are followed.
    public enum Tracking: Sendable, Equatable {
        /// At most this many, about 40 bytes each; the report says where later ones could not be checked.
        case bounded(Int)
        /// All, however much memory that takes.
        case complete
    }

    /// The log's key, from somewhere else than the export. Nil takes the one in the export and says so.
    public var pinnedKey: VerifyingKey?
    public var retained: [Retained] = []
    public var witnesses: WitnessPolicy?
    /// Whose time stamps are believed. Nil: those of the export prove nothing, and the report says so.
    public var authority: TimeStampAuthority?
    /// The present time in milliseconds since 1970, which freshness is measured against. Nil: no cosignature counts as fresh.
    public var now: Int64?
    /// A cosignature up to this old is fresh, in seconds.
    public var freshness: Int64 = 600
    public var tracking = Tracking.bounded(400_000)
    /// Entries below may be missing, as the log's published retention allows; their hash tiles must still be there.
    public var prunedBelow: UInt64 = 0
    /// Where lists too long for memory are sorted.
    public var temporaryFolder = "/tmp"
    /// Findings that are kept in full.
    public var mostFindings = 200

    public init() {}

    /// Verifies `files`; `progress` is told how many entries of how many are done, once every 65,536.
    public func verify(_ files: ExportFiles, progress: ((_ done: UInt64, _ of: UInt64) -> Void)? = nil) -> VerificationReport {
        var log = FindingLog(most: mostFindings)
        var counts = VerificationReport.Counts()
        var evidence = Assurance.Evidence()
        let enclosed = enclosedKey(of: files, &log)
        evidence.keyIsPinned = pinnedKey != nil
        let claims = claims(in: files, &log)
        let history = history(claims.statements, former: claims.continuations, enclosed: enclosed, &log)
        var continuations: [Continuation] = []
        let opened = history.flatMap { checkpoint(of: files, keys: $0, &log) }
        var keys: [KeyUse] = []
        if let history, let opened {
            keys = history.uses(signers: opened.signers)
            if let enclosed, history.position(of: enclosed) != nil, !opened.signers.contains(enclosed) {
                log.fail(
                    .keyFileDiffers, file: Self.keyPath, "the export names another key of the log than the one that signed",
                    advice: "The export was put together from parts; ask for it again.")
            }
            check(opened.note, opened.checkpoint, &log, &counts, &evidence)
            var timeStamps = TimeStampCheck(files, keys: history, newest: opened.checkpoint, authority: authority)
            let stamped = timeStamps.run(&log)
            let needed = (pinnedKey ?? enclosed).map { history.unproved(from: $0, to: opened.signers[0]) } ?? 0..<0
            let handovers = HandoverCheck(files: files, history: history, newest: opened.checkpoint).run(needed: needed, &log)
            let earlier = retainedCheckpoints(keys: history, former: claims, newest: opened.checkpoint, &log)
            var pass = LogPass(
                files, checkpoint: opened.checkpoint, settings: self, retained: earlier, stamped: stamped, handovers: handovers,
                log: log)
            pass.run(progress)
            log = pass.log
            counts.entries = pass.counts.entries
            counts.entryBytes = pass.counts.entryBytes
            counts.bundles = pass.counts.bundles
            counts.hashTiles = pass.counts.hashTiles
            counts.streams = pass.counts.streams
            counts.everyStreamIsWhole = pass.counts.everyStreamIsWhole
            counts.sortedBytes = pass.counts.sortedBytes
            counts.temporaryFolder = temporaryFolder
            counts.retainedCheckpoints = pass.counts.retainedCheckpoints
            evidence.retainedSize = pass.largestRetained
            // Two minutes for clocks that differ.
            if let now, pass.recorded > now + 120_000 {
                log.note(
                    .recordedAhead, index: opened.checkpoint.size - 1,
                    "recorded at \(MomentText.of(pass.recorded)), \((pass.recorded - now) / 1000) seconds after your clock",
                    advice: "The clock of the log, or yours, is wrong. Do not rely on the times of its newest entries.")
            }
            evidence.untrackedReferences = pass.untrackedReferences
            evidence.unseenEntries = pass.unseenEntries
            var disclosures = DisclosureCheck(
                files, reader: ExportReader(files, size: opened.checkpoint.size), configurations: pass.configurations, log: log)
            disclosures.run()
            log = disclosures.log
            // What was believed of the keys beforehand is what entries of the configuration say, all of it.
            let entries = disclosures.keyStatements
            continuations = disclosures.continuations
            if entries.count != claims.statements.count || continuations != claims.continuations
                || !zip(entries, claims.statements).allSatisfy({ $0.index == $1.index && $0.statement == $1.statement })
            {
                log.fail(
                    .keyHistoryWrong, file: DisclosureCheck.path, "what is said of the log's keys is not what its configuration says",
                    advice: "Do not rely on this export.")
            }
            for continuation in continuations {
                log.note(
                    .logContinued, index: continuation.index, "\(continuation)",
                    advice:
                        "The entry says why, and who decided it. Ask for what was lost elsewhere: in mailboxes, at the networks, in older exports."
                )
            }
            evidence.lost = continuations.compactMap(\.undetected)
            evidence.stamped = timeStamps.finish(
                recorded: disclosures.stamps, areAllKnown: disclosures.stampsAreAllKnown, &log)
            checkTerms(disclosures.terms, in: files, &log)
            counts.disclosedFields = disclosures.disclosed
            counts.withheldFields = disclosures.withheld
            counts.erasedFields = disclosures.erased
            evidence.withheldFields = disclosures.withheld
        }
        FolderCheck(files, size: opened?.checkpoint.size, handovers: HandoverCheck.paths(history)).run(&log, &counts)
        let verified = log.failures == 0
        return VerificationReport(
            verified: verified, findings: log.findings, failures: log.failures, notices: log.notices, firstBadIndex: log.firstBadIndex,
            counts: counts,
            assurance: Assurance(verified: verified, size: opened?.checkpoint.size ?? 0, evidence: evidence),
            key: opened?.signers.first ?? pinnedKey ?? enclosed, isKeyKnown: pinnedKey != nil, checkpoint: opened?.checkpoint,
            note: opened?.bytes, keys: keys,
            continuations: continuations)
    }

    /// What was in force can be read: every file that an entry put in force is here. The check of the folder says whether it is the one.
    private func checkTerms(_ named: [String: UInt64], in files: ExportFiles, _ log: inout FindingLog) {
        var byte: [UInt8] = [0]
        for (sha256, index) in named.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
            let path = "terms/\(sha256)"
            do throws(FileFault) {
                guard try files.read(path, at: 0, into: &byte) == nil else { continue }
                log.fail(
                    .termsMissing, file: path, index: index, "the entry put these terms in force, and they are not here",
                    advice: "What was decided under them cannot be followed; ask for a whole export.")
            } catch {
                log.fail(.fileUnreadable, file: path, error.reason, advice: "Check the medium and the rights of the file.")
            }
        }
    }

    // MARK: Key and checkpoint

    static let keyPath = "keys/log.vkey"
    static let checkpointPath = "checkpoint"

    private func enclosedKey(of files: ExportFiles, _ log: inout FindingLog) -> VerifyingKey? {
        let path = Self.keyPath
        var enclosed: VerifyingKey?
        do {
            if let bytes = try files.whole(path, limit: 4097) {
                guard bytes.last == UInt8(ascii: "\n") else { throw FormatError(.verifierKey, at: bytes.count, "the line has no end") }
                enclosed = try VerifyingKey(bytes: bytes.dropLast())
            } else {
                log.fail(.keyFileMissing, file: path, "the export does not name its key", advice: "Ask for a whole export.")
            }
        } catch let error as FormatError {
            log.fail(.keyMalformed, ExportError(file: path, error), advice: "Ask for a whole export.")
        } catch {
            log.fail(.fileUnreadable, file: path, "\(error)", advice: "Check the medium and the rights of the file.")
        }
        if pinnedKey == nil {
            log.note(
                .keyNotPinned, file: path,
                "THE KEY WAS NOT PINNED: it came with the export, and anybody can make an export under a key of his own",
                advice: "Get the key by another way, compare \(enclosed?.description ?? "it"), and hand it in.")
        }
        return enclosed
    }

    private func claims(in files: ExportFiles, _ log: inout FindingLog) -> FormerLogs {
        do { return try KeyClaims.read(files) } catch {
            log.fail(.fileUnreadable, file: error.path, error.reason, advice: "Check the medium and the rights of the file.")
            return FormerLogs(continuations: [], statements: [])
        }
    }

    /// The keys of the log as far as the key that is known leads to them.
    private func history(
        _ claims: [(index: UInt64, statement: KeyStatement)], former: [Continuation], enclosed: VerifyingKey?, _ log: inout FindingLog
    ) -> KeyHistory? {
        guard let known = pinnedKey ?? enclosed else { return nil }
        var history = KeyHistory(known)
        do throws(KeyHistory.Fault) { history = try KeyHistory(claims, of: known) } catch {
            log.fail(
                .keyHistoryWrong, file: DisclosureCheck.path, "\(error)",
                advice: "No honest log changes its keys so; do not rely on it.")
        }
        if let pinnedKey, history.position(of: pinnedKey) == nil || enclosed.map({ history.position(of: $0) == nil }) ?? false {
            let continued = former.last { $0.former == pinnedKey }
            log.fail(
                .keyFileDiffers, file: Self.keyPath, index: nil,
                continued.map { "you pinned the key of a former log, and \($0)" } ?? "the export names another key than the one you pinned",
                advice: continued == nil
                    ? "Ask the firm which key is the log's, by another way than this export."
                    : "Ask the firm for the key that the log went on with, by another way than this export, and what was lost.")
            return KeyHistory(pinnedKey)
        }
        return history
    }

    private func checkpoint(
        of files: ExportFiles, keys: KeyHistory, _ log: inout FindingLog
    ) -> (note: OpenedNote, checkpoint: OpenedCheckpoint, bytes: [UInt8], signers: [VerifyingKey])? {
        let path = Self.checkpointPath
        do {
            guard let bytes = try files.whole(path, limit: OpenedNote.largest) else {
                log.fail(.checkpointMissing, file: path, "there is no checkpoint", advice: "Ask for a whole export.")
                return nil
            }
            let note = try OpenedNote(bytes)
            let checkpoint = try OpenedCheckpoint(text: note.text)
            // Without a signature that counts the rest is still looked at: what else is wrong helps to find out why.
            var signers = [keys.members[0].key]
            do throws(KeyHistory.Fault) { signers = try keys.signers(of: note, size: checkpoint.size) } catch {
                switch error {
                case .signatureWrong:
                    log.fail(.checkpointSignatureWrong, file: path, "\(error)", advice: "The checkpoint was changed after signing.")
                case .retired:
                    log.fail(
                        .checkpointByRetiredKey, file: path, "\(error)",
                        advice: "Somebody signs with a key that was given up. Keep the checkpoint: it proves it.")
                case .unannounced:
                    log.fail(
                        .checkpointByUnannouncedKey, file: path, "\(error)",
                        advice: "The key came too early. Ask the firm what signed this checkpoint.")
                case .unsigned, .senseless:
                    log.fail(
                        .checkpointUnsigned, file: path, "no signature by \(keys.members.map { "\($0.key)" }.joined(separator: " or "))",
                        advice: "Somebody else signed this, or it is another log's export.")
                }
            }
            let key = signers[0]
            // C2SP only asks that they match; here one origin is one legal entity, and its key bears its name.
            if !checkpoint.origin.utf8.elementsEqual(key.name.utf8) {
                log.fail(
                    .checkpointOfAnotherLog, file: path, "the origin is not \(key.name)", advice: "This is another log's checkpoint.")
            }
            if checkpoint.extensionLines > 0 {
                log.note(
                    .checkpointExtended, file: path, "\(checkpoint.extensionLines) extension lines that nobody can check",
                    advice: "Rely on origin, size and root only.")
            }
            return (note, checkpoint, bytes, signers)
        } catch let error as FormatError {
            log.fail(.checkpointMalformed, ExportError(file: path, error), advice: "Without a checkpoint nothing can be verified.")
        } catch {
            log.fail(.fileUnreadable, file: path, "\(error)", advice: "Check the medium and the rights of the file.")
        }
        return nil
    }

    // MARK: Witnesses

    private func check(
        _ note: OpenedNote, _ checkpoint: OpenedCheckpoint, _ log: inout FindingLog, _ counts: inout VerificationReport.Counts,
        _ evidence: inout Assurance.Evidence
    ) {
        guard let witnesses, witnesses.asksForWitnesses else { return }
        let path = Self.checkpointPath
        var times: [VerifyingKey: Int64] = [:]
        for witness in witnesses.witnesses {
            switch note.cosignature(by: witness) {
            case .absent: continue
            case .wrong:
                log.fail(
                    .cosignatureWrong, file: path, "the cosignature by \(witness) does not fit the text",
                    advice: "Ask that witness for the checkpoint it cosigned.")
            case .valid(let cosignature):
                counts.cosignatures += 1
                times[witness] = Int64(clamping: cosignature.time)
            }
        }
        guard witnesses.isMet(by: { times[$0] != nil }) else {
            log.fail(
                .quorumMissed, file: path, "\(times.count) cosignatures do not make the quorum that your policy asks for",
                advice: "Ask for a checkpoint that enough witnesses have cosigned.")
            return
        }
        evidence.witnessed = true
        guard let now else { return }
        // Two minutes for clocks that differ.
        let seconds = now / 1000
        for (witness, time) in times where time > seconds + 120 {
            log.note(
                .cosignatureFromTheFuture, file: path, "\(witness) cosigned \(time - seconds) seconds after your clock",
                advice: "Compare your clock with the witness's.")
        }
        evidence.fresh = WitnessTimes(times).isFresh(witnesses, now: now, within: freshness)
        if !evidence.fresh {
            log.note(
                .cosignatureOld, file: path, "no quorum has cosigned within the last \(freshness) seconds",
                advice: "Ask for the newest checkpoint: entries after this one may be withheld.")
        }
    }

    // MARK: Retained checkpoints

    private func retainedCheckpoints(
        keys: KeyHistory, former: FormerLogs, newest: OpenedCheckpoint, _ log: inout FindingLog
    ) -> [(name: String, checkpoint: OpenedCheckpoint)] {
        var usable: [(name: String, checkpoint: OpenedCheckpoint)] = []
        for kept in retained {
            let name = PrintablePath.text(kept.name)
            do throws(FormatError) {
                let note = try OpenedNote(kept.note)
                let checkpoint = try OpenedCheckpoint(text: note.text)
                switch former.verdict(on: note, checkpoint) {
                case .anothers: break
                case .begins:
                    usable.append((name, checkpoint))
                    continue
                case .lost(let continuation):
                    log.note(
                        .retainedLost, file: name, index: continuation.index,
                        "you have kept a checkpoint of \(checkpoint.size) entries of \(checkpoint.origin), of which \(continuation.kept) are here",
                        advice: "What came after them is lost, as entry \(continuation.index) says. Keep the checkpoint.")
                    continue
                case .denied(let continuation):
                    log.fail(
                        .continuationWrong, file: name, index: continuation.index,
                        "you have kept a checkpoint of \(checkpoint.size) entries of \(checkpoint.origin); entry \(continuation.index) says that its key "
                            + "signed \(continuation.signed), and others",
                        advice: "What was lost is more than the firm says, or was rewritten. Keep both: together they prove it.")
                    continue
                case .unsigned:
                    log.fail(
                        .retainedUnsigned, file: name, "the kept checkpoint is not signed by a key of the former log \(checkpoint.origin)",
                        advice: "Check that it is this log's and was not changed.")
                    continue
                }
                guard (try? keys.signers(of: note, size: checkpoint.size)) != nil,
                    checkpoint.origin.utf8.elementsEqual(keys.members[0].key.name.utf8)
                else {
                    log.fail(
                        .retainedUnsigned, file: name,
                        "the kept checkpoint is not signed by \(keys.members.map { "\($0.key)" }.joined(separator: " or "))",
                        advice: "Check that it is this log's and was not changed.")
                    continue
                }
                guard checkpoint.size <= newest.size else {
                    log.fail(
                        .retainedNewer, file: name, index: newest.size,
                        "you have kept a checkpoint of \(checkpoint.size) entries; the export ends after \(newest.size)",
                        advice: "The log was rolled back, or its tail is withheld. Keep both: together they prove it.")
                    continue
                }
                usable.append((name, checkpoint))
            } catch {
                log.fail(.retainedMalformed, ExportError(file: name, error), advice: "Hand in the note as it was received.")
            }
        }
        return usable.sorted { $0.checkpoint.size < $1.checkpoint.size }
    }
}
