import SQL

/// The key store's file. Rows with keys are only ever appended or overwritten in place by zeros of the same length.
///
/// That is what erasure rests on. `secure_delete` overwrites a deleted row where it stands, but when SQLite has moved rows from page to page
/// before, copies of them stay in the gaps of the pages they left. Rows that are appended in ascending order are never moved, and an update
/// that keeps a row's length is written over the old bytes.
enum KeyTables {
    static let migrations = [
        Migration(
            1, "keys",
            """
            CREATE TABLE key_store(
                id INTEGER PRIMARY KEY CHECK (id = 1),
                store BLOB NOT NULL CHECK (length(store) = 16),
                proof BLOB NOT NULL CHECK (length(proof) = 60),
                firm BLOB NOT NULL CHECK (length(firm) = 60)
            ) STRICT;
            CREATE TABLE owner_key(number INTEGER PRIMARY KEY, sealed BLOB NOT NULL CHECK (length(sealed) = 78)) STRICT;
            CREATE TABLE owner_number(owner BLOB PRIMARY KEY CHECK (length(owner) = 18), number INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE object_key(number INTEGER PRIMARY KEY, sealed BLOB NOT NULL CHECK (length(sealed) = 76)) STRICT;
            """)
    ]

    // A row that is there already was written by a commit that failed after it had become durable; it is the same row.
    static let insertObject: StaticString = "INSERT INTO object_key(number, sealed) VALUES ($1, $2) ON CONFLICT (number) DO NOTHING"
    static let insertOwner: StaticString = "INSERT INTO owner_key(number, sealed) VALUES ($1, $2) ON CONFLICT (number) DO NOTHING"
    static let insertOwnerNumber: StaticString = "INSERT INTO owner_number(owner, number) VALUES ($1, $2) ON CONFLICT (owner) DO NOTHING"
    static let selectObject = "SELECT sealed FROM object_key WHERE number = $1"
    static let selectOwner = "SELECT sealed FROM owner_key WHERE number = $1"
    static let selectObjects = "SELECT number, sealed FROM object_key WHERE number BETWEEN $1 AND $2"
    static let selectOwners = "SELECT number, sealed FROM owner_key WHERE number BETWEEN $1 AND $2"
    static let selectOwnerNumber =
        "SELECT n.number, k.sealed FROM owner_number n JOIN owner_key k ON k.number = n.number WHERE n.owner = $1"
    /// Every owner of one identity: they stand together.
    static let selectIdentity: StaticString =
        "SELECT n.number, k.sealed FROM owner_number n JOIN owner_key k ON k.number = n.number WHERE n.owner BETWEEN $1 AND $2"
    static let selectOwnersAfter = "SELECT owner FROM owner_number WHERE owner > $1 ORDER BY owner LIMIT $2"
    static let overwriteObject = "UPDATE object_key SET sealed = $2 WHERE number = $1"
    static let overwriteOwner = "UPDATE owner_key SET sealed = $2 WHERE number = $1"
    static let deleteOwnerNumber = "DELETE FROM owner_number WHERE owner = $1 AND number = $2"
}

/// An object's row: the random half of its id, its owner's number, the wrapped key.
struct ObjectRow {
    static let byteCount = 76
    let random: UInt64
    let owner: UInt64
    let wrapped: [UInt8]

    var bytes: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(Self.byteCount)
        output.append(wide: random)
        output.append(wide: owner)
        output.append(contentsOf: wrapped)
        return output
    }

    init(random: UInt64, owner: UInt64, wrapped: [UInt8]) {
        self.random = random
        self.owner = owner
        self.wrapped = wrapped
    }

    /// nil for a row that was overwritten.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, !bytes.isZero else { return nil }
        self.init(random: bytes.wide(at: 0), owner: bytes.wide(at: 8), wrapped: Array(bytes[16...]))
    }
}

/// An owner's row: who it is, the wrapped key.
struct OwnerRow {
    static let byteCount = 78
    let owner: KeyOwner
    let wrapped: [UInt8]

    var bytes: [UInt8] { owner.bytes + wrapped }

    init(owner: KeyOwner, wrapped: [UInt8]) {
        self.owner = owner
        self.wrapped = wrapped
    }

    /// nil for a row that was overwritten.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, !bytes.isZero, let owner = KeyOwner(bytes[..<KeyOwner.byteCount]) else { return nil }
        self.init(owner: owner, wrapped: Array(bytes[KeyOwner.byteCount...]))
    }
}
