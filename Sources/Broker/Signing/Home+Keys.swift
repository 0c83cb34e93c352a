import FoundationEssentials
import Glibc
public import Ledger
public import Signer

extension Home {
    /// Whether the log's keys stand in a roster; a folder that never changed its first key file has none.
    var hasRoster: Bool { FileManager.default.fileExists(atPath: signerRoster) }

    /// Whether the log has a key, with or without a ledger.
    public var hasKey: Bool { hasRoster || FileManager.default.fileExists(atPath: verifierKey) }

    /// The log's keys, the oldest first.
    public func logKeys() throws -> KeyRing { try roster().ring }

    /// Which keys sign the log, and where each is kept.
    public func roster() throws -> KeyRoster {
        if hasRoster { return try KeyRoster(reading: signerRoster) }
        guard hasKey else {
            try Self.requireRights(to: verifierKey)
            throw StorageError.cannotOpen(
                "There is no log's key in \(path). Make one with `parley key init`, or name a server's folder with --home.")
        }
        return KeyRoster(.init(key: try logKey(), place: .file("log.key")))
    }

    /// Makes the log's first key, before there is anything else in the folder.
    public func makeFirstKey(
        _ place: KeyRoster.Place, origin: KeyName, adopts: Bool, pinDescriptor: Int32?
    ) throws -> VerifierKey {
        try makeFolders()
        guard !hasRoster, !FileManager.default.fileExists(atPath: signerHead), !isIncepted else {
            throw StorageError.cannotOpen("\(path) has a key already; `parley key rotate` makes its successor.")
        }
        let first = try KeyMaking.make(
            resolved(place), besides: signerRoster, origin: origin, adopts: adopts, pinDescriptor: pinDescriptor)
        try SignerInception.create(roster: signerRoster, first: first, headFile: signerHead)
        return first.key
    }

    /// Makes the successor of the key that signs; the server announces it in the ledger when it next reads its keys.
    public func addKey(_ place: KeyRoster.Place?, adopts: Bool, pinDescriptor: Int32?) throws -> VerifierKey {
        let roster = try roster()
        guard roster.signing.count == 1 else { throw KeyRoster.Refused.alreadyTwo }
        if !hasRoster { try roster.create(signerRoster) }
        let place = place ?? .file("log-\(roster.members.count + 1).key")
        let member = try KeyMaking.make(
            resolved(place), besides: signerRoster, origin: roster.ring.name, adopts: adopts, pinDescriptor: pinDescriptor)
        return try changeRoster { roster throws(KeyRoster.Refused) in try roster.add(member) }.ring.newest
    }

    /// Marks the older of two keys as one that is to go; the server retires it in the ledger when it next reads its keys.
    public func beginRetiringKey() throws -> VerifierKey {
        guard try roster().signing.count > 1 else { throw KeyRoster.Refused.onlyOne }
        let roster = try changeRoster { roster throws(KeyRoster.Refused) in try roster.beginRetiring() }
        guard let older = roster.signing.first else { throw KeyRoster.Refused.onlyOne }
        return older.key
    }

    func changeRoster(_ body: (inout KeyRoster) throws(KeyRoster.Refused) -> Void) throws -> KeyRoster {
        try KeyRoster.change(signerRoster, body)
    }

    /// Puts the key that people should pin into `log.vkey`: the older of two, which everybody knows already, until it is retired.
    func writeVerifierKey() throws {
        guard let key = try roster().signing.first?.key else { return }
        let bytes = Data("\(key.line)\n".utf8)
        if FileManager.default.contents(atPath: verifierKey) == bytes { return }
        try bytes.write(to: URL(filePath: verifierKey), options: .atomic)
    }

    /// A file with a PIN is named from the folder in which a command runs; the roster needs it from the root.
    private func resolved(_ place: KeyRoster.Place) throws -> KeyRoster.Place {
        guard case .token(var token) = place, let file = token.pinFile, !file.hasPrefix("/") else { return place }
        token.pinFile = FileManager.default.currentDirectoryPath + "/" + file
        return .token(token)
    }
}
