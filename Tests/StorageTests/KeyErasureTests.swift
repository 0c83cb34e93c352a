import Crypto
import SQL
import Scratch
import Testing

@testable import Storage

@Suite struct KeyErasureTests {
    let folder = TemporaryFolder()
    let kek = KeyEncryptionKey(SymmetricKey(size: .bits256))!
    var path: String { folder.file("keys.db") }

    func owner(_ number: UInt64, _ retention: UInt16 = 1) -> KeyOwner {
        KeyOwner(KeyIdentity(high: number, low: ~number), RetentionClass(retention))
    }

    /// The wrapped bytes of all rows as they stand in the file, by number.
    func wrapped(_ table: String) throws -> [UInt64: [UInt8]] {
        let rows = try Connection(path: path, .readOnly).query("SELECT number, sealed FROM \(table)") { (row) throws(SQLError) in
            (UInt64(try row.int64(0)), Array(try row.blob(1).suffix(60)))
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// No window of 12 bytes of any of them stands in any file. Call it when nothing has the files open.
    func noTrace(of gone: [[UInt8]]) throws -> Bool {
        let bytes = try folder.bytes()
        return !gone.contains { row in stride(from: 0, to: row.count - 12, by: 12).contains { bytes.holds(Array(row[$0..<$0 + 12])) } }
    }

    @Test func destroyedObjectsLeaveNoByteInAnyFileThroughAnyHistory() async throws {
        try KeyStore.create(at: path, under: kek)
        var keys: KeyStore? = try KeyStore(path: path, under: kek)
        var live: [StagedKey] = []
        var dead: [StagedKey] = []
        var gone: [[UInt8]] = []
        var control: [UInt8] = []
        for round in 0..<25 {
            let store = try #require(keys)
            live += try store.stage((0..<Int.random(in: 1...90)).map { owner(UInt64($0 % 11)) })
            if round % 3 == 0 { try await store.sync() }
            live.shuffle()
            let chosen = Array(live.prefix(Int.random(in: 0...live.count / 2)))
            live.removeFirst(chosen.count)
            try await store.sync()
            let rows = try wrapped("object_key")
            gone += try chosen.map { try #require(rows[$0.id.number]) }
            if let one = live.first { control = try #require(rows[one.id.number]) }
            for one in chosen.prefix(3) { _ = try store.key(for: one.id) }
            try await store.destroy(objects: chosen.map(\.id))
            dead += chosen
            for one in chosen { #expect(throws: KeyError.destroyed) { try store.key(for: one.id) } }
            // In bulk as one by one: durable or not, close together or far apart.
            let some = (live + dead).shuffled().prefix(Int.random(in: 0...80))
            let bulk = try store.keys(for: some.map(\.id))
            for (one, key) in zip(some, bulk) { #expect(key == (dead.contains { $0.id == one.id } ? nil : one.key)) }
            let stranger = ObjectID(number: 1 << 40, random: .max)
            #expect(throws: KeyError.unknown) { try store.keys(for: live.map(\.id) + [stranger]) }
        }
        let store = try #require(keys)
        for one in live { #expect(try store.key(for: one.id) == one.key) }
        for one in dead { #expect(throws: KeyError.destroyed) { try store.key(for: one.id) } }
        keys = nil
        #expect(try !dead.isEmpty && noTrace(of: gone))
        #expect(try folder.bytes().holds(control) || live.isEmpty)
    }

    @Test func aDestroyedOwnerTakesItsObjectsAlongAndNobodyElses() async throws {
        try KeyStore.create(at: path, under: kek)
        var keys: KeyStore? = try KeyStore(path: path, under: kek)
        let store = try #require(keys)
        let staged = try store.stage([owner(1), owner(2), owner(1, 2), owner(1)])
        try await store.sync()
        let row = try #require(try wrapped("owner_key")[1])
        #expect(try store.key(for: staged[0].id) == staged[0].key)
        try await store.destroy(owners: [owner(1), owner(77)])
        #expect(throws: KeyError.destroyed) { try store.key(for: staged[0].id) }
        #expect(throws: KeyError.destroyed) { try store.key(for: staged[3].id) }
        #expect(try store.key(for: staged[1].id) == staged[1].key)
        #expect(try store.key(for: staged[2].id) == staged[2].key)
        // The same owner, should it come again, begins anew.
        let again = try store.stage([owner(1)])
        try await store.sync()
        #expect(try store.key(for: again[0].id) == again[0].key)
        #expect(throws: KeyError.destroyed) { try store.key(for: staged[0].id) }
        try await store.destroy(owners: [owner(1)])
        #expect(throws: KeyError.destroyed) { try store.key(for: again[0].id) }
        keys = nil
        _ = consume store
        #expect(try noTrace(of: [row]))
    }

    @Test func aStagedKeyThatIsDestroyedBeforeItsSyncIsGoneToo() async throws {
        try KeyStore.create(at: path, under: kek)
        let keys = try KeyStore(path: path, under: kek)
        let staged = try keys.stage([owner(1), owner(2)])
        try await keys.destroy(objects: [staged[0].id])
        try await keys.destroy(owners: [owner(2)])
        for one in staged { #expect(throws: KeyError.destroyed) { try keys.key(for: one.id) } }
        // Again, or of another store: nothing happens.
        try await keys.destroy(objects: [staged[0].id, ObjectID(number: 2, random: 1), ObjectID(number: 99, random: 1)])
    }

    @Test func eachObjectStagedWhileItsOwnerIsErasedIsEitherRefusedOrConsistent() async throws {
        try KeyStore.create(at: path, under: kek)
        let keys = try KeyStore(path: path, under: kek)
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<50 {
                        do {
                            _ = try keys.stage([owner(1)])
                            try await keys.sync()
                        } catch KeyError.erasing { await Task.yield() }
                    }
                }
            }
            group.addTask {
                for _ in 0..<10 { try await keys.destroy(owners: [owner(1)]) }
            }
            try await group.waitForAll()
        }
        // After the last erasure: one row at most is the owner's, and whoever it is can be erased.
        let last = try keys.stage([owner(1)])
        try await keys.sync()
        #expect(try keys.key(for: last[0].id) == last[0].key)
        try await keys.destroy(owners: [owner(1)])
        #expect(try wrapped("owner_key").values.allSatisfy { $0.isZero })
    }
}
