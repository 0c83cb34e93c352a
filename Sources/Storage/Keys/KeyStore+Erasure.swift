extension KeyStore {
    /// Destroys the objects' keys: when this returns, no file of the key store holds the wrapped keys, and its memory not the keys.
    ///
    /// Objects that are destroyed already, or that this store never gave out, change nothing. If it throws, call it again: what was not
    /// reached is not destroyed, and a log that a reader kept from being emptied still has to be.
    public func destroy(objects: [ObjectID]) async throws {
        try await sync()
        staged.state.withLock { $0.forgetAll() }
        defer { staged.state.withLock { $0.forgetAll() } }
        let live = try objects.filter { id in
            do { return try writtenRow(id).random == id.random } catch KeyError.destroyed, KeyError.unknown { return false }
        }
        try await file.overwrite(objects: live, owners: [])
    }

    /// Destroys the owners' keys, and with them every object under them, in the same way. An owner that comes again gets a new key; while
    /// this runs, staging for it is refused with ``KeyError/erasing``.
    public func destroy(owners: [KeyOwner]) async throws {
        let claimed = staged.state.withLock { state in
            guard state.erasing.isDisjoint(with: owners) else { return false }
            state.erasing.formUnion(owners)
            return true
        }
        guard claimed else { throw KeyError.erasing }
        defer {
            staged.state.withLock { state in
                state.forgetAll()
                state.erasing.subtract(owners)
            }
        }
        // From here on nothing new comes under the old numbers; what did so far is written, so that each number is found in the file.
        try await sync()
        staged.state.withLock { $0.forgetAll() }
        let numbers = try owners.compactMap { owner in try ownerRow(owner).map { (owner: owner, number: $0.number) } }
        try await file.overwrite(objects: [], owners: numbers)
    }
}
