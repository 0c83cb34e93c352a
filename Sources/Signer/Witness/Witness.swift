import Glibc
public import Ledger
import Synchronization

/// A C2SP witness: cosigns the checkpoints of the logs in its folder, each only if it continues the one it cosigned before.
///
/// Each log has a lock of its own, held from the comparison until the new checkpoint is durable: of two requests at once one is told the
/// other's size. Calls wait for the disk; make them on a thread that may.
public final class Witness: Sendable {
    /// The witness's name and public key.
    public let verifierKey: VerifierKey
    private let key: WitnessKey
    private let logs: [String: Mutex<WitnessedLog>.Box]
    /// Held for the life of the process.
    private let lock: Descriptor

    public static let mostLogs = 10_000
    /// Longest request: 63 hashes, and a checkpoint with a hundred signatures of Ed25519 or a few larger ones.
    public static let greatestRequest = 1 << 16

    static func keyPath(_ folder: String) -> String { folder + "/witness.key" }
    static func logsPath(_ folder: String) -> String { folder + "/logs" }

    /// Makes the folder of a new witness with its secret key, once in its life.
    public static func create(_ folder: String, name: KeyName) throws(WitnessError) -> VerifierKey {
        for path in [folder, logsPath(folder)] where mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw .file(path: path, .system(SystemError("mkdir")))
        }
        return try createKey(keyPath(folder), name: name)
    }

    /// Makes a cosigner's secret key in a file that is not there yet.
    public static func createKey(_ path: String, name: KeyName) throws(WitnessError) -> VerifierKey {
        guard let key = WitnessKey(name: name, seed: SecretKeyFile.freshSeed()) else { preconditionFailure("32 bytes are a seed") }
        do { try SecretKeyFile.create(path, line: key.secretLine) } catch {
            throw error.number == EEXIST ? .alreadyThere(path: path) : .file(path: path, .system(error))
        }
        return key.verifierKey
    }

    /// Lists a log by its key, or by several keys of one name. A log that is listed already gets the keys that are new, if its own are among
    /// them, and is left alone otherwise.
    public static func list(_ keys: [VerifierKey], in folder: String) throws(WitnessError) {
        guard let first = keys.first, keys.allSatisfy({ $0.algorithm == .ed25519 && $0.name == first.name }) else {
            throw .keysDiffer(path: folder)
        }
        let place = "\(logsPath(folder))/\(originHash(first.name.description))"
        guard (try? Files.presence(of: WitnessedLog.keyPath(place))) == .present else { return try WitnessedLog.create(place, keys: keys) }
        try WitnessedLog.extend(place, keys: keys)
    }

    /// Follows a log that goes on under another name and key, after it was set back: lists the new one and cosigns nothing of the former any
    /// more. What was cosigned of the former stays and is shown, so that everybody can compare how far it went.
    /// - Parameter former: a key of the former log, which must be listed with it.
    public static func follow(from former: VerifierKey, to keys: [VerifierKey], in folder: String) throws(WitnessError) {
        guard let first = keys.first, first.name != former.name else { throw .keysDiffer(path: folder) }
        let place = "\(logsPath(folder))/\(originHash(former.name.description))"
        let cosigner = try key(keyPath(folder)).verifierKey
        guard (try? Files.presence(of: WitnessedLog.keyPath(place))) == .present,
            try WitnessedLog(place, cosigner: cosigner).keys.contains(former)
        else { throw .notListed(path: place) }
        // The new one first: interrupted between the two, the same command goes on.
        do throws(WitnessError) { try list(keys, in: folder) } catch {
            guard case .alreadyThere = error else { throw error }
        }
        try WitnessedLog.close(place, successor: first)
    }

    /// SHA-256 of an origin in hexadecimal: a log's name in addresses and folders.
    public static func originHash(_ origin: String) -> String { Hash.sha256(of: [UInt8](origin.utf8)).description }

    /// Reads a cosigner's secret key, such as an officer's own.
    public static func key(_ path: String) throws(WitnessError) -> WitnessKey {
        do throws(SecretKeyFile.Problem) {
            return try SecretKeyFile.read(path) { line throws(NoteError) in try WitnessKey(parsing: line) }
        } catch {
            switch error {
            case .file(let problem): throw .file(path: path, problem)
            case .malformed: throw .malformedKey(path: path)
            }
        }
    }

    /// Opens a witness's folder and proves what stands in it.
    public init(_ folder: String) throws(WitnessError) {
        let path = Witness.keyPath(folder)
        do { lock = try Files.openOwnerOnly(path, flags: O_RDONLY) } catch { throw .file(path: path, error) }
        // Two witnesses over one folder could each believe to be the only one.
        guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else { throw .locked(path: folder) }
        key = try Witness.key(path)
        verifierKey = key.verifierKey
        var logs: [String: Mutex<WitnessedLog>.Box] = [:]
        for name in try Witness.names(in: Witness.logsPath(folder)) {
            guard logs.count < Witness.mostLogs else { throw .tooManyLogs }
            let place = "\(Witness.logsPath(folder))/\(name)"
            let log = try WitnessedLog(place, cosigner: verifierKey)
            guard Witness.originHash(log.origin) == name else { throw .keysDiffer(path: place) }
            logs[name] = Mutex<WitnessedLog>.Box(log)
        }
        self.logs = logs
    }

    /// How many logs are listed.
    public var logCount: Int { logs.count }

    /// Answers an add-checkpoint request; returns after what it cosigned is on the disk.
    /// - Parameter now: seconds since 1970, UTC.
    public func add(_ body: [UInt8], now: UInt64) -> WitnessAnswer {
        guard body.count <= Witness.greatestRequest else {
            return .malformed("the request is longer than \(Witness.greatestRequest) bytes")
        }
        let request: AddCheckpoint
        let checkpoint: Checkpoint
        do throws(NoteError) {
            request = try AddCheckpoint(parsing: body)
            checkpoint = try Checkpoint(claimedBy: request.note.text)
        } catch { return .malformed(error.description) }
        guard let log = logs[Witness.originHash(checkpoint.origin)] else { return .unknownLog }
        return log.state.withLock { $0.answer(request, checkpoint, key: key, now: now) }
    }

    /// The newest checkpoint that was cosigned, by the hash of its log's origin; nil before the first, and for others.
    public func checkpoint(ofOriginHash hash: String) -> [UInt8]? {
        logs[hash]?.state.withLock { $0.newest?.note.encode() }
    }

    private static func names(in folder: String) throws(WitnessError) -> [String] {
        guard let handle = opendir(folder) else { throw .file(path: folder, .system(SystemError("opendir"))) }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}

extension Mutex where Value == WitnessedLog {
    /// A lock that can stand in a dictionary.
    final class Box: Sendable {
        let state: Mutex<WitnessedLog>

        init(_ log: consuming WitnessedLog) { state = Mutex(log) }
    }
}
