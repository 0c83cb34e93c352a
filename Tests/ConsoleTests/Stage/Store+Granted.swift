import Conversations
import Ledger

@testable import Storage

extension Store {
    /// What the ledger says of somebody's rights, oldest first.
    func granted(to staff: StaffID) async throws -> [Granted] {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            return try reader.indexes(of: staff.stream).flatMap { index in
                try reader.folded(at: index)?.events?.compactMap { if case .granted(let granted) = $0 { granted } else { nil } } ?? []
            }
        }
    }
}
