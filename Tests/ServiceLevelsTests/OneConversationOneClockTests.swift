import ServiceLevels
import Testing

/// The clock of random conversations, against a replay of all their events in order of time.
struct OneConversationOneClockTests {
    enum Event: Hashable {
        case message(part: Int, at: Timestamp)
        case answer(part: Int, at: Timestamp)
        /// The answer at that instant came back.
        case returned(part: Int, at: Timestamp)
        case merge(Int, into: Int, at: Timestamp)
        case label(seconds: UInt32)

        /// Where instants are equal: an answer answers what was published by then, and is given before parts are joined.
        var place: (Timestamp, Int) {
            switch self {
            case .message(_, let at): (at, 0)
            case .answer(_, let at), .returned(_, let at): (at, 1)
            case .merge(_, _, let at): (at, 2)
            case .label: (.distantPast, 0)
            }
        }
    }

    static let staffed: StaffedTime = {
        do { return try Places.working().staffed } catch { fatalError("\(error)") }
    }()
    /// A quarter of an hour before the team goes home, the evening before the clocks change.
    static let evening = Places.at("2027-10-30T18:45:00Z")

    static func promise(_ start: Timestamp, labels: Set<UInt32>) throws(CalendarError) -> Promise {
        var best: Promise?
        let targets = [ResponseTarget(seconds: 3600, basis: .staffed)] + labels.map { ResponseTarget(seconds: $0, basis: .allTime) }
        for target in targets {
            let promise = Promise(target: target, due: try target.due(start: start, staffed: staffed), terms: 7)
            if best.map({ promise.isStricter(than: $0) }) ?? true { best = promise }
        }
        return best ?? Promise(target: targets[0], due: start, terms: 7)
    }

    /// Conversations that merge as they go, driven by deciding and, beside it, by folding what was decided.
    struct Firm {
        var clocks: [ConversationClock<Int>]
        var folded: [ConversationClock<Int>]
        var labels: Set<UInt32> = []

        init(parts: Int) {
            clocks = (0..<parts).map { ConversationClock($0) }
            folded = clocks
        }

        func index(of part: Int) -> Int { clocks.firstIndex { $0.parts.contains(part) } ?? 0 }

        mutating func handle(_ event: Event) throws {
            let labels = labels
            let promise: ConversationClock<Int>.Promising = { start throws(CalendarError) in
                try OneConversationOneClockTests.promise(start, labels: labels)
            }
            switch event {
            case .message(let part, let at):
                let index = index(of: part)
                let operation = try clocks[index].customerWrote(published: at, in: part, promise: promise)
                try folded[index].insert(message: at, in: part)
                try fold(operation, part, index)
            case .answer(let part, let at):
                let index = index(of: part)
                let operation = try clocks[index].answered(at: at, in: part, promise: promise)
                try folded[index].insert(answer: at, in: part)
                try fold(operation, part, index)
                if clocks[index].parts.count > 1 { try followUp(index) }
            case .returned(let part, let at):
                let index = index(of: part)
                _ = try clocks[index].returned(at: at, in: part)
                try folded[index].insert(returned: at, in: part)
                // What was said of the conversation meanwhile holds for the turn that runs again.
                try followUp(index)
            case .merge(let part, let into, let at):
                let (from, to) = (index(of: part), index(of: into))
                guard from != to else { return }
                try clocks[to].merge(clocks[from], into: into, at: at)
                try folded[to].merge(folded[from], into: into, at: at)
                clocks.remove(at: from)
                folded.remove(at: from)
                try followUp(index(of: into))
            case .label(let seconds):
                self.labels.insert(seconds)
                for index in clocks.indices { try followUp(index) }
            }
        }

        /// The follow-up entries after what may have uncovered turns or made them stricter.
        mutating func followUp(_ index: Int) throws {
            let labels = labels
            let operations = try clocks[index].tightenAll { start throws(CalendarError) in
                try OneConversationOneClockTests.promise(start, labels: labels)
            }
            for (part, operation) in operations { try fold(operation, part, index) }
        }

        mutating func fold(_ operation: ClockOperation, _ part: Int, _ index: Int) throws {
            switch operation {
            case .start(let turn), .earlierStart(let turn), .tighten(let turn), .endAndStart(_, let turn):
                if let promise = turn.promise { try folded[index].insert(promise, start: turn.start, in: part) }
            case .keep, .end, .merge, .split, .undo: break
            }
        }
    }

    /// What must come out, by replaying everything in order of time.
    struct Replay {
        var running: [Int: Timestamp] = [:]
        var ended: [(part: Int, start: Timestamp, end: Timestamp)] = []

