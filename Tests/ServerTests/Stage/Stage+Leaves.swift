import Ledger
import SQL

extension Stage {
    /// The kinds of all commands, in the order of their entries.
    func commandTypes() throws -> [UInt16] {
        let connection = try Connection(path: home.path + "/ledger.db", .readOnly)
        return try connection.query("SELECT leaf FROM entry ORDER BY idx") { (row) throws(SQLError) in try row.blob(0) }
            .map { try Leaf(decoding: $0).commandType }
    }
}
