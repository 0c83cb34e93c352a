/// The vault's tables, for the migrations of the database in which they stand.
///
/// Content is appended in the order of object numbers and, when erased, overwritten in place by zeros of the same length: a deleted row
/// could leave a copy of itself in a page it was moved from.
public enum VaultTables {
    public static let sql = """
        CREATE TABLE vault_content(number INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
        CREATE TABLE vault_quarantine(
            number INTEGER PRIMARY KEY,
            object BLOB NOT NULL CHECK (length(object) = 16),
            arrived INTEGER NOT NULL,
            destroy_by INTEGER NOT NULL,
            length INTEGER NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT;
        CREATE INDEX vault_quarantine_by_limit ON vault_quarantine(destroy_by);
        """

    /// Added later.
    public static let reasons = """
        -- what an object is and why nobody has read it: words of ours, never of its sender
        ALTER TABLE vault_quarantine ADD COLUMN kind TEXT;
        ALTER TABLE vault_quarantine ADD COLUMN why TEXT;
        """

    /// Added later.
    public static let files = """
        -- whose attachment an object is, and whether it waits to be read: for the how-manieth time, or not at all where round is 0
        ALTER TABLE vault_quarantine ADD COLUMN message BLOB;
        ALTER TABLE vault_quarantine ADD COLUMN place INTEGER;
        ALTER TABLE vault_quarantine ADD COLUMN round INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE vault_quarantine ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX vault_quarantine_by_turn ON vault_quarantine(place, number) WHERE waiting = 1;
        -- clean files, under the key of the content beside which they stand; overwritten with it
        CREATE TABLE vault_file(number INTEGER NOT NULL, place INTEGER NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY(number, place)) STRICT;
        -- mails whose place in the mailbox follows from what was read later
        CREATE TABLE mail_to_move(message BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        """
}
