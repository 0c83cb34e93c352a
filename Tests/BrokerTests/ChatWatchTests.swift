import Conversations
import Ledger
import Testing

@testable import Broker

/// Whoever is concerned is woken, nobody else, and nobody holds more than their places.
struct ChatWatchTests {
    private func visit(_ number: UInt64) -> ChatVisit {
        ChatVisit(
            address: "\(number)", key: KeyedHash(high: 1, low: number), thread: KeyedHash(high: 2, low: number),
            expires: Timestamp(milliseconds: .max))
    }

    private func conversation(_ number: UInt64) throws -> ConversationID {
        ConversationID(try #require(StreamID([UInt8](repeating: 1, count: 15) + [UInt8(number)])))
    }

    @Test func `a change wakes those whom it concerns`() async throws {
        let watch = ChatWatch()
        let seats = [try #require(watch.sit(visit(1), from: "a")), try #require(watch.sit(visit(2), from: "b"))]
        seats[0].follow([try conversation(1), try conversation(2)])
        seats[1].follow([try conversation(3)])
        watch.wake([try conversation(2)])
        #expect(seats.map { $0.takeChange() } == [true, false])
        #expect(!seats[0].takeChange(), "once looked, it is seen")
        watch.wake(nil)
        #expect(seats.map { $0.takeChange() } == [true, true])
        watch.wake(visit(2))
        #expect(seats.map { $0.takeChange() } == [false, true])
        // It went on elsewhere.
        seats[0].follow([try conversation(4)])
        watch.wake([try conversation(1), try conversation(2)])
        #expect(seats.map { $0.takeChange() } == [false, false])
        watch.beat()
        #expect(seats.map { $0.takeChange() } == [false, false])
        var waiting = seats[0].wakes.makeAsyncIterator()
        #expect(await waiting.next() != nil, "however often it was woken, one wake waits")
        watch.end()
        #expect(await waiting.next() == nil)
    }

    @Test func `a visit holds few places, and gives them back`() throws {
        let watch = ChatWatch()
        var seats = (0..<ChatLimits.streamsOfVisit).map { _ in watch.sit(visit(1), from: "a") }
        #expect(seats.allSatisfy { $0 != nil } && watch.sit(visit(1), from: "b") == nil)
        #expect(watch.sit(visit(2), from: "a") != nil)
        seats.removeLast()
        let again = watch.sit(visit(1), from: "a")
        #expect(again != nil)
        seats = []
        var crowd = (0..<ChatLimits.streamsOfAddress).map { number in watch.sit(visit(UInt64(10 + number)), from: "c") }
        #expect(crowd.allSatisfy { $0 != nil } && watch.sit(visit(9), from: "c") == nil && watch.sit(visit(9), from: "d") != nil)
        crowd = []
        #expect(watch.sit(visit(9), from: "c") != nil)
    }
}
