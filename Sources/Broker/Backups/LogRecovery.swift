import Conversations
import FoundationEssentials
import Glibc
public import Ledger
import Logging
import PolicyFiles
import Signer
import Storage

/// Goes on from a ledger that is older than what its key has signed, openly: under a new name and key, with an entry that says what was lost,
/// why, and who decided it.
///
/// The former key must never sign again: another history under it would be a forgery, and every witness would say so. So it is put aside with
/// its head, and the new log begins with the very same entries, their indexes included. Each step is done once, however often it is begun.
public struct LogRecovery {
    private let home: Home
    private let executable: String

    /// What was decided, kept until all of it is done.
    private struct Plan: Codable {
        var former: String
        var origin: String
        var signed: UInt64
        var root: String
        var kept: UInt64
        var reason: String
        var login: String
    }

    public struct Outcome: Sendable {
        public var log: VerifierKey
        public var former: String
        public var signed: UInt64
        public var kept: UInt64
        /// The entry that says so.
        public var index: UInt64
        public var asksWitnesses: Bool
        /// Why the new key has no certificate, where the firm certifies its keys.
        public var uncertified: String?
    }

    /// - Parameter executable: this program, which is also the signer's.
    public init(_ home: Home, executable: String) {
        self.home = home
        self.executable = executable
    }

    /// Where a recovery that has begun and not ended left its plan.
    static func planFile(_ home: Home) -> String { home.path + "/continuing.json" }

    /// - Parameter token: the API token of whoever decides it.
    public func run(reason: String, token: String) async throws -> Outcome {
        let plan: Plan
        let login = try await decider(token, ServerConfiguration.read(from: home.configuration))
        if let begun = try kept() { plan = begun } else { plan = try await begin(reason: reason, by: login) }
        let number = try replaceSigner(plan)
        try LogContinuation.rename(home.store(origin: plan.origin), to: plan.origin)
        var configuration = try ServerConfiguration.read(from: home.configuration)
        configuration.origin = plan.origin
        try configuration.write(to: home.configuration + ".new")
        try move(home.configuration + ".new", to: home.configuration)
        // Made with the first evidence file. One that is there and cannot be read stops the recovery: it bears the former name.
        if FileManager.default.fileExists(atPath: home.evidenceKey),
            !String(decoding: try LogKeys.file(home.evidenceKey), as: UTF8.self).contains("+\(plan.origin)/evidence+")
        {
            try move(home.evidenceKey, to: "\(home.evidenceKey).former-\(number)")
        }
        var uncertified: String?
        do { _ = try home.certificates.makeWhereAuthorityIs(for: home.logKeys(), at: Server.clock()) } catch StorageError.cannotOpen(
            let why)
        {
            uncertified = why
        }
        let index = try await record(plan, configuration)
        guard unlink(Self.planFile(home)) == 0 else { throw failed("remove", Self.planFile(home)) }
        return Outcome(
            log: try home.logKey(), former: plan.former, signed: plan.signed, kept: plan.kept, index: index,
            asksWitnesses: configuration.witnesses != nil, uncertified: uncertified)
    }

    // MARK: Deciding

    private func kept() throws -> Plan? {
        guard let data = FileManager.default.contents(atPath: Self.planFile(home)) else { return nil }
        return try JSONDecoder().decode(Plan.self, from: data)
    }

