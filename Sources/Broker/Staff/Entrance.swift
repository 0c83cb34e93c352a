public import Conversations
import Storage

/// Who comes in: passwords, links and sessions, and the entries that rights become.
public final class Entrance: Sendable {
    public let register: StaffRegister
    private let store: Store
    private let live: LiveHub
    private let passwords = Passwords()
    private let attempts = Attempts()
    private let clock: @Sendable () -> Timestamp
    /// For logins that do not exist, so that they cost the same work.
    private let nobody: PasswordHash

    init(register: StaffRegister, store: Store, live: LiveHub, clock: @escaping @Sendable () -> Timestamp) {
        self.register = register
        self.store = store
        self.live = live
        self.clock = clock
        nobody = PasswordHash(work: PasswordHash.work, salt: RandomIDs.bytes(16), hash: RandomIDs.bytes(32))
    }

    /// How many password hashes were worked out since the start.
    public var hashesMade: Int { passwords.made }

    /// The pseudonym that stands in the ledger for a login.
    public func staff(_ login: String) -> StaffID? { StreamID(store.hashes.secret("staff", login).bytes).map { StaffID($0) } }

    /// Signs somebody in.
    /// - Returns: the new session's token.
    /// - Throws: the same for an unknown login, a wrong password and a disabled account, after the same work.
    public func signIn(login: String, password: String, address: String) async throws(StaffError) -> String {
        guard login.utf8.count <= 64, password.utf8.count <= 1_024 else { throw .notSignedIn }
        guard attempts.begin(login: login, address: address, at: clock()) else { throw .tooOften }
        let kept = try await asking { try await self.register.password(of: login) }
        let known = kept ?? nobody
        let tried = try await passwords.hash(password, salt: known.salt, work: known.work)
        guard PasswordHash.equal(tried.hash, known.hash), kept != nil else { throw .notSignedIn }
        attempts.succeed(login: login, address: address)
        return try await asking { try await self.register.begin(for: login) }
    }

    /// The account of a login, whoever asks.
    func account(_ login: String) async throws(StaffError) -> Account? {
        try await asking { try await self.register.account(login) }
    }

    /// Whose token for programs it is.
    func account(token: String) async throws(StaffError) -> Account? {
        try await asking { try await self.register.account(token: token) }
    }

    /// Uses a one-time link up: sets name and password.
    public func use(link token: String, name: String, password: String, address: String) async throws(StaffError) {
        guard attempts.begin(login: nil, address: address, at: clock()) else { throw .tooOften }
        guard let account = try await asking({ try await self.register.account(link: token) }) else { throw .badLink }
        guard Account.isName(name) else { throw .name }
        if let problem = PasswordHash.problem(with: password, login: account.login) { throw .weakPassword(problem) }
        let hash = try await passwords.hash(password, salt: RandomIDs.bytes(16))
        _ = try await asking { try await self.register.use(link: token, name: name, password: hash) }
        attempts.succeed(login: nil, address: address)
    }

    /// The session that a token opens; nil where there is none any more.
    public func session(token: String) async throws(StaffError) -> Session? {
        guard token.utf8.count == 64 else { return nil }
        return try await session(id: StaffRegister.digest(token), isUse: true)
    }

    /// Whether a session still stands, without counting as a use of it.
    public func session(id: [UInt8]) async throws(StaffError) -> Session? { try await session(id: id, isUse: false) }

    private func session(id: [UInt8], isUse: Bool) async throws(StaffError) -> Session? {
        guard let found = try await asking({ try await self.register.session(id: id, isUse: isUse) }),
            let staff = staff(found.account.login)
        else { return nil }
        let member = Member(id: staff, login: found.account.login, name: found.account.name, roles: found.account.roles)
        return Session(member: member, csrf: found.csrf, id: id)
    }

    public func signOut(_ session: Session) async throws(StaffError) {
        try await asking { try await self.register.end(session: session.id) }
        live.end(session: session.id)
    }

    /// Makes every asked-for change of rights an entry, and lets it hold.
    ///
    /// What was asked for on the command line is the server's own act in the ledger; what a person asked for is theirs.
    public func takeUp() async throws(StaffError) {
        for (account, by) in try await asking({ try await self.register.pending() }) {
            guard let staff = staff(account.login) else { continue }
            // Their sessions ended with the change; what is open in a browser ends here.
            live.end(login: account.login)
            let order = GrantOrder(staff: staff, login: account.login, roles: account.wanted.words, isDisabled: account.isDisabled)
            do {
                _ = try await store.submit(
                    Command(
                        id: RandomIDs.event(), principal: by.map { .staff($0) } ?? .system, order: .grant(order),
                        owner: store.hashes.secret("staff member", account.login)))
            } catch .refused(.nothingToDo) {
                // The entry is there; only the register did not hear of it.
            } catch { throw .storage("\(error)") }
            try await asking { try await self.register.confirm(account) }
        }
    }

    /// Errors of the register's file, said once.
    private func asking<R: Sendable>(_ body: @Sendable () async throws -> R) async throws(StaffError) -> R {
        do { return try await body() } catch let error as StaffError { throw error } catch {
            throw .storage("The register of accounts cannot be read or written: \(error)")
        }
    }
}
