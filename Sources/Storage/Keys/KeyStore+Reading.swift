public import Crypto
import SQL

extension KeyStore {
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
        guard let key = KeyWrap.unwrap(row.wrapped, under: ownerKey, .object, binding(id, row.owner)) else {
            throw KeyError.damaged("an object's key")
        }
        staged.state.withLock { state in
            // An erasure may have come since the row was read; then the key must not come back into memory.
            if state.erasures == erasures { state.objectKeys.insert(key, for: id) }
        }
        return key
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
