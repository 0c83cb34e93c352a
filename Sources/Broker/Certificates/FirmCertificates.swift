import FoundationEssentials
import Glibc
public import Ledger
import Signer
import Verifier

/// The firm's certificates in the server's folder: an authority, and one for each key of the log, in PEM.
///
/// A bank that has an authority of its own puts that one's certificate into `authority.pem` and what it issued beside it, named by the eight
/// digits of the key; then there is no `authority.key`.
public struct FirmCertificates: Sendable {
    let folder: String

    /// What was made or was there.
    public struct Made: Sendable {
        public var authority: String
        public var certificates: [String]
    }

    private var authority: String { folder + "/authority.pem" }
    private var authorityKey: String { folder + "/authority.key" }
    private func path(_ key: VerifierKey) -> String { "\(folder)/\(KeyRing(key).shortName).pem" }

    private static let authorityYears: Int64 = 20
    private static let keyYears: Int64 = 5
    private static let year: Int64 = 31_556_952_000
    private static let greatestByteCount = 1 << 15

    /// Makes what is missing: the authority with its secret key, and the certificate of each key.
    /// - Parameter firm: the firm's name; nil to take it from its authority.
    public func make(firm: String?, for log: KeyRing, at now: Timestamp) throws -> Made {
        guard "\(log.name)".allSatisfy({ $0.isASCII }) else {
            throw StorageError.cannotOpen("A certificate names a log in ASCII; \(log.name) is not.")
        }
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw StorageError.cannotOpen("The folder \(folder) cannot be made: \(String(cString: strerror(errno))).")
        }
        let missing = log.keys.filter { !FileManager.default.fileExists(atPath: path($0)) }
        let hasAuthority = FileManager.default.fileExists(atPath: authority)
        if !hasAuthority || !missing.isEmpty {
            guard let name = KeyName("\(log.name)/authority") else { throw StorageError.cannotOpen("The log's name is too long.") }
            let key = try authorityKey(name, mayMake: !hasAuthority)
            let firm = try firm ?? LogCertificates(authority: read(authority)).organisation ?? "Firm"
            let issuer =
                try hasAuthority
                ? LogCertificates(authority: read(authority)).subject
                : CertificateText.Name(organisation: firm, common: "\(firm) log authority").bytes
            let from = Timestamp(milliseconds: now.milliseconds - 60_000)
            if !hasAuthority {
                let text = CertificateText(
                    subject: issuer, issuer: issuer, publicKey: key.verifierKey.publicKey, issuerKey: key.verifierKey.publicKey, from: from,
                    until: Timestamp(milliseconds: now.milliseconds + Self.authorityYears * Self.year), serial: RandomIDs.bytes(16),
                    purpose: .authority)
                try write(try text.signed { try key.sign($0).bytes }, to: authority)
            }
            for own in missing {
                let text = CertificateText(
                    subject: CertificateText.Name(organisation: firm, common: "\(log.name)").bytes, issuer: issuer,
                    publicKey: own.publicKey,
                    issuerKey: key.verifierKey.publicKey, from: from,
                    until: Timestamp(milliseconds: now.milliseconds + Self.keyYears * Self.year), serial: RandomIDs.bytes(16),
                    purpose: .log(log.name))
                try write(try text.signed { try key.sign($0).bytes }, to: path(own))
            }
        }
        return Made(authority: authority, certificates: log.keys.map(path))
    }

    /// Makes the certificates of new keys, where the firm has an authority; nothing where it has none.
    public func makeWhereAuthorityIs(for log: KeyRing, at now: Timestamp) throws -> Made? {
        guard FileManager.default.fileExists(atPath: authority) else { return nil }
        // Whoever issues certificates gives the names that stand in the authority's own.
        return try make(firm: nil, for: log, at: now)
    }

    /// The certificates in DER, by the names that they have in an evidence file; none where the folder has no authority, or a key that signs
    /// is not certified yet: half a chain proves nothing, and no verifier takes it.
    func files(for log: KeyRing) throws -> [(path: String, bytes: [UInt8])] {
        guard FileManager.default.fileExists(atPath: authority), FileManager.default.fileExists(atPath: path(log.newest)) else { return [] }
        var files: [(path: String, bytes: [UInt8])] = [("certificates/authority.der", try read(authority))]
        for key in log.keys where FileManager.default.fileExists(atPath: path(key)) {
            files.append(("certificates/\(KeyRing(key).shortName).der", try read(path(key))))
        }
        return files
    }

    /// What is wrong with the certificates of these keys at a time; nil where there are none, empty where all is well.
    func problems(of log: KeyRing, at now: Timestamp) throws -> [String]? {
        guard FileManager.default.fileExists(atPath: authority) else { return nil }
        let chain = try LogCertificates(authority: read(authority))
        return try log.keys.compactMap { key -> String? in
            guard FileManager.default.fileExists(atPath: path(key)) else { return "\(KeyRing(key).shortName) has no certificate" }
            let outcome = chain.outcome(of: try read(path(key)), for: try VerifyingKey(key.line), at: now.milliseconds)
            return outcome.map { "\(path(key)): \($0)" }
        }
    }

    /// The names of the certificates, which are for everybody; the authority's secret key is none of them.
    /// - Throws: where the folder is there and cannot be read: a backup without its certificates is none.
    func names() throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0 == "authority.pem" || $0.utf8.count == 12 && $0.hasSuffix(".pem") }.sorted()
    }

    /// What is wrong with those certificates that are there, at a time; a key may have none.
    func wrong(of log: KeyRing, at time: Timestamp) throws -> [String] {
        guard FileManager.default.fileExists(atPath: authority) else {
            return try names().isEmpty ? [] : ["there is no authority.pem beside them"]
        }
        let chain = try LogCertificates(authority: read(authority))
        return try log.keys.compactMap { key -> String? in
            guard FileManager.default.fileExists(atPath: path(key)) else { return nil }
            return chain.outcome(of: try read(path(key)), for: try VerifyingKey(key.line), at: time.milliseconds).map {
                "\(path(key)): \($0)"
            }
        }
    }

    private func authorityKey(_ name: KeyName, mayMake: Bool) throws -> SigningKey {
        do {
            return try SecretKeyFile.read(authorityKey) { line throws(NoteError) in try SigningKey(parsing: line) }
        } catch SecretKeyFile.Problem.file(.system(let error)) where error.number == ENOENT {
            guard mayMake else {
                throw StorageError.cannotOpen(
                    "\(authorityKey) is not here: have the key certified by whoever holds the authority's secret key, and put the certificate into \(folder)."
                )
            }
            guard let key = SigningKey(name: name, seed: SecretKeyFile.freshSeed()) else { preconditionFailure("32 bytes are a seed") }
            do { try SecretKeyFile.create(authorityKey, line: key.secretLine) } catch {
                throw StorageError.cannotOpen("\(authorityKey) cannot be written: \(error).")
            }
            return key
        } catch SecretKeyFile.Problem.file(let problem) {
            throw StorageError.cannotOpen("\(authorityKey) is not used: \(problem)")
        } catch SecretKeyFile.Problem.malformed {
            throw StorageError.cannotOpen("\(authorityKey) does not hold the authority's key.")
        }
    }

    private func write(_ certificate: [UInt8], to path: String) throws {
        let base64 = Data(certificate).base64EncodedString()
        var text = "-----BEGIN CERTIFICATE-----\n"
        var rest = base64[...]
        while !rest.isEmpty {
            text += "\(rest.prefix(64))\n"
            rest = rest.dropFirst(64)
        }
        try Data("\(text)-----END CERTIFICATE-----\n".utf8).write(to: URL(filePath: path), options: .atomic)
    }

    private func read(_ path: String) throws -> [UInt8] {
        let pem = try LogKeys.file(path, limit: Self.greatestByteCount)
        do { return try LogCertificates.certificate(pem: pem) } catch {
            throw StorageError.cannotOpen("\(path) does not hold one certificate in PEM: \(error).")
        }
    }
}

extension Home {
    /// The certificates of the log's keys.
    public var certificates: FirmCertificates { FirmCertificates(folder: path + "/certificates") }
}
