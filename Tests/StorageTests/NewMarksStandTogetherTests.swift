import Conversations
import Crypto
import Ledger
import Scratch
import Testing

@testable import Storage

/// Where marks of messages stand in a table decides how many of its pages a batch changes.
@Suite struct NewMarksStandTogetherTests {
    let firm = FirmKeys(SymmetricKey(size: .bits256))
    var hashes: KeyedHashes { KeyedHashes(firm) }
    let account = ChannelAccountID(StreamID([UInt8](repeating: 5, count: 16))!)

    @Test func marksOfNumberedPostsAreInTheOrderOfTheirTime() {
        // A second apart, as X numbers them.
        let ids = (0..<50).map { String((1_576_212_489_000 + UInt64($0) * 1_000) << 22 | 77) }
        for marks in [ids.map { hashes.duplicate(account, $0) }, ids.map { hashes.thread(.x, $0) }] {
            #expect(marks.map(\.high) == marks.map(\.high).sorted())
        }
    }

    @Test func postsOfOneMillisecondHaveDifferentMarks() {
        let ids = (0..<4_096).map { String(1_576_212_489_000 << 22 | UInt64($0)) }
        #expect(Set(ids.map { hashes.duplicate(account, $0) }).count == ids.count)
        #expect(Set(ids.map { hashes.thread(.x, $0) }).count == ids.count)
    }

    /// The key decides all but the time: without it nobody can tell a post's mark.
    @Test func anotherFirmHasOtherMarksForTheSamePost() {
        let other = KeyedHashes(FirmKeys(SymmetricKey(size: .bits256)))
        let id = String(1_576_212_489_000 << 22 as UInt64)
        #expect(hashes.thread(.x, id).low != other.thread(.x, id).low)
        #expect(hashes.thread(.x, id) == hashes.thread(.x, id))
        #expect(hashes.thread(.x, id) != hashes.duplicate(account, id))
    }

    @Test func otherNamesOfMessagesSayNothingOfTheirTime() {
        for id in ["12", "<a@shop.test>", "4194303", "99999999999999999999999", "m_1576212489000", ""] {
            #expect(hashes.thread(.mail, id) == KeyedHash(firm.lookup("thread", [Array("mail".utf8), Array(id.utf8)])), "\(id)")
        }
    }
}

/// "No" must be certain: a person whose keys are in the file would get a second set, and an erasure would miss the first.
@Suite struct IdentityFilterTests {
    @Test func whoeverWasPutInIsFound() {
        var filter = IdentityFilter()
        var random = SystemRandomNumberGenerator()
        let known = (0..<50_000).map { _ in KeyIdentity(high: random.next(), low: random.next()) }
        for identity in known { filter.insert(identity) }
        #expect(known.allSatisfy(filter.mayContain))
        let strangers = (0..<50_000).filter { _ in filter.mayContain(KeyIdentity(high: random.next(), low: random.next())) }
        #expect(strangers.count < 50)
    }

    @Test func untilTheFileIsReadAnybodyMayBeInIt() {
        var known = KnownIdentities()
        let (early, late, stranger) = (KeyIdentity(high: 1, low: 2), KeyIdentity(high: 3, low: 4), KeyIdentity(high: 5, low: 6))
        #expect(known.mayContain(stranger) && known.begin() && !known.begin())
        known.insert(late)
        known.end(nil)
        #expect(known.mayContain(stranger) && known.begin())
        var file = IdentityFilter()
        file.insert(early)
        known.end(file)
        #expect(known.mayContain(early) && known.mayContain(late) && !known.mayContain(stranger) && !known.begin())
    }

    @Test func theFileIsReadToItsEnd() async throws {
        let folder = TemporaryFolder()
        let key = try KeyEncryptionKey.create(at: folder.file("kek"))
        let path = folder.file("keys.db")
        try KeyStore.create(at: path, under: key)
        let store = try KeyStore(path: path, under: key)
        let identities = (0..<11).map { KeyIdentity(high: $0 << 40, low: $0 << 20) }
        _ = try store.stage(identities.map { KeyOwner($0, .content) })
        try await store.sync()
        for atOnce: Int64 in [1, 3, 11, 50] {
            let filter = try await IdentityReader(path: path, atOnce: atOnce).read()
            #expect(identities.allSatisfy(filter.mayContain))
        }
    }

    @Test func aStoreThatIsOpenedAgainKnowsItsOwners() async throws {
        let folder = TemporaryFolder()
        let key = try KeyEncryptionKey.create(at: folder.file("kek"))
        let path = folder.file("keys.db")
        try KeyStore.create(at: path, under: key)
        let owner = KeyOwner(KeyIdentity(high: 3, low: 4), .content)
        let first = try KeyStore(path: path, under: key)
        let staged = try first.stage([owner])
        try await first.sync()
        let second = try KeyStore(path: path, under: key)
        _ = try second.stage([owner])
        try await second.sync()
        // One owner, not two: what destroys the owner destroys both objects.
        try await second.destroy(owners: [owner])
        #expect(throws: KeyError.destroyed) { try second.key(for: staged[0].id) }
    }
}
