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
}
