public import Policies
public import PolicyFiles

/// What scenarios ask of packs: rules, conditions both ways, answers, and which small faults they would not notice.
public struct PolicyCoverage: Sendable {
    /// How often a class was found on channels of a class, by direction.
    public struct Cell: Hashable, Sendable {
        public var direction: Direction
        public var channel: String
        public var dataClass: DataClass
        public var scenarios: Int
    }

    public private(set) var scenarios = 0
    /// Scenarios that do not pass: they are no measure of anything until they do.
    public private(set) var failing: [String] = []
    public private(set) var rules: [RuleCoverage] = []
    public private(set) var verdicts: [Verdict: Int] = [:]
    public private(set) var cells: [Cell] = []
    public private(set) var mutants = 0
    /// The faults that no scenario notices.
    public private(set) var survivors: [RuleMutant] = []

    /// Of 100 small faults so many are noticed.
    public var score: Double { mutants == 0 ? 100 : Double(mutants - survivors.count) * 100 / Double(mutants) }
    public var unfired: [RuleCoverage] { rules.filter { $0.fired == 0 } }
    /// Conditions that held in every scenario, or in none.
    public var oneSided: [(name: RuleName, part: RuleCoverage.Part)] {
        rules.flatMap { rule in rule.parts.filter { $0.held == 0 || $0.failed == 0 }.map { (rule.name, $0) } }
    }

    private struct Asked {
        let scenario: Scenario
        let facts: Facts
        let decision: Decision
        let packs: Set<String>
        /// As it was read once: reading it anew for every fault would scan the same text thousands of times.
        let read: ScenarioRunner.Stated
    }

    /// - Parameter names: the packs to look at; empty is all.
    /// - Throws: ``PolicyErrors``, each with the place of a scenario that cannot be run.
    public init(
        _ folder: PolicyFolder, scenarios: [Scenario], packs names: [String] = [], mutating: Bool = true,
        progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws {
        let wording = Wording(folder.vocabulary)
        let runner = try Self.runner(folder, scenarios)
        var asked: [Asked] = []
        var errors: [PolicyError] = []
        for scenario in scenarios {
            do throws(ScenarioError) {
                let questions = try runner.questions(of: scenario)
                // A scenario that fails notices every fault, and so none.
                guard let first = questions.first, runner.keeps(scenario, as: first) else {
                    failing.append(scenario.id)
                    continue
                }
                self.scenarios += 1
                asked += questions.map { read in
                    let (facts, packs) = (read.given.facts, read.packs)
                    return Asked(
                        scenario: scenario, facts: facts, decision: packs.decide(facts), packs: Set(packs.packs.map(\.reference.id)),
                        read: read)
                }
            } catch {
                errors.append(Self.unreadable(scenario, error))
            }
        }
        guard errors.isEmpty else { throw PolicyErrors(errors) }
        for one in asked { verdicts[one.decision.verdict, default: 0] += 1 }
        cells = Self.cells(asked)
        let packs = folder.packs.filter { names.isEmpty || names.contains($0.reference.id) }
        let all = packs.flatMap { pack in pack.rules.map { (pack, $0) } }
        for (place, (pack, rule)) in all.enumerated() {
            let name = RuleName(pack: pack.reference.id, rule: rule.id)
            let own = asked.filter {
                $0.packs.contains(name.pack) && rule.directions.contains($0.facts.direction) && rule.effective.contains($0.facts.now)
                    && pack.effective.contains($0.facts.now)
            }
            var coverage = RuleCoverage(name, rule, wording)
            for one in own { coverage.note(one.decision, one.facts, rule) }
            rules.append(coverage)
            if mutating {
                for mutant in RuleMutant.all(of: rule, in: name.pack, ordinary: folder.vocabulary.ordinary, wording) {
                    mutants += 1
                    if !isNoticed(mutant, of: rule, in: pack, own, runner) { survivors.append(mutant) }
                }
            }
            progress(UInt64(place + 1), UInt64(all.count))
        }
    }

    private static func runner(_ folder: PolicyFolder, _ scenarios: [Scenario]) throws -> ScenarioRunner {
        do throws(ScenarioError) { return try ScenarioRunner(folder, for: scenarios) } catch {
            let errors = scenarios.compactMap { scenario in ScenarioRunner.problem(of: scenario, folder).map { unreadable(scenario, $0) } }
            guard errors.isEmpty else { throw PolicyErrors(errors) }
            throw error
        }
    }

    private static func unreadable(_ scenario: Scenario, _ why: ScenarioError) -> PolicyError {
        PolicyError(
            file: scenario.file, line: scenario.line, column: scenario.column,
            problem: "the scenario \(scenario.id) cannot be run: \(why)",
            expected: "what is given can be read, and the packs that it names are there")
    }

    /// Whether a scenario that passes fails with the fault.
    private func isNoticed(_ mutant: RuleMutant, of rule: Rule, in pack: Pack, _ asked: [Asked], _ runner: ScenarioRunner) -> Bool {
        // Only where the rule fires, or would fire with the fault, can anything be different.
        let touched = asked.filter { one in
            let labels = Set(one.decision.labels)
            let fires = rule.when.holds(for: one.facts, labels: labels)
            guard mutant.isInCondition, let changed = mutant.rule else { return fires }
            return fires != changed.when.holds(for: one.facts, labels: labels)
        }
        guard !touched.isEmpty else { return false }
        var changed = pack
        changed.rules = pack.rules.compactMap { $0.id == rule.id ? mutant.rule : $0 }
        // A pack that no longer loads has been noticed.
        guard let faulty = runner.replacing(changed) else { return true }
        // One act is asked again quickly, a conversation runs from its first message: only where no act notices, and each once.
        if touched.contains(where: { $0.scenario.messages.isEmpty && !faulty.keeps($0.scenario, as: $0.read) }) { return true }
        var heard: Set<String> = []
        return touched.contains { one in
            !one.scenario.messages.isEmpty && heard.insert(one.scenario.id).inserted && !faulty.keeps(one.scenario, as: one.read)
        }
    }

    private static func cells(_ asked: [Asked]) -> [Cell] {
        var counts: [Cell: Int] = [:]
        for one in asked {
            for dataClass in one.facts.findings.keys where one.facts.findings[dataClass] ?? .possible >= .likely {
                let channel = one.facts.channel.map { Wording.plain($0.channelClass.word) } ?? "none"
                counts[Cell(direction: one.facts.direction, channel: channel, dataClass: dataClass, scenarios: 0), default: 0] += 1
            }
        }
        return counts.map { cell, count in
            var cell = cell
            cell.scenarios = count
            return cell
        }.sorted { ($0.direction.rawValue, $0.channel, $0.dataClass) < ($1.direction.rawValue, $1.channel, $1.dataClass) }
    }
}
