import FoundationEssentials
import Glibc
import Mail
import Signer
import Verifier

/// Looks a server's folder over, step by step, and says what to do where something is wrong. Changes nothing.
public struct Doctor {
    public enum Outcome: String, Sendable {
        case good, warning, bad
        /// Not tried, since something before it failed or there is nothing to look at.
        case skipped
    }

    public struct Finding: Sendable {
        public let check: String
        public let outcome: Outcome
        /// What was found, and what to do.
        public let text: String
    }

    private let home: Home
    private var findings: [Finding] = []

    public init(_ home: Home) { self.home = home }

    /// Runs all checks, in order.
    public mutating func examine() -> [Finding] {
        findings = []
        guard examineFolder() else { return findings }
        examineFiles()
        // First of all: on a full disk nothing else can be opened.
        findings.append(check("disk") { try examineDisk() })
        let configuration = examineConfiguration()
        examineLedger(configuration)
        if let configuration { examinePolicies(configuration) }
        examineConverters()
        return findings
    }

    private mutating func add(_ check: String, _ outcome: Outcome, _ text: String) {
        findings.append(Finding(check: check, outcome: outcome, text: text))
    }

    /// Runs one check; what it throws is what is wrong.
    private func check(_ name: String, _ body: () throws -> (Outcome, String)) -> Finding {
        do {
            let (outcome, text) = try body()
            return Finding(check: name, outcome: outcome, text: text)
        } catch { return Finding(check: name, outcome: .bad, text: "\(error)") }
    }

    // MARK: Files

    private mutating func examineFolder() -> Bool {
        var status = stat()
        guard lstat(home.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            add("folder", .bad, "There is no folder \(home.path). Make one with `parley serve --init`, or name another with --home.")
            return false
        }
        guard status.st_mode & 0o077 == 0 else {
            add("folder", .bad, "Others can look into \(home.path). Take their rights away: chmod 700 \(home.path)")
            return true
        }
        add("folder", status.st_uid == geteuid() ? .good : .warning, "\(home.path), for its user alone")
        return true
    }

    private mutating func examineFiles() {
        let place = home.store(origin: "")
        var wrong: [String] = []
        for path in [
            place.ledger, place.keys, place.keyEncryptionKey, home.hasRoster ? home.signerRoster : home.signerKey, home.signerHead,
        ] {
            var status = stat()
            if lstat(path, &status) != 0 {
                wrong.append("\(path) is missing: put it back from a backup.")
            } else if status.st_mode & S_IFMT != S_IFREG {
                wrong.append("\(path) is no regular file.")
            } else if status.st_mode & 0o077 != 0 {
                wrong.append("Others can read \(path): chmod 600 \(path)")
            }
        }
        add(
            "files", wrong.isEmpty ? .good : .bad,
            wrong.isEmpty ? "ledger, keys and the signer's files, for their user alone" : wrong.joined(separator: " "))
    }

    private mutating func examineConfiguration() -> ServerConfiguration? {
        do {
            let configuration = try ServerConfiguration.read(from: home.configuration)
            add("configuration", .good, "\(configuration.legalEntity), log \(configuration.origin)")
            return configuration
        } catch {
            add("configuration", .bad, "\(error)")
            return nil
        }
    }

    // MARK: Ledger

    private mutating func examineLedger(_ configuration: ServerConfiguration?) {
        let (port, witnesses) = (configuration?.port, configuration?.witnesses)
        let ledger: LedgerFolder
        do { ledger = try LedgerFolder(home.path) } catch {
            add("key_store", .bad, "\(error)")
            for name in ["pragmas", "integrity", "checkpoint", "signer"] { add(name, .skipped, "needs the ledger and its key store") }
            return
        }
        add("key_store", .good, "opens with its key-encryption key")
        findings += [
            check("pragmas") {
                let wrong = try ledger.durabilityShortfalls()
                return wrong.isEmpty ? (.good, "synchronous=FULL, secure_delete and WAL read back") : (.bad, wrong.joined(separator: "; "))
            },
            check("integrity") {
                let wrong = try ledger.damages()
                return wrong.isEmpty
                    ? (.good, "no damage found by a quick check")
                    : (.bad, "\(wrong.prefix(3).joined(separator: "; ")). Stop the server, keep the files, restore a backup.")
            },
            check("entries") {
                do {
                    return (.good, "\(try ledger.checkedSize()) entries lead to every checkpoint that is kept")
                } catch StorageError.damaged(let what) {
                    return (
                        .bad,
                        "\(what): an entry was changed after it was written, by the disk or by somebody. Stop the server, keep the files as they "
                            + "are, and restore a backup: `parley restore` proves it first."
                    )
                }
            },
            check("checkpoint") { try examineCheckpoint(ledger) },
            check("keys") { try examineKeys(ledger) },
            check("certificates") { try examineCertificates() },
            check("signer") { try examineSigner(ledger, port: port) },
        ]
        if let witnesses { findings.append(check("witnesses") { try examineWitnesses(witnesses, ledger) }) }
        if let stamps = configuration?.timeStamps { findings.append(check("time_stamps") { try examineTimeStamps(stamps, ledger) }) }
    }

