import Ledger
import Testing

@testable import Conversations

@Suite struct ReleasedMessagesTakeTheirPlaceTests {
    /// A customer's mail, and a stranger's answer to it in quarantine.
    private func stranger(_ proof: SenderProof, author: Int = 2) throws -> (World, ConversationID) {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1, on: .plainEmail, message: World.key(1), proof: .alignedMail))
        world.wait(600)
        let trail = Trail(references: [World.key(1)])
        #expect(
            try world.receive(from: author, on: .plainEmail, published: world.ago(300), message: World.key(2), trail: trail, proof: proof)
                == nil)
        world.wait(3_600)
        return (world, id)
    }

    @Test(arguments: [SenderProof.alignedMail, .none])
    func itJoinsItsConversationAsANewParticipant(proof: SenderProof) throws {
        var (world, id) = try stranger(proof)
        let kept = try #require(world.waiting.first)
        #expect(try world.release(kept) == id)
        let state = try world.conversation(id)
        #expect(state.parties.count == 2 && state.inboundCount == 2)
        let party = try #require(world.states.parties[state.parties[1]])
        #expect(party.identities.map(\.assurance) == [proof == .none ? .none : .platform])
        // The next of the same stranger is the same participant's, and still waits first.
        let trail = Trail(references: [World.key(1)])
        let next = try world.receive(from: 2, on: .plainEmail, trail: trail, proof: proof)
        #expect(next == (proof == .none ? nil : id), "who was let in with a proved address is a party")
        if let again = world.waiting.first { #expect(try world.release(again) == id) }
        #expect(try world.conversation(id).parties.count == 2)
    }

    /// A forger in the customer's name is never taken for the customer.
    @Test func whoOnlyClaimsAnAddressGetsNothingOfItsOwner() throws {
        var (world, id) = try stranger(.none, author: 1)
        let kept = try #require(world.waiting.first)
        try world.release(kept)
        let parties = try world.conversation(id).parties
        #expect(parties.count == 2)
        let owner = try #require(world.states.parties[parties[0]])
        let forger = try #require(world.states.parties[parties[1]])
        #expect(owner.identities.map(\.assurance) == [.platform] && forger.identities.map(\.assurance) == [.none])
        // The owner's next mail is the owner's.
        try world.receive(from: 1, on: .plainEmail, message: World.key(5), trail: Trail(references: [World.key(2)]), proof: .alignedMail)
        let newest = world.log.last?.events?.compactMap { if case .received(let received) = $0 { received.party } else { nil } }
        #expect(newest == [parties[0]])
    }

    @Test func itStartsTheTurnFromItsOwnTime() throws {
        var (world, id) = try stranger(.none)
        try world.accept(try world.submit(in: id, channel: .plainEmail), in: id, at: world.ago(4_100))
        #expect(world.turn(id) == nil)
        let kept = try #require(world.waiting.first)
        try world.release(kept)
        #expect(world.turn(id)?.start == kept.incoming.published, "not from when somebody let it in")
        #expect(world.folded(keeps: { _ in false }).conversations[id]?.clock == world.states.conversations[id]?.clock)
        #expect(world.folded(keeps: { _ in false }).conversations[id]?.parties == world.states.conversations[id]?.parties)
    }

    @Test func withoutEvidenceItBeginsAConversation() throws {
        var world = World(try TestTerms.make())
        let other = try #require(try world.receive(from: 1, on: .plainEmail, proof: .alignedMail))
        // The same address as an open conversation's, but not proved.
        #expect(try world.receive(from: 1, on: .plainEmail, published: world.ago(-9_000), proof: .none) == nil)
        let kept = try #require(world.waiting.first)
        let id = try #require(try world.release(kept, labels: ["t_urgent", "t_task"]))
        #expect(id != other)
        let state = try world.conversation(id)
        #expect(state.opened != nil && state.labels.contains("t_urgent") && !state.openTasks.isEmpty && state.route == "t_team")
        #expect(world.turn(id)?.promise?.target.seconds == 900, "decided as any inbound")
        #expect(world.turn(id)?.start == world.now, "never later than recorded")
        // And it can be answered.
        let send = try world.submit(in: id, channel: .plainEmail)
        try world.accept(send, in: id)
        #expect(world.turn(id) == nil)
    }

    @Test func aKnownCustomersMessageGoesWhereItBelongs() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        #expect(try world.receive(from: 1, labels: ["t_keep_apart"]) == nil)
        // Read today it would be kept apart again; a person has decided that.
        let kept = try #require(world.waiting.first)
        #expect(try world.release(kept, labels: ["t_keep_apart"]) == id)
        #expect(try world.conversation(id).parties.count == 1 && world.conversation(id).inboundCount == 2)
    }

    @Test func aPersonMaySayWhere() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        #expect(try world.receive(from: 2, on: .plainEmail, proof: .none) == nil)
        let kept = try #require(world.waiting.first)
        let nowhere = ConversationID(world.stream())
        #expect(throws: Refusal.unknownConversation) { try world.release(kept, into: nowhere) }
        #expect(throws: Refusal.self) { try world.release(kept, into: id, by: .system) }
        #expect(try world.release(kept, into: id) == id)
        #expect(try world.conversation(id).parties.count == 2)
    }

    @Test func itReopensAndFollowsItsConversationThroughAMerge() throws {
        var (world, id) = try stranger(.none)
        let root = try #require(try world.receive(from: 7))
        try world.do(.merge(id, into: root), by: .staff(World.staff(1)))
        try world.do(
            .resolve(ResolveOrder(conversation: root, code: "done", sentiment: "calm", unanswered: true)), by: .staff(World.staff(1)))
        let kept = try #require(world.waiting.first)
        #expect(try world.release(kept) == root)
        #expect(try world.conversation(root).isOpen)
    }
}
