import Ledger
import Testing

@testable import Conversations

@Suite struct OnlyTheCustomerJoinsTests {
    static let code = World.key(100), token = World.key(101), wrong = World.key(102)
    static let mailboxCode = World.key(110), strangersCode = World.key(111)
    static let session = World.key(120), strangersSession = World.key(121)
    static let mailbox = World.key(130), strangersMailbox = World.key(131)

    struct Offered {
        var world: World
        var id: ConversationID
        var handoff: EventID

        init(on channel: ChannelKind = .xDM) throws {
            world = World(try TestTerms.make())
            id = try #require(try world.receive(from: 1, on: channel))
            let invitation = Draft.Invitation(destination: "d", token: token, code: code, expires: world.ago(-3_600))
            handoff = try world.submit(in: id, act: ActWords.invitation, channel: channel, invitation: invitation)
        }

        mutating func open(_ code: KeyedHash, in session: KeyedHash) throws(Refusal) {
            try world.do(.openHandoff(OpenHandoffOrder(conversation: id, handoff: handoff, code: code, session: session)))
        }

        mutating func name(_ mailbox: KeyedHash, code: KeyedHash, in session: KeyedHash, expires: Int64 = 900) throws(Refusal) {
            let message = (key: KeyedHash(high: 1, low: world.random.next()), value: "m")
            try world.do(
                .nameMailbox(
                    NameMailboxOrder(
                        conversation: id, handoff: handoff, session: session, mailbox: mailbox, address: "a", code: code,
                        expires: world.ago(-expires), channelAccount: World.account(2), text: "t", subject: "s", messageID: message)))
        }

        mutating func prove(_ code: KeyedHash, in session: KeyedHash) throws(Refusal) {
            try world.do(.proveMailbox(ProveMailboxOrder(conversation: id, handoff: handoff, session: session, code: code)))
        }

        var phase: Handoff.Phase? {
            world.states.root(of: id).flatMap { world.states.member(of: $0, where: { $0.handoffs[handoff] != nil }) }?.handoffs[handoff]?
                .phase
        }
        var party: PartyState? { (world.states.conversations[id]?.parties.first).flatMap { world.states.parties[$0] } }
        func holds(_ mailbox: KeyedHash) -> Bool { world.states.parties.values.contains { $0.identities.contains { $0.key == mailbox } } }
    }

    /// A visitor's attempts, one step at a time; a refusal sends them away empty-handed and they try their next step.
    enum Visitor: CaseIterable {
        /// Previews the link: a GET, which is no command.
        case robot
        /// Follows every URL in a mail, some by POST with what stands in the page: nothing.
        case scanner
        /// Saw the link and has a mailbox of their own.
        case stranger
        case customer

        var steps: [(inout Offered) -> Void] {
            switch self {
            case .robot: []
            case .scanner: [{ try? $0.open(KeyedHash(high: 0, low: 0), in: World.key(140)) }]
            case .stranger:
                [
                    { try? $0.open(wrong, in: strangersSession) },
                    { try? $0.name(strangersMailbox, code: strangersCode, in: strangersSession) },
                    { try? $0.prove(strangersCode, in: strangersSession) },
                    { try? $0.prove(mailboxCode, in: strangersSession) },
                ]
            case .customer:
                [
                    { try? $0.open(code, in: session) }, { try? $0.name(mailbox, code: mailboxCode, in: session) },
                    { try? $0.prove(mailboxCode, in: session) },
                ]
            }
        }
    }

    private func orders(_ rest: [Visitor]) -> [[Visitor]] {
        rest.isEmpty
            ? [[]]
            : rest.indices.flatMap { index in
                var others = rest
                let first = others.remove(at: index)
                return orders(others).map { [first] + $0 }
            }
    }

    private func expectOnlyTheCustomer(_ offered: Offered, _ comment: Comment) {
        #expect(offered.phase == .joined, comment)
        #expect(offered.party?.identities.contains { $0.key == Self.mailbox && $0.assurance == .possession } == true, comment)
        #expect(!offered.holds(Self.strangersMailbox), comment)
        #expect(offered.world.states.parties.count == 1, comment)
    }

