import SQL

/// The ledger database: entries, their content, where streams stand, what is known already.
///
/// Projections have schemas of their own beside them; these tables alone are the truth that they are rebuilt from.
enum EntrySchema {
    static let migrations = [
        Migration(
            1, "entries",
            """
            -- facts and content are encrypted, each under the key of one object in the key store; content stands in the vault
            CREATE TABLE entry(idx INTEGER PRIMARY KEY, leaf BLOB NOT NULL, facts_object BLOB NOT NULL, facts BLOB NOT NULL,
                content_object BLOB) STRICT;
            CREATE TABLE stream_entry(stream BLOB NOT NULL, sequence INTEGER NOT NULL, idx INTEGER NOT NULL,
                PRIMARY KEY(stream, sequence)) STRICT, WITHOUT ROWID;
            -- event ids: what is here was accepted already
            CREATE TABLE known(event BLOB PRIMARY KEY, idx INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE head(id INTEGER PRIMARY KEY CHECK(id = 1), size INTEGER NOT NULL, frontier BLOB NOT NULL, recorded INTEGER NOT NULL) STRICT;
            CREATE TABLE checkpoint(size INTEGER PRIMARY KEY, note BLOB NOT NULL, edge BLOB NOT NULL) STRICT;
            CREATE TABLE terms_file(sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
            -- one ledger a legal entity, for its life
            CREATE TABLE ledger(id INTEGER PRIMARY KEY CHECK(id = 1), origin TEXT NOT NULL, configuration BLOB NOT NULL) STRICT;
            CREATE TABLE projection(name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            """),
        Migration(2, "vault", VaultTables.sql),
        Migration(
            3, "disposable",
            """
            -- leases and attempts, connector cursors: they change nothing that a clock, report or proof says
            CREATE TABLE attempt(send BLOB PRIMARY KEY, lease_until INTEGER NOT NULL, tries INTEGER NOT NULL, next_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE cursor(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            """),
        Migration(
            4, "outliving erasure",
            """
            -- messages that came once: kept when their facts are erased, so that the same one again still changes nothing
            CREATE TABLE IF NOT EXISTS duplicate(key BLOB PRIMARY KEY, idx INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            -- erasures whose entry is durable; done once no byte is left
            CREATE TABLE erasure(idx INTEGER PRIMARY KEY, identity BLOB NOT NULL, done INTEGER NOT NULL) STRICT;
            -- whose keys seal an entry, by keyed hash: what an erasure has to reach. Appended; an erasure is rare and reads all of it, whereas
            -- an index by owner would change another page with every message
            CREATE TABLE owner_entry(idx INTEGER PRIMARY KEY, owner BLOB NOT NULL) STRICT;
            """),
        Migration(
            5, "ended visits",
            """
            -- visits that their visitor ended before they expire: the tokens are good for nothing any more
            CREATE TABLE ended_visit(visit BLOB PRIMARY KEY, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            """),
        Migration(
            6, "what erasure leaves",
            """
            -- commitments of fields that are gone: with them the fields that stay can still be proved. They say nothing once their nonce is gone.
            -- recorded_by is the entry that took the field; none where no entry did
            CREATE TABLE erased_field(idx INTEGER NOT NULL, field INTEGER NOT NULL, hash BLOB NOT NULL CHECK(length(hash) = 32),
                recorded_by INTEGER, PRIMARY KEY(idx, field)) STRICT, WITHOUT ROWID;
            """),
        Migration(
            7, "tiles and witnesses",
            """
            -- hash tiles of the log, by level and index in one number: full ones, and above level 0 the last one as far as it has grown
            CREATE TABLE tile(place INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;
            -- checkpoints that a quorum of witnesses has cosigned
            CREATE TABLE cosigned(size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
            -- time-stamp tokens by their SHA-256, with the checkpoint that each was given for; their hashes stand in the ledger
            CREATE TABLE time_stamp(sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, note BLOB NOT NULL, token BLOB NOT NULL,
                at INTEGER NOT NULL, recorded INTEGER NOT NULL) STRICT;
            """),
        Migration(8, "what waits in the quarantine", VaultTables.reasons),
        Migration(
            9, "former logs",
            """
            -- what the key of a log had signed that this one goes on from, after it was set back: evidence, and never served
            CREATE TABLE former_checkpoint(origin TEXT NOT NULL, size INTEGER NOT NULL, note BLOB NOT NULL, PRIMARY KEY(origin, size))
                STRICT, WITHOUT ROWID;
            CREATE TABLE former_time_stamp(sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, note BLOB NOT NULL, token BLOB NOT NULL,
                at INTEGER NOT NULL) STRICT;
            """),
        Migration(
            10, "entries about the log itself",
            """
            -- few among all the heartbeats, and asked for at every start
            CREATE INDEX log_entry ON entry(idx) WHERE substr(leaf, 18, 2) IN (x'0050', x'0053', x'0054', x'0055', x'0057');
            """),
        Migration(11, "files that are kept or read later", VaultTables.files),
    ]

    /// The commands that change what holds for the whole log: terms, keys, a continuation. The index stands for these very words.
    static let ownCommands = "substr(leaf, 18, 2) IN (x'0050', x'0053', x'0054', x'0055', x'0057')"
}
