import Ledger
import Testing

@testable import Conversations

@Suite struct ABounceTakesItsAnswerBackTests {
    private func bounce(_ send: EventID, in id: ConversationID, _ world: inout World) throws {
        try world.report(send, in: id, .bounced(status: "5.1.1"))
    }

    @Test func theTurnRunsAgainWithItsOwnTermsAndTarget() throws {
        var world = World(try TestTerms.make(hours: 2))
        let id = try #require(try world.receive(from: 1))
        let turn = try #require(world.turn(id))
        world.wait(60)
        let send = try world.submit(in: id)
        try world.accept(send, in: id)
        #expect(world.turn(id) == nil)
        // Looser terms come into force, and the customer writes again.
        world.terms = try TestTerms.make(version: 2, hours: 20)
        world.terms.index = 8
        world.wait(60)
        try world.receive(from: 1)
        #expect(world.turn(id)?.promise?.terms == 8)
        world.wait(60)
        try bounce(send, in: id, &world)
        #expect(world.turn(id) == turn, "nothing loosened")
        let entry = try #require(world.log.last)
        #expect(entry.leaf.commandType == CommandType.recordFailed.rawValue && entry.leaf.clock?.operation == .earlierStart)
        let reasons = entry.events?.compactMap { if case .turnReopened(let reopened) = $0 { reopened } else { nil } }
        #expect(reasons?.first?.reason == "bounced 5.1.1" && reasons?.first?.start == turn.start)
        // From the leaves alone.
        #expect(world.folded(keeps: { _ in false }).conversations[id]?.clock == world.states.conversations[id]?.clock)
        // Another answer ends it, once.
        world.wait(60)
        try world.accept(try world.submit(in: id), in: id)
        #expect(try world.turn(id) == nil && world.conversation(id).clock.endedTurns.count == 1)
        #expect(throws: Refusal.wrongPhase("failed")) { try bounce(send, in: id, &world) }
    }

    @Test func anotherAnswerStillStands() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        world.wait(60)
        let first = try world.submit(in: id)
        try world.accept(first, in: id)
        world.wait(60)
        let second = try world.submit(in: id)
        try world.accept(second, in: id)
        let end = world.now
        try bounce(first, in: id, &world)
        // It was answered later than it had seemed.
        #expect(try world.turn(id) == nil && world.conversation(id).clock.endedTurns.map(\.ended) == [end])
        try bounce(second, in: id, &world)
        #expect(world.turn(id) != nil)
    }

    @Test func twoAnswersAtOneInstantAreTwo() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        world.wait(60)
        let sends = [try world.submit(in: id), try world.submit(in: id)]
        for send in sends { try world.accept(send, in: id) }
        try bounce(sends[0], in: id, &world)
        #expect(world.turn(id) == nil)
        try bounce(sends[1], in: id, &world)
        #expect(world.turn(id) != nil)
        #expect(world.folded(keeps: { _ in false }).conversations[id]?.clock == world.states.conversations[id]?.clock)
    }

    @Test func whatAnsweredNothingReopensNothing() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        world.wait(60)
        try world.accept(try world.submit(in: id), in: id)
        world.wait(60)
        let thanks = try world.submit(in: id, act: ActWords.acknowledgement)
        try world.accept(thanks, in: id)
        try bounce(thanks, in: id, &world)
        #expect(world.turn(id) == nil)
        // A bounce that is faster than the receipt.
        let quick = try world.submit(in: id)
        try bounce(quick, in: id, &world)
        #expect(throws: Refusal.wrongPhase("failed")) { try world.accept(quick, in: id) }
        #expect(world.turn(id) == nil)
    }

    @Test func aResolvedConversationThatWaitsAgainIsOpen() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        world.wait(60)
        let send = try world.submit(in: id)
        try world.accept(send, in: id)
        try world.do(.resolve(ResolveOrder(conversation: id, code: "done", sentiment: "calm")), by: .staff(World.staff(1)))
        try bounce(send, in: id, &world)
        #expect(try world.conversation(id).isOpen && world.turn(id) != nil)
        #expect(world.folded(keeps: { _ in false }).conversations[id]?.isOpen == true)
        #expect(world.log.last?.events?.contains(.reopened) == true)
    }

    @Test func throughAMergeAndItsUndoing() throws {
        for undoesFirst in [true, false] {
            var world = World(try TestTerms.make())
            let part = try #require(try world.receive(from: 2))
            let own = world.turn(part)
            world.wait(60)
            let send = try world.submit(in: part)
            try world.accept(send, in: part)
            let root = try #require(try world.receive(from: 1))
            try world.do(.merge(part, into: root), by: .staff(World.staff(1)))
            #expect(world.turn(root)?.start != own?.start)
            if undoesFirst { try world.do(.unmerge(part: part, from: root), by: .staff(World.staff(1))) }
            try bounce(send, in: part, &world)
            if !undoesFirst {
                #expect(world.turn(root)?.start == own?.start)
                try world.do(.unmerge(part: part, from: root), by: .staff(World.staff(1)))
            }
            #expect(world.turn(part) == own)
            #expect(world.folded(keeps: { _ in false }).conversations[part]?.clock == world.states.conversations[part]?.clock)
        }
    }
}
