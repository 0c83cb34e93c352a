import ServiceLevels
import Testing

struct TurnsByExampleTests {
    let hour = ResponseTarget(seconds: 3600, basis: .staffed)

    func promise(_ start: Timestamp) throws(CalendarError) -> Promise {
        Promise(target: hour, due: try hour.due(start: start, staffed: OneConversationOneClockTests.staffed), terms: 1)
    }

    func at(_ time: String) -> Timestamp { Places.at("2027-02-03T\(time)Z") }

    func turn(_ start: String, _ due: String, ended: String? = nil) -> Turn {
        Turn(start: at(start), promise: Promise(target: hour, due: at(due), terms: 1), ended: ended.map(at))
    }

    @Test func aSecondMessageKeepsTheTurn() throws {
        var clock = ConversationClock("public")
        #expect(try clock.customerWrote(published: at("10:00:00"), in: "public", promise: promise) == .start(turn("10:00:00", "11:00:00")))
        #expect(try clock.customerWrote(published: at("10:20:00"), in: "public", promise: promise) == .keep(turn("10:00:00", "11:00:00")))
        #expect(clock.runningTurn == turn("10:00:00", "11:00:00"))
    }

    @Test func aMessageThatArrivesLateTightens() throws {
        var clock = ConversationClock("a")
        _ = try clock.customerWrote(published: at("10:00:00"), in: "a", promise: promise)
        #expect(
            try clock.customerWrote(published: at("09:30:00"), in: "a", promise: promise) == .earlierStart(turn("09:30:00", "10:30:00")))
        #expect(try clock.answered(at: at("10:45:00"), in: "a", promise: promise) == .end(turn("09:30:00", "10:30:00", ended: "10:45:00")))
        #expect(clock.endedTurns.first?.standing(at: at("12:00:00")) == .answeredLate)
        // Later still: the ended turn had begun even earlier.
        #expect(
            try clock.customerWrote(published: at("09:00:00"), in: "a", promise: promise)
                == .earlierStart(turn("09:00:00", "10:00:00", ended: "10:45:00")))
        #expect(clock.runningTurn == nil)
    }

    @Test func anAnswerAnswersWhatWasPublishedByThenWheneverItArrives() throws {
        var clock = ConversationClock("a")
        _ = try clock.customerWrote(published: at("10:00:00"), in: "a", promise: promise)
        _ = try clock.customerWrote(published: at("10:30:01"), in: "a", promise: promise)
        // The network accepted the answer before the second message; its receipt came after it.
        #expect(
            try clock.answered(at: at("10:30:00"), in: "a", promise: promise)
                == .endAndStart(ended: turn("10:00:00", "11:00:00", ended: "10:30:00"), started: turn("10:30:01", "11:30:01")))
        // Published in the same millisecond as the answer: answered.
        #expect(try clock.customerWrote(published: at("10:30:00"), in: "a", promise: promise) == .keep(clock.endedTurns.first))
        #expect(try clock.answered(at: at("10:30:00"), in: "a", promise: promise) == .keep(turn("10:30:01", "11:30:01")))
    }

    @Test func mergedConversationShowsTheStrictestAndUndoGivesEachItsOwnBack() throws {
        var first = ConversationClock("a")
        var second = ConversationClock("b")
        _ = try first.customerWrote(published: at("10:00:00"), in: "a", promise: promise)
        _ = try second.customerWrote(published: at("09:40:00"), in: "b", promise: promise)
        #expect(try first.merge(second, into: "a", at: at("10:05:00")) == .merge(turn("09:40:00", "10:40:00")))
        #expect(throws: ClockError.partOnBothSides) { try first.merge(second, into: "a", at: at("10:06:00")) }
        _ = try first.answered(at: at("10:10:00"), in: "b", promise: promise)
        #expect(first.runningTurn == nil)
        #expect(first.endedTurns == [turn("09:40:00", "10:40:00", ended: "10:10:00")])
        let back = try first.undoMerge(of: "b")
        #expect(first.runningTurn == turn("10:00:00", "11:00:00"))
        #expect(back.runningTurn == nil)
        #expect(throws: ClockError.notMerged) { try first.undoMerge(of: "b") }
    }

    @Test func anAnswerGivenBeforeTheMergeDoesNotAnswerTheOtherPart() throws {
        var first = ConversationClock("a")
        var second = ConversationClock("b")
        _ = try first.customerWrote(published: at("10:00:00"), in: "a", promise: promise)
        _ = try second.answered(at: at("10:30:00"), in: "b", promise: promise)
        try first.merge(second, into: "a", at: at("10:30:00"))
        #expect(first.runningTurn == turn("10:00:00", "11:00:00"))
    }

    @Test func splitCarriesTheRunningTurnAlong() throws {
        var clock = ConversationClock("a")
        _ = try clock.customerWrote(published: at("10:00:00"), in: "a", promise: promise)
        _ = try clock.customerWrote(published: at("10:20:00"), in: "a", promise: promise)
        let split = try clock.split([at("10:20:00")], of: "a", into: "b")
        #expect(split.runningTurn == turn("10:00:00", "11:00:00"))
        #expect(clock.runningTurn == turn("10:00:00", "11:00:00"))
    }

    @Test func targetsOnlyTighten() throws {
        var clock = ConversationClock("a")
        _ = try clock.customerWrote(published: at("10:00:00"), in: "a", promise: promise)
        let loose = try clock.tighten(in: "a") { start in
            Promise(target: .init(seconds: 9000, basis: .allTime), due: start + .seconds(9000), terms: 2)
        }
        #expect(loose == .keep(turn("10:00:00", "11:00:00")))
        let strict = Promise(target: .init(seconds: 300, basis: .allTime), due: at("10:05:00"), terms: 2)
        #expect(try clock.tighten(in: "a") { _ in strict } == .tighten(Turn(start: at("10:00:00"), promise: strict)))
        #expect(clock.runningTurn?.standing(at: at("10:05:00")) == .running)
        #expect(clock.runningTurn?.standing(at: Places.at("2027-02-03T10:05:00.001Z")) == .overdue)
    }

    @Test func anAnswerAtTheDueTimeIsInTime() {
        #expect(turn("10:00:00", "11:00:00", ended: "11:00:00").standing(at: at("12:00:00")) == .answeredInTime)
        #expect(turn("10:00:00", "11:00:00", ended: "11:00:01").standing(at: at("12:00:00")) == .answeredLate)
        // Asked about a moment before the answer, the turn was running then.
        #expect(turn("10:00:00", "11:00:00", ended: "10:30:00").standing(at: at("10:15:00")) == .running)
    }

    @Test func aPromiseThatCannotBeWorkedOutChangesNothing() throws {
        var clock = ConversationClock("a")
        let before = clock
        #expect(throws: ClockError.self) {
            try clock.customerWrote(published: Places.at("2031-01-01T00:00:00Z"), in: "a", promise: promise)
        }
        #expect(throws: ClockError.unknownPart) { try clock.customerWrote(published: at("10:00:00"), in: "z", promise: promise) }
        #expect(clock == before)
    }

    @Test func timesToAnswerFromPublishedAndFromAssigned() throws {
        let staffed = OneConversationOneClockTests.staffed
        let turn = Turn(start: Places.at("2027-02-02T19:50:00Z"), promise: nil, ended: at("08:20:00"))
        let assignments = [at("08:05:00"), Places.at("2027-02-02T19:55:00Z"), at("08:30:00")]
        let times = try #require(try TimesToAnswer(turn, assignments: assignments, staffed: staffed))
        #expect(times.fromPublished.allTime == 45_000_000)
        #expect(times.fromPublished.staffed == 1_800_000)
        #expect(times.fromAssigned?.allTime == 900_000)
        #expect(try TimesToAnswer(turn, assignments: [], staffed: staffed)?.fromAssigned == nil)
        #expect(try TimesToAnswer(Turn(start: turn.start, promise: nil), assignments: [], staffed: staffed) == nil)
        // Assigned before the turn began: the agent had it from its start.
        #expect(
            try TimesToAnswer(turn, assignments: [Places.at("2027-02-01T09:00:00Z")], staffed: staffed)?.fromAssigned == times.fromPublished
        )
    }
}
