import Ledger
import Testing

@testable import Conversations

/// Random histories: what the leaf alone tells is the same whoever was erased, and nothing but an answer loosens a promise.
@Suite struct LeavesAloneTellClockAndCountsTests {
    /// What must outlive every erasure.
    struct Remains: Equatable {
        var head: StreamHead
        var began: ChannelKind
        var clock: ConversationClock<ConversationID>
        var parties: [PartyID]
        var inbound: [Timestamp]
        var outbound: Int
        var sends: [EventID: Send.Phase]
        var status: ConversationState.Status
        var parts: [ConversationID]
        var withdrawn: Set<EventID>

        init(_ state: ConversationState) {
            (head, began, clock, parties, inbound) = (state.head, state.began, state.clock, state.parties, state.inbound)
            (outbound, status, parts, withdrawn) = (state.outboundCount, state.status, state.parts, state.withdrawn)
            sends = state.sends.mapValues(\.phase)
        }
    }

    static func remains(_ states: States) -> [ConversationID: Remains] { states.conversations.mapValues { Remains($0) } }

    /// One random act; whether it was accepted.
    static func act(_ world: inout World, _ r: inout SeededGenerator) throws -> (order: String, accepted: Bool) {
        let all = Array(world.states.conversations.keys).sorted { $0.description < $1.description }
        world.wait(Int64(r.below(5_000)))
        let staff = Principal.staff(World.staff(r.below(3)))
        func any() -> ConversationID? { all.isEmpty ? nil : all[r.below(all.count)] }
        func send(_ id: ConversationID) -> EventID? {
            let sends = Array(world.states.conversations[id]?.sends.keys ?? [:].keys).sorted { "\($0)" < "\($1)" }
            return sends.isEmpty ? nil : sends[r.below(sends.count)]
        }
        let kind = r.below(100)
        do throws(Refusal) {
            if kind < 38 || all.isEmpty {
                let channels: [ChannelKind] = [.xPublic, .xDM, .plainEmail, .sandboxDM]
                let channel = channels[r.below(channels.count)]
                var trail = Trail()
                if r.chance(20) { trail.replyToken = any() }
                if r.chance(20) { trail.parents = [World.key(UInt64(r.below(40)))] }
                let label = ["t_task", "t_complaint", "t_urgent", "t_soon", "t_keep_apart"]
                _ = try world.receive(
                    from: r.below(6), on: channel, account: r.below(2), published: world.ago(Int64(r.below(30_000) - 500)),
                    labels: r.chance(30) ? [label[r.below(label.count)]] : [], message: World.key(UInt64(r.below(4_000))),
                    thread: r.chance(20) ? World.key(UInt64(r.below(40))) : nil, trail: trail, proof: r.chance(5) ? .none : .network,
                    automatic: r.chance(5))
                return ("receive", true)
            }
            guard let id = any() else { return ("none", false) }
            switch kind {
            case ..<55:
                let label = ["t_hold", "t_hold_too", "t_block", "t_ack"]
                let acts = [ActWords.reply, ActWords.invitation, ActWords.acknowledgement, "like"]
                let invitation = Draft.Invitation(
                    destination: "d", token: World.key(r.next()), code: World.key(1), expires: world.ago(-Int64(r.below(900_000))))
                _ = try world.submit(
                    in: id, by: r.chance(90) ? staff : .automation("t_answers"), act: acts[r.below(acts.count)],
                    labels: r.chance(30) ? [label[r.below(label.count)]] : [], invitation: r.chance(20) ? invitation : nil)
                return ("submit", true)
            case ..<75:
                guard let send = send(id) else { return ("none", false) }
                switch r.below(10) {
                case 8, 9: try world.report(send, in: id, .bounced(status: "5.1.1"))
                case 0...3: try world.accept(send, in: id, at: world.ago(Int64(r.below(9_000))))
                case 4: try world.report(send, in: id, .failed(reason: "r"))
                case 5: try world.report(send, in: id, .unknown(reason: "r"))
                case 6: try world.report(send, in: id, .found(providerKey: nil, threadKey: nil, providerID: nil))
                default: try world.report(send, in: id, .absent)
                }
                return ("report", true)
            case ..<79:
                guard let send = send(id) else { return ("none", false) }
                let role = r.chance(50) ? "t_supervisor" : "t_officer"
                if r.chance(80) {
                    try world.do(.approve(ApproveOrder(conversation: id, send: send, role: role)), by: staff)
                } else {
                    try world.do(.reject(RejectOrder(conversation: id, send: send, reason: "r")), by: staff)
                }
            case ..<83:
                let words = ["t_urgent", "t_soon", "other"]
                try world.do(
                    .label(LabelOrder(conversation: id, add: [words[r.below(3)]], remove: r.chance(50) ? [words[r.below(3)]] : [])),
                    by: staff)
            case ..<85: try world.do(.prioritise(id, r.chance(50) ? 5 : 0), by: staff)
            case ..<87: try world.do(.assign(id, to: World.staff(r.below(3))), by: staff)
            case ..<88: try world.do(.unassign(id), by: staff)
            case ..<91:
                guard let other = any() else { return ("none", false) }
                try world.do(.merge(id, into: other), by: staff)
            case ..<93:
                guard let part = world.states.conversations[id]?.parts.first else { return ("none", false) }
                try world.do(.unmerge(part: part, from: id), by: staff)
            case ..<94: try world.do(.split(SplitOrder(conversation: id, part: ConversationID(world.stream()))), by: staff)
            case ..<95:
                try world.do(.resolve(ResolveOrder(conversation: id, code: "c", sentiment: "s", unanswered: r.chance(50))), by: staff)
            case ..<96: try world.do(.reopen(id), by: staff)
            case ..<97:
                let message = world.states.conversations[id]?.messages.last ?? World.someEvent(r.next())
                try world.do(.withdraw(WithdrawOrder(conversation: id, message: message, at: world.ago(10))), by: .network)
            case ..<98:
                if r.chance(50), let waiting = world.waiting.randomElement(using: &r) {
                    try world.release(waiting, into: r.chance(30) ? id : nil, by: staff)
                } else {
                    try world.do(.view(id, purpose: "p"), by: staff)
                }
            default:
                guard let handoff = world.states.conversations[id]?.handoffs.keys.min(by: { "\($0)" < "\($1)" }) else {
                    return ("none", false)
                }
                try world.do(
                    .openHandoff(
                        OpenHandoffOrder(
                            conversation: id, handoff: handoff, code: World.key(UInt64(r.below(4) == 0 ? 0 : 1)), session: World.key(5))))
            }
            return ("other", true)
        } catch {
            return ("refused", false)
        }
    }