        init(_ events: [Event], without undone: Set<Int> = []) {
            var groups: [Set<Int>] = (0..<4).map { [$0] }
            for event in Set(events).sorted(by: { $0.place < $1.place }) {
                switch event {
                case .answer(let part, let at) where events.contains(.returned(part: part, at: at)): break
                case .returned: break
                case .message(let part, let at): if running[part] == nil { running[part] = at }
                case .answer(let part, let at):
                    for member in groups.first(where: { $0.contains(part) }) ?? [] {
                        if let start = running.removeValue(forKey: member) { ended.append((member, start, at)) }
                    }
                case .merge(let part, let into, _):
                    guard !undone.contains(part) else { continue }
                    let joined = groups.filter { $0.contains(part) || $0.contains(into) }.reduce(into: Set<Int>()) { $0.formUnion($1) }
                    groups = groups.filter { $0.isDisjoint(with: joined) } + [joined]
                case .label: break
                }
            }
        }

        func runningTurn(of parts: Set<Int>, labels: Set<UInt32>) throws -> (start: Timestamp, due: Timestamp)? {
            let starts = running.filter { parts.contains($0.key) }.map(\.value)
            guard let first = starts.min() else { return nil }
            return (first, try starts.map { try OneConversationOneClockTests.promise($0, labels: labels).due }.min() ?? first)
        }

        func endedTurns(of parts: Set<Int>) -> [Timestamp: Timestamp] {
            var visible: [Timestamp: Timestamp] = [:]
            for turn in ended where parts.contains(turn.part) {
                visible[turn.end] = min(visible[turn.end] ?? turn.start, turn.start)
            }
            return visible
        }
    }

    /// Few distinct instants, so that many are equal.
    static func randomEvents(_ random: inout SeededGenerator, labels: Bool, merges: Bool) -> [Event] {
        func instant(_ random: inout SeededGenerator) -> Timestamp { evening + .seconds(300 * Int.random(in: 0..<12, using: &random)) }
        var events: [Event] = []
        for _ in 0..<Int.random(in: 1...10, using: &random) {
            let part = Int.random(in: 0..<4, using: &random)
            events.append(
                .random(in: 0..<5, using: &random) < 3
                    ? .message(part: part, at: instant(&random)) : .answer(part: part, at: instant(&random)))
        }
        if labels { events.append(.label(seconds: .random(in: 60...4000, using: &random))) }
        guard merges else { return events }
        // Part 3 into 2, 2 into 1, 1 into 0 in any number: each merge takes along what had been merged before.
        for part in 1..<4 where Bool.random(using: &random) {
            events.append(.merge(part, into: Bool.random(using: &random) ? 0 : part - 1, at: instant(&random)))
        }
        return events
    }

    static func check(_ firm: Firm, against replay: Replay) throws {
        for clock in firm.clocks {
            let expected = try replay.runningTurn(of: clock.parts, labels: firm.labels)
            #expect(clock.runningTurn?.start == expected?.start)
            #expect(clock.runningTurn?.promise?.due == expected?.due)
            let ended = Dictionary(uniqueKeysWithValues: clock.endedTurns.map { ($0.ended ?? .distantFuture, $0.start) })
            #expect(ended == replay.endedTurns(of: clock.parts))
            #expect(clock.unpromised.isEmpty)
        }
    }

    @Test func anyOrderOfArrivalGivesTheClockOfTheOrderOfTime() throws {
        var random = SeededGenerator(seed: 2027)
        for round in 0..<1500 {
            let events = Self.randomEvents(&random, labels: round % 3 == 0, merges: round % 2 == 0)
            let replay = Replay(events)
            for _ in 0..<3 {
                var firm = Firm(parts: 4)
                // Some arrive twice, and all in any order; merges keep theirs, as each names what the one before made.
                let others = (events + events.prefix(2)).filter { if case .merge = $0 { false } else { true } }.shuffled(using: &random)
                var arrival = others
                for merge in events.filter({ if case .merge = $0 { true } else { false } }) {
                    arrival.insert(merge, at: .random(in: 0...arrival.count, using: &random))
                }
                for event in arrival { try firm.handle(event) }
                try Self.check(firm, against: replay)
                #expect(firm.clocks == firm.folded)
            }
        }
    }

