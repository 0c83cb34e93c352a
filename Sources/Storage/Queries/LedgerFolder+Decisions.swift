public import Conversations
import Crypto
import Ledger
import SQL

extension LedgerFolder {
    /// The decisions among the entries of a range, in their order. Held in memory: ask for some thousands at once.
    ///
    /// Of the facts only the question is looked for, in the bytes: reading whole events takes ten times as long.
    public func decisions(in range: Range<UInt64>) throws -> [RecordedDecision] {
        let reader = EntryReader(connection: connection, keys: keys)
        let rows = try connection.query(
            "SELECT idx, leaf, facts_object, facts FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx",
            .integer(Int64(range.lowerBound)), .integer(Int64(range.upperBound))
        ) { (row) throws(SQLError) in (UInt64(try row.int64(0)), try row.blob(1), try row.blob(2), try row.blob(3)) }
        let decisions = try rows.compactMap { try reader.sealedDecision($0.0, $0.1, $0.2, $0.3) }
        let keys = try keys.keys(for: decisions.map(\.object))
        return try zip(decisions, keys).compactMap { try reader.decision($0, $1) }
    }

    /// The events of one entry; nil where they are erased.
    public func events(at index: UInt64) throws -> [Event]? {
        try EntryReader(connection: connection, keys: keys).folded(at: index)?.events
    }

    /// Every entry that put terms in force, oldest first.
    public func termsInForce() throws -> [(index: UInt64, terms: TermsInForce)] {
        let reader = EntryReader(connection: connection, keys: keys)
        return try reader.ownEntries(.putTermsInForce).compactMap { index in
            guard let entry = try reader.folded(at: index) else { return nil }
            return entry.events?.lazy.compactMap { if case .termsInForce(let terms) = $0 { (index, terms) } else { nil } }.first
        }
    }

    /// The bytes of every file of terms that was ever in force, by its SHA-256 in 64 lower-case hexadecimal digits.
    public func termsBytes() throws -> [String: [UInt8]] {
        Dictionary(try termsFiles().map { ($0.sha256, $0.bytes) }) { first, _ in first }
    }
}

extension EntryReader {
    private static let key = Array("\"asked\":\"".utf8)

    /// An entry that may hold a decision, its facts still sealed.
    fileprivate struct SealedDecision {
        var index: UInt64
        var leaf: Leaf
        var type: CommandType
        var object: ObjectID
        var facts: [UInt8]
    }

    /// Nil for an entry of a type that holds no decision of policy.
    fileprivate func sealedDecision(_ index: UInt64, _ bytes: [UInt8], _ object: [UInt8], _ facts: [UInt8]) throws -> SealedDecision? {
        let leaf: Leaf
        do { leaf = try Leaf(decoding: bytes) } catch { throw StorageError.damaged("entry \(index) is not a leaf: \(error)") }
        guard let type = CommandType(rawValue: leaf.commandType) else { return nil }
        switch type {
        case .receive, .quarantine, .release, .submit, .approve, .schedule, .comeDue:
            return SealedDecision(index: index, leaf: leaf, type: type, object: try self.object(object), facts: facts)
        default: return nil
        }
    }

    /// Nil for an entry that holds no decision of policy.
    /// - Parameter key: nil where it was destroyed.
    fileprivate func decision(_ sealed: SealedDecision, _ key: SymmetricKey?) throws -> RecordedDecision? {
        func decision(_ question: RecordedDecision.Question) -> RecordedDecision {
            RecordedDecision(index: sealed.index, leaf: sealed.leaf, question: question)
        }
        guard let facts = try open(sealed.facts, of: sealed.object, event: sealed.leaf.eventID, field: .facts, using: key) else {
            return sealed.type == .quarantine ? nil : decision(.erased)
        }
        if let line = Self.question(in: facts.bytes) { return decision(.asked(line)) }
        // Most of what is kept apart was never for policy to decide.
        return sealed.type == .quarantine ? nil : decision(.notRecorded)
    }

    /// The value of the one key of this name. A text that holds the same characters has its quotation marks escaped.
    static func question(in facts: [UInt8]) -> [UInt8]? {
        facts.withUnsafeBufferPointer { bytes in
            guard let start = end(of: key, in: bytes), let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
            return Array(bytes[start..<end])
        }
    }

    /// How far the search may jump on each byte that stands under the key's last one (Horspool).
    private static let jumps: [UInt8] = {
        var jumps = [UInt8](repeating: UInt8(key.count), count: 256)
        for (place, byte) in key.dropLast().enumerated() { jumps[Int(byte)] = UInt8(key.count - 1 - place) }
        return jumps
    }()

    /// Where the first place of the key ends.
    private static func end(of key: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var last = key.count - 1
        while last < bytes.count {
            var back = 0
            while back < key.count, bytes[last - back] == key[key.count - 1 - back] { back += 1 }
            if back == key.count { return last + 1 }
            last += Int(jumps[Int(bytes[last])])
        }
        return nil
    }
}
