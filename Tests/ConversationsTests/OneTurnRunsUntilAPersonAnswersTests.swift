import Ledger
import Testing

@testable import Conversations

@Suite struct OneTurnRunsUntilAPersonAnswersTests {
    @Test func aTurnStartsWhenTheMessageWasPublished() throws {
        var world = World(try TestTerms.make())
        let published = world.ago(3_000)
        let id = try #require(try world.receive(from: 1, published: published))
        #expect(world.turn(id)?.start == published)
        // Never later than it was recorded, and a stamp that nobody can have meant is bounded.
        let other = try #require(try world.receive(from: 2, published: world.ago(-9_000)))
        #expect(world.turn(other)?.start == world.now)
        let odd = try #require(try world.receive(from: 3, published: Timestamp(milliseconds: -5)))
        #expect(world.turn(odd)?.start == Timestamp(milliseconds: 1))
    }

    @Test func whereNoCalendarReachesEveryHourCounts() throws {
        var world = World(try TestTerms.make())
        world.now = try Timestamp(iso8601: "2050-03-01T12:00:00Z")
        let id = try #require(try world.receive(from: 1))
        let turn = try #require(world.turn(id))
        #expect(turn.promise?.due == turn.start.adding(seconds: 8 * 3_600))
        let send = try world.submit(in: id)
        try world.accept(send, in: id)
        #expect(world.turn(id) == nil)
    }