    @Test func anAnswerThatCameBackWasNeverGivenWheneverThatIsHeard() throws {
        var random = SeededGenerator(seed: 511)
        var taken = 0
        for round in 0..<1500 {
            var events = Self.randomEvents(&random, labels: round % 3 == 0, merges: round % 2 == 0)
            for case .answer(let part, let at) in events where Bool.random(using: &random) { events.append(.returned(part: part, at: at)) }
            taken += events.count { if case .returned = $0 { true } else { false } }
            let replay = Replay(events)
            for _ in 0..<3 {
                var firm = Firm(parts: 4)
                var arrival = (events + events.suffix(2)).filter { if case .merge = $0 { false } else { true } }.shuffled(using: &random)
                for merge in events.filter({ if case .merge = $0 { true } else { false } }) {
                    arrival.insert(merge, at: .random(in: 0...arrival.count, using: &random))
                }
                for event in arrival {
                    let before = firm.clocks.compactMap(\.runningTurn?.promise?.due).min()
                    try firm.handle(event)
                    guard case .returned = event, let before else { continue }
                    let after = firm.clocks.compactMap(\.runningTurn?.promise?.due).min() ?? .distantFuture
                    #expect(after <= before)
                }
                try Self.check(firm, against: replay)
                #expect(firm.clocks == firm.folded)
            }
        }
        #expect(taken > 500)
    }

    @Test func ofTwoAnswersAtOneInstantOneMayComeBack() throws {
        var clock = ConversationClock(0)
        let (written, at) = (Self.evening, Self.evening + .seconds(60))
        let promise: ConversationClock<Int>.Promising = { start throws(CalendarError) in try Self.promise(start, labels: []) }
        _ = try clock.customerWrote(published: written, in: 0, promise: promise)
        let running = clock.runningTurn
        for send in [1, 2] as [UInt64] { _ = try clock.answered(at: at, of: send, in: 0, promise: promise) }
        #expect(try clock.returned(at: at, of: 1, in: 0) == .keep(nil))
        #expect(clock.endedTurns.count == 1)
        #expect(try clock.returned(at: at, of: 2, in: 0).turn == running)
        #expect(clock.runningTurn == running && clock.endedTurns.isEmpty)
        #expect(try clock.returned(at: at, of: 2, in: 0) == .keep(running))
    }

    @Test func undoingAMergeGivesEachPartItsOwnTurnBack() throws {
        var random = SeededGenerator(seed: 77)
        var undone = 0
        for _ in 0..<1500 {
            let events = Self.randomEvents(&random, labels: false, merges: true)
            var firm = Firm(parts: 4)
            for event in events { try firm.handle(event) }
            let merged = events.compactMap { event in if case .merge(let part, _, _) = event { part } else { nil } }
            guard let part = merged.randomElement(using: &random) else { continue }
            let index = firm.index(of: part)
            // A merge that found both in one conversation already made no link.
            guard let other = try? firm.clocks[index].undoMerge(of: part) else { continue }
            undone += 1
            firm.clocks.append(other)
            firm.folded.append(try firm.folded[index].undoMerge(of: part))
            for index in firm.clocks.indices { try firm.followUp(index) }
            #expect(firm.clocks == firm.folded)
            try Self.check(firm, against: Replay(events, without: [part]))
        }
        #expect(undone > 500)
    }

    @Test func nothingButAnAnswerLoosensARunningTurn() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<1000 {
            var clock = ConversationClock(0)
            var next = 1
            for _ in 0..<12 {
                let before = clock.runningTurn
                let at = Self.evening + .seconds(60 * Int.random(in: 0..<60, using: &random))
                let part = clock.parts.sorted().randomElement(using: &random) ?? 0
                var other: ConversationClock<Int>?
                switch Int.random(in: 0..<6, using: &random) {
                case 0, 1:
                    _ = try clock.customerWrote(published: at, in: part) { start throws(CalendarError) in
                        try Self.promise(start, labels: [])
                    }
                case 2:
                    let seconds = UInt32.random(in: 1...9000, using: &random)
                    _ = try clock.tighten(in: part) { start throws(CalendarError) in
                        Promise(target: .init(seconds: seconds, basis: .allTime), due: start + .seconds(Int(seconds)), terms: 8)
                    }
                case 3:
                    var merged = ConversationClock(next)
                    _ = try merged.customerWrote(published: at, in: next) { start throws(CalendarError) in
                        try Self.promise(start, labels: [])
                    }
                    next += 1
                    #expect(try clock.merge(merged, into: part, at: at).turn == clock.runningTurn)
                case 4:
                    let running = clock.runningTurn(of: part)
                    let split = try clock.split([at], of: part, into: next)
                    next += 1
                    if let running, split.runningTurn != nil {
                        #expect(split.runningTurn == running)
                    }
                    other = split
                default:
                    _ = try clock.answered(at: at, in: part) { start throws(CalendarError) in try Self.promise(start, labels: []) }
                    continue
                }
                let after = clock.runningTurn
                if let before {
                    let after = try #require(after)
                    #expect(after.start <= before.start)
                    if let due = before.promise?.due { #expect(try #require(after.promise).due <= due) }
                }
                if let other { #expect(other.parts.count == 1) }
            }
        }
    }
}
