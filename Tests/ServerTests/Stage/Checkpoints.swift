import Foundation
import Ledger
import SQL
import Testing
import Verifier

/// Recomputes the tree over what the database holds, by the verifier's code, and opens every checkpoint with the log's keys.
func verifyCheckpoints(of stage: Stage) throws {
    let connection = try Connection(path: stage.home.path + "/ledger.db", .readOnly)
    let keys = try stage.home.logKeys()
    let leaves = try connection.query("SELECT leaf FROM entry ORDER BY idx") { (row) throws(SQLError) in try row.blob(0) }
    let notes = try connection.query("SELECT size, note FROM checkpoint ORDER BY size") { (row) throws(SQLError) in
        (try row.int(0), try row.blob(1))
    }
    #expect(!notes.isEmpty)
    var tree = RootAccumulator()
    var rest = notes[...]
    for leaf in leaves {
        tree.append(leaf: leaf)
        while let (size, note) = rest.first, size == Int(tree.size) {
            let checkpoint = try VerifiedCheckpoint(SignedNote(parsing: note), log: keys).checkpoint
            #expect(checkpoint.head.size == tree.size)
            #expect(Array(checkpoint.head.root.bytes) == Array(tree.root.bytes))
            rest.removeFirst()
        }
    }
    #expect(rest.isEmpty, "a checkpoint covers more than is there")
}
