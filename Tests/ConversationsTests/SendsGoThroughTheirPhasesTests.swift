import Ledger
import Testing

@testable import Conversations

@Suite struct SendsGoThroughTheirPhasesTests {
    static let outcomes: [(String, SendReport.Outcome)] = [
        ("accepted", .accepted(at: Timestamp(milliseconds: 1), providerKey: nil, threadKey: nil, providerID: nil)),
        ("failed", .failed(reason: "refused")), ("unknown", .unknown(reason: "timeout")),
        ("found", .found(providerKey: nil, threadKey: nil, providerID: nil)), ("absent", .absent),
    ]

    /// Brings a send into a phase.
    private func bring(_ phase: String, _ world: inout World, _ id: ConversationID) throws -> EventID {
        let labels: Set<String> =
            switch phase {
            case "held", "rejected": ["t_hold"]
            case "blocked": ["t_block"]
            default: []
            }
        let send = try world.submit(in: id, labels: labels)
        switch phase {
        case "rejected": try world.do(.reject(RejectOrder(conversation: id, send: send, reason: "no")), by: .staff(World.staff(2)))
        case "accepted": try world.accept(send, in: id)
        case "failed": try world.report(send, in: id, .failed(reason: "refused"))
        case "unknown": try world.report(send, in: id, .unknown(reason: "timeout"))
        default: break
        }
        #expect(world.phase(send, in: id)?.word == phase)
        return send
    }

    @Test func everyTransitionIsAllowedOrRefusedAsTheTableSays() throws {
        let allowed: [String: [String: String]] = [
            "queued": ["accepted": "accepted", "failed": "failed", "unknown": "unknown"],
            "unknown": ["accepted": "accepted", "failed": "failed", "found": "accepted", "absent": "queued"],
        ]
        for phase in ["held", "blocked", "rejected", "queued", "accepted", "failed", "unknown"] {
            for (name, outcome) in Self.outcomes {
                var world = World(try TestTerms.make())
                let id = try #require(try world.receive(from: 1))
                let send = try bring(phase, &world, id)
                if let next = allowed[phase]?[name] {
                    try world.report(send, in: id, outcome)
                    #expect(world.phase(send, in: id)?.word == next, "\(phase) and \(name)")
                } else {
                    let before = try world.conversation(id)
                    #expect(throws: Refusal.wrongPhase(phase), "\(phase) and \(name)") { try world.report(send, in: id, outcome) }
                    #expect(try world.conversation(id) == before)
                }
            }
            for approves in [true, false] where phase != "held" {
                var world = World(try TestTerms.make())
                let id = try #require(try world.receive(from: 1))
                let send = try bring(phase, &world, id)
                let order: Order =
                    approves
                    ? .approve(ApproveOrder(conversation: id, send: send, role: "t_supervisor"))
                    : .reject(RejectOrder(conversation: id, send: send, reason: "no"))
                #expect(throws: Refusal.wrongPhase(phase)) { try world.do(order, by: .staff(World.staff(2))) }
            }
        }
    }

