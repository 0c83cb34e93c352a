import AccountData
import Conversations
import Policies
public import PolicyFiles

/// Runs scenarios in memory: scan, labels, decision, deadlines, and everything that was promised checked on the effects.
public struct ScenarioRunner: Sendable {
    public let folder: PolicyFolder
    private let lexicons: [[String]: LexiconSet]
    let scanner: Scanner
    private var sets: [[String]: PackSet]
    private let zones: [String: ZoneRules]

    /// - Parameter scenarios: those that will be run; their packs and zones are made ready once.
    public init(_ folder: PolicyFolder, for scenarios: [Scenario]) throws(ScenarioError) {
        self.folder = folder
        scanner = folder.scanner
        // Most sets of packs read the same lexicons.
        var readers: [[Lexicon]: LexiconSet] = [:]
        var lexicons: [[String]: LexiconSet] = [:]
        var sets: [[String]: PackSet] = [:]
        var zones: [String: ZoneRules] = [:]
        for scenario in scenarios {
            let names = Set(scenario.packs).sorted()
            guard sets[names] == nil else { continue }
            sets[names] = try Self.packSet(names, folder)
            let own = folder.lexicons(for: names)
            let reader = readers[own] ?? LexiconSet(own)
            (readers[own], lexicons[names]) = (reader, reader)
        }
        let names = Set(scenarios.compactMap { $0.config["time_zone"]?.text } + folder.serviceLevels.map(\.zone))
        for name in names {
            do throws(PolicyError) { zones[name] = try ZoneFile(named: name).rules } catch { throw .zone("\(error)") }
        }
        self.sets = sets
        self.lexicons = lexicons
        self.zones = zones
    }

    private static func packSet(_ names: [String], _ folder: PolicyFolder) throws(ScenarioError) -> PackSet {
        for name in names where !folder.packs.contains(where: { $0.reference.id == name }) { throw .unknownPack(name) }
        do throws(PackSetError) { return try PackSet(folder.packs(named: names) ?? []) } catch { throw .packs("\(error)") }
    }

    /// What a scenario states, as facts, the packs that are asked, and the text; nil where it cannot be read.
    func question(of scenario: Scenario) -> (facts: Facts, packs: PackSet, text: String?)? {
        guard let stated = try? questions(of: scenario).last else { return nil }
        return (stated.given.facts, stated.packs, stated.given.text)
    }

    /// What policy is asked by a scenario: once, or once a message.
    func questions(of scenario: Scenario) throws(ScenarioError) -> [Stated] {
        scenario.messages.isEmpty ? [try stated(scenario)] : try answers(scenario).answers.map(\.stated)
    }

    /// A scenario read: its facts with what follows from them, and what it is decided by.
    struct Stated {
        var given: GivenFacts
        fileprivate(set) var packs: PackSet
        fileprivate(set) var terms: ScenarioTerms
        fileprivate(set) var definitions: [DeadlineName: DeadlineDefinition]
    }