    private func examineCheckpoint(_ ledger: LedgerFolder) throws -> (Outcome, String) {
        let key = try home.logKeys()
        guard let note = try ledger.sealed() else {
            let accepted = try ledger.accepted()
            return accepted == 0
                ? (.good, "the ledger is empty") : (.warning, "\(accepted) entries and no checkpoint: is the signer running?")
        }
        do {
            let opened = try VerifiedCheckpoint(note, log: key)
            let checkpoint = opened.checkpoint
            let accepted = try ledger.accepted()
            return (
                .good,
                "\(checkpoint.size) of \(accepted) entries are covered by a checkpoint signed with \(opened.signers.count == 1 ? "the log's key" : "both keys of the log")"
            )
        } catch {
            return (
                .bad,
                "The newest checkpoint is not signed with a key of this log: \(error). Was \(home.verifierKey) exchanged, or \(home.signerRoster)?"
            )
        }
    }

    /// Which keys sign, where they are kept, and how far a change of keys has come.
    private func examineKeys(_ ledger: LedgerFolder) throws -> (Outcome, String) {
        let roster = try home.roster()
        let places = roster.signing.map { member in
            switch member.place {
            case .file(let name): "\(KeyRing(member.key).shortName) in the file \(name)"
            case .token(let place): "\(KeyRing(member.key).shortName) in the token \(place.token)"
            }
        }
        for case .file(let name) in roster.signing.map(\.place) {
            let path = name.hasPrefix("/") ? name : "\(home.path)/signer/\(name)"
            guard FileManager.default.fileExists(atPath: path) else { return (.bad, "\(path) is missing: put it back from a safe copy.") }
        }
        let signs = places.joined(separator: " and ")
        guard roster.signing.count == 2 else {
            if case .file = roster.signing[0].place {
                return (.good, "\(signs); in production it belongs into a token: `parley key rotate --pkcs11 …`")
            }
            return (.good, signs)
        }
        let entries = try ledger.keyEntries().map(\.entry)
        let isAnnounced = entries.contains(.announced(key: roster.signing[1].key.line, before: roster.signing[0].key.line))
        guard isAnnounced else {
            return (.warning, "\(signs) sign, the second is not announced yet: restart the server or send it SIGHUP.")
        }
        return roster.signing[0].standing == .retiring
            ? (.warning, "\(signs) sign, the first is to be retired: restart the server or send it SIGHUP.")
            : (.good, "\(signs) both sign; once everybody knows the second, retire the first with `parley key retire`")
    }

    private func examineCertificates() throws -> (Outcome, String) {
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        guard let ring = KeyRing(try home.roster().signing.map(\.key)), let problems = try home.certificates.problems(of: ring, at: now)
        else {
            return (.warning, "no certificate binds the log's key to the firm: `parley key init` makes them")
        }
        return problems.isEmpty
            ? (.good, "each key that signs is certified by the firm's authority") : (.bad, problems.joined(separator: "; "))
    }

    /// So many seconds may sealed entries wait for witnesses.
    private static let witnessPatience: Int64 = 600

