public import Crypto
import SQL

extension KeyStore {
    /// Whether the identity may have keys, or have had some; false is certain.
    func mayHold(_ identity: KeyIdentity) -> Bool { staged.state.withLock { $0.known.mayContain(identity) } }

    /// The object's key, durable yet or not. Safe to call from any thread; reads the file if the key is not in memory.
    /// - Throws: ``KeyError/destroyed`` after an erasure, ``KeyError/unknown`` if this store never gave the object out.
    public func key(for id: ObjectID) throws -> SymmetricKey {
        let (cached, unwritten, erasures) = staged.state.withLock { state in
            (state.objectKeys[id], state.unwritten(id), state.erasures)
        }
        if let cached { return cached }
        // What is not in memory any more was written before it left, so looking there first and in the file second misses nothing.
        let row = try unwritten ?? writtenRow(id)
        let ownerKey = try key(ofOwner: row.owner, erasures)
        let key = try unwrap(row, of: id, under: ownerKey)
        staged.state.withLock { state in
            // An erasure may have come since the row was read; then the key must not come back into memory.
            if state.erasures == erasures { state.objectKeys.insert(key, for: id) }
        }
        return key
    }

    /// The keys of many objects, for reading in bulk: one transaction for all of them, and none of them stays in memory.
    ///
    /// - Returns: one for each; nil where it was destroyed.
    /// - Throws: ``KeyError/unknown`` if this store never gave one of the objects out.
    public func keys(for ids: [ObjectID]) throws -> [SymmetricKey?] {
        // By number; nil inside for one that was overwritten.
        var rows: [UInt64: ObjectRow?] = [:]
        staged.state.withLock { state in
            for id in ids { if let row = state.unwritten(id) { rows[id.number] = .some(row) } }
        }
        return try readers.read { connection in
            var missing = Set(ids.map(\.number))
            missing.subtract(rows.keys)
            try eachRow(KeyTables.selectObjects, KeyTables.selectObject, missing, connection) { rows[$0] = .some(ObjectRow($1)) }
            var owners: [UInt64: SymmetricKey] = [:]
            var unread = Set(rows.values.compactMap { $0?.owner })
            staged.state.withLock { state in for owner in unread { owners[owner] = state.unwrittenOwnerKeys[owner] } }
            unread.subtract(owners.keys)
            try eachRow(KeyTables.selectOwners, KeyTables.selectOwner, unread, connection) { owners[$0] = try unwrapOwner($0, $1) }
            return try ids.map { id in
                guard let found = rows[id.number] else { throw KeyError.unknown }
                guard let row = found else { return nil }
                guard row.random == id.random else { throw KeyError.unknown }
                guard let owner = owners[row.owner] else { throw KeyError.damaged("an owner's row") }
                return try unwrap(row, of: id, under: owner)
            }
        }
    }

    private func unwrap(_ row: ObjectRow, of id: ObjectID, under owner: SymmetricKey) throws(KeyError) -> SymmetricKey {
        guard let key = KeyWrap.unwrap(row.wrapped, under: owner, .object, binding(id, row.owner)) else {
            throw .damaged("an object's key")
        }
        return key
    }

    /// Reads rows by their numbers: in one walk where they stand close together, else one after the other.
    private func eachRow(
        _ range: String, _ single: String, _ numbers: Set<UInt64>, _ connection: Connection, _ take: (UInt64, [UInt8]) throws -> Void
    ) throws {
        guard let first = numbers.min(), let last = numbers.max() else { return }
        if last - first < UInt64(numbers.count) * 4 {
            let rows = try connection.query(range, .integer(Int64(first)), .integer(Int64(last))) { (row) throws(SQLError) in
                (UInt64(try row.int64(0)), try row.blob(1))
            }
            for (number, sealed) in rows where numbers.contains(number) { try take(number, sealed) }
        } else {
            for number in numbers.sorted() {
                let sealed = try connection.first(single, .integer(Int64(number))) { (row) throws(SQLError) in try row.blob(0) }
                if let sealed { try take(number, sealed) }
            }
        }
    }

    private func key(ofOwner number: UInt64, _ erasures: Int) throws -> SymmetricKey {
        let known = staged.state.withLock { state in state.unwrittenOwnerKeys[number] ?? state.ownerKeys[number] }
        if let known { return known }
        let sealed = try readers.read { connection in
            try connection.first(KeyTables.selectOwner, .integer(Int64(number))) { (row) throws(SQLError) in try row.blob(0) }
        }
        guard let sealed else { throw KeyError.damaged("an owner's row") }
        let key = try unwrapOwner(number, sealed)
        staged.state.withLock { state in if state.erasures == erasures { state.ownerKeys.insert(key, for: number) } }
        return key
    }

    func writtenRow(_ id: ObjectID) throws -> ObjectRow {
        let bytes = try readers.read { connection in
            try connection.first(KeyTables.selectObject, .integer(Int64(id.number))) { (row) throws(SQLError) in try row.blob(0) }
        }
        guard let bytes else { throw KeyError.unknown }
        guard let row = ObjectRow(bytes) else { throw KeyError.destroyed }
        guard row.random == id.random else { throw KeyError.unknown }
        return row
    }
}