    @Test(arguments: 0..<12) func whoeverIsErasedClocksAndCountsStay(seed: Int) throws {
        var world = World(seed: UInt64(seed) &* 77 &+ 1, try TestTerms.make())
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<400 { _ = try Self.act(&world, &random) }
        #expect(world.folded(keeps: { _ in true }).conversations == world.states.conversations)
        let all = Self.remains(world.states)
        #expect(Self.remains(world.folded(keeps: { _ in false })) == all)
        for _ in 0..<3 {
            let bits = random.next()
            let half = world.folded(keeps: { entry in
                bits >> (entry.leaf.streams[0].id.description.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) } % 64) & 1 == 1
            })
            #expect(Self.remains(half) == all)
        }
    }

    /// For each act but an answer: whoever waited before waits no longer after.
    @Test(arguments: 100..<112) func nothingButAnAnswerLoosensAPromise(seed: Int) throws {
        var world = World(seed: UInt64(seed), try TestTerms.make())
        var random = SeededGenerator(seed: UInt64(seed))
        for step in 0..<300 {
            let before = world.states
            let count = world.log.count
            _ = try Self.act(&world, &random)
            guard world.log.count > count, let entry = world.log.last, let type = CommandType(rawValue: entry.leaf.commandType) else {
                continue
            }
            if type == .recordAccepted || type == .recordFound { continue }
            for (id, state) in before.conversations where state.mergedInto == nil {
                guard let turn = state.clock.runningTurn else { continue }
                // An undone merge gives each part its own: the strictest of them is still the strictest.
                let now = ([id] + state.parts).compactMap { world.states.root(of: $0)?.clock.runningTurn }
                let due = now.compactMap { $0.promise?.due }.min()
                #expect(now.contains { $0.start <= turn.start }, "seed \(seed), step \(step), \(type)")
                #expect((due ?? .distantFuture) <= (turn.promise?.due ?? .distantFuture), "seed \(seed), step \(step), \(type)")
            }
        }
    }

    /// The clock of a conversation that was never merged or split, worked out anew from messages and answers.
    @Test(arguments: 200..<208) func theRunningTurnIsWhatMessagesAndAnswersSay(seed: Int) throws {
        var world = World(seed: UInt64(seed), try TestTerms.make())
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<400 { _ = try Self.act(&world, &random) }
        var messages: [ConversationID: [Timestamp]] = [:]
        var answers: [ConversationID: [(send: EventID, at: Timestamp)]] = [:]
        var odd: Set<ConversationID> = []
        var substantive: Set<EventID> = []
        for entry in world.log {
            let ids = entry.leaf.streams.filter { $0.kind == .conversation }.map { ConversationID($0.id) }
            guard let id = ids.first else { continue }
            if ids.count > 1 { odd.formUnion(ids) }
            for event in entry.events ?? [] {
                switch event {
                case .received(let received) where !received.automatic: messages[id, default: []].append(received.published)
                case .queued(let queued) where queued.substantive: substantive.insert(queued.send)
                case .held(let held) where held.queued.substantive: substantive.insert(held.send)
                case .accepted(let accepted) where substantive.contains(accepted.send):
                    answers[id, default: []].append((accepted.send, accepted.at))
                case .sendFound(let found) where substantive.contains(found.send): answers[id, default: []].append((found.send, found.at))
                case .failed(let failed): answers[id]?.removeAll { $0.send == failed.send }
                default: break
                }
            }
        }
        var compared = 0
        for (id, state) in world.states.conversations where !odd.contains(id) {
            let last = answers[id]?.map(\.at).max() ?? .distantPast
            let start = messages[id]?.filter { $0 > last }.min()
            #expect(state.clock.runningTurn?.start == start)
            #expect((state.clock.runningTurn?.promise == nil) == (start == nil))
            compared += 1
        }
        #expect(compared > 0)
    }

    @Test func theHistoriesReachEveryKindOfEntry() throws {
        var seen: Set<CommandType> = []
        for seed in 0..<40 {
            var world = World(seed: UInt64(seed), try TestTerms.make())
            var random = SeededGenerator(seed: UInt64(seed))
            for _ in 0..<400 { _ = try Self.act(&world, &random) }
            seen.formUnion(world.log.compactMap { CommandType(rawValue: $0.leaf.commandType) })
        }
        let wanted: Set<CommandType> = [
            .receive, .quarantine, .release, .withdraw, .submit, .approve, .reject, .recordAccepted, .recordFailed, .recordUnknown,
            .recordFound,
            .recordAbsent, .openHandoff, .refuseHandoff, .assign, .unassign, .label, .prioritise, .resolve, .reopen, .merge, .split,
            .unmerge, .view,
        ]
        #expect(seen.isSuperset(of: wanted), "missing: \(wanted.subtracting(seen))")
    }
}

extension World {
    static func someEvent(_ number: UInt64) -> EventID { EventID(high: 0xE000, low: number)! }  // not zero
}