    @Test func anAutomaticMessageStartsNone() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1, automatic: true))
        #expect(world.turn(id) == nil)
    }

    /// What is no substantive answer by a person, or did not get out.
    static let noAnswers: [(String, @Sendable (inout World, ConversationID) throws -> Void)] = [
        ("queued", { world, id in try world.submit(in: id) }),
        ("acknowledgement", { world, id in try world.accept(try world.submit(in: id, act: ActWords.acknowledgement), in: id) }),
        ("labelled an acknowledgement", { world, id in try world.accept(try world.submit(in: id, labels: ["t_ack"]), in: id) }),
        ("like", { world, id in try world.accept(try world.submit(in: id, act: "like"), in: id) }),
        (
            "invitation",
            { world, id in
                let invitation = Draft.Invitation(destination: "d", token: World.key(1), code: World.key(2), expires: world.ago(-900))
                try world.accept(try world.submit(in: id, act: ActWords.reply, invitation: invitation), in: id)
            }
        ),
        ("bot", { world, id in try world.accept(try world.submit(in: id, by: .automation("chatter")), in: id) }),
        ("held", { world, id in try world.submit(in: id, labels: ["t_hold"]) }),
        ("blocked", { world, id in try world.submit(in: id, labels: ["t_block"]) }),
        ("failed", { world, id in try world.report(try world.submit(in: id), in: id, .failed(reason: "refused")) }),
        ("unknown", { world, id in try world.report(try world.submit(in: id), in: id, .unknown(reason: "timeout")) }),
        (
            "absent",
            { world, id in
                let send = try world.submit(in: id)
                try world.report(send, in: id, .unknown(reason: "timeout"))
                try world.report(send, in: id, .absent)
            }
        ),
    ]

    @Test(arguments: noAnswers.indices) func noneOfTheseEndsIt(_ index: Int) throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let turn = try #require(world.turn(id))
        world.wait(60)
        try Self.noAnswers[index].1(&world, id)
        #expect(world.turn(id) == turn, "\(Self.noAnswers[index].0)")
    }

    @Test func anAcceptedReplyEndsItAtTheNetworksTime() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        world.wait(100)
        let send = try world.submit(in: id)
        world.wait(50)
        try world.accept(send, in: id, at: world.ago(20))
        #expect(world.turn(id) == nil)
        #expect(try world.conversation(id).clock.endedTurns.map(\.ended) == [world.ago(20)])
        #expect(try world.conversation(id).outboundCount == 1)
    }

    @Test func aNetworkFromTheFutureIsCutToNow() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        try world.accept(try world.submit(in: id), in: id, at: world.ago(-5_000))
        #expect(try world.conversation(id).clock.endedTurns.map(\.ended) == [world.now])
    }

    @Test func aSendFoundLaterEndsItAtTheTimeFound() throws {
        for outcome in [
            SendReport.Outcome.found(providerKey: nil, threadKey: nil, providerID: nil),
            .accepted(at: Timestamp(milliseconds: 1_767_614_400_000), providerKey: nil, threadKey: nil, providerID: nil),
        ] {
            var world = World(try TestTerms.make())
            let id = try #require(try world.receive(from: 1))
            let send = try world.submit(in: id)
            try world.report(send, in: id, .unknown(reason: "timeout"))
            world.wait(700)
            try world.report(send, in: id, outcome)
            #expect(try world.conversation(id).clock.endedTurns.map(\.ended) == [world.now])
        }
    }

    @Test func theAutomaticAnswerThatTheServiceLevelNamesEndsIt() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        try world.accept(try world.submit(in: id, by: .automation("t_answers")), in: id)
        #expect(world.turn(id) == nil)
    }

    @Test func aMessageAfterTheAnswerWasGivenButBeforeItWasRecordedRunsOn() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let send = try world.submit(in: id)
        world.wait(10)
        let answered = world.now
        world.wait(10)
        try world.receive(from: 1)
        let asked = world.now
        world.wait(10)
        try world.accept(send, in: id, at: answered)
        #expect(world.turn(id)?.start == asked)
        #expect(world.turn(id)?.promise != nil)
    }

    @Test func labelsAndPriorityTightenAndNeverLoosen() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let relaxed = try #require(world.turn(id)?.promise?.due)
        try world.do(.label(LabelOrder(conversation: id, add: ["t_soon"], remove: [])), by: .staff(World.staff(1)))
        let soon = try #require(world.turn(id)?.promise?.due)
        try world.do(.prioritise(id, 5), by: .staff(World.staff(1)))
        let prioritised = try #require(world.turn(id)?.promise?.due)
        #expect(soon < relaxed && prioritised < soon)
        try world.do(.prioritise(id, 0), by: .staff(World.staff(1)))
        try world.do(.label(LabelOrder(conversation: id, add: [], remove: ["t_soon"])), by: .staff(World.staff(1)))
        #expect(world.turn(id)?.promise?.due == prioritised)
        // A message that brings a label with it.
        world.wait(5)
        try world.receive(from: 1, labels: ["t_urgent"])
        #expect(try #require(world.turn(id)?.promise?.due) < prioritised)
        #expect(world.turn(id)?.start == world.ago(5))
    }

    @Test func whereItBeganDecides() throws {
        var world = World(try TestTerms.make())
        let open = try #require(try world.receive(from: 1, on: .xPublic))
        let closed = try #require(try world.receive(from: 2, on: .xDM))
        #expect(try #require(world.turn(open)?.promise?.due) < #require(world.turn(closed)?.promise?.due))
        // The customer goes on in private: the promise stays.
        let due = world.turn(open)?.promise?.due
        #expect(try world.receive(from: 1, on: .xDM) == open)
        #expect(world.turn(open)?.promise?.due == due)
    }

    @Test func newTermsTightenOneTurnOnceAndNeverLoosen() throws {
        var world = World(try TestTerms.make(hours: 8))
        let id = try #require(try world.receive(from: 1))
        let due = try #require(world.turn(id)?.promise?.due)
        world.terms = try TestTerms.make(version: 2, hours: 20)
        #expect(throws: Refusal.nothingToDo) { try world.do(.tighten(id)) }
        world.terms = try TestTerms.make(version: 3, hours: 2)
        try world.do(.tighten(id))
        #expect(try #require(world.turn(id)?.promise?.due) < due)
        #expect(throws: Refusal.nothingToDo) { try world.do(.tighten(id)) }
    }
}
