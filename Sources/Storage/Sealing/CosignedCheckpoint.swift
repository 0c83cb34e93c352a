public import Ledger
import SQL

/// A sealed checkpoint with the lines of the witnesses that the firm's policy asks for.
struct CosignedCheckpoint: Sendable {
    var size: UInt64
    /// The signed note with the cosignatures.
    var note: [UInt8]

    func write(_ connection: Connection) throws {
        try connection.run(
            "INSERT INTO cosigned(size, note) VALUES ($1, $2) ON CONFLICT(size) DO UPDATE SET note = excluded.note", .integer(Int64(size)),
            .blob(note))
    }

    static func newest(_ connection: Connection) throws -> CosignedCheckpoint? {
        try connection.first("SELECT size, note FROM cosigned ORDER BY size DESC LIMIT 1") { (row) throws(SQLError) in
            CosignedCheckpoint(size: UInt64(try row.int64(0)), note: try row.blob(1))
        }
    }
}

extension Store {
    /// Keeps a checkpoint that a quorum has cosigned; what it covers is witnessed when this returns.
    public func keep(cosigned note: SignedNote, size: UInt64) async throws(StorageError) {
        let cosigned = CosignedCheckpoint(size: size, note: note.encode())
        try await self.note { try cosigned.write($0) }
        progress.witnessed(size)
    }

    /// How many entries a quorum of witnesses has seen.
    public var witnessed: UInt64 { progress.witnessed }
}
