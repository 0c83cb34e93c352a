public import Conversations
public import Ledger
import SQL

extension Store {
    /// Confirms a request for erasure: the entry first, then keys, ciphertext and rows. When this returns, no byte of it is left in ledger or
    /// key store.
    ///
    /// If it throws after the entry is durable, the rest is done at the next start, or by the next call.
    public func erase(_ order: EraseOrder, by staff: StaffID, id: EventID) async throws(StorageError) -> Receipt {
        try await submit(Command(id: id, principal: .staff(staff), order: .erase(order)))
    }

    /// At the start, before anything is accepted: what an earlier run did not finish. Which rows followed from the facts may be unknown by
    /// now, so all tables are built anew.
    static func finishErasures(on connection: Connection, _ keys: KeyStore) async throws {
        let all = try Erasing.due(connection)
        guard !all.isEmpty else { return }
        let erasing = Erasing(connection: connection, keys: keys)
        for due in all {
            let candidates = try erasing.candidates(due)
            try connection.transaction { _ in try erasing.keepCommitments(due, candidates) }
            try await Erasing.destroyKeys(of: due, try erasing.objects(due, candidates), in: keys)
            try connection.transaction { _ in try erasing.sweep(due, candidates) }
        }
        try Rebuild(connection: connection, keys: keys).build(Projection.all) { _, _ in }
        try connection.truncateLog()
        for due in all { try erasing.finish(due) }
    }

    /// Does what durable erasures still ask for.
    func finishErasures() async throws(StorageError) {
        do { try await erasures.next { try await self.sweepDue() } } catch let error as StorageError { throw error } catch {
            throw .notWritable("\(error)")
        }
    }

    private func sweepDue() async throws {
        for due in try readers.read({ try Erasing.due($0) }) {
            let candidates = try readers.read { try Erasing(connection: $0, keys: keys).candidates(due) }
            try await note { [keys] in try Erasing(connection: $0, keys: keys).keepCommitments(due, candidates) }
            let objects = try readers.read { try Erasing(connection: $0, keys: keys).objects(due, candidates) }
            try await Erasing.destroyKeys(of: due, objects, in: keys)
            try await sweep(due, candidates)
        }
    }
}
