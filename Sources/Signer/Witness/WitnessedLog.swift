import Glibc
import Ledger

/// One log that a witness follows: the keys it trusts and the checkpoint it cosigned last, which is on the disk before a signature leaves.
struct WitnessedLog {
    let keys: [VerifierKey]
    /// The key of the log that goes on from this one under another name; nothing of this one is cosigned any more.
    let successor: VerifierKey?
    private let folder: String
    private let cosigner: VerifierKey
    /// Nil before the first.
    private(set) var newest: VerifiedCheckpoint?
    // After a failed write what the disk holds is unknown; only a fresh start reads it again.
    private var isStopped = false

    var origin: String { keys[0].name.description }

    private static let greatestFile = 1 << 17

    static func keyPath(_ folder: String) -> String { folder + "/keys" }
    static func successorPath(_ folder: String) -> String { folder + "/continued-as" }
    static func checkpointPath(_ folder: String) -> String { folder + "/checkpoint" }

    /// Lists a log: its folder with its keys, and a checkpoint that is empty until there is one.
    static func create(_ folder: String, keys: [VerifierKey]) throws(WitnessError) {
        guard mkdir(folder, 0o700) == 0 else {
            throw errno == EEXIST ? .alreadyThere(path: folder) : .file(path: folder, .system(SystemError("mkdir")))
        }
        do throws(SystemError) {
            try Files.create(checkpointPath(folder), bytes: [])
            // Last: a folder without keys is one that was not finished.
            try Files.create(keyPath(folder), bytes: keys.flatMap { [UInt8]("\($0.line)\n".utf8) })
            try Files.syncFolder(of: folder)
        } catch { throw .file(path: folder, .system(error)) }
    }

    /// Adds the newer keys of a log that changes its key; what was cosigned stays as it is.
    static func extend(_ folder: String, keys: [VerifierKey]) throws(WitnessError) {
        let known = try read(keyPath(folder)).split(separator: 0x0A).map { Array($0) }
        let lines = keys.map { [UInt8]($0.line.utf8) }
        guard lines.count > known.count, known.allSatisfy(lines.contains) else { throw .alreadyThere(path: folder) }
        do { try Files.replace(keyPath(folder), bytes: lines.flatMap { $0 + [0x0A] }) } catch {
            throw .file(path: keyPath(folder), .system(error))
        }
    }

    /// Notes that the log goes on under another name and key: once, and for ever.
    static func close(_ folder: String, successor: VerifierKey) throws(WitnessError) {
        if let before = try self.successor(of: folder) {
            guard before == successor else { throw .alreadyThere(path: successorPath(folder)) }
            return
        }
        do { try Files.replace(successorPath(folder), bytes: [UInt8]("\(successor.line)\n".utf8)) } catch {
            throw .file(path: successorPath(folder), .system(error))
        }
    }

    private static func successor(of folder: String) throws(WitnessError) -> VerifierKey? {
        let path = successorPath(folder)
        guard (try? Files.presence(of: path)) != .absent else { return nil }
        let line = String(decoding: try read(path).prefix { $0 != 0x0A }, as: UTF8.self)
        guard let key = try? VerifierKey(parsing: line), key.algorithm == .ed25519 else { throw .keysDiffer(path: path) }
        return key
    }

    init(_ folder: String, cosigner: VerifierKey) throws(WitnessError) {
        self.folder = folder
        self.cosigner = cosigner
        let path = WitnessedLog.keyPath(folder)
        var keys: [VerifierKey] = []
        for line in try WitnessedLog.read(path).split(separator: 0x0A) {
            guard let key = try? VerifierKey(parsing: String(decoding: line, as: UTF8.self)), key.algorithm == .ed25519,
                keys.isEmpty || keys[0].name == key.name
            else { throw .keysDiffer(path: path) }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw .keysDiffer(path: path) }
        self.keys = keys
        successor = try WitnessedLog.successor(of: folder)
        let kept = WitnessedLog.checkpointPath(folder)
        guard (try? Files.presence(of: kept)) == .present else { throw .checkpointMissing(path: kept) }
        let bytes = try WitnessedLog.read(kept)
        if bytes.isEmpty { return }
        // Read like a stranger's: the log signed it and this witness cosigned it, or it is not what this witness wrote.
        guard let note = try? SignedNote(parsing: bytes),
            let opened = keys.lazy.compactMap({ try? VerifiedCheckpoint(note, log: $0, witnesses: [cosigner]) }).first,
            !opened.cosignatures.isEmpty
        else { throw .damaged(path: kept) }
        newest = opened
    }

    /// Answers a request whose origin is this log's.
    mutating func answer(_ request: AddCheckpoint, _ checkpoint: Checkpoint, key: WitnessKey, now: UInt64) -> WitnessAnswer {
        guard !isStopped else { return .stopped }
        // Whoever still signs under its name now signs another history.
        guard successor == nil else { return .untrusted }
        // A bad line of any key that is trusted refuses the note, also where another one is good.
        guard let signers = try? request.note.verify(with: keys) else { return .untrusted }
        guard request.oldSize <= checkpoint.size else { return .malformed("the old size is above the checkpoint's") }
        let held = newest?.checkpoint.head ?? .empty
        guard request.oldSize == held.size else { return .conflict(held.size) }
        guard checkpoint.isPossible else { return .inconsistent("an empty tree has the hash of nothing as its root") }
        let proof = ConsistencyProof(oldSize: held.size, newSize: checkpoint.size, hashes: request.hashes)
        do { try proof.verify(oldRoot: held.root, newRoot: checkpoint.root) } catch { return .inconsistent(error.description) }
        // Time never goes back under one log, whatever the clock does.
        let time = max(now, newest?.cosignatures.first?.time ?? 1, 1)
        do throws(NoteError) {
            let line = try key.cosign(checkpoint, time: time)
            // What others signed is not this witness's to keep: the log's own verified lines and its own.
            let own = request.note.signatures.filter { line in signers.contains { $0.key.isNamed(by: line) } }
            let note = try SignedNote(text: request.note.text, signatures: own + [line])
            let opened = try VerifiedCheckpoint(note, log: signers[0].key, witnesses: [cosigner])
            do { try store(note.encode()) } catch {
                isStopped = true
                return .stopped
            }
            newest = opened
            return .cosigned(line.line)
        } catch {
            return .malformed(error.description)
        }
    }

    /// Puts the file in the place of the one before it: whole on the disk, then its name.
    private func store(_ bytes: [UInt8]) throws(SystemError) {
        let path = WitnessedLog.checkpointPath(folder)
        let fresh = path + ".new"
        // One that a killed process left behind.
        guard unlink(fresh) == 0 || errno == ENOENT else { throw SystemError("unlink") }
        let number = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw SystemError("open") }
        let file = Descriptor(number)
        guard write(file.number, bytes, bytes.count) == bytes.count else { throw SystemError("write") }
        guard fdatasync(file.number) == 0 else { throw SystemError("fdatasync") }
        guard rename(fresh, path) == 0 else { throw SystemError("rename") }
        try Files.syncFolder(of: path)
    }

    private static func read(_ path: String) throws(WitnessError) -> [UInt8] {
        do throws(FileProblem) {
            let file = try Files.openOwnerOnly(path, flags: O_RDONLY)
            do throws(SystemError) {
                let bytes = try Files.read(file, atMost: greatestFile)
                guard bytes.count <= greatestFile else { throw SystemError("read", EFBIG) }
                return bytes
            } catch { throw .system(error) }
        } catch { throw .file(path: path, error) }
    }
}
