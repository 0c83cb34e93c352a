import Crypto
public import Conversations
import FoundationEssentials
import SQL

/// Accounts, one-time links and sessions of the firm's people, in a file of their own beside the ledger.
///
/// Commands write to the same file while the server runs; nothing of it is kept in memory.
public actor StaffRegister {
    private let executor: ThreadExecutor
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let connection: Connection
    private let clock: @Sendable () -> Timestamp

    /// Opens the file, and makes it where there is none.
    public init(path: String, clock: @escaping @Sendable () -> Timestamp) throws {
        executor = ThreadExecutor()
        let isThere = FileManager.default.fileExists(atPath: path)
        connection = try Connection(path: path, isThere ? .readWrite : .create)
        try connection.migrate(StaffSchema.migrations)
        self.clock = clock
    }

    // MARK: Accounts

    public func accounts() throws -> [Account] { try select("ORDER BY login") }

    public func account(_ login: String) throws -> Account? { try select("WHERE login = $1", .text(login)).first }

    /// Those whose change has no entry yet, with who asked for it; nil is the command line.
    func pending() throws -> [(account: Account, by: StaffID?)] {
        let who = try connection.query("SELECT login, wanted_by FROM account WHERE pending = 1 ORDER BY login") {
            (row) throws(SQLError) in (try row.text(0), try row.optionalBlob(1))
        }
        return try who.compactMap { login, by in try account(login).map { ($0, by.flatMap { StreamID($0) }.map { StaffID($0) }) } }
    }

    /// A new account without a password; its roles hold once the ledger has them.
    public func add(login: String, name: String, roles: Set<Role>, by: StaffID?) throws {
        guard Account.isLogin(login) else { throw StaffError.login }
        guard Account.isName(name) else { throw StaffError.name }
        guard !roles.isEmpty else { throw StaffError.roles }
        try connection.transaction { connection in
            guard try account(login) == nil else { throw StaffError.exists(login) }
            try connection.run(
                """
                INSERT INTO account(login, name, granted, wanted, wanted_by, disabled, pending, change, made)
                VALUES ($1, $2, '', $3, $4, 0, 1, 1, $5)
                """, .text(login), .text(name), .text(roles.words.joined(separator: " ")), Self.value(by),
                .integer(clock().milliseconds))
        }
    }

    /// Changes roles, or whether the account may be used. What is taken away goes at once, and every session of the account with it.
    public func change(_ login: String, roles: Set<Role>? = nil, isDisabled: Bool? = nil, by: StaffID?) throws {
        try connection.transaction { connection in
            guard let account = try account(login) else { throw StaffError.unknown(login) }
            let wanted = roles ?? account.wanted
            let disabled = isDisabled ?? account.isDisabled
            guard !wanted.isEmpty else { throw StaffError.roles }
            guard wanted != account.wanted || disabled != account.isDisabled else { return }
            if account.wanted.contains(.administrator), !account.isDisabled, !wanted.contains(.administrator) || disabled {
                let others = try accounts().contains { $0.login != login && !$0.isDisabled && $0.wanted.contains(.administrator) }
                guard others else { throw StaffError.lastAdministrator }
            }
            try connection.run(
                """
                UPDATE account SET granted = $2, wanted = $3, wanted_by = $4, disabled = $5, pending = 1, change = change + 1 WHERE login = $1
                """, .text(login), .text(account.roles.intersection(wanted).words.joined(separator: " ")),
                .text(wanted.words.joined(separator: " ")), Self.value(by), .integer(disabled ? 1 : 0))
            try connection.run("DELETE FROM session WHERE login = $1", .text(login))
            if disabled {
                try connection.run("DELETE FROM sign_in_link WHERE login = $1", .text(login))
                try connection.run("DELETE FROM api_token WHERE login = $1", .text(login))
            }
        }
    }

    /// The change has its entry; a newer change is left to its own.
    func confirm(_ account: Account) throws {
        try connection.transaction { connection in
            try connection.run(
                "UPDATE account SET granted = wanted, pending = 0 WHERE login = $1 AND change = $2", .text(account.login),
                .integer(account.change))
        }
    }

    // MARK: One-time links

    /// A new link for setting a password; older ones of the account are no longer good.
    /// - Returns: the token, which is kept nowhere.
    public func link(for login: String) throws -> String {
        let token = RandomIDs.token()
        try connection.transaction { connection in
            guard let account = try account(login) else { throw StaffError.unknown(login) }
            guard !account.isDisabled else { throw StaffError.disabled(login) }
            try connection.run("DELETE FROM sign_in_link WHERE login = $1 OR expires <= $2", .text(login), .integer(clock().milliseconds))
            try connection.run(
                "INSERT INTO sign_in_link(token, login, expires) VALUES ($1, $2, $3)", .blob(Self.digest(token)), .text(login),
                .integer(clock().milliseconds + Session.link))
        }
        return token
    }

    /// Whose password a link sets; nil if it is no longer good. Nothing is used up by looking.
    public func account(link token: String) throws -> Account? {
        let login = try connection.first(
            "SELECT login FROM sign_in_link WHERE token = $1 AND expires > $2", .blob(Self.digest(token)), .integer(clock().milliseconds)
        ) { (row) throws(SQLError) in try row.text(0) }
        return try login.flatMap { try account($0) }.flatMap { $0.isDisabled ? nil : $0 }
    }

    /// Uses a link up, once: sets the password, ends all sessions of the account.
    func use(link token: String, name: String, password: PasswordHash) throws -> Account {
        try connection.transaction { connection in
            guard let account = try account(link: token) else { throw StaffError.badLink }
            try connection.run("DELETE FROM sign_in_link WHERE login = $1", .text(account.login))
            try connection.run("DELETE FROM session WHERE login = $1", .text(account.login))
            try connection.run(
                "UPDATE account SET name = $2, work = $3, salt = $4, hash = $5 WHERE login = $1", .text(account.login), .text(name),
                .integer(password.work), .blob(password.salt), .blob(password.hash))
            return account
        }
    }

    /// What to compare a password with; nil for nobody.
    func password(of login: String) throws -> PasswordHash? {
        try connection.first(
            "SELECT work, salt, hash FROM account WHERE login = $1 AND disabled = 0 AND hash IS NOT NULL", .text(login)
        ) { (row) throws(SQLError) in
            PasswordHash(work: try row.int(0), salt: try row.blob(1), hash: try row.blob(2))
        }
    }

    // MARK: Tokens for commands and tools

    /// A new token with which programs act as an account's owner; an older one is no longer good.
    /// - Returns: the token, which is kept nowhere.
    public func token(for login: String) throws -> String {
        let token = RandomIDs.token()
        try connection.transaction { connection in
            guard let account = try account(login) else { throw StaffError.unknown(login) }
            guard !account.isDisabled else { throw StaffError.disabled(login) }
            try connection.run(
                "INSERT INTO api_token(login, token, expires) VALUES ($1, $2, $3) "
                    + "ON CONFLICT (login) DO UPDATE SET token = excluded.token, expires = excluded.expires",
                .text(login), .blob(Self.digest(token)), .integer(clock().milliseconds + Session.token))
        }
        return token
    }

    /// Whose token it is; nil where it is nobody's any more.
    func account(token: String) throws -> Account? {
        let login = try connection.first(
            "SELECT login FROM api_token WHERE token = $1 AND expires > $2", .blob(Self.digest(token)), .integer(clock().milliseconds)
        ) { (row) throws(SQLError) in try row.text(0) }
        return try login.flatMap { try account($0) }.flatMap { $0.isDisabled ? nil : $0 }
    }

    /// Takes a token back.
    public func withdrawToken(of login: String) throws {
        try connection.transaction { connection in
            guard try account(login) != nil else { throw StaffError.unknown(login) }
            try connection.run("DELETE FROM api_token WHERE login = $1", .text(login))
        }
    }

    // MARK: Sessions

    /// A new session of an account, under a token that nobody had before.
    func begin(for login: String) throws -> String {
        let token = RandomIDs.secret()
        let now = clock().milliseconds
        try connection.transaction { connection in
            try connection.run(
                "DELETE FROM session WHERE seen <= $1 OR made <= $2", .integer(now - Session.idle), .integer(now - Session.longest))
            try connection.run(
                "INSERT INTO session(token, login, made, seen, csrf) VALUES ($1, $2, $3, $3, $4)", .blob(Self.digest(token)),
                .text(login), .integer(now), .text(RandomIDs.secret()))
        }
        return token
    }

    /// Whose session a token opens, and the account as it is now.
    /// - Parameter isUse: somebody does something; otherwise it does not count against the idle time.
    func session(id: [UInt8], isUse: Bool) throws -> (account: Account, csrf: String)? {
        let now = clock().milliseconds
        let row = try connection.first(
            "SELECT login, seen, csrf FROM session WHERE token = $1 AND seen > $2 AND made > $3", .blob(id), .integer(now - Session.idle),
            .integer(now - Session.longest)
        ) { (row) throws(SQLError) in (try row.text(0), try row.int64(1), try row.text(2)) }
        guard let row, let account = try account(row.0), !account.isDisabled else { return nil }
        // To the minute: not a write for every request.
        if isUse, now - row.1 >= 60_000 {
            try connection.transaction { try $0.run("UPDATE session SET seen = $2 WHERE token = $1", .blob(id), .integer(now)) }
        }
        return (account, row.2)
    }

    func end(session id: [UInt8]) throws {
        try connection.transaction { try $0.run("DELETE FROM session WHERE token = $1", .blob(id)) }
    }

    // MARK: Rows

    private func select(_ condition: String, _ value: Value? = nil) throws -> [Account] {
        let statement = try connection.prepare(
            "SELECT login, name, granted, wanted, disabled, pending, change, hash IS NOT NULL FROM account \(condition)")
        try statement.bind(value.map { [$0] } ?? [])
        var accounts: [Account] = []
        try statement.eachRow { (row) throws(SQLError) in
            accounts.append(
                Account(
                    login: try row.text(0), name: try row.text(1), granted: Role.all(in: try row.text(2)) ?? [],
                    wanted: Role.all(in: try row.text(3)) ?? [], isDisabled: try row.int(4) != 0, hasPassword: try row.int(7) != 0,
                    isPending: try row.int(5) != 0, change: try row.int(6)))
        }
        return accounts
    }

    private static func value(_ staff: StaffID?) -> Value { staff.map { .blob($0.stream.bytes) } ?? .null }

    static func digest(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }
}