    @Test func aHandoffLapsesAtItsEndAndNotBefore() throws {
        var offered = try Offered()
        let lapse = Order.lapseHandoff(HandoffOrder(conversation: offered.id, handoff: offered.handoff))
        #expect(throws: Refusal.self) { try offered.world.do(lapse) }
        offered.world.wait(3_590)
        try offered.open(Self.code, in: Self.session)
        try offered.name(Self.mailbox, code: Self.mailboxCode, in: Self.session, expires: 900)
        offered.world.wait(60)
        // A number is on its way to the mailbox, and its mail says how long it is good.
        #expect(throws: Refusal.self) { try offered.world.do(lapse) }
        offered.world.wait(900)
        try offered.world.do(lapse)
        #expect(offered.phase == .lapsed)
        #expect(throws: Refusal.linkClosed) { try offered.prove(Self.mailboxCode, in: Self.session) }
        #expect(throws: Refusal.nothingToDo) { try offered.world.do(lapse) }
    }

    @Test func inAll24OrdersOnlyTheCustomerJoins() throws {
        let orders = orders(Visitor.allCases)
        #expect(orders.count == 24)
        for order in orders {
            var offered = try Offered()
            let turn = offered.world.turn(offered.id)
            for visitor in order { for step in visitor.steps { step(&offered) } }
            expectOnlyTheCustomer(offered, "\(order)")
            // The same conversation, the same clock.
            #expect(offered.world.turn(offered.id) == turn)
            #expect(offered.world.states.conversations.count == 1)
        }
    }

    @Test func inEveryInterleavingOfStepsOnlyTheCustomerJoins() throws {
        var random = SeededGenerator(seed: 24)
        for round in 0..<500 {
            var offered = try Offered()
            var left = Visitor.allCases.map(\.steps)
            while left.contains(where: { !$0.isEmpty }) {
                let index = random.below(left.count)
                if !left[index].isEmpty { left[index].removeFirst()(&offered) }
            }
            expectOnlyTheCustomer(offered, "round \(round)")
        }
    }

    @Test func theCodeIsGoodOnceForOneSession() throws {
        var offered = try Offered()
        try offered.open(Self.code, in: Self.session)
        #expect(throws: Refusal.linkClosed) { try offered.open(Self.code, in: Self.strangersSession) }
        #expect(throws: Refusal.linkClosed) { try offered.name(Self.strangersMailbox, code: Self.strangersCode, in: Self.strangersSession) }
        try offered.name(Self.mailbox, code: Self.mailboxCode, in: Self.session)
        #expect(throws: Refusal.linkClosed) { try offered.prove(Self.mailboxCode, in: Self.strangersSession) }
        try offered.prove(Self.mailboxCode, in: Self.session)
        for _ in 0..<2 { #expect(throws: Refusal.linkClosed) { try offered.prove(Self.mailboxCode, in: Self.session) } }
    }

    @Test func fiveWrongCodesCloseIt() throws {
        var offered = try Offered()
        for _ in 0..<Handoff.attemptsAllowed { try offered.open(Self.wrong, in: Self.strangersSession) }
        #expect(throws: Refusal.linkClosed) { try offered.open(Self.wrong, in: Self.strangersSession) }
        #expect(throws: Refusal.linkClosed) { try offered.open(Self.code, in: Self.session) }
        try offered.world.do(.lapseHandoff(HandoffOrder(conversation: offered.id, handoff: offered.handoff)))
        #expect(offered.phase == .lapsed)
    }

    @Test func wrongCodesCountOverBothSteps() throws {
        var offered = try Offered()
        try offered.open(Self.wrong, in: Self.session)
        try offered.open(Self.wrong, in: Self.session)
        try offered.open(Self.code, in: Self.session)
        try offered.name(Self.mailbox, code: Self.mailboxCode, in: Self.session)
        for _ in 0..<3 { try offered.prove(Self.wrong, in: Self.session) }
        #expect(throws: Refusal.linkClosed) { try offered.prove(Self.mailboxCode, in: Self.session) }
        #expect(!offered.holds(Self.mailbox))
    }

    @Test func fiveMailboxesAreEnough() throws {
        var offered = try Offered()
        try offered.open(Self.code, in: Self.session)
        for _ in 0..<Handoff.mailboxesAllowed { try offered.name(Self.mailbox, code: Self.mailboxCode, in: Self.session) }
        #expect(throws: Refusal.linkClosed) { try offered.name(Self.mailbox, code: Self.mailboxCode, in: Self.session) }
        try offered.prove(Self.mailboxCode, in: Self.session)
    }

    @Test func theNewestMailboxCodeAloneIsGood() throws {
        var offered = try Offered()
        try offered.open(Self.code, in: Self.session)
        try offered.name(Self.strangersMailbox, code: Self.strangersCode, in: Self.session)
        try offered.name(Self.mailbox, code: Self.mailboxCode, in: Self.session)
        try offered.prove(Self.strangersCode, in: Self.session)
        #expect(!offered.holds(Self.strangersMailbox))
        try offered.prove(Self.mailboxCode, in: Self.session)
        #expect(offered.holds(Self.mailbox))
    }

    @Test func whatHasExpiredIsClosed() throws {
        var offered = try Offered()
        offered.world.wait(3_600)
        #expect(throws: Refusal.linkClosed) { try offered.open(Self.code, in: Self.session) }
        offered = try Offered()
        try offered.open(Self.code, in: Self.session)
        try offered.name(Self.mailbox, code: Self.mailboxCode, in: Self.session, expires: 60)
        offered.world.wait(60)
        #expect(throws: Refusal.linkClosed) { try offered.prove(Self.mailboxCode, in: Self.session) }
        #expect(throws: Refusal.self) {
            try offered.world.do(.lapseHandoff(HandoffOrder(conversation: offered.id, handoff: offered.handoff)))
        }
        offered.world.wait(3_600)
        #expect(throws: Refusal.linkClosed) { try offered.name(Self.mailbox, code: Self.mailboxCode, in: Self.session) }
    }

