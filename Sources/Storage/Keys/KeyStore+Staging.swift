import Crypto
import FoundationEssentials
import SQL

extension KeyStore {
    /// Makes one fresh key for each of the owners, in order; an owner seen for the first time gets a key as well.
    ///
    /// Nothing is written yet: ``sync()`` does that. Safe to call from any thread.
    public func stage(_ owners: [KeyOwner]) throws -> [StagedKey] {
        // For each: the random half of the id, the key, the nonce it is wrapped with.
        let size = 8 + KeyWrap.keyByteCount + KeyWrap.nonceByteCount
        var random = [UInt8](repeating: 0, count: owners.count * size)
        try fillRandom(&random)
        defer { erase(&random) }
        // All under one lock, wrapping included: rows must reach the file in the order of their numbers.
        return try staged.state.withLock { state in
            guard state.waitingCount + owners.count <= limits.staged else { throw KeyError.full }
            var keys: [StagedKey] = []
            keys.reserveCapacity(owners.count)
            for (index, owner) in owners.enumerated() {
                let start = index * size
                let (number, ownerKey) = try key(of: owner, &state)
                let id = ObjectID(number: state.nextObject, random: random.wide(at: start))
                let bytes = random[start + 8..<start + 40]
                let wrapped = try KeyWrap.wrap(
                    bytes, nonce: random[start + 40..<start + size], under: ownerKey, .object, binding(id, number))
                state.nextObject += 1
                state.stagedCount += 1
                state.waiting.objects.append(StagedObject(id: id, row: ObjectRow(random: id.random, owner: number, wrapped: wrapped)))
                keys.append(StagedKey(id: id, key: SymmetricKey(data: bytes)))
            }
            return keys
        }
    }

    /// The owner's number and key; made if it has none.
    private func key(of owner: KeyOwner, _ state: inout StagedKeys.State) throws -> (UInt64, SymmetricKey) {
        guard !state.erasing.contains(owner) else { throw KeyError.erasing }
        if let number = state.unwrittenOwners[owner], let key = state.unwrittenOwnerKeys[number] { return (number, key) }
        if let number = state.ownerNumbers[owner], let key = state.ownerKeys[number] { return (number, key) }
        guard let (number, sealed) = try ownerRow(owner) else { return try makeOwner(owner, &state) }
        let key = try unwrapOwner(number, sealed)
        state.remember(number, of: owner)
        state.ownerKeys.insert(key, for: number)
        return (number, key)
    }

    private func makeOwner(_ owner: KeyOwner, _ state: inout StagedKeys.State) throws -> (UInt64, SymmetricKey) {
        var random = [UInt8](repeating: 0, count: KeyWrap.keyByteCount + KeyWrap.nonceByteCount)
        try fillRandom(&random)
        defer { erase(&random) }
        let number = state.nextOwner
        let bytes = random[..<KeyWrap.keyByteCount]
        let wrapped = try KeyWrap.wrap(
            bytes, nonce: random[KeyWrap.keyByteCount...], under: keyEncryptionKey, .owner, binding(owner, number))
        let key = SymmetricKey(data: bytes)
        state.nextOwner += 1
        state.waiting.owners.append(StagedOwner(number: number, row: OwnerRow(owner: owner, wrapped: wrapped), key: key))
        state.unwrittenOwners[owner] = number
        state.unwrittenOwnerKeys[number] = key
        return (number, key)
    }

    func ownerRow(_ owner: KeyOwner) throws -> (number: UInt64, sealed: [UInt8])? {
        try readers.read { connection in
            try connection.first(KeyTables.selectOwnerNumber, .blob(owner.bytes)) { (row) throws(SQLError) in
                (UInt64(try row.int64(0)), try row.blob(1))
            }
        }
    }

    func unwrapOwner(_ number: UInt64, _ sealed: [UInt8]) throws(KeyError) -> SymmetricKey {
        guard let row = OwnerRow(sealed) else { throw .destroyed }
        guard let key = KeyWrap.unwrap(row.wrapped, under: keyEncryptionKey, .owner, binding(row.owner, number)) else {
            throw .damaged("an owner's key")
        }
        return key
    }
}