    @Test func theSameCommandTwiceIsOneSend() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let draft = world.draft(in: id)
        let send = world.event()
        #expect(try world.do(.submit(draft), by: .staff(World.staff(1)), id: send) != nil)
        #expect(try world.do(.submit(draft), by: .staff(World.staff(1)), id: send) == nil)
        #expect(try world.conversation(id).sends.count == 1)
    }

    @Test func whoHasNotSeenAnAnswerDoesNotAnswerToo() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let seen = try world.conversation(id).head.sequence
        try world.submit(in: id, by: .staff(World.staff(1)), seen: seen)
        #expect(throws: Refusal.answeredMeanwhile) { try world.submit(in: id, by: .staff(World.staff(2)), seen: seen) }
        // One's own answer is no surprise, and whoever looked again may go on.
        try world.submit(in: id, by: .staff(World.staff(1)), seen: seen)
        try world.submit(in: id, by: .staff(World.staff(2)), seen: try world.conversation(id).head.sequence)
    }

    @Test func nobodyIsWrittenToWhoIsNoParty() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let other = try #require(try world.receive(from: 2))
        var draft = world.draft(in: id)
        draft.recipient = world.draft(in: other).recipient
        #expect(throws: Refusal.unknownParty) { try world.do(.submit(draft), by: .staff(World.staff(1))) }
    }

    @Test func ofABlockedTextNothingIsKept() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let draft = world.draft(in: id, labels: ["t_block"])
        let decided = try #require(try world.do(.submit(draft), by: .staff(World.staff(1))))
        #expect(decided.content.isEmpty && decided.verdict == .block)
    }

    @Test func whatIsOnItsWayKeepsAConversationOpen() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let send = try world.submit(in: id)
        let resolve = Order.resolve(ResolveOrder(conversation: id, code: "done", sentiment: "calm"))
        #expect(throws: Refusal.self) { try world.do(resolve, by: .staff(World.staff(1))) }
        try world.accept(send, in: id)
        try world.do(resolve, by: .staff(World.staff(1)))
    }

    // MARK: Approval

    private func approve(_ send: EventID, in id: ConversationID, by staff: Int, as role: String, _ world: inout World) throws(Refusal) {
        try world.do(.approve(ApproveOrder(conversation: id, send: send, role: role)), by: .staff(World.staff(staff)))
    }

    @Test func anotherPersonInTheRoleReleasesAHeldSend() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let send = try world.submit(in: id, by: .staff(World.staff(1)), labels: ["t_hold"])
        #expect(throws: Refusal.self) { try approve(send, in: id, by: 1, as: "t_supervisor", &world) }
        #expect(throws: Refusal.self) { try approve(send, in: id, by: 2, as: "t_officer", &world) }
        #expect(throws: Refusal.self) { try approve(send, in: id, by: 2, as: "", &world) }
        #expect(throws: Refusal.self) {
            try world.do(.approve(ApproveOrder(conversation: id, send: send, role: "t_supervisor")), by: .system)
        }
        #expect(world.phase(send, in: id) == .held)
        try approve(send, in: id, by: 2, as: "t_supervisor", &world)
        #expect(world.phase(send, in: id) == .queued)
        #expect(try world.conversation(id).sends[send]?.author == .staff(World.staff(1)))
        try world.accept(send, in: id)
        #expect(world.turn(id) == nil)
    }

    @Test func everyRoleThatHoldsItMustAgree() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let send = try world.submit(in: id, labels: ["t_hold", "t_hold_too"])
        try approve(send, in: id, by: 2, as: "t_supervisor", &world)
        #expect(world.phase(send, in: id) == .held)
        #expect(throws: Refusal.nothingToDo) { try approve(send, in: id, by: 3, as: "t_supervisor", &world) }
        #expect(world.folded(keeps: { _ in false }).conversations[id]?.sends[send]?.phase == .held)
        try approve(send, in: id, by: 3, as: "t_officer", &world)
        #expect(world.phase(send, in: id) == .queued)
        #expect(world.folded(keeps: { _ in false }).conversations[id]?.sends[send]?.phase == .queued)
    }

    @Test func anApprovalLapsesWhenTheCustomerWritesAgain() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let send = try world.submit(in: id, labels: ["t_hold"])
        world.wait(1)
        try world.receive(from: 1)
        #expect(throws: Refusal.approvalLapsed) { try approve(send, in: id, by: 2, as: "t_supervisor", &world) }
        try world.do(.reject(RejectOrder(conversation: id, send: send, reason: "late")), by: .staff(World.staff(2)))
    }

    @Test func policyIsAskedAgainWhenSomebodyApproves() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let send = try world.submit(in: id, labels: ["t_hold", "t_windowed"])
        // The network's window closes while it waits.
        world.wait(100_000)
        #expect(throws: Refusal.notAllowed("Use another channel.")) { try approve(send, in: id, by: 2, as: "t_supervisor", &world) }
        #expect(world.phase(send, in: id) == .held)
    }

    @Test func withoutPacksEverythingIsHeldAndNobodyReleasesIt() throws {
        var world = World(try TestTerms.withoutPacks())
        let id = try #require(try world.receive(from: 1))
        let send = try world.submit(in: id)
        #expect(world.phase(send, in: id) == .held)
        #expect(throws: Refusal.self) { try approve(send, in: id, by: 2, as: "compliance_officer", &world) }
        world.terms = try TestTerms.make()
        try approve(send, in: id, by: 2, as: "compliance_officer", &world)
        #expect(world.phase(send, in: id) == .queued)
    }
}
