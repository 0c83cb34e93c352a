public import Conversations
import FoundationEssentials
import Glibc
import Ledger
import SQL

/// A copy of a server's ledger and key store at one moment, taken while the server runs or not, under a signed manifest.
///
/// The key-encryption key and the log's key are not in it: they are kept apart, and without them a backup opens nothing.
public struct Backup {
    public let manifest: BackupManifest

    /// How often an erasure in between may make it start again.
    private static let attempts = 50

    /// Writes a backup into a new folder.
    /// - Parameters:
    ///   - beside: other files of the server by the name that they get; databases among them are copied as such.
    ///   - progress: gets pages left and pages in all, of the ledger.
    public static func take(
        of folder: String, to target: String, beside: [(name: String, path: String, isDatabase: Bool)], at time: Timestamp,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> Backup {
        let place = Store.Place(folder: folder, origin: "")
        let key = try KeyEncryptionKey.load(from: place.keyEncryptionKey)
        _ = try ExportFolder(target)
        do {
            let (ledger, keys) = try snapshots(of: place)
            try ledger.backup(to: target + "/ledger.db", pagesAtOnce: 4_096, progress: progress)
            try keys.backup(to: target + "/keys.db")
            try ledger.rollback()
            try keys.rollback()
        } catch {
            discard(target)
            throw error
        }
        if beside.contains(where: { $0.name.hasPrefix(BackupManifest.folder + "/") }) {
            try CopiedFile.makeFolder("\(target)/\(BackupManifest.folder)")
        }
        for file in beside where FileManager.default.fileExists(atPath: file.path) {
            if file.isDatabase {
                try Connection(path: file.path, .readOnly).backup(to: "\(target)/\(file.name)")
            } else {
                try CopiedFile.copy(file.path, to: "\(target)/\(file.name)")
            }
        }
        let names = ["keys.db", "ledger.db"] + beside.map(\.name).filter { FileManager.default.fileExists(atPath: "\(target)/\($0)") }
        let files = try names.sorted().map { name in
            let (sha256, length) = try CopiedFile.digest(of: "\(target)/\(name)")
            return BackupManifest.File(name: name, sha256: sha256, length: length)
        }
        // What was copied is read back before anybody relies on it.
        let check = try LedgerCheck.tree(Connection(path: target + "/ledger.db", .readOnly))
        // What reading alone left there is no part of it.
        for rest in ["-wal", "-shm"] { unlink("\(target)/ledger.db\(rest)") }
        let manifest = BackupManifest(origin: check.origin, head: check.head, sealed: check.sealed, taken: time, files: files)
        guard let signing = key.backupKey(origin: check.origin) else { throw StorageError.damaged("the log's name") }
        if FileManager.default.fileExists(atPath: "\(target)/\(BackupManifest.folder)") {
            try CopiedFile.syncFolder("\(target)/\(BackupManifest.folder)")
        }
        try CopiedFile.write(try manifest.signed(with: signing), to: "\(target)/\(BackupManifest.name)")
        try CopiedFile.syncFolder(target)
        return Backup(manifest: manifest)
    }

    /// Both files at one moment: a key is there before an entry uses it, so the ledger is held first. What was destroyed in between would be
    /// in one and not in the other; then both are taken again.
    private static func snapshots(of place: Store.Place) throws -> (ledger: Connection, keys: Connection) {
        for _ in 0..<attempts {
            let ledger = try Connection(path: place.ledger, .readOnly)
            try ledger.begin()
            let before = try destructions(ledger)
            let keys = try Connection(path: place.keys, .readOnly)
            try keys.begin()
            _ = try keys.first("SELECT count(*) FROM key_store") { (row) throws(SQLError) in try row.int(0) }
            if try destructions(Connection(path: place.ledger, .readOnly)) == before { return (ledger, keys) }
            try ledger.rollback()
            try keys.rollback()
        }
        throw StorageError.busy
    }

    private static func destructions(_ connection: Connection) throws -> [Int64] {
        try connection.query(
            "SELECT (SELECT count(*) FROM erasure), (SELECT coalesce(sum(done), 0) FROM erasure), (SELECT count(*) FROM erased_field)"
        ) { (row) throws(SQLError) in [try row.int64(0), try row.int64(1), try row.int64(2)] }.first ?? []
    }

    private static func discard(_ target: String) { for name in ["ledger.db", "keys.db"] { unlink("\(target)/\(name)") } }
}
