import Ledger
import Testing

@testable import Conversations

/// Attacks on approvals: each tries to get words out that nobody in the right role has read as they are.
@Suite struct AnApprovalIsForWhatWasReadTests {
    private func held(_ world: inout World, labels: Set<String> = ["t_hold"]) throws -> (ConversationID, EventID) {
        let id = try #require(try world.receive(from: 1))
        return (id, try world.submit(in: id, labels: labels))
    }

    private func content(_ send: EventID, in id: ConversationID, _ world: World) throws -> Hash {
        try #require(try world.conversation(id).sends[send]?.content)
    }

    private func approve(
        _ send: EventID, in id: ConversationID, content: Hash?, by staff: Int = 2, reading: Reading? = nil, _ world: inout World
    ) throws(Refusal) {
        let order = ApproveOrder(conversation: id, send: send, role: "t_supervisor", content: content, reading: reading)
        try world.do(.approve(order), by: .staff(World.staff(staff)))
    }

    @Test func theEntrySaysWhatWasApproved() throws {
        var world = World(try TestTerms.make())
        let (id, send) = try held(&world)
        let content = try content(send, in: id, world)
        try approve(send, in: id, content: content, &world)
        let approved = world.log.last?.events?.lazy.compactMap { if case .approved(let one) = $0 { one } else { nil } }.first
        #expect(approved?.content == "\(content)" && approved?.send == send)
        #expect(approved?.content == world.log.first { $0.leaf.eventID == send }.map { "\($0.leaf.commitments.hash)" })
        // What it binds to comes from leaves alone.
        #expect(world.folded(keeps: { _ in false }).conversations[id]?.sends[send]?.content == content)
    }

    @Test func anApprovalOfOtherWordsIsWorthNothing() throws {
        var world = World(try TestTerms.make())
        let (id, send) = try held(&world)
        let other = try world.submit(in: id, labels: ["t_hold"])
        let (first, second) = (try content(send, in: id, world), try content(other, in: id, world))
        #expect(first != second)
        // An approval played again for another message, in both directions, and one for nothing at all.
        #expect(throws: Refusal.approvalLapsed) { try approve(send, in: id, content: second, &world) }
        #expect(throws: Refusal.approvalLapsed) { try approve(other, in: id, content: first, &world) }
        #expect(throws: Refusal.approvalLapsed) { try approve(send, in: id, content: .ofEmptyTree, &world) }
        #expect(world.phase(send, in: id) == .held && world.phase(other, in: id) == .held)
    }

    @Test func aHeldReplyThatItsAuthorTookBackIsNotApproved() throws {
        var world = World(try TestTerms.make())
        let (id, send) = try held(&world)
        let content = try content(send, in: id, world)
        try world.do(.reject(RejectOrder(conversation: id, send: send, reason: "replaced")), by: .staff(World.staff(1)))
        let edited = try world.submit(in: id, labels: ["t_hold"])
        #expect(throws: Refusal.wrongPhase("rejected")) { try approve(send, in: id, content: content, &world) }
        #expect(throws: Refusal.approvalLapsed) { try approve(edited, in: id, content: content, &world) }
        #expect(world.phase(edited, in: id) == .held)
    }

    @Test func aSecondApprovalDoesNothing() throws {
        var world = World(try TestTerms.make())
        let (id, send) = try held(&world)
        let content = try content(send, in: id, world)
        try approve(send, in: id, content: content, &world)
        let entries = world.log.count
        #expect(throws: Refusal.wrongPhase("queued")) { try approve(send, in: id, content: content, &world) }
        #expect(throws: Refusal.wrongPhase("queued")) { try approve(send, in: id, content: content, by: 3, &world) }
        try world.accept(send, in: id)
        #expect(throws: Refusal.wrongPhase("accepted")) { try approve(send, in: id, content: content, &world) }
        #expect(world.log.count == entries + 1)
    }

    @Test func itsAuthorNeverApproves() throws {
        var world = World(try TestTerms.make())
        let (id, send) = try held(&world)
        let content = try content(send, in: id, world)
        #expect(throws: Refusal.self) { try approve(send, in: id, content: content, by: 1, &world) }
        #expect(throws: Refusal.self) {
            try world.do(
                .approve(ApproveOrder(conversation: id, send: send, role: "t_supervisor", content: content)), by: .automation("bot"))
        }
        #expect(world.phase(send, in: id) == .held)
    }

    @Test func theCustomersNextMessageEndsIt() throws {
        var world = World(try TestTerms.make())
        let (id, send) = try held(&world, labels: ["t_hold", "t_hold_too"])
        let content = try content(send, in: id, world)
        try approve(send, in: id, content: content, &world)
        world.wait(1)
        try world.receive(from: 1)
        // One of two had agreed; the other may not any more.
        #expect(throws: Refusal.approvalLapsed) {
            try world.do(
                .approve(ApproveOrder(conversation: id, send: send, role: "t_officer", content: content)), by: .staff(World.staff(3)))
        }
        #expect(world.phase(send, in: id) == .held)
    }

    @Test func itsWordsAreReadUnderTheTermsOfTheMoment() throws {
        var world = World(try TestTerms.make())
        let (id, send) = try held(&world)
        let content = try content(send, in: id, world)
        let before = TestTerms.outbound("text", ["t_hold"], under: world.terms)
        world.terms = try TestTerms.make(version: 2)
        #expect(throws: Refusal.termsChanged) { try approve(send, in: id, content: content, reading: before, &world) }
        // The new lexicons find what the old ones did not know.
        let learned = TestTerms.outbound("text", ["t_hold", "t_block"], under: world.terms)
        #expect(throws: Refusal.notAllowed("Say it otherwise.")) { try approve(send, in: id, content: content, reading: learned, &world) }
        // What they do not find any more still counts.
        let forgot = TestTerms.outbound("text", [], under: world.terms)
        try approve(send, in: id, content: content, reading: forgot, &world)
        let asked = world.log.last?.events?.lazy.compactMap { if case .approved(let one) = $0 { one.asked } else { nil } }.first
        #expect(asked?.facts?.labels == [Policies.Label("t_hold")])
    }

    @Test func anotherRoleThatTheNewTermsNameMustAgreeToo() throws {
        var world = World(try TestTerms.make())
        let (id, send) = try held(&world)
        let content = try content(send, in: id, world)
        let both = TestTerms.outbound("text", ["t_hold", "t_hold_too"], under: world.terms)
        try approve(send, in: id, content: content, reading: both, &world)
        #expect(world.phase(send, in: id) == .held, "the officer has not agreed")
    }
}
