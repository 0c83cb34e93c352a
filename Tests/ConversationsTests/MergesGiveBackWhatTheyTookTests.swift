import Ledger
import Testing

@testable import Conversations

@Suite struct MergesGiveBackWhatTheyTookTests {
    private let staff = Principal.staff(World.staff(1))

    private func pair() throws -> (World, root: ConversationID, part: ConversationID) {
        var world = World(try TestTerms.make())
        let part = try #require(try world.receive(from: 2, on: .xPublic, published: world.ago(600)))
        let root = try #require(try world.receive(from: 1))
        return (world, root, part)
    }

    @Test func theStrictestTurnIsTheVisibleOne() throws {
        var (world, root, part) = try pair()
        let own = world.turn(part)
        let due = world.turn(part)?.promise?.due
        try world.do(.merge(part, into: root), by: staff)
        #expect(world.turn(root)?.start == own?.start && world.turn(root)?.promise?.due == due)
        #expect(throws: Refusal.mergedElsewhere(root)) { try world.submit(in: part) }
    }

    @Test func whatAPartWroteWhileMergedIsItsOwnAfterwards() throws {
        var (world, root, part) = try pair()
        try world.do(.merge(part, into: root), by: staff)
        world.wait(60)
        #expect(try world.receive(from: 2, on: .xPublic) == root)
        let message = try #require(world.log.last?.leaf.eventID)
        try world.do(.unmerge(part: part, from: root), by: staff)
        func withdraw(_ id: ConversationID) -> Order { .withdraw(WithdrawOrder(conversation: id, message: message, at: world.now)) }
        let (fromRoot, fromPart) = (withdraw(root), withdraw(part))
        #expect(throws: Refusal.unknownMessage) { try world.do(fromRoot, by: .network) }
        try world.do(fromPart, by: .network)
        #expect(try world.conversation(part).withdrawn == [message])
    }

    @Test func undoneEachHasItsOwnTurnBack() throws {
        var (world, root, part) = try pair()
        let turns = [root: world.turn(root), part: world.turn(part)]
        try world.do(.merge(part, into: root), by: staff)
        try world.do(.unmerge(part: part, from: root), by: staff)
        #expect(world.turn(root) == turns[root] && world.turn(part) == turns[part])
    }

    @Test func anAnswerGivenInTheMergedOneDoesNotAnswerThePartOnceUndone() throws {
        var (world, root, part) = try pair()
        let own = world.turn(part)
        world.wait(60)
        try world.do(.merge(part, into: root), by: staff)
        world.wait(60)
        try world.accept(try world.submit(in: root), in: root)
        #expect(world.turn(root) == nil)
        try world.do(.unmerge(part: part, from: root), by: staff)
        #expect(world.turn(part) == own)
        #expect(world.turn(root) == nil)
    }

    @Test func aSendThatWasOnItsWayIsReportedThroughTheMerge() throws {
        var (world, root, part) = try pair()
        let send = try world.submit(in: part, channel: .xPublic)
        try world.do(.merge(part, into: root), by: staff)
        #expect(throws: Refusal.self) {
            try world.do(.resolve(ResolveOrder(conversation: root, code: "done", sentiment: "calm", unanswered: true)), by: staff)
        }
        try world.accept(send, in: part)
        #expect(world.phase(send, in: part) == .accepted(world.now))
        // The part's customer was answered, the other one's turn runs.
        #expect(world.turn(root) != nil)
        try world.do(.unmerge(part: part, from: root), by: staff)
        #expect(world.turn(part) == nil && world.turn(root) != nil)
    }

    @Test func aHeldSendOfAPartCanOnlyBeRejected() throws {
        var (world, root, part) = try pair()
        let send = try world.submit(in: part, channel: .xPublic, labels: ["t_hold"])
        try world.do(.merge(part, into: root), by: staff)
        #expect(throws: Refusal.approvalLapsed) {
            try world.do(.approve(ApproveOrder(conversation: root, send: send, role: "t_supervisor")), by: .staff(World.staff(2)))
        }
        try world.do(.reject(RejectOrder(conversation: root, send: send, reason: "no")), by: .staff(World.staff(2)))
        #expect(world.phase(send, in: part) == .rejected)
    }

    @Test func tasksOfAPartCanBeDone() throws {
        var world = World(try TestTerms.make())
        let part = try #require(try world.receive(from: 2, labels: ["t_task"]))
        let root = try #require(try world.receive(from: 1))
        let task = try #require(try world.conversation(part).openTasks.keys.first)
        try world.do(.merge(part, into: root), by: staff)
        try world.do(.completeTask(root, task: task), by: staff)
        #expect(try world.conversation(part).openTasks[task] == nil)
    }

    @Test func aLabelOnTheMergedOneTightensTheTurnThatBeganFirst() throws {
        var (world, root, part) = try pair()
        try world.do(.merge(part, into: root), by: staff)
        let due = try #require(world.turn(root)?.promise?.due)
        try world.do(.label(LabelOrder(conversation: root, add: ["t_urgent"], remove: [])), by: staff)
        let turn = try #require(world.turn(root))
        #expect(try #require(turn.promise?.due) < due)
        #expect(turn.promise?.due == turn.start.adding(seconds: 900))
    }

    @Test func aTurnThatAnAnswerElsewhereUncoveredGetsItsPromise() throws {
        var (world, root, part) = try pair()
        world.wait(60)
        try world.do(.merge(part, into: root), by: staff)
        world.wait(60)
        let send = try world.submit(in: root)
        let answered = world.now
        world.wait(60)
        // Published after the answer, known before it is recorded, in the other part.
        #expect(try world.receive(from: 2, on: .xPublic) == root)
        let asked = world.now
        world.wait(60)
        try world.accept(send, in: root, at: answered)
        #expect(world.turn(root)?.start == asked)
        if world.turn(root)?.promise == nil { try world.do(.tighten(root)) }
        #expect(world.turn(root)?.promise != nil)
        #expect(throws: Refusal.nothingToDo) { try world.do(.tighten(root)) }
    }

    @Test func openWorkReopensWhatItIsMergedInto() throws {
        var (world, root, part) = try pair()
        try world.do(.resolve(ResolveOrder(conversation: root, code: "done", sentiment: "calm", unanswered: true)), by: staff)
        try world.do(.merge(part, into: root), by: staff)
        #expect(try world.conversation(root).isOpen)
    }

    @Test func aSplitLeavesTheTurnOnBothSides() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let part = ConversationID(world.stream())
        let turn = world.turn(id)
        try world.do(.split(SplitOrder(conversation: id, part: part)), by: staff)
        #expect(world.turn(id) == turn && world.turn(part) == turn)
        #expect(throws: Refusal.duplicate) { try world.do(.split(SplitOrder(conversation: id, part: part)), by: staff) }
    }

    @Test func whatCannotBeMergedIsRefused() throws {
        var (world, root, part) = try pair()
        let third = try #require(try world.receive(from: 3))
        #expect(throws: Refusal.nothingToDo) { try world.do(.merge(root, into: root), by: staff) }
        #expect(throws: Refusal.self) { try world.do(.merge(part, into: root), by: .system) }
        try world.do(.merge(part, into: root), by: staff)
        #expect(throws: Refusal.mergedElsewhere(root)) { try world.do(.merge(part, into: third), by: staff) }
        #expect(throws: Refusal.self) { try world.do(.merge(root, into: third), by: staff) }
        #expect(throws: Refusal.self) { try world.do(.unmerge(part: third, from: root), by: staff) }
    }
}
