import Conversations
import FoundationEssentials
import Glibc
public import Ledger
import SQL

/// Puts a backup back into a server's folder that has no ledger: everything is verified before anything stands where a server looks for it.
public struct Restore {
    /// What was put back, and what the check of it found.
    public struct Restored: Sendable {
        public var manifest: BackupManifest
        /// Entries that lost a field without an entry that says so.
        public var lost: [UInt64]
        /// Entries whose keys were destroyed after the backup was taken: they are destroyed again.
        public var destroyedAgain: Int
        /// Whether there was any list of keys destroyed since; without one, what was erased after the backup can be read again.
        public var hadList: Bool
    }

    private let source: String
    private let folder: String
    private var staging: String { folder + "/restoring" }
    /// Names the files that are being moved, once all of them are verified.
    private var moving: String { staging + "/moving" }

    /// - Parameters:
    ///   - source: the backup's folder.
    ///   - folder: the server's folder.
    public init(_ source: String, into folder: String) {
        self.source = source
        self.folder = folder
    }

    /// Nothing of the server's folder is changed unless all of it is right.
    /// - Parameters:
    ///   - log: the keys one of which its checkpoints have to be signed with; nil takes the one in the backup.
    ///   - destroyed: a list of destroyed keys from elsewhere, beside the one in the server's folder.
    ///   - proving: looks at the other files of the backup in the folder that it is given, and throws where one is not right.
    public func run(
        log: KeyRing?, destroyed: String?, proving: (_ staged: String, _ manifest: BackupManifest) throws -> Void = { _, _ in },
        progress: @escaping (String, UInt64, UInt64) -> Void = { _, _, _ in }
    ) async throws -> Restored {
        let place = Store.Place(folder: folder, origin: "")
        try takeBack()
        for path in [place.ledger, place.keys] where FileManager.default.fileExists(atPath: path) {
            throw StorageError.cannotOpen(
                "\(path) is there. A restore never overwrites a ledger: move it away, and keep it, or name another folder.")
        }
        let key = try KeyEncryptionKey.load(from: place.keyEncryptionKey)
        let manifest = try manifest(under: key)
        try stage(manifest, progress)
        do {
            let restored = try await check(manifest, key, log, destroyed, progress)
            try proving(staging, manifest)
            try move(manifest)
            return restored
        } catch {
            _ = try? FileManager.default.removeItem(atPath: staging)
            throw error
        }
    }

    private func manifest(under key: KeyEncryptionKey) throws -> BackupManifest {
        guard let data = FileManager.default.contents(atPath: "\(source)/\(BackupManifest.name)") else {
            throw StorageError.cannotOpen("There is no backup in \(source): it has no \(BackupManifest.name), which is written last.")
        }
        // The log's name is needed for the key's; it is believed only once the signature is right.
        let lines = data.split(separator: 0x0A, maxSplits: 2)
        guard lines.count == 3, let signing = key.backupKey(origin: String(decoding: lines[1], as: UTF8.self)) else {
            throw StorageError.cannotOpen("The backup's manifest cannot be read.")
        }
        return try BackupManifest(opening: Array(data), with: signing.verifierKey)
    }

    /// Copies every file that the manifest names, and only what it says they are.
    private func stage(_ manifest: BackupManifest, _ progress: (String, UInt64, UInt64) -> Void) throws {
        if FileManager.default.fileExists(atPath: staging) { try FileManager.default.removeItem(atPath: staging) }
        guard mkdir(staging, 0o700) == 0 else {
            throw StorageError.cannotOpen("The folder \(staging) cannot be made: \(String(cString: strerror(errno))).")
        }
        if manifest.hasFolder { try CopiedFile.makeFolder("\(staging)/\(BackupManifest.folder)") }
        for (number, file) in manifest.files.enumerated() {
            progress("Files", UInt64(number), UInt64(manifest.files.count))
            let copied = try CopiedFile.copy("\(source)/\(file.name)", to: "\(staging)/\(file.name)")
            guard copied == (file.sha256, file.length) else {
                _ = try? FileManager.default.removeItem(atPath: staging)
                throw StorageError.cannotOpen("\(source)/\(file.name) is not the file that was backed up. Take another backup.")
            }
        }
        for name in ["ledger.db", "keys.db"] where !manifest.files.contains(where: { $0.name == name }) {
            throw StorageError.cannotOpen("The backup has no \(name).")
        }
    }

    private func check(
        _ manifest: BackupManifest, _ key: KeyEncryptionKey, _ log: KeyRing?, _ destroyed: String?,
        _ progress: @escaping (String, UInt64, UInt64) -> Void
    ) async throws -> Restored {
        let connection = try Connection(path: staging + "/ledger.db", .readWrite)
        try connection.migrate(EntrySchema.migrations)
        let keys = try KeyStore(path: staging + "/keys.db", under: key)
        let damages = try connection.integrity() + Connection(path: staging + "/keys.db", .readOnly).integrity()
        guard damages.isEmpty else { throw StorageError.damaged(damages.prefix(3).joined(separator: "; ")) }
        let tree = try LedgerCheck.tree(connection) { progress("Entries", $0, $1) }
        guard tree.head == manifest.head, tree.sealed == manifest.sealed, tree.origin == manifest.origin else {
            throw StorageError.damaged("the backup holds another ledger than its manifest says")
        }
        if let newest = tree.newest {
            do { _ = try VerifiedCheckpoint(newest, log: try log ?? KeyRing(verifierKey())) } catch {
                throw StorageError.damaged("the newest checkpoint is not signed with the log's key: \(error)")
            }
        }
        let own = DestroyedKeys(beside: folder + "/keys.db").isThere
        if let destroyed, !DestroyedKeys(path: destroyed).isThere {
            throw StorageError.cannotOpen("There is no list of destroyed keys at \(destroyed). Name the one beside the newest keys.db.")
        }
        let again = try await destroyAgain(connection, keys, destroyed)
        let lost = try LedgerCheck.fields(EntryReader(connection: connection, keys: keys), size: manifest.head.size) {
            progress("Fields", $0, $1)
        }
        try connection.truncateLog()
        return Restored(manifest: manifest, lost: lost, destroyedAgain: again, hadList: own || destroyed != nil)
    }

