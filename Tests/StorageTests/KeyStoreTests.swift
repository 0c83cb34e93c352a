import Crypto
import Ledger
import SQL
import Scratch
import Synchronization
import Testing

@testable import Storage

@Suite struct KeyStoreTests {
    let folder = TemporaryFolder()
    let kek = KeyEncryptionKey(SymmetricKey(size: .bits256))!
    var path: String { folder.file("keys.db") }

    func owner(_ number: UInt64, _ retention: UInt16 = 1) -> KeyOwner {
        KeyOwner(KeyIdentity(high: number, low: ~number), RetentionClass(retention))
    }

    func made(_ limits: KeyStore.Limits = .init()) throws -> KeyStore {
        try KeyStore.create(at: path, under: kek)
        return try KeyStore(path: path, under: kek, limits: limits)
    }

    @Test func keysAreTheSameAfterARestart() async throws {
        var keys: KeyStore? = try made()
        var given: [StagedKey] = []
        for round in 0..<5 {
            given += try #require(keys).stage((0..<40).map { owner(UInt64($0 % 7), UInt16(round % 2)) })
            try await keys?.sync()
        }
        let mark = keys?.firmKeys.duplicateMark(channelAccount: [1], providerID: [2])
        keys = nil
        let reopened = try KeyStore(path: path, under: kek)
        for key in given { #expect(try reopened.key(for: key.id) == key.key) }
        #expect(reopened.firmKeys.duplicateMark(channelAccount: [1], providerID: [2]) == mark)
        #expect(Set(given.map(\.key.bytes)).count == given.count)
        let next = try reopened.stage([owner(1)])
        #expect(next[0].id.number == 201)
    }

    @Test func aKeyCanBeReadBeforeWhileAndAfterItIsWritten() async throws {
        let keys = try made()
        try await withThrowingTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for round in 0..<30 {
                        let staged = try keys.stage((0...round % 3).map { _ in owner(UInt64(task % 3)) })
                        for one in staged { #expect(try keys.key(for: one.id) == one.key) }
                        try await keys.sync()
                        for one in staged { #expect(try keys.key(for: one.id) == one.key) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(await keys.commits <= 240)
    }

    @Test func whatWasNotSyncedIsNotInTheFileAndNothingElseIsLost() async throws {
        var keys: KeyStore? = try made()
        let first = try #require(keys).stage([owner(1)])
        try await keys?.sync()
        let second = try #require(keys).stage([owner(2)])
        keys = nil
        let reopened = try KeyStore(path: path, under: kek)
        #expect(try reopened.key(for: first[0].id) == first[0].key)
        #expect(throws: KeyError.unknown) { try reopened.key(for: second[0].id) }
        // The number is given out again; the id of the first life still opens nothing.
        let again = try reopened.stage([owner(2)])
        #expect(again[0].id.number == second[0].id.number)
        #expect(throws: KeyError.unknown) { try reopened.key(for: second[0].id) }
        reopened.skipNumbers(upTo: 1_000)
        #expect(try reopened.stage([owner(2)])[0].id.number == 1_001)
    }

    @Test func anotherKeyEncryptionKeyIsRefusedWithWhatToDo() throws {
        _ = try made()
        let other = KeyEncryptionKey(SymmetricKey(size: .bits256))!
        let error = #expect(throws: KeyError.self) { try KeyStore(path: path, under: other) }
        #expect(error == .wrongKeyEncryptionKey(store: path))
        #expect(error?.description.contains("give the key file") == true)
        #expect(throws: SQLError.self) { try KeyStore.create(at: path, under: kek) }
    }

    @Test func aRowCarriedToAnotherPlaceDoesNotOpen() async throws {
        let keys = try made()
        let staged = try keys.stage([owner(1), owner(1), owner(2)])
        try await keys.sync()
        let connection = try Connection(path: path, .readWrite)
        // The second object's row with the first one's random half: as an intruder would swap two objects.
        try connection.execute(
            """
            UPDATE object_key SET sealed = (SELECT CAST(substr(o.sealed, 1, 8) || substr(object_key.sealed, 9) AS BLOB) FROM object_key o WHERE o.number = 1)
            WHERE number = 2
            """)
        let forged = try #require(ObjectID(ObjectID(number: 2, random: staged[0].id.random).bytes))
        let other = try KeyStore(path: path, under: kek)
        #expect(throws: KeyError.damaged("an object's key")) { try other.key(for: forged) }
        try connection.execute("UPDATE owner_key SET sealed = (SELECT sealed FROM owner_key WHERE number = 1) WHERE number = 2")
        #expect(throws: KeyError.damaged("an owner's key")) { try KeyStore(path: path, under: kek).key(for: staged[2].id) }
    }

    @Test func stagingIsBoundedAndGoesOnAfterASync() async throws {
        var limits = KeyStore.Limits()
        limits.staged = 10
        let keys = try made(limits)
        _ = try keys.stage((0..<10).map { owner($0) })
        #expect(throws: KeyError.full) { try keys.stage([owner(1)]) }
        try await keys.sync()
        _ = try keys.stage([owner(1)])
    }

    @Test func afterAFailedSyncTheKeysStillWaitAndTheNextOneWritesThem() async throws {
        let keys = try made()
        let blocker = try Connection(path: path, .readWrite)
        let first = try keys.stage([owner(1)])
        try await keys.sync()
        try blocker.execute("CREATE TRIGGER stop BEFORE INSERT ON object_key BEGIN SELECT RAISE(ABORT, 'stop'); END")
        let second = try keys.stage([owner(2), owner(1)])
        await #expect(throws: SQLError.self) { try await keys.sync() }
        await #expect(throws: SQLError.self) { try await keys.sync() }
        #expect(try keys.key(for: second[0].id) == second[0].key)
        try blocker.execute("DROP TRIGGER stop")
        let third = try keys.stage([owner(2)])
        try await keys.sync()
        let reopened = try KeyStore(path: path, under: kek)
        for key in first + second + third { #expect(try reopened.key(for: key.id) == key.key) }
    }
}

extension SymmetricKey {
    var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }
}
