import SQL

/// The register's own file: accounts, links, sessions, tokens. Sessions, links and tokens are no facts; rights are, and have their entries in the ledger.
enum StaffSchema {
    static let migrations = [
        Migration(
            1, "staff",
            """
            -- granted: roles that an entry gave; wanted: roles asked for; pending: their entry is still to come
            CREATE TABLE account(login TEXT PRIMARY KEY, name TEXT NOT NULL, granted TEXT NOT NULL, wanted TEXT NOT NULL,
                wanted_by BLOB, disabled INTEGER NOT NULL, pending INTEGER NOT NULL, change INTEGER NOT NULL,
                work INTEGER, salt BLOB, hash BLOB, made INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            -- tokens are kept as SHA-256 only
            CREATE TABLE sign_in_link(token BLOB PRIMARY KEY, login TEXT NOT NULL, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE session(token BLOB PRIMARY KEY, login TEXT NOT NULL, made INTEGER NOT NULL, seen INTEGER NOT NULL,
                csrf TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE INDEX session_login ON session(login);
            """),
        Migration(
            2, "api tokens",
            """
            -- one an account, as SHA-256 only
            CREATE TABLE api_token(login TEXT PRIMARY KEY, token BLOB NOT NULL UNIQUE, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            """),
    ]
}
