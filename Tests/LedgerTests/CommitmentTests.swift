import Testing

@testable import Ledger

@Suite struct CommitmentTests {
    private func commitment(_ field: UInt16, _ content: [UInt8], event: UInt64 = 1, nonce: UInt8 = 7) throws -> Commitment {
        Commitment(
            event: try #require(EventID(high: 0, low: event)), field: try #require(FieldID(field)),
            nonce: try #require(Nonce([UInt8](repeating: nonce, count: 32))), bytes: content)
    }

    @Test func itIsTheHashOfTagEventFieldNonceAndBytes() throws {
        let made = try commitment(0x0203, bytes("text"), event: 5)
        let head = bytes("parley/field/v1\n") + [UInt8](repeating: 0, count: 15) + [5, 2, 3]
        #expect(made.hash == Hash.sha256(of: head + [UInt8](repeating: 7, count: 32) + bytes("text")))
    }

    @Test func eachPartBinds() throws {
        let made = try [
            commitment(1, [1]), commitment(2, [1]), commitment(1, [2]), commitment(1, []), commitment(1, [1], event: 2),
            commitment(1, [1], nonce: 8), commitment(1, [1, 0]),
        ]
        #expect(Set(made.map(\.hash)).count == made.count)
    }

    @Test func theRootIsATreeInAscendingFieldOrder() throws {
        #expect(CommitmentRoot(of: []) == CommitmentRoot.none)
        #expect(CommitmentRoot.none.hash == Hash.sha256(of: []))
        for count in 1...20 {
            let fields = try (1...count).map { try commitment(UInt16($0), [UInt8($0)]) }
            let root = try #require(CommitmentRoot(of: fields))
            #expect(root.hash == NaiveTree(fields.map { Hash.ofLeaf($0.hash.bytes) }).root(count))
            #expect(root.fieldCount == count)
            if count > 1 { #expect(CommitmentRoot(of: fields.reversed()) == nil) }
            #expect(CommitmentRoot(of: fields + [fields[count - 1]]) == nil)
        }
        #expect(FieldID(0) == nil && FieldID(1) == .facts)
        #expect(Nonce([UInt8](repeating: 0, count: 31)) == nil)
        #expect(CommitmentRoot(fieldCount: 0, hash: .ofLeaf([])) == nil)
    }
}