    func stated(_ scenario: Scenario) throws(ScenarioError) -> Stated {
        var given = try GivenFacts(scenario, lexicons: lexicons(for: scenario), scanner: scanner)
        let packs = try packSet(for: scenario)
        let zones = self.zones
        let calendars = Set(packs.packs.flatMap(\.deadlines).compactMap(\.calendar))
        let terms = try ScenarioTerms(scenario, folder: folder, calendars: calendars) { name throws(ScenarioError) in
            guard let zone = zones[name] else { throw .zone("there is no time zone \(name)") }
            return zone
        }
        let definitions = Dictionary(
            packs.packs.flatMap(\.deadlines).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        try given.derive(folder.vocabulary, terms, definitions)
        return Stated(given: given, packs: packs, terms: terms, definitions: definitions)
    }

    /// Why a scenario has no runner at all: a pack or a time zone that nobody knows.
    static func problem(of scenario: Scenario, _ folder: PolicyFolder) -> ScenarioError? {
        do throws(ScenarioError) { _ = try packSet(Set(scenario.packs).sorted(), folder) } catch { return error }
        guard let name = scenario.config["time_zone"]?.text else { return nil }
        do throws(PolicyError) { _ = try ZoneFile(named: name) } catch { return .zone("\(error)") }
        return nil
    }

    /// The same runner with one pack in another's place.
    func replacing(_ pack: Pack) -> ScenarioRunner? {
        var runner = self
        for (names, set) in sets where names.contains(pack.reference.id) {
            guard let changed = try? PackSet(set.packs.map { $0.reference.id == pack.reference.id ? pack : $0 }) else { return nil }
            runner.sets[names] = changed
        }
        return runner
    }

    /// Runs one scenario; where it cannot be run, that is what differs.
    public func run(_ scenario: Scenario) -> ScenarioResult {
        do throws(ScenarioError) {
            return try scenario.messages.isEmpty ? outcome(of: scenario, stated(scenario)) : conversation(scenario)
        } catch {
            let decision = PackSet.unavailable.decide(Facts(direction: scenario.direction, now: scenario.now))
            return ScenarioResult(id: scenario.id, decision: decision, deadlines: [], differs: ["\(error)"])
        }
    }

    /// Whether everything that a scenario promises is kept, as it was read before, under the packs of this runner.
    func keeps(_ scenario: Scenario, as read: Stated) -> Bool {
        guard scenario.messages.isEmpty else { return run(scenario).passed }
        do throws(ScenarioError) {
            var read = read
            read.packs = try packSet(for: scenario)
            return try outcome(of: scenario, read).passed
        } catch { return false }
    }

    private func outcome(of scenario: Scenario, _ stated: Stated) throws(ScenarioError) -> ScenarioResult {
        let (given, packs, terms, definitions) = (stated.given, stated.packs, stated.terms, stated.definitions)
        var decision = packs.decide(given.facts)
        let clock = try ScenarioClock(decision, given: given, terms: terms, definitions: definitions)
        decision.actions = Set(decision.actions).union(clock.alerts).union(decision.isUnavailable ? folder.vocabulary.whenUnavailable : [])
            .sorted()
        let act =
            ScenarioAct.carries(scenario, given)
            ? try ScenarioAct(scenario, given, under: inForce(stated, lexicons(for: scenario))) : nil
        let outcome =
            act.map { ScenarioOutcome(decision, $0, given: given, terms: terms, definitions: definitions, stated: clock.deadlines) }
            ?? ScenarioOutcome(decision, deadlines: clock.deadlines)
        let check = ProhibitionCheck(decision: decision, given: given, clock: clock, act: act, definitions: definitions, scanner: scanner)
        return ScenarioResult(
            id: scenario.id, decision: decision, deadlines: outcome.deadlines,
            differs: scenario.expected.differences(from: outcome, violation: check.violation))
    }

    /// The terms as a server would have them in force.
    func inForce(_ stated: Stated, _ lexicons: LexiconSet) -> Terms {
        let (terms, packs, definitions) = (stated.terms, stated.packs, stated.definitions)
        var inForce = Terms(
            index: 0, fingerprint: [], packs: packs, lexicons: lexicons, scanner: scanner, serviceLevel: terms.level,
            staffed: terms.working.staffed,
            deadlines: definitions.compactMapValues { definition in
                definition.rule(settings: terms.terms.settings).map {
                    TermsDeadline(
                        $0, working: terms.working(by: definition.calendar), alert: definition.alert, from: definition.from,
                        orNow: definition.orNow)
                }
            },
            working: terms.working, acknowledgementLabels: terms.terms.acknowledgementLabels,
            defaults: .init(legalEntity: "", brand: "", product: "", jurisdiction: ""))
        inForce.whenUnavailable = folder.vocabulary.whenUnavailable
        return inForce
    }

    func lexicons(for scenario: Scenario) -> LexiconSet {
        lexicons[Set(scenario.packs).sorted()] ?? LexiconSet(folder.lexicons(for: scenario.packs))
    }

    /// Packs that did not load are as good as none.
    private func packSet(for scenario: Scenario) throws(ScenarioError) -> PackSet {
        if let load = scenario.config["pack_load"], load.text != "ok" { return .unavailable }
        let names = Set(scenario.packs).sorted()
        if let set = sets[names] { return set }
        return try Self.packSet(names, folder)
    }
}
