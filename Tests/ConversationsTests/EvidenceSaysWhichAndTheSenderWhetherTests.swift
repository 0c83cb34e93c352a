import Ledger
import Testing

@testable import Conversations

@Suite struct EvidenceSaysWhichAndTheSenderWhetherTests {
    @Test func theSameAddressGoesOnInItsOpenConversationAndNotInAResolvedOne() throws {
        var world = World(try TestTerms.make())
        let first = try #require(try world.receive(from: 1))
        #expect(try world.receive(from: 1) == first)
        try world.do(
            .resolve(ResolveOrder(conversation: first, code: "done", sentiment: "calm", unanswered: true)), by: .staff(World.staff(1)))
        let second = try #require(try world.receive(from: 1))
        #expect(second != first)
        // The same party in both: it is the same address.
        #expect(try world.conversation(first).parties == world.conversation(second).parties)
    }

    @Test func anAnswerToAMessageReopensItsResolvedConversation() throws {
        var world = World(try TestTerms.make())
        let first = try #require(try world.receive(from: 1, message: World.key(1)))
        try world.do(
            .resolve(ResolveOrder(conversation: first, code: "done", sentiment: "calm", unanswered: true)), by: .staff(World.staff(1)))
        #expect(try world.receive(from: 1, trail: Trail(parents: [World.key(1)])) == first)
        #expect(try world.conversation(first).isOpen)
        #expect(world.turn(first) != nil)
    }

    @Test(arguments: [Trail(replyToken: nil, references: [World.key(1)]), nil])
    func aStrangerWithATokenOrAMessageIdWaits(trail: Trail?) throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1, on: .plainEmail, message: World.key(1), proof: .alignedMail))
        let trail = trail ?? Trail(replyToken: id)
        #expect(try world.receive(from: 2, on: .plainEmail, trail: trail, proof: .alignedMail) == nil)
        #expect(try world.conversation(id).parties.count == 1 && world.conversation(id).inboundCount == 1)
        // The very address gets through with the same evidence.
        #expect(try world.receive(from: 1, on: .plainEmail, trail: trail, proof: .alignedMail) == id)
    }

    @Test func anUnprovedSenderIsNobodyWhateverTheyHold() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1, on: .plainEmail, message: World.key(1), proof: .alignedMail))
        let trail = Trail(replyToken: id, references: [World.key(1)])
        #expect(try world.receive(from: 1, on: .plainEmail, trail: trail, proof: .none) == nil)
        #expect(try world.conversation(id).inboundCount == 1)
    }

    @Test func whoAnswersUnderACustomersPostHasAConversationOfTheirOwn() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1, on: .xPublic, message: World.key(1), thread: World.key(9)))
        let other = try #require(try world.receive(from: 2, on: .xPublic, thread: World.key(9), trail: Trail(parents: [World.key(1)])))
        #expect(other != id)
        #expect(Set(try world.conversation(id).parties).isDisjoint(with: try world.conversation(other).parties))
        // Each goes on in their own, though the network names one thread.
        #expect(try world.receive(from: 1, on: .xPublic, thread: World.key(9)) == id)
        #expect(try world.receive(from: 2, on: .xPublic, thread: World.key(9)) == other)
    }

    @Test func strongerEvidenceGoesFirst() throws {
        var world = World(try TestTerms.make())
        let old = try #require(try world.receive(from: 1, message: World.key(1)))
        try world.do(
            .resolve(ResolveOrder(conversation: old, code: "done", sentiment: "calm", unanswered: true)), by: .staff(World.staff(1)))
        let new = try #require(try world.receive(from: 1, message: World.key(2)))
        #expect(try world.receive(from: 1, trail: Trail(parents: [World.key(1)])) == old)
        #expect(try world.receive(from: 1, trail: Trail(replyToken: new, parents: [World.key(1)])) == new)
        #expect(try world.receive(from: 1, trail: Trail(references: [World.key(2)])) == new)
    }

    @Test func theSameMessageTwiceIsOne() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1, message: World.key(1)))
        let before = world.states.conversations[id]
        #expect(throws: Refusal.duplicate) { try world.receive(from: 1, message: World.key(1)) }
        #expect(world.states.conversations[id] == before)
        // In quarantine as well.
        #expect(try world.receive(from: 1, message: World.key(2), proof: .none) == nil)
        #expect(throws: Refusal.duplicate) { try world.receive(from: 1, message: World.key(2)) }
    }

    @Test func whatPolicyWantsApartTouchesNoConversation() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        #expect(try world.receive(from: 1, labels: ["t_keep_apart"]) == nil)
        #expect(try world.conversation(id).inboundCount == 1)
    }

    @Test func aReadingUnderOtherPacksIsRefused() throws {
        var world = World(try TestTerms.make())
        let incoming = world.incoming(from: 1)
        world.terms = try TestTerms.make(version: 2)
        #expect(throws: Refusal.termsChanged) { try world.do(.receive(incoming), by: .network) }
    }

    @Test func afterAMergeBothCustomersAddressesGoOnInOneConversation() throws {
        var world = World(try TestTerms.make())
        let root = try #require(try world.receive(from: 1, on: .xDM))
        let part = try #require(try world.receive(from: 2, on: .plainEmail, message: World.key(1), proof: .alignedMail))
        try world.do(.merge(part, into: root), by: .staff(World.staff(1)))
        let trail = Trail(replyToken: root)
        #expect(try world.receive(from: 2, on: .plainEmail, trail: trail, proof: .alignedMail) == root)
        #expect(try world.receive(from: 2, on: .plainEmail, trail: Trail(references: [World.key(1)]), proof: .alignedMail) == root)
        #expect(try world.receive(from: 3, on: .plainEmail, trail: trail, proof: .alignedMail) == nil)
        // Undone, the second is no party of the first any more.
        try world.do(.unmerge(part: part, from: root), by: .staff(World.staff(1)))
        #expect(try world.receive(from: 2, on: .plainEmail, trail: trail, proof: .alignedMail) == nil)
        #expect(try world.receive(from: 2, on: .plainEmail, trail: Trail(references: [World.key(1)]), proof: .alignedMail) == part)
        #expect(try world.conversation(root).parties.count == 1)
        #expect(try world.conversation(part).inboundCount == 4)
    }
}
