import FoundationEssentials
import Glibc
import Ledger
import Signer

/// The folder of one server: databases, keys, sockets. Only its user may read it.
public struct Home: Sendable {
    public let path: String

    public init(_ path: String) { self.path = path }

    public func store(origin: String) -> Store.Place { Store.Place(folder: path, origin: origin) }
    public var configuration: String { path + "/server.json" }
    public var signerKey: String { path + "/signer/log.key" }
    /// Which keys sign the log, where there is more to say than `signerKey`.
    public var signerRoster: String { path + "/signer/keys.json" }
    public var signerHead: String { path + "/signer/head" }
    public var signerSocket: String { path + "/signer/socket" }
    /// The log's verifier key, one line, for everybody who checks.
    public var verifierKey: String { path + "/log.vkey" }
    /// The key that signs manifests of evidence files.
    public var evidenceKey: String { path + "/evidence.key" }
    /// Accounts, links and sessions of the firm's people.
    public var staff: String { path + "/staff.sqlite" }
    public var isIncepted: Bool { FileManager.default.fileExists(atPath: path + "/ledger.db") }

    /// Says so where something cannot be read for want of rights: it may be there all the same.
    static func requireRights(to path: String) throws {
        guard access(path, R_OK) != 0, errno == EACCES else { return }
        throw StorageError.cannotOpen("\(path) may be read by its owner alone. Run the command as the server's user.")
    }

    /// Says where a server's folder is looked for, if this is none.
    func requireLedger() throws {
        guard !isIncepted else { return }
        try Self.requireRights(to: path + "/ledger.db")
        throw StorageError.cannotOpen("There is no ledger in \(path). Name a server's folder with --home or PARLEY_HOME.")
    }

    /// Makes the folder, the log's key and head, and the empty ledger: once in a server's life.
    public func create(_ configuration: ServerConfiguration) throws {
        try makeFolders()
        guard let origin = KeyName(configuration.origin) else {
            throw StorageError.cannotOpen("The origin \(configuration.origin) is no name for a log: no spaces, no plus sign, not empty.")
        }
        // A key that `key init` has made, or else one in a file.
        if hasRoster {
            let name = try logKeys().name
            guard name == origin else { throw StorageError.cannotOpen("The key of this folder is named \(name), the log \(origin).") }
            try writeVerifierKey()
        } else {
            let key = try SignerInception.create(keyFile: signerKey, headFile: signerHead, origin: origin)
            try Data("\(key.line)\n".utf8).write(to: URL(filePath: verifierKey))
        }
        try Store.create(at: store(origin: configuration.origin))
        try configuration.write(to: self.configuration)
        // Safe before anybody relies on it: the bytes, then the names, up to the folder that holds this one.
        for place in [verifierKey, self.configuration, path + "/signer", path, path + "/.."] { try Self.sync(place) }
    }

    func makeFolders() throws {
        for folder in [path, path + "/signer"] {
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw StorageError.cannotOpen("The folder \(folder) cannot be made: \(String(cString: strerror(errno))).")
            }
        }
    }

    static func sync(_ path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw StorageError.cannotOpen("\(path) cannot be opened: \(String(cString: strerror(errno))).") }
        defer { close(file) }
        guard fsync(file) == 0 else { throw StorageError.cannotOpen("\(path) cannot be synced: \(String(cString: strerror(errno))).") }
    }
}
