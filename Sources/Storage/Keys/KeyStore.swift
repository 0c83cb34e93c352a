import Crypto
import FoundationEssentials
import SQL
import Synchronization

/// Gives out a key for each object, keeps it wrapped in a file of its own, and destroys it so that no byte of it stays.
///
/// An object's key is wrapped by its owner's, an owner's by the server's key-encryption key. New keys are staged in memory, by many threads
/// at once, and written together: one transaction and one sync for however many there are.
public final class KeyStore: Sendable {
    public struct Limits: Sendable {
        /// Keys that may wait for a sync; beyond it staging is refused.
        public var staged = 65_536
        /// Unwrapped keys of objects that are kept in memory.
        public var cachedObjects = 16_384
        /// Unwrapped keys of owners that are kept in memory.
        public var cachedOwners = 16_384
        public init() {}
    }

    public let path: String
    /// Keys for duplicates and pseudonyms, the same for the life of the store.
    public let firmKeys: FirmKeys
    let file: KeyFile
    let readers: ReaderPool
    let staged: StagedKeys
    let limits: Limits
    let keyEncryptionKey: SymmetricKey
    /// Part of what every key is bound to, so that rows cannot be carried from one store to another.
    private let store: [UInt8]

    /// Makes the file of a new key store. One that is there already is never touched.
    public static func create(at path: String, under keyEncryptionKey: KeyEncryptionKey) throws {
        var random = [UInt8](repeating: 0, count: 104)
        try fillRandom(&random)
        defer { erase(&random) }
        let store = Array(random[..<16])
        let proof = try KeyWrap.wrap(random[16..<48], nonce: random[48..<60], under: keyEncryptionKey.key, .check, store)
        let firm = try KeyWrap.wrap(random[60..<92], nonce: random[92..<104], under: keyEncryptionKey.key, .firm, store)
        let connection = try Connection(path: path, .create)
        try connection.migrate(KeyTables.migrations)
        try connection.run("INSERT INTO key_store(id, store, proof, firm) VALUES (1, $1, $2, $3)", .blob(store), .blob(proof), .blob(firm))
    }

    /// Opens a key store.
    /// - Throws: ``KeyError/wrongKeyEncryptionKey(store:)`` if it was made under another key.
    public init(path: String, under keyEncryptionKey: KeyEncryptionKey, limits: Limits = Limits()) throws {
        let connection = try Connection(path: path, .readWrite)
        try connection.migrate(KeyTables.migrations)
        let head = try connection.first("SELECT store, proof, firm FROM key_store WHERE id = 1") { (row) throws(SQLError) in
            (try row.blob(0), try row.blob(1), try row.blob(2))
        }
        guard let (store, proof, firm) = head else { throw KeyError.damaged("the first row") }
        guard KeyWrap.unwrap(proof, under: keyEncryptionKey.key, .check, store) != nil else {
            throw KeyError.wrongKeyEncryptionKey(store: path)
        }
        guard let firmKey = KeyWrap.unwrap(firm, under: keyEncryptionKey.key, .firm, store) else {
            throw KeyError.damaged("the firm's key")
        }
        self.path = path
        self.store = store
        self.limits = limits
        self.keyEncryptionKey = keyEncryptionKey.key
        firmKeys = FirmKeys(firmKey)
        staged = StagedKeys(
            nextObject: try Self.highest("object_key", connection) + 1, nextOwner: try Self.highest("owner_key", connection) + 1,
            limits)
        file = KeyFile(path: path)
        readers = try ReaderPool(path: path)
    }

    /// Writes everything staged so far: durable when this returns.
    ///
    /// If it throws, the keys stay staged and the next call tries again; nothing that they encrypted may be committed until one has succeeded.
    public func sync() async throws { try await file.write(staged, atLeast: staged.count) }

    /// How many transactions were committed since the start.
    public var commits: Int { get async { await file.commits } }

    /// Makes sure that no number up to this one is given out. Called at start with the highest one in the ledger database, which is above
    /// the store's own after an older key store was put back.
    public func skipNumbers(upTo number: UInt64) {
        staged.state.withLock { state in state.nextObject = max(state.nextObject, number + 1) }
    }

    private static func highest(_ table: String, _ connection: Connection) throws(SQLError) -> UInt64 {
        let number = try connection.first("SELECT coalesce(max(number), 0) FROM \(table)") { (row) throws(SQLError) in try row.int64(0) }
        return UInt64(number ?? 0)
    }

    func binding(_ id: ObjectID, _ owner: UInt64) -> [UInt8] {
        var bytes = store
        bytes.append(wide: id.number)
        bytes.append(wide: id.random)
        bytes.append(wide: owner)
        return bytes
    }

    func binding(_ owner: KeyOwner, _ number: UInt64) -> [UInt8] {
        var bytes = store + owner.bytes
        bytes.append(wide: number)
        return bytes
    }
}