    @Test func aLinkThatStoodInPublicProvesNothing() throws {
        var offered = try Offered(on: .xPublic)
        #expect(throws: Refusal.linkClosed) { try offered.open(Self.code, in: Self.session) }
        #expect(throws: Refusal.linkClosed) { try offered.name(Self.mailbox, code: Self.mailboxCode, in: Self.session) }
        #expect(offered.phase == .offered)
    }

    @Test func theCodeMailEndsNoTurnAndTheWayBackIsOneStep() throws {
        var offered = try Offered()
        let turn = offered.world.turn(offered.id)
        try offered.open(Self.code, in: Self.session)
        try offered.name(Self.mailbox, code: Self.mailboxCode, in: Self.session)
        let mail = try #require(offered.world.log.last?.leaf.eventID)
        try offered.world.accept(mail, in: offered.id)
        #expect(offered.world.turn(offered.id) == turn)
        #expect(throws: Refusal.linkClosed) {
            try offered.world.do(.returnHandoff(HandoffOrder(conversation: offered.id, handoff: offered.handoff)))
        }
        try offered.prove(Self.mailboxCode, in: Self.session)
        try offered.world.do(.returnHandoff(HandoffOrder(conversation: offered.id, handoff: offered.handoff)))
        #expect(offered.phase == .returned)
        #expect(offered.world.turn(offered.id) == turn)
    }

    @Test func aHandoffGoesOnThroughAMerge() throws {
        var offered = try Offered()
        let root = try #require(try offered.world.receive(from: 2))
        try offered.world.do(.merge(offered.id, into: root), by: .staff(World.staff(1)))
        try offered.open(Self.code, in: Self.session)
        try offered.name(Self.mailbox, code: Self.mailboxCode, in: Self.session)
        try offered.prove(Self.mailboxCode, in: Self.session)
        #expect(offered.phase == .joined && offered.holds(Self.mailbox))
    }

    @Test func aHeldInvitationIsOfferedWhenItGoesOut() throws {
        var offered = try Offered()
        let invitation = Draft.Invitation(
            destination: "d", token: World.key(150), code: World.key(151), expires: offered.world.ago(-900))
        let held = try offered.world.submit(in: offered.id, act: ActWords.invitation, labels: ["t_hold"], invitation: invitation)
        #expect(try offered.world.conversation(offered.id).handoffs[held] == nil)
        try offered.world.do(
            .approve(ApproveOrder(conversation: offered.id, send: held, role: "t_supervisor")), by: .staff(World.staff(2)))
        offered.handoff = held
        try offered.open(World.key(151), in: Self.session)
        #expect(offered.phase == .opened(session: Self.session))
    }
}
