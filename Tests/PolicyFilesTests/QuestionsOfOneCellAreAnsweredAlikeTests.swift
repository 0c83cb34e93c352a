import Policies
import PolicyFiles
import Testing

@testable import Broker

/// A replay decides each cell once, so what stands in one cell must never be answered in two ways.
@Suite struct QuestionsOfOneCellAreAnsweredAlikeTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    /// Every instant that some rule draws a line at, and its neighbours to the millisecond.
    private func instants(_ packs: [Pack]) -> [Int64] {
        var instants: [Int64] = [1_767_614_400_000]
        for pack in packs {
            for period in [pack.effective] + pack.rules.map(\.effective) {
                for cut in [period.from, period.to] {
                    guard let cut = cut?.milliseconds else { continue }
                    instants += [cut - 1, cut, cut + 1]
                }
            }
        }
        return instants
    }

    private func spans(_ condition: Condition) -> [(FactPath, Int64)] {
        switch condition {
        case .all(let parts), .any(let parts): parts.flatMap { spans($0) }
        case .not(let part): spans(part)
        case .fact(let path, .elapsed(let least, let most)): [least, most].compactMap(\.self).map { (path, $0) }
        default: []
        }
    }

    @Test func randomMomentsOfTheShippedScenariosFallIntoTheRightCells() throws {
        let folder = try Shipped.folder.get()
        let set = try PackSet(folder.packs)
        let cells = QuestionCells(folder.packs)
        let runner = try ScenarioRunner(folder, for: folder.scenarios)
        let questions = folder.scenarios.compactMap { runner.question(of: $0)?.facts }
        let instants = instants(folder.packs)
        let spans = folder.packs.flatMap { $0.rules.flatMap { self.spans($0.when) } }
        #expect(!spans.isEmpty)
        var random = Generator(state: 17)
        var known: [[UInt8]: Decision] = [:]
        var name: [UInt8] = []
        var repeats = 0
        var written = 0
        for round in 0..<40 {
            for question in questions {
                var facts = question
                facts.now = Timestamp(milliseconds: instants.randomElement(using: &random) ?? 0)
                for (path, value) in facts.values {
                    guard case .instant = value, let span = spans.filter({ $0.0 == path }).randomElement(using: &random)?.1 else {
                        continue
                    }
                    let passed = span + Int64.random(in: -1...1, using: &random)
                    facts.values[path] = .instant(facts.now.adding(milliseconds: -passed))
                }
                // Scenarios state names and texts that no conversation carries as facts.
                facts.values = facts.values.filter { Asked(Facts(direction: .audit, now: facts.now, values: [$0.key: $0.value])) != nil }
                guard let asked = Asked(facts) else { continue }
                written += 1
                let now = try #require(cells.cell(of: Array(asked.line.utf8), into: &name), "\(asked.line)")
                #expect(now == facts.now)
                let decision = set.decide(facts)
                if let before = known[name] {
                    repeats += 1
                    #expect(before == decision, "round \(round): \(asked.line)")
                } else {
                    known[name] = decision
                }
            }
        }
        #expect(written > 4_000 && repeats > written / 2, "\(repeats) of \(written) fell into a cell that was known")
    }

    @Test(arguments: [
        "", "1;i", "1;i;x;;;;0;;;", "1;i;0;;;;0;;;a", "1;i;0;;;;0;;;a=", "1;i;0;;;;0;;;a=t", "1;i;99999999999999999999;;;;0;;;",
    ])
    func aLineOfAnotherFormHasNoCell(_ line: String) {
        var name: [UInt8] = []
        #expect(QuestionCells([]).cell(of: Array(line.utf8), into: &name) == nil)
    }

    @Test func whatDiffersInAFactThatIsNoInstantIsAnotherCell() throws {
        let cells = QuestionCells([])
        var names: Set<[UInt8]> = []
        let lines = [
            "1;i;5;;;;0;;;", "1;o;5;;;;0;;;", "1;i;5;a;;;0;;;", "1;i;5;;a;;0;;;", "1;i;5;;;1;0;;;", "1;i;5;;;;1;;;", "1;i;5;;;;0;iban:1;;",
            "1;i;5;;;;0;iban:2;;", "1;i;5;;;;0;;a;", "1;i;5;;;;0;;;a=f1", "1;i;5;;;;0;;;a=f0", "1;i;5;;;;0;;;a=t4", "1;i;5;;;;0;;;b=t4",
        ]
        for line in lines {
            var name: [UInt8] = []
            #expect(cells.cell(of: Array(line.utf8), into: &name) != nil, "\(line)")
            names.insert(name)
        }
        #expect(names.count == lines.count)
        // No rule asks how long ago: any two instants are one.
        var (first, second): ([UInt8], [UInt8]) = ([], [])
        _ = cells.cell(of: Array("1;i;5;;;;0;;;a=t4,b=f1".utf8), into: &first)
        _ = cells.cell(of: Array("1;i;-6;;;;0;;;a=t99,b=f1".utf8), into: &second)
        #expect(first == second)
    }
}
