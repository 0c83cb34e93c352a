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

    @Test func whatNobodyAnsweredIsClosedOnlyOnPurpose() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let turn = world.turn(id)
        func resolve(_ unanswered: Bool) -> Order {
            .resolve(ResolveOrder(conversation: id, code: "noise", sentiment: "calm", unanswered: unanswered))
        }
        #expect(throws: Refusal.self) { try world.do(resolve(false), by: .staff(World.staff(1))) }
        #expect(throws: Refusal.self) { try world.do(resolve(true), by: .system) }
        try world.do(resolve(true), by: .staff(World.staff(1)))
        // The record says so, and the turn is not taken for answered.
        #expect(try world.conversation(id).isResolved && world.turn(id) == turn)
        #expect(world.log.last?.events?.contains { if case .closedUnanswered = $0 { true } else { false } } == true)
    }

    @Test func aBlockedRequestIsANearMissWhereARuleSaysSo() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        for (labels, count) in [(["t_block"], 0), (["t_block", "t_near"], 1)] as [(Set<String>, Int)] {
            try world.submit(in: id, labels: labels)
            let events = world.log.last?.events ?? []
            #expect(events.count { if case .nearMiss = $0 { true } else { false } } == count)
        }
    }

    @Test func onlyAMessageOfTheConversationIsWithdrawnOrRedacted() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let own = try #require(world.log.last?.leaf.eventID)
        try world.receive(from: 2)
        let others = try #require(world.log.last?.leaf.eventID)
        for message in [others, world.event()] {
            #expect(throws: Refusal.unknownMessage) {
                try world.do(.withdraw(WithdrawOrder(conversation: id, message: message, at: world.now)))
            }
            #expect(throws: Refusal.unknownMessage) {
                try world.do(
                    .redactEarlier(
                        RedactEarlierOrder(conversation: id, part: .init(message: message, text: "t", redactions: []))))
            }
        }
        try world.do(.redactEarlier(RedactEarlierOrder(conversation: id, part: .init(message: own, text: "t", redactions: []))))
        try world.do(.withdraw(WithdrawOrder(conversation: id, message: own, at: world.now)))
        #expect(throws: Refusal.nothingToDo) { try world.do(.withdraw(WithdrawOrder(conversation: id, message: own, at: world.now))) }
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

    @Test func twoRolesAreTwoPeople() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let send = try world.submit(in: id, labels: ["t_hold", "t_hold_too"])
        #expect(try world.conversation(id).sends[send]?.held?.approvers == ["t_officer", "t_supervisor"])
        try approve(send, in: id, by: 2, as: "t_supervisor", &world)
        #expect(throws: Refusal.self) { try approve(send, in: id, by: 2, as: "t_officer", &world) }
        #expect(world.phase(send, in: id) == .held)
        try approve(send, in: id, by: 3, as: "t_officer", &world)
        #expect(world.phase(send, in: id) == .queued)
    }

    @Test func whoAgreedToAnOfferAgreedToItsNumber() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1))
        let invitation = Draft.Invitation(destination: "d", token: World.key(1), code: World.key(2), expires: world.ago(-900))
        let offer = try world.submit(in: id, act: ActWords.invitation, labels: ["t_hold"], invitation: invitation)
        func number(_ labels: Set<String>, completes: EventID?) throws -> Send.Phase? {
            var draft = world.draft(in: id, act: ActWords.invitation, labels: labels)
            draft.completes = completes
            let send = world.event()
            try world.do(.submit(draft), by: .staff(World.staff(1)), id: send)
            return world.phase(send, in: id)
        }
        #expect(try number(["t_hold"], completes: offer) == .held, "nobody has agreed yet")
        world.wait(60)
        let expires = world.ago(-3_600)
        try world.do(
            .approve(ApproveOrder(conversation: id, send: offer, role: "t_supervisor", offerExpires: expires)), by: .staff(World.staff(2)))
        #expect(try world.conversation(id).handoffs[offer]?.expires == expires, "its life begins when it goes out")
        #expect(try number(["t_hold"], completes: offer) == .queued)
        #expect(try number(["t_hold"], completes: nil) == .held)
        #expect(try number(["t_hold", "t_hold_too"], completes: offer) == .held, "another role did not agree")
        #expect(try number(["t_block"], completes: offer) == .blocked)
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