    private func verifierKey() throws -> VerifierKey {
        let data = FileManager.default.contents(atPath: staging + "/log.vkey") ?? Data()
        return try VerifierKey(parsing: String(decoding: data.prefix { $0 != 0x0A }, as: UTF8.self))
    }

    /// An entry that loses its facts, its content or both.
    private struct Going {
        var index: UInt64
        var facts: Bool
        var content: Bool
    }

    /// What was destroyed after the backup was taken is destroyed in it as well, before anything can read it.
    private func destroyAgain(_ connection: Connection, _ keys: KeyStore, _ destroyed: String?) async throws -> Int {
        var lines = try DestroyedKeys(beside: folder + "/keys.db").all()
        if let destroyed { lines += try DestroyedKeys(path: destroyed).all() }
        let (owners, objects) = try keys.stillThere(lines)
        guard !owners.isEmpty || !objects.isEmpty else { return 0 }
        let going = try going(connection, keys, Set(owners.map(\.number)), objects)
        try keepCommitments(of: going, connection, keys)
        if !owners.isEmpty { try await keys.destroy(owners: owners.map(\.owner)) }
        try await keys.destroy(objects: Array(objects))
        try sweep(going, connection, keys)
        return going.count
    }

    private func going(_ connection: Connection, _ keys: KeyStore, _ owners: Set<UInt64>, _ objects: Set<ObjectID>) throws -> [Going] {
        let reader = EntryReader(connection: connection, keys: keys)
        func goes(_ object: ObjectID) throws -> Bool {
            do {
                let row = try keys.writtenRow(object)
                return objects.contains(object) || owners.contains(row.owner)
            } catch KeyError.destroyed, KeyError.unknown { return false }
        }
        let rows = try connection.query("SELECT idx, facts_object, content_object FROM entry ORDER BY idx") { (row) throws(SQLError) in
            (UInt64(try row.int64(0)), try row.blob(1), try row.optionalBlob(2))
        }
        return try rows.compactMap { index, facts, content in
            let going = Going(
                index: index, facts: try goes(try reader.object(facts)),
                content: try content.map { try goes(try reader.object($0)) } ?? false)
            return going.facts || going.content ? going : nil
        }
    }

    private func keepCommitments(of going: [Going], _ connection: Connection, _ keys: KeyStore) throws {
        let reader = EntryReader(connection: connection, keys: keys)
        try connection.transaction { _ in
            for one in going {
                try ErasedField.keep(of: try reader.leaf(at: one.index), at: one.index, recordedBy: nil, reader) { field in
                    field == .facts ? one.facts : one.content
                }
            }
        }
    }

    private func sweep(_ going: [Going], _ connection: Connection, _ keys: KeyStore) throws {
        guard !going.isEmpty else { return }
        let reader = EntryReader(connection: connection, keys: keys)
        try connection.transaction { connection in
            for one in going {
                if one.facts {
                    try connection.run("UPDATE entry SET facts = zeroblob(length(facts)) WHERE idx = $1", .integer(Int64(one.index)))
                }
                if one.content { try reader.eraseContentIfDestroyed(at: one.index) }
            }
        }
        try Rebuild(connection: connection, keys: keys).build(Projection.all) { _, _ in }
    }

    /// The ledger comes last: without it there is no server in the folder.
    private func move(_ manifest: BackupManifest) throws {
        let all = manifest.files.map(\.name).filter { $0 != "ledger.db" } + ["ledger.db"]
        let names = all.filter { name in
            // What a server's owner has put there already is newer than the backup.
            name == "ledger.db" || name == "keys.db" || !FileManager.default.fileExists(atPath: "\(folder)/\(name)")
        }
        try CopiedFile.write(Array(names.joined(separator: "\n").utf8), to: moving)
        try CopiedFile.syncFolder(staging)
        if manifest.hasFolder { try CopiedFile.makeFolder("\(folder)/\(BackupManifest.folder)") }
        for name in names {
            let target = "\(folder)/\(name)"
            guard rename("\(staging)/\(name)", target) == 0 else {
                throw StorageError.cannotOpen("\(target) cannot be put in place: \(String(cString: strerror(errno))).")
            }
        }
        if manifest.hasFolder { try CopiedFile.syncFolder("\(folder)/\(BackupManifest.folder)") }
        try CopiedFile.syncFolder(folder)
        _ = try? FileManager.default.removeItem(atPath: staging)
    }

    /// Takes back what a restore has put in place that was interrupted before the ledger stood there: it is done anew, from the backup.
    private func takeBack() throws {
        guard !FileManager.default.fileExists(atPath: "\(folder)/ledger.db"), let list = FileManager.default.contents(atPath: moving) else {
            return
        }
        for name in String(decoding: list, as: UTF8.self).split(separator: "\n")
        where !FileManager.default.fileExists(atPath: "\(staging)/\(name)") {
            guard unlink("\(folder)/\(name)") == 0 || errno == ENOENT else {
                throw StorageError.cannotOpen("\(folder)/\(name) cannot be removed: \(String(cString: strerror(errno))).")
            }
        }
        try CopiedFile.syncFolder(folder)
    }
}
