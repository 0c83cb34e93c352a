import Crypto
import FoundationEssentials
import SQL

extension KeyStore {
    /// Makes one fresh key for each of the owners, in order; an owner seen for the first time gets a key as well.
    ///
    /// Nothing is written yet: ``sync()`` does that. Safe to call from any thread.
    public func stage(_ owners: [KeyOwner]) throws -> [StagedKey] {
        // For each: the random half of the id, the key, the nonce it is wrapped with; and key and nonce of an owner that has none yet.
        let size = 8 + 2 * (KeyWrap.keyByteCount + KeyWrap.nonceByteCount)
        var random = [UInt8](repeating: 0, count: owners.count * size)
        try fillRandom(&random)
        defer { erase(&random) }
        if staged.state.withLock({ $0.known.begin() }) { readIdentities() }
        // All under one lock, wrapping included: rows must reach the file in the order of their numbers.
        return try staged.state.withLock { state in
            guard state.waitingCount + owners.count <= limits.staged else { throw KeyError.full }
            var keys: [StagedKey] = []
            keys.reserveCapacity(owners.count)
            var read: (identity: KeyIdentity, keys: [KeyOwner: (UInt64, SymmetricKey)])?
            for (index, owner) in owners.enumerated() {
                let start = index * size
                guard !state.erasing.contains(owner) else { throw KeyError.erasing }
                let (number, ownerKey): (UInt64, SymmetricKey)
                if let held = state.held(owner) {
                    (number, ownerKey) = held
                } else {
                    // All owners of one identity stand together and are mostly asked for together.
                    if read?.identity != owner.identity {
                        read = (owner.identity, state.known.mayContain(owner.identity) ? try writtenOwners(of: owner.identity) : [:])
                    }
                    if let written = read?.keys[owner] {
                        (number, ownerKey) = written
                        state.remember(number, of: owner)
                        state.ownerKeys.insert(ownerKey, for: number)
                    } else {
                        (number, ownerKey) = try makeOwner(owner, random[start + 52..<start + size], &state)
                    }
                }
                let id = ObjectID(number: state.nextObject, random: random.wide(at: start))
                let bytes = random[start + 8..<start + 40]
                let wrapped = try KeyWrap.wrap(
                    bytes, nonce: random[start + 40..<start + 52], under: ownerKey, .object, binding(id, number))
                state.nextObject += 1
                state.stagedCount += 1
                state.waiting.objects.append(StagedObject(id: id, row: ObjectRow(random: id.random, owner: number, wrapped: wrapped)))
                keys.append(StagedKey(id: id, key: SymmetricKey(data: bytes)))
            }
            return keys
        }
    }

    private func readIdentities() {
        let reader = IdentityReader(path: path)
        let staged = staged
        Task {
            // Without them each owner is looked for in the file, and the next batch has them read again.
            let known = try? await reader.read()
            staged.state.withLock { $0.known.end(known) }
        }
    }

    /// - Parameter random: for the owner's key and the nonce that it is wrapped with.
    private func makeOwner(_ owner: KeyOwner, _ random: ArraySlice<UInt8>, _ state: inout StagedKeys.State) throws -> (
        UInt64, SymmetricKey
    ) {
        let number = state.nextOwner
        let bytes = random.prefix(KeyWrap.keyByteCount)
        let wrapped = try KeyWrap.wrap(
            bytes, nonce: random.dropFirst(KeyWrap.keyByteCount), under: keyEncryptionKey, .owner, binding(owner, number))
        let key = SymmetricKey(data: bytes)
        state.nextOwner += 1
        state.known.insert(owner.identity)
        state.waiting.owners.append(StagedOwner(number: number, row: OwnerRow(owner: owner, wrapped: wrapped), key: key))
        state.unwrittenOwners[owner] = number
        state.unwrittenOwnerKeys[number] = key
        return (number, key)
    }

    /// The owners of one identity in the file, with their keys.
    private func writtenOwners(of identity: KeyIdentity) throws -> [KeyOwner: (UInt64, SymmetricKey)] {
        let rows = try readers.read { connection in
            let select = try connection.prepare(fixed: KeyTables.selectIdentity)
            try select.bind(1, KeyOwner(identity, RetentionClass(.min)).bytes)
            try select.bind(2, KeyOwner(identity, RetentionClass(.max)).bytes)
            var rows: [(number: UInt64, sealed: [UInt8])] = []
            try select.eachRow { (row) throws(SQLError) in rows.append((UInt64(try row.int64(0)), try row.blob(1))) }
            return rows
        }
        var keys: [KeyOwner: (UInt64, SymmetricKey)] = [:]
        for (number, sealed) in rows {
            guard let row = OwnerRow(sealed) else { throw KeyError.destroyed }
            keys[row.owner] = (number, try unwrapOwner(number, sealed))
        }
        return keys
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
