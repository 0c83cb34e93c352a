public import Conversations
import Ledger
import SQL

/// One conversation as a file that anybody verifies offline with the log's key alone: every entry of its stream with the way to a signed root,
/// and what each says, laid open against its commitments.
///
/// Text in lines, spelt one way: a heading, the stream, how many entries, the checkpoint's note in base64; then for each entry its index, its
/// leaf and the hashes of its inclusion proof, and under it a line of disclosures as exports have them, or `closed` where it was erased.
public struct EvidenceFile: Sendable {
    public static let heading = "parley.dev/evidence@v1"
    public let bytes: [UInt8]
    /// Entries of the conversation that are in it.
    public let entries: Int
    /// Entries of the log that the checkpoint covers.
    public let size: UInt64

    /// Reads the whole log once, to work the paths out: a second for a million entries. To be called on a thread that may wait.
    /// - Returns: nil where nothing of the conversation is sealed.
    init?(of conversation: ConversationID, in connection: Connection, keys: KeyStore) throws {
        guard let sealed = try SealedCheckpoint.newest(connection) else { return nil }
        let reader = EntryReader(connection: connection, keys: keys)
        let indexes = try reader.indexes(of: conversation.stream).filter { $0 < sealed.size }
        guard !indexes.isEmpty else { return nil }
        var paths = InclusionPaths(SealedEntries(connection, size: sealed.size), indexes: indexes)
        let root = try paths.run(size: sealed.size)
        let checkpoint: Checkpoint
        do { checkpoint = try Checkpoint(parsing: SignedNote(parsing: sealed.note).text) } catch {
            throw StorageError.damaged("the newest checkpoint: \(error)")
        }
        // A proof that its own checkpoint does not bear out is never handed out.
        guard checkpoint.size == sealed.size, checkpoint.root == root else {
            throw StorageError.damaged("the entries do not lead to the signed checkpoint")
        }
        var output = Array("\(Self.heading)\nconversation \(conversation)\nentries \(indexes.count)\n".utf8)
        Base64.encode(sealed.note, into: &output)
        output.append(0x0A)
        for (number, index) in indexes.enumerated() {
            guard let leaf = paths.leaves[index] else { throw StorageError.damaged("entry \(index) is missing") }
            output += Array("entry \(index) ".utf8)
            Base64.encode(leaf, into: &output)
            for hash in paths.paths[number] {
                output.append(0x20)
                Base64.encode(hash.bytes, into: &output)
            }
            output.append(0x0A)
            output += try reader.opened(leaf, at: index)?.bytes ?? Array("closed\n".utf8)
        }
        bytes = output
        entries = indexes.count
        size = sealed.size
    }
}

/// Inclusion proofs of some entries, worked out in one pass over all of them with no more memory than the tree is deep.
private struct InclusionPaths {
    private var entries: SealedEntries
    private let indexes: [UInt64]
    /// Hashes for each index, from the leaf up (RFC 9162, 2.1.3.1).
    private(set) var paths: [[Hash]]
    private(set) var leaves: [UInt64: [UInt8]] = [:]

    /// - Parameter indexes: ascending.
    init(_ entries: SealedEntries, indexes: [UInt64]) {
        self.entries = entries
        self.indexes = indexes
        paths = Array(repeating: [], count: indexes.count)
    }

    mutating func run(size: UInt64) throws -> Hash { try node(0, size, indexes.indices) }

    /// The hash over the leaves from one index up to another; `wanted` are the places in `indexes` that lie between.
    private mutating func node(_ from: UInt64, _ to: UInt64, _ wanted: Range<Int>) throws -> Hash {
        if to - from == 1 {
            guard let leaf = try entries.next() else { throw StorageError.damaged("entry \(from) is missing") }
            if !wanted.isEmpty { leaves[from] = leaf }
            return Hash.ofLeaf(leaf)
        }
        // The greatest power of two below the count.
        let half = from + 1 << (UInt64.bitWidth - 1 - (to - from - 1).leadingZeroBitCount)
        let split = wanted.first { indexes[$0] >= half } ?? wanted.upperBound
        let left = try node(from, half, wanted.lowerBound..<split)
        let right = try node(half, to, split..<wanted.upperBound)
        for place in wanted.lowerBound..<split { paths[place].append(right) }
        for place in split..<wanted.upperBound { paths[place].append(left) }
        return Hash.ofNode(left, right)
    }
}

extension EntryReader {
    /// Everything that an entry commits to, laid open; nil where a part is erased, since its commitment went with it.
    fileprivate func opened(_ bytes: [UInt8], at index: UInt64) throws -> DisclosureLine? {
        let leaf: Leaf
        do { leaf = try Leaf(decoding: bytes) } catch { throw StorageError.damaged("entry \(index) is not a leaf: \(error)") }
        let row = try connection.first("SELECT facts_object, facts, content_object FROM entry WHERE idx = $1", .integer(Int64(index))) {
            (row) throws(SQLError) in (try row.blob(0), try row.blob(1), try row.optionalBlob(2))
        }
        guard let row, let object = ObjectID(row.0) else { throw StorageError.damaged("entry \(index) is missing") }
        do {
            let facts = try ObjectCipher.open(row.1, of: object, event: leaf.eventID, field: .facts, using: try keys.key(for: object))
            var fields = [DisclosureLine.Field.disclosed(.facts, facts.nonce, bytes: facts.bytes)]
            if let content = row.2.flatMap({ ObjectID($0) }) {
                for (field, sealed) in try Vault(connection).fields(of: content) {
                    let opened = try ObjectCipher.open(
                        sealed, of: content, event: leaf.eventID, field: field, using: try keys.key(for: content))
                    fields.append(.disclosed(field, opened.nonce, bytes: opened.bytes))
                }
            }
            return fields.count == Int(leaf.commitments.fieldCount) ? DisclosureLine(index: index, fields: fields) : nil
        } catch KeyError.destroyed { return nil } catch ObjectCipher.Failure.erased { return nil }
    }
}

extension Store {
    /// Makes evidence files, on a thread of its own.
    actor EvidenceMaker {
        private let executor = ThreadExecutor()
        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
        private let store: Store

        init(_ store: Store) { self.store = store }

        func make(_ conversation: ConversationID) throws -> EvidenceFile? {
            // A connection of its own, and no transaction over the whole: entries never change.
            try EvidenceFile(of: conversation, in: Connection(path: store.place.ledger, .readOnly), keys: store.keys)
        }
    }

    /// One conversation as evidence, up to the newest checkpoint.
    public func evidence(of conversation: ConversationID) async throws -> EvidenceFile? {
        try await EvidenceMaker(self).make(conversation)
    }
}