    private func begin(reason: String, by login: String) async throws -> Plan {
        let reason = Desk.kept(reason)
        guard (3...RecordKeeping.longestReason).contains(reason.count) else {
            throw StorageError.refused(
                .notAllowed("Say why, in 3 to \(RecordKeeping.longestReason) characters: that stands in the ledger."))
        }
        let configuration = try ServerConfiguration.read(from: home.configuration)
        let log = try home.logKey()
        let ledger = try LedgerFolder(home.path)
        let kept = try ledger.accepted()
        var plan = Plan(
            former: log.line, origin: Self.next(after: configuration.origin), signed: 0, root: "", kept: kept, reason: reason, login: login)
        switch home.signedHead(log: try home.logKeys(), executable: executable) {
        case .success(let head):
            guard head.size > kept else {
                throw StorageError.refused(
                    .notAllowed(
                        "Nothing is missing: the signer has signed \(head.size) entries, and \(kept) are here. Start it with `parley serve`."
                    ))
            }
            (plan.signed, plan.root) = (head.size, head.root.description)
        case .failure(let error):
            // The head is lost as well: what is known is the newest checkpoint that is here.
            guard !FileManager.default.fileExists(atPath: home.signerHead) else { throw error }
            guard let note = try ledger.sealed() else { throw error }
            let checkpoint = try Checkpoint(parsing: note.text)
            (plan.signed, plan.root) = (checkpoint.head.size, checkpoint.head.root.description)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try replace(Self.planFile(home), with: Array(try encoder.encode(plan)))
        return plan
    }

    /// Whoever decides it has an account here with a role for it, and proves it by their token.
    private func decider(_ token: String, _ configuration: ServerConfiguration) async throws -> String {
        var found: (login: String, roles: Set<Role>)?
        let digest = StaffRegister.digest(token).map { byte in String(UInt16(byte) + 256, radix: 16).suffix(2) }.joined()
        // Comparing hashes of secrets tells nothing about the secrets.
        let named = configuration.staff.first { $0.tokenSHA256 == digest }
        if let named { found = (named.login, Role.all(in: named.role) ?? []) }
        if FileManager.default.fileExists(atPath: home.staff) {
            let register = try StaffRegister(path: home.staff, clock: Server.clock)
            if let account = try await register.account(token: token) { found = (account.login, account.roles.union(account.wanted)) }
            if let login = found?.login, try await register.account(login)?.isDisabled == true { found = nil }
        }
        guard let found else {
            throw StorageError.refused(.notAllowed("The token is nobody's here. `parley user token LOGIN` makes one for an account."))
        }
        guard !found.roles.isDisjoint(with: [.complianceOfficer, .administrator]) else {
            throw StorageError.refused(
                .notAllowed(
                    "\(found.login) is nobody who may decide this: it takes a compliance officer or an administrator with an account here.")
            )
        }
        return found.login
    }

    /// The same name with a number behind it.
    static func next(after origin: String) -> String {
        let mark = "/continued-"
        guard let range = origin.range(of: mark), let number = Int(origin[range.upperBound...]) else { return origin + mark + "2" }
        return origin[..<range.lowerBound] + mark + String(number + 1)
    }

    // MARK: Doing

    /// A new key and an empty head; the former ones are put aside.
    /// - Returns: the number of the former ones.
    private func replaceSigner(_ plan: Plan) throws -> Int {
        var number = 1
        while FileManager.default.fileExists(atPath: "\(home.path)/signer-former-\(number + 1)") { number += 1 }
        let former = "\(home.path)/signer-former-\(number)"
        guard try home.logKey().line == plan.former else { return number }
        let isAside = FileManager.default.fileExists(atPath: former) && Self.vkey(in: former) == plan.former
        if !isAside {
            if FileManager.default.fileExists(atPath: former) { number += 1 }
            let aside = "\(home.path)/signer-former-\(number)"
            unlink(home.signerSocket)
            // The folder says whose it is before it moves: a move that nobody heard of is known by it.
            try replace("\(home.path)/signer/log.vkey", with: Array("\(plan.former)\n".utf8))
            try move("\(home.path)/signer", to: aside)
        }
        // One that was made and never named has signed nothing.
        _ = try? FileManager.default.removeItem(atPath: "\(home.path)/signer")
        guard mkdir("\(home.path)/signer", 0o700) == 0 else { throw failed("make", "\(home.path)/signer") }
        guard let origin = KeyName(plan.origin) else { throw StorageError.cannotOpen("\(plan.origin) is no name for a log.") }
        let key = try SignerInception.create(keyFile: home.signerKey, headFile: home.signerHead, origin: origin)
        try replace(home.verifierKey, with: Array("\(key.line)\n".utf8))
        return number
    }

    private static func vkey(in folder: String) -> String? {
        FileManager.default.contents(atPath: "\(folder)/log.vkey").map { String(decoding: $0.prefix { $0 != 0x0A }, as: UTF8.self) }
    }

    /// The entry, sealed by the new key.
    private func record(_ plan: Plan, _ configuration: ServerConfiguration) async throws -> UInt64 {
        let signer = SignerProcess(
            executable: executable, home: home, log: try home.logKeys(),
            logger: Logger(label: "parley.signer", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        defer { signer.stop() }
        let defaults = Terms.Defaults(
            legalEntity: configuration.legalEntity, brand: configuration.brand, product: configuration.product,
            jurisdiction: configuration.jurisdiction)
        let place = home.store(origin: plan.origin)
        let again = try LogContinuation.unrecorded(place)
        let store = try await Store(
            at: place, terms: Terms.unavailable(defaults), signing: signer.signing, clock: Server.clock)
        guard let staff = StreamID(store.hashes.secret("staff", plan.login).bytes).map({ StaffID($0) }) else {
            throw StorageError.damaged("a pseudonym is zero")
        }
        let continued = LogContinued(
            former: plan.former, signed: plan.signed, root: plan.root, kept: plan.kept, reason: plan.reason, by: staff)
        let sealing = Task { await store.run() }
        defer { sealing.cancel() }
        if try !store.hasContinued(continued) { _ = try await store.continueLog(continued, destroyedAgain: again, by: staff) }
        let newest = store.status.accepted - 1
        try await waitUntilSealed(newest, store)
        // The checkpoint has a commit of its own.
        _ = try await store.note { _ in }
        return newest
    }

    /// How long the signer may refuse before it is asked no more: nobody starts it anew here.
    private static let patience = Duration.seconds(2)

    private func waitUntilSealed(_ index: UInt64, _ store: Store) async throws {
        var failing: ContinuousClock.Instant?
        while store.status.sealed <= index {
            guard let failure = await store.sealingFailure else {
                failing = nil
                try await Task.sleep(for: .milliseconds(10))
                continue
            }
            let since = failing ?? .now
            failing = since
            guard ContinuousClock.now - since < Self.patience else {
                throw StorageError.cannotOpen("The new log could not be sealed: \(failure). Nothing is lost: run it again.")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failed("make", path) }
        defer { close(file) }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else { throw failed("write", path) }
        try syncFolder(of: path)
    }

    /// Whole or as before, wherever it is interrupted.
    private func replace(_ path: String, with bytes: [UInt8]) throws {
        try write(bytes, to: path + ".new")
        try move(path + ".new", to: path)
    }

    private func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else { throw failed("move", path) }
        try syncFolder(of: target)
    }

    private func syncFolder(of path: String) throws {
        let name = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? home.path
        let folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failed("open", name) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failed("sync", name) }
    }

    private func failed(_ what: String, _ path: String) -> StorageError {
        .cannotOpen("Could not \(what) \(path): \(String(cString: strerror(errno))). Nothing is lost: run it again.")
    }
}
