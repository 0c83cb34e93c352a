import FoundationEssentials
import Glibc
public import Ledger
import Logging
public import Storage

extension Home {
    /// What a backup takes along beside ledger and key store. Keys that sign or open are never among it.
    private func beside() throws -> [(name: String, path: String, isDatabase: Bool)] {
        try [
            ("server.json", configuration, false), ("log.vkey", verifierKey, false), ("staff.sqlite", staff, true),
        ] + certificates.names().map { ("certificates/\($0)", "\(certificates.folder)/\($0)", false) }
    }

    /// Copies everything that a restore needs into a new folder, while the server runs or not.
    public func backUp(to target: String, progress: (Int, Int) -> Void = { _, _ in }) throws -> Backup {
        try requireLedger()
        return try Backup.take(of: path, to: target, beside: try beside(), at: Server.clock(), progress: progress)
    }

    /// The verifier key of backups of this server.
    public func backupKey(of manifest: BackupManifest) throws -> VerifierKey? {
        try KeyEncryptionKey.load(from: store(origin: "").keyEncryptionKey).backupKey(origin: manifest.origin)?.verifierKey
    }

    /// What the signer signed last; nil where it cannot be asked, with why.
    func signedHead(log: KeyRing, executable: String) -> Result<TreeHead, any Error> {
        guard hasRoster || FileManager.default.fileExists(atPath: signerKey) else {
            return .failure(StorageError.cannotOpen("There is no signer's key in \(path)/signer."))
        }
        guard FileManager.default.fileExists(atPath: signerHead) else {
            return .failure(StorageError.cannotOpen("There is no signer's head in \(path)/signer."))
        }
        let signer = SignerProcess(
            executable: executable, home: self, log: log, logger: Logger(label: "parley.signer", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        defer { signer.stop() }
        return Result { try signer.signing.head() }
    }
}

/// A backup that was put back, and whether a server may go on from it.
public struct RestoredHome: Sendable {
    public enum Standing: Sendable, Equatable {
        /// The log's key has signed nothing beyond it.
        case servable
        /// The log's key has signed more than is here: the server will not start.
        case behind(signed: UInt64)
        /// Nobody knows what the log's key has signed.
        case unknown(String)
    }
    public var restored: Restore.Restored
    public var standing: Standing

    /// - Parameter executable: this program, which is also the signer's.
    public static func run(
        _ source: String, into home: Home, destroyed: String?, executable: String,
        progress: @escaping (String, UInt64, UInt64) -> Void = { _, _, _ in }
    ) async throws -> RestoredHome {
        let pinned = home.hasKey ? try home.logKeys() : nil
        let restored = try await Restore(source, into: home.path).run(
            log: pinned, destroyed: destroyed, proving: { try prove($0, $1, log: pinned) }, progress: progress)
        let standing: Standing
        switch home.signedHead(log: try home.logKeys(), executable: executable) {
        case .success(let head):
            standing = head.size <= restored.manifest.head.size ? .servable : .behind(signed: head.size)
        case .failure(let error): standing = .unknown("\(error)")
        }
        return RestoredHome(restored: restored, standing: standing)
    }

    /// The certificates that come back are for keys of the log, and by the authority that comes back with them.
    private static func prove(_ staged: String, _ manifest: BackupManifest, log: KeyRing?) throws {
        let own = Home(staged)
        let ring = try log ?? KeyRing(own.logKey())
        let wrong = try own.certificates.wrong(of: ring, at: manifest.taken)
        guard wrong.isEmpty else { throw StorageError.damaged("the backup's certificates: \(wrong.joined(separator: "; "))") }
    }
}
