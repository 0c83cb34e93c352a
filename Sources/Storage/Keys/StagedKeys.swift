import Crypto
import Synchronization

/// What a key store holds in memory: rows that are not durable yet, and unwrapped keys that were used lately.
final class StagedKeys: Sendable {
    struct State: ~Copyable {
        var nextObject: UInt64
        var nextOwner: UInt64
        /// Rows in ascending order of their numbers: those in the transaction that runs now, then those for the next.
        var writing: (owners: [StagedOwner], objects: [StagedObject]) = ([], [])
        var waiting: (owners: [StagedOwner], objects: [StagedObject]) = ([], [])
        /// How many objects were ever staged, and how many of those, the first ones, are durable.
        var stagedCount: UInt64 = 0
        var writtenCount: UInt64 = 0
        var unwrittenOwners: [KeyOwner: UInt64] = [:]
        var unwrittenOwnerKeys: [UInt64: SymmetricKey] = [:]
        /// Owners whose keys are being destroyed; no new object may come under them meanwhile.
        var erasing: Set<KeyOwner> = []
        /// Counts erasures, so that a key read before one does not come back into memory after it.
        var erasures = 0
        var ownerNumbers: [KeyOwner: UInt64] = [:]
        /// Every identity that ever had a key here.
        var known = KnownIdentities()
        var ownerKeys: KeyCache<UInt64>
        var objectKeys: KeyCache<ObjectID>

        var waitingCount: Int { waiting.objects.count + writing.objects.count }

        func unwritten(_ id: ObjectID) -> ObjectRow? { Self.find(id, in: waiting.objects) ?? Self.find(id, in: writing.objects) }

        private static func find(_ id: ObjectID, in rows: [StagedObject]) -> ObjectRow? {
            var (low, high) = (0, rows.count)
            while low < high {
                let middle = (low + high) / 2
                if rows[middle].id.number < id.number { low = middle + 1 } else { high = middle }
            }
            return low < rows.count && rows[low].id == id ? rows[low].row : nil
        }

        /// An owner's number and key, if they are in memory.
        mutating func held(_ owner: KeyOwner) -> (UInt64, SymmetricKey)? {
            if let number = unwrittenOwners[owner], let key = unwrittenOwnerKeys[number] { return (number, key) }
            if let number = ownerNumbers[owner], let key = ownerKeys[number] { return (number, key) }
            return nil
        }

        mutating func remember(_ number: UInt64, of owner: KeyOwner) {
            if ownerNumbers.count >= max(ownerKeys.capacity, 1) { ownerNumbers.removeAll(keepingCapacity: true) }
            ownerNumbers[owner] = number
        }

        /// Overwrites every unwrapped key in memory; they are read again when needed.
        mutating func forgetAll() {
            erasures += 1
            ownerNumbers.removeAll()
            ownerKeys.removeAll()
            objectKeys.removeAll()
        }
    }

    let state: Mutex<State>

    init(nextObject: UInt64, nextOwner: UInt64, _ limits: KeyStore.Limits) {
        state = Mutex(
            State(
                nextObject: nextObject, nextOwner: nextOwner, ownerKeys: KeyCache(capacity: limits.cachedOwners),
                objectKeys: KeyCache(capacity: limits.cachedObjects)))
    }

    /// How many objects have been staged so far.
    var count: UInt64 { state.withLock { $0.stagedCount } }

    /// Takes all rows into the transaction that begins now; nil if the first `count` objects are durable already, thanks to a commit that
    /// somebody else waited for. Only the file's thread calls it, one at a time.
    func beginWriting(atLeast count: UInt64) -> (owners: [StagedOwner], objects: [StagedObject])? {
        state.withLock { state in
            guard state.writtenCount < count else { return nil }
            swap(&state.writing, &state.waiting)
            return state.writing
        }
    }

    /// After the commit the rows are in the file; after a failure they wait again, before those that came since.
    func endWriting(done: Bool) {
        state.withLock { state in
            if done {
                state.writtenCount += UInt64(state.writing.objects.count)
                for owner in state.writing.owners {
                    state.unwrittenOwners[owner.row.owner] = nil
                    state.unwrittenOwnerKeys[owner.number] = nil
                    state.remember(owner.number, of: owner.row.owner)
                    state.ownerKeys.insert(owner.key, for: owner.number)
                }
            } else {
                state.waiting.owners.insert(contentsOf: state.writing.owners, at: 0)
                state.waiting.objects.insert(contentsOf: state.writing.objects, at: 0)
            }
            state.writing = ([], [])
        }
    }
}
