import Ledger
import Testing

@testable import Broker

/// Where memory is full, an author is looked up in the ledger again: the first half of a value is never just gone (law 2c).
@Suite struct NoAuthorIsForgottenSilentlyTests {
    private static let now = Timestamp(milliseconds: 1_795_320_000_000)
    private static func author(_ number: UInt64) -> KeyedHash { KeyedHash(high: 1, low: number) }

    private static func write(_ memories: AuthorMemories, _ number: UInt64, _ text: String, at: Timestamp) -> AuthorMemories.Result {
        memories.next(
            AuthorMemories.Line(
                key: KeyedHash(high: 2, low: number), message: EventID(high: 3, low: number)!, text: text, at: at),  // not zero
            by: author(number))
    }

    @Test func whoIsDroppedForOthersIsLookedUp() {
        // Long after the start, when whoever is unknown has written nothing.
        let start = Timestamp(milliseconds: Self.now.milliseconds - 86_400_000)
        let instants = Instants(start)
        let memories = AuthorMemories(authors: 8, clock: { instants.next })
        instants.next = Self.now
        #expect(!memories.isCold(Self.author(1), at: Self.now))
        for number in 1...8 { _ = Self.write(memories, UInt64(number), "The number starts 5425 2334", at: Self.now) }
        #expect((1...8 as ClosedRange<UInt64>).allSatisfy { !memories.isCold(Self.author($0), at: Self.now) })
        _ = Self.write(memories, 9, "hello", at: Self.now)
        #expect((1...8 as ClosedRange<UInt64>).allSatisfy { memories.isCold(Self.author($0), at: Self.now) })
        // As long as parts may join, and no longer.
        let later = Timestamp(milliseconds: Self.now.milliseconds + 3_600_000)
        #expect(!memories.isCold(Self.author(1), at: later))
    }

    @Test func soIsWhoWasAmongTooManyThatWentWrong() {
        let instants = Instants(Timestamp(milliseconds: Self.now.milliseconds - 86_400_000))
        let memories = AuthorMemories(authors: 4, clock: { instants.next })
        instants.next = Self.now
        for number in 1...5 { memories.forget(Self.author(UInt64(number))) }
        #expect((1...5).allSatisfy { memories.isCold(Self.author(UInt64($0)), at: Self.now) })
    }
}
