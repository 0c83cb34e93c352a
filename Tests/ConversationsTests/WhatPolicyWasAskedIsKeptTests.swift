import Ledger
import Testing

@testable import Conversations

/// The question of each decision stands in its event: facts, the same line for the same facts, and never a text.
@Suite struct WhatPolicyWasAskedIsKeptTests {
    private func randomFacts(_ random: inout SeededGenerator) -> Facts {
        func word() -> String { ["a", "b_c", "long.word-9", "X"].randomElement(using: &random) ?? "a" }
        func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
        var facts = Facts(
            direction: Direction.allCases.randomElement(using: &random) ?? .inbound,
            now: Timestamp(milliseconds: Int64.random(in: .min ... .max, using: &random)), act: maybe(Act(word())),
            actor: maybe(ActorRole(word())), channel: ChannelKind.allCases.randomElement(using: &random),
            assurance: Assurance.allCases.randomElement(using: &random) ?? .none)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            facts.note(
                DataClass.allCases.randomElement(using: &random) ?? .cardPAN, at: Level.allCases.randomElement(using: &random) ?? .likely)
            facts.labels.insert(Policies.Label(word()))
            let path = FactPath(word().replacing(".", with: "_"), maybe(word()))
            let values: [FactValue] = [
                .flag(Bool.random(using: &random)), .count(Int.random(in: .min ... .max, using: &random)), .word(word()),
                .words([word(), word()]), .words([]), .instant(Timestamp(milliseconds: Int64.random(in: -9...9, using: &random))),
            ]
            facts.values[path] = values.randomElement(using: &random)
        }
        return facts
    }

    @Test func aQuestionReadsBackAsItWasAsked() throws {
        var random = SeededGenerator(seed: 31)
        for _ in 0..<3_000 {
            let facts = randomFacts(&random)
            let asked = try #require(Asked(facts))
            #expect(asked.facts == facts)
            #expect(asked.facts.flatMap { Asked($0) } == asked, "one line for the same facts")
            #expect(asked.line.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        }
    }

    @Test func anOrdinaryMessagesQuestionIsShort() throws {
        let facts = Facts(
            direction: .inbound, now: Timestamp(milliseconds: 1_767_614_400_123), actor: ActorRole("customer"), channel: .xPublic,
            assurance: .platform)
        #expect(Asked(facts)?.line == "1;i;1767614400123;;customer;1;1;;;")
    }

    /// Whatever has a blank, a sign or a length that no word of a list has is no fact, and then nothing at all is kept.
    @Test(arguments: ["two words", "4929381332664295 ", "", "é", "a;b", "a,b", "a=b", "\"", String(repeating: "a", count: 65)])
    func aTextIsNeverKept(_ text: String) {
        var facts = Facts(direction: .outbound, now: Timestamp(milliseconds: 0))
        facts.values[FactPath("to")] = .word(text)
        #expect(Asked(facts) == nil)
        facts.values = [FactPath("to"): .words(["a", text])]
        #expect(Asked(facts) == nil)
        facts.values = [:]
        facts.labels = [Policies.Label(text)]
        #expect(Asked(facts) == nil)
        facts.labels = []
        facts.actor = ActorRole(text)
        #expect(Asked(facts) == nil)
    }

    @Test(
        arguments: [
            "", "1", "2;i;0;;;;0;;;", "1;x;0;;;;0;;;", "1;i;;;;;0;;;", "1;i;0;;;;9;;;", "1;i;0;;;99;0;;;", "1;i;0;;;;0;;;;",
            "1;i;0;;;;0;none:1;;", "1;i;0;;;;0;iban:7;;", "1;i;0;;;;0;;a,;", "1;i;0;;;;0;;;a", "1;i;0;;;;0;;;a=", "1;i;0;;;;0;;;a=x1",
            "1;i;0;;;;0;;;a=f2", "1;i;0;;;;0;;;a=t",
        ])
    func aLineOfAnotherFormIsRefused(_ line: String) {
        #expect(Asked(line: line).facts == nil)
    }

    @Test func everyDecisionOfTheDomainKeepsItsQuestion() throws {
        var world = World(try TestTerms.make())
        let id = try #require(try world.receive(from: 1, labels: ["t_task"]))
        let sent = try world.submit(in: id)
        let held = try world.submit(in: id, labels: ["t_hold"])
        let blocked = try world.submit(in: id, labels: ["t_block"])
        try world.do(.approve(ApproveOrder(conversation: id, send: held, role: "t_supervisor")), by: .staff(World.staff(2)))
        try world.receive(from: 2, labels: ["t_keep_apart"])
        func asked(_ name: EventID?, _ read: (Event) -> Asked?) -> Facts? {
            for entry in world.log where name == nil || entry.leaf.eventID == name {
                for event in entry.events ?? [] {
                    if let asked = read(event) { return asked.facts }
                }
            }
            return nil
        }
        let received = asked(nil) { if case .received(let one) = $0 { one.asked } else { nil } }
        #expect(received?.direction == .inbound && received?.labels == [Policies.Label("t_task")])
        let queued = asked(sent) { if case .queued(let one) = $0 { one.asked } else { nil } }
        #expect(queued?.direction == .outbound && queued?.act == Act(ActWords.reply) && queued?.channel == .xDM)
        #expect(queued?.assurance == .platform && queued?.actor == Principal.staff(World.staff(1)).role)
        // What the conversation bears already is part of the question about what goes out.
        let borne: Set<Policies.Label> = [Policies.Label("t_task"), Policies.Label("t_noted")]
        func labels(_ own: String) -> Set<Policies.Label> { borne.union([Policies.Label(own)]) }
        #expect(queued?.labels == borne)
        #expect(asked(held) { if case .held(let one) = $0 { one.asked } else { nil } }?.labels == labels("t_hold"))
        #expect(asked(blocked) { if case .blocked(let one) = $0 { one.asked } else { nil } }?.labels == labels("t_block"))
        #expect(asked(nil) { if case .approved(let one) = $0 { one.asked } else { nil } }?.labels == labels("t_hold"))
        #expect(asked(nil) { if case .quarantined(let one) = $0 { one.asked } else { nil } }?.labels == [Policies.Label("t_keep_apart")])
        // What was held was asked about twice, not three times.
        let released = world.log.last { $0.leaf.commandType == CommandType.approve.rawValue }?.events ?? []
        #expect(released.contains { if case .queued(let one) = $0 { one.asked == nil } else { false } })
    }

    @Test func whatFollowsFromTwoFactsIsWorkedOutByTheDomainItself() throws {
        var terms = try TestTerms.make()
        let (due, received) = (FactPath("due", "t_deadline"), FactPath("thread", "received"))
        terms.comparisons = [
            FactPath("thread", "in_time"): FactComparison(.more, due, FactPath("thread", "last_user_message")),
            FactPath("thread", "unknown"): FactComparison(.same, received, FactPath("nobody", "states")),
        ]
        var world = World(terms)
        let plain = try #require(try world.receive(from: 1))
        let complaint = try #require(try world.receive(from: 2, labels: ["t_complaint"]))
        func asked(_ id: ConversationID) throws -> Facts {
            let send = try world.submit(in: id)
            let entry = try #require(world.log.last { $0.leaf.eventID == send })
            let asked = entry.events?.lazy.compactMap { if case .queued(let one) = $0 { one.asked } else { nil } }.first
            return try #require(asked?.facts)
        }
        // Without a complaint there is no deadline, and nothing follows from it.
        let other = try asked(plain)
        #expect(other.values[received] == nil && other.values[due] == nil && other.values[FactPath("thread", "in_time")] == nil)
        let facts = try asked(complaint)
        let state = try #require(world.states.conversations[complaint])
        #expect(facts.values[due] == state.deadlines["t_deadline"].map { FactValue.instant($0) } && facts.values[due] != nil)
        #expect(facts.values[received] == state.complaintReceived.map { FactValue.instant($0) } && facts.values[received] != nil)
        #expect(facts.values[FactPath("thread", "in_time")] == .flag(true))
        #expect(facts.values[FactPath("thread", "unknown")] == nil)
        // The complaint counts from its first word, however often it is repeated.
        try world.receive(from: 2, labels: ["t_complaint"])
        #expect(try asked(complaint).values[received] == facts.values[received])
    }

    @Test func theSameFactsAndPacksGiveTheSameAnswer() throws {
        let terms = try TestTerms.make()
        var world = World(terms)
        let id = try #require(try world.receive(from: 1, labels: ["t_urgent"]))
        for labels in [[], ["t_hold"], ["t_block"], ["t_hold", "t_hold_too"], ["t_near"]] as [Set<String>] {
            try world.submit(in: id, labels: labels)
        }
        for entry in world.log {
            for event in entry.events ?? [] {
                let asked =
                    switch event {
                    case .received(let one): one.asked
                    case .queued(let one): one.asked
                    case .held(let one): one.asked
                    case .blocked(let one): one.asked
                    default: nil as Asked?
                    }
                guard let facts = asked?.facts else { continue }
                #expect(terms.packs.decide(facts).verdict.rawValue == entry.leaf.decision)
            }
        }
    }
}
