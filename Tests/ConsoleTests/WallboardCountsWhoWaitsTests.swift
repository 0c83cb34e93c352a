import Testing

@testable import Broker
@testable import Console

/// The wallboard counts conversations and turns, not messages, and each customer once.
@Suite(.serialized) struct WallboardCountsWhoWaitsTests {
    @Test func waitingAtRiskAndBreachedAreApart() async throws {
        try await OpenDesk.open { desk in
            let penny = try await desk.browser("penny", [.agent])
            _ = try await desk.post("just now", from: "sam")
            let late = try await desk.post("three weeks ago", from: "kim", ago: 21 * 86_400_000)
            _ = try await desk.post("and again", from: "kim")
            let board = try desk.server.wallboard.read()
            #expect(board.all.waiting == 2 && board.all.breached == 1 && board.all.answered == 0)
            #expect(board.channels.map(\.figures.waiting).reduce(0, +) == 2)
            #expect(board.routes.map(\.figures.waiting).reduce(0, +) == 2)
            let due = try #require(try desk.server.store.conversation(late)?.state.clock.runningTurn?.promise?.due)
            let risky = try desk.server.store.waiting(at: Timestamp(milliseconds: due.milliseconds - 60_000))
            #expect(risky.map(\.atRisk).reduce(0, +) == 1 && risky.map(\.breached).reduce(0, +) == 0)
            let exact = try desk.server.store.waiting(at: due)
            #expect(exact.map(\.breached).reduce(0, +) == 0)
            // Who is closed waits no more.
            _ = try await desk.server.desk.order(
                .resolve(ResolveOrder(conversation: late, code: "c", sentiment: "s", unanswered: true)), by: StaffID(RandomIDs.stream()))
            #expect(try desk.server.store.waiting(at: due).map(\.waiting).reduce(0, +) == 1)
            let page = try await penny.get("/wallboard").text
            #expect(page.contains("data-refresh=\"/wallboard/figures\""))
            #expect(try await penny.get("/wallboard/figures").text.hasPrefix("<dl class=\"figures\">"))
        }
    }

    @Test func spreadsAreTimesThatSomebodyDidWait() {
        #expect(Wallboard.Spread([]).median == nil)
        #expect(Wallboard.Spread([5]).median == 5 && Wallboard.Spread([5]).ninth == 5)
        let ten = Wallboard.Spread(Array(1...10).shuffled())
        #expect(ten.median == 5 && ten.ninth == 9)
    }
}