    /// By what is kept: whether a witness answers, the running server knows.
    private func examineWitnesses(_ witnesses: ServerConfiguration.Witnesses, _ ledger: LedgerFolder) throws -> (Outcome, String) {
        let key = try home.logKeys()
        let policy = try witnesses.read(log: key)
        let sealed = try ledger.sealedSize()
        guard let note = try ledger.cosigned() else {
            return sealed == 0
                ? (.good, "nothing is sealed yet")
                : (
                    .warning,
                    "\(sealed) entries are sealed and no quorum has cosigned any: the compliance page says what each witness answers."
                )
        }
        let opened: VerifiedCheckpoint
        do { opened = try VerifiedCheckpoint(note, log: key, witnesses: policy.witnesses.map(\.key)) } catch {
            return (.bad, "The newest cosigned checkpoint does not verify under \(witnesses.policy): \(error).")
        }
        let names = opened.cosignatures.map { "\($0.key.name)" }.sorted().joined(separator: ", ")
        guard policy.isMet(by: opened.cosignatures.map(\.key)) else {
            return (.warning, "\(names) have cosigned \(opened.checkpoint.size) entries: too few for the quorum of \(witnesses.policy).")
        }
        let seconds = Int64(Date().timeIntervalSince1970)
        let newest = opened.cosignatures.compactMap(\.time).max().map { Int64(clamping: $0) } ?? 0
        let waiting = sealed - min(sealed, opened.checkpoint.size)
        guard waiting == 0 || seconds - newest <= Self.witnessPatience else {
            return (
                .bad,
                "\(waiting) sealed entries wait for witnesses; the last that cosigned did so \((seconds - newest) / 60) minutes ago. They refuse, or "
                    + "cannot be reached: the compliance page says what each answers. A witness that answers 409 or 422 has seen another history of "
                    + "this log: find out why before anything else."
            )
        }
        return (.good, "\(opened.checkpoint.size) of \(sealed) sealed entries are witnessed, by \(names)")
    }

    private func examineTimeStamps(_ settings: ServerConfiguration.TimeStamps, _ ledger: LedgerFolder) throws -> (Outcome, String) {
        let authority = try settings.read()
        guard let newest = try ledger.newestTimeStamp() else {
            return (.warning, "no time stamp has come yet: the compliance page says what the authority answers.")
        }
        do {
            let stamp = try TimeStamp(token: newest.token)
            try stamp.verify(over: newest.note, authority: authority)
            return (.good, "\(newest.size) entries existed at \(Timestamp(milliseconds: stamp.time)), says the authority")
        } catch { return (.bad, "The newest time stamp does not verify under \(settings.authorityFile): \(error).") }
    }

    private func examineSigner(_ ledger: LedgerFolder, port: Int?) throws -> (Outcome, String) {
        guard let signed = try home.signerHeadSize() else {
            guard let port, Home.isListening(port: port) else {
                let signed = try SignedHead.signedSize(at: home.signerHead)
                return try standing(signed, ledger) ?? (
                    .good, "no server runs; the log's key has signed \(signed) of \(ledger.accepted()) entries"
                )
            }
            return (
                .bad,
                "A server runs on port \(port) and its signer does not: messages are taken in and nothing goes out. The signer's own words in "
                    + "the server's log say why; put \(home.signerKey) and \(home.signerHead) right, and it starts by itself."
            )
        }
        return try standing(signed, ledger) ?? (.good, "has signed \(signed) of \(ledger.accepted()) entries")
    }

    /// What is wrong where the log's key has signed more than is here.
    private func standing(_ signed: UInt64, _ ledger: LedgerFolder) throws -> (Outcome, String)? {
        let accepted = try ledger.accepted()
        guard signed > accepted else { return nil }
        return (
            .bad,
            "The log's key has signed \(signed) entries, the database holds \(accepted): it was set back, probably by a restored backup, and no "
                + "server starts on it. Look for the newest ledger.db and its backups first. If entries \(accepted) to \(signed - 1) are lost for "
                + "good: `parley ledger continue`, which says so openly."
        )
    }

    /// Room for what is written next: a full disk stops the server, and takes nothing that was acknowledged.
    private func examineDisk() throws -> (Outcome, String) {
        var status = statvfs()
        guard statvfs(home.path, &status) == 0 else { throw StorageError.cannotOpen("\(home.path): \(String(cString: strerror(errno)))") }
        let megabytes = (UInt64(status.f_bavail) * UInt64(status.f_frsize)) >> 20
        let share = status.f_blocks == 0 ? 100 : UInt64(status.f_bavail) * 100 / UInt64(status.f_blocks)
        let room = "\(megabytes) MB are free where \(home.path) lies, \(share) of 100"
        guard status.f_favail > 16 || status.f_files == 0 else {
            return (.bad, "No more files can be made where \(home.path) lies. Make room: nothing is taken in until then.")
        }
        if megabytes < Self.leastMegabytes {
            return (
                .bad,
                "\(room): the disk is full. Messages are answered 503 and mail stays unread until there is room. Make room, or grow it."
            )
        }
        return megabytes < Self.fewMegabytes || share < 5
            ? (.warning, "\(room). Make room before it is full: then nothing is taken in.") : (.good, room)
    }

    private static let leastMegabytes: UInt64 = 64
    private static let fewMegabytes: UInt64 = 1_024

    // MARK: Converters

    /// What reads attachments: which programs are there, and what happens without those that are not.
    private mutating func examineConverters() {
        let missing = Converter.allCases.filter { $0.path() == nil }
        let packages = Dictionary(grouping: missing, by: \.package).sorted { $0.key < $1.key }
        for (package, converters) in packages {
            let names = converters.map(\.rawValue).joined(separator: ", ")
            let consequences = converters.map(\.consequence).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            add("converters", .warning, "No \(names): \(consequences.joined(separator: "; ")). Install it: apt-get install \(package)")
        }
        if missing.isEmpty { add("converters", .good, "PDF, office files and pictures are read") }
        if !missing.contains(.tesseract) { examineLanguages() }
        guard !missing.contains(.prlimit), !missing.contains(.bubblewrap) else { return }
        let hasWalls = Confinement(ExtractionLimits())?.hasWalls ?? false
        if !hasWalls {
            do { try SystemCalls.adoptOrphans() } catch {
                add(
                    "walls", .bad,
                    "Nothing that needs a converter is read: there are no walls around it (user namespaces), and without them this server must be "
                        + "able to end whatever a converter leaves behind, which the system refuses (\(error)). Allow either.")
                return
            }
        }
        add(
            "walls", hasWalls ? .good : .warning,
            hasWalls
                ? "converters see no network, no process and no file but their own"
                : "This system lets nobody build walls around a converter (user namespaces): it runs with limits on time, memory and size "
                    + "alone, could reach the network and read what the server may read. Allow user namespaces, or run the server where they are."
        )
    }

    /// Which languages' letters are known in pictures.
    private mutating func examineLanguages() {
        let missing = SightLanguages.missing()
        let packages = missing.map { "tesseract-ocr-\($0)" }.joined(separator: " ")
        add(
            "languages", missing.isEmpty ? .good : .warning,
            missing.isEmpty
                ? "letters in pictures are known in English, German, French and Spanish"
                : "Letters in pictures are not known in \(missing.joined(separator: ", ")): words with them are misread, and pictures are not "
                    + "read at all where no language is known. Install them: apt-get install \(packages)")
    }

    // MARK: Policies

    private mutating func examinePolicies(_ configuration: ServerConfiguration) {
        let check = PolicyCheck(folder: configuration.policies)
        guard let folder = check.folder else {
            let first = check.errors.first.map { "\($0)" } ?? ""
            add("policies", .bad, "\(check.errors.count) errors, the first: \(first). See: parley policy check \(configuration.policies)")
            return
        }
        add("policies", .good, "\(folder.packs.count) packs load, in force: \(folder.inForce.packs.joined(separator: ", "))")
        // The check has loaded every pack that is in force.
        let inForce = folder.packs.filter { folder.inForce.packs.contains($0.reference.id) }
        let nobodys = configuration.rolesOfNobody(among: inForce.flatMap(\.rules).compactMap(\.outcome.approver?.text))
        if !nobodys.isEmpty {
            add(
                "approvers", .warning,
                "Rules hold replies for \(nobodys.joined(separator: ", ")), and nobody has that role: what they hold waits for ever. Name logins in "
                    + "server.json: \"approvers\": {\"\(nobodys[0])\": [\"login\"]}")
        }
        // The check has laid out staffed hours in each zone, so their files are there and can be read.
        add("zones", .good, Set(folder.serviceLevels.map(\.zone)).sorted().joined(separator: ", "))
    }
}
