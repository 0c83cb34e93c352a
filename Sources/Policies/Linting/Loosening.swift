/// A rule of one pack under which the answer is laxer than a rule of another pack says, though nobody wrote that it may be.
public struct Loosening: Hashable, Sendable {
    /// The rule that makes it laxer.
    public var by: RuleName
    /// The rule that is made laxer.
    public var of: RuleName
    public var direction: Direction
    /// What is answered.
    public var given: Verdict
    /// What the other pack says.
    public var stricter: Verdict
    /// An act for which it is so.
    public var example: Facts

    /// Whether the other rule fires and is overruled; else a label keeps it from firing.
    public var overrules: Bool

    /// What is wrong, in words.
    public var problem: String {
        overrules
            ? "rule \(by.rule) answers \(given.word) where \(of) says \(stricter.word), and does not say that it may"
            : "rule \(by.rule) sets a label that keeps \(of) from saying \(stricter.word), and does not say that it may"
    }

    /// What to write where it is meant, or do where it is not.
    public var advice: String {
        "a precedence and labels under which \(of) stays, or, if it is meant, loosens: [{pack: \(of.pack), rule: \(of.rule), because: \"…\"}]; "
            + "if \(of.pack) was written on top of \(by.pack), it names it under extends"
    }

    /// So many of one pack are told one by one.
    public static let mostAlone = 3

    /// Those of each pack that have one cause: more than a few, such as under a precedence that is too high, are one answer.
    public static func byCause(_ found: [Loosening]) -> [[Loosening]] {
        var packs: [String] = []
        for one in found where !packs.contains(one.by.pack) { packs.append(one.by.pack) }
        return packs.flatMap { pack -> [[Loosening]] in
            let own = found.filter { $0.by.pack == pack }
            return own.count > mostAlone ? [own] : own.map { [$0] }
        }
    }

    /// What is wrong with several of one cause, in words.
    /// - Parameter places: where the first few of them stand.
    public static func problem(of group: [Loosening], places: [String]) -> String {
        guard let first = group.first, group.count > 1 else { return group.first?.problem ?? "" }
        let shown = zip(group, places).map { "\($0.by.rule) over \($0.of) (\($1))" }.joined(separator: ", ")
        let more = group.count - places.count
        return "rules of \(first.by.pack) make \(group.count) answers of other packs laxer, and do not say that they may: "
            + shown + (more > 0 ? " and \(more) more" : "")
    }

    /// What to do about several of one cause.
    public static func advice(for group: [Loosening]) -> String {
        guard let first = group.first, group.count > 1 else { return group.first?.advice ?? "" }
        return
            "a precedence and labels of \(first.by.pack) under which the others stay, or, where it is meant, loosens in each of these rules"
    }

    /// Everything that packs in force together loosen of one another unsaid, over every case that their rules can tell from another.
    public static func find(in packs: [Pack], usually now: Timestamp) -> [Loosening] {
        Direction.allCases.flatMap { direction -> [Loosening] in
            guard isPossible(in: packs, direction) else { return [] }
            let space = FactSpace(packs, direction, usually: now)
            return find(in: packs, SymbolicPolicy(packs, space: space, diagram: Diagram(domains: space.domains)))
        }
    }

    static func find(in packs: [Pack], _ policy: SymbolicPolicy) -> [Loosening] {
        overruled(in: packs, policy) + kept(in: packs, policy)
    }

    // MARK: By precedence

    /// Whether any rule could loosen another pack's: most packs stand at precedences at which none can, and need no proof.
    private static func isPossible(in packs: [Pack], _ direction: Direction) -> Bool {
        let rules = packs.flatMap { pack in
            pack.rules.filter { $0.directions.contains(direction) }.map { (pack: pack.reference.id, rule: $0) }
        }
        return rules.contains { one in
            rules.contains { other in
                one.pack != other.pack && (canOverrule(one.rule, other.rule, direction) || readsLabels(of: one.rule, other.rule))
            }
        }
    }

    private static func canOverrule(_ rule: Rule, _ other: Rule, _ direction: Direction) -> Bool {
        guard rule.precedence > other.precedence, let lax = rule.outcome.verdict.flatMap({ direction.rank(of: $0) }),
            let strict = other.outcome.verdict.flatMap({ direction.rank(of: $0) })
        else { return false }
        return lax > strict
    }

    /// Where one pack's rule decides, and another pack by itself would have said something stricter. What a pack was written on top of was
    /// there before it and loosens nothing of it; nor does a law or a regulator's rule loosen what the firm alone has laid down beside it.
    private static func overruled(in packs: [Pack], _ policy: SymbolicPolicy) -> [Loosening] {
        let bases = Dictionary(packs.map { ($0.reference.id, Set($0.extends.map(\.pack))) }, uniquingKeysWith: { one, _ in one })
        let diagram = policy.diagram
        let direction = policy.space.direction
        let own = ownAnswers(policy)
        var found: [Loosening] = []
        for (place, member) in policy.members.enumerated() {
            guard let verdict = member.rule.outcome.verdict else { continue }
            let decides = diagram.and(policy.fires[place], policy.decidedAt[member.rule.precedence]?[verdict] ?? Diagram.no)
            if decides == Diagram.no { continue }
            for (other, second) in policy.members.enumerated() where second.pack.id != member.pack.id {
                let name = RuleName(pack: second.pack.id, rule: second.rule.id)
                guard bases[second.pack.id]?.contains(member.pack.id) != true, canOverrule(member.rule, second.rule, direction),
                    let stricter = second.rule.outcome.verdict,
                    !member.rule.loosens.contains(where: { $0.name == name }),
                    !outranks(member, second, bases)
                else { continue }
                let cases = diagram.and(decides, own[other] ?? Diagram.no)
                guard let case_ = diagram.cheapest(cases, prices: policy.space.prices) else { continue }
                found.append(
                    Loosening(
                        by: RuleName(pack: member.pack.id, rule: member.rule.id), of: name, direction: direction, given: verdict,
                        stricter: stricter, example: policy.space.facts(for: case_.answers), overrules: true))
            }
        }
        return found
    }

    /// Whether a rule that rests on more than the firm's own word stands against one that does not, and was not written on top of it.
    private static func outranks(_ rule: SymbolicPolicy.Member, _ other: SymbolicPolicy.Member, _ bases: [String: Set<String>]) -> Bool {
        other.rule.basis == .firmPolicy && rule.rule.basis < .firmPolicy && bases[rule.pack.id]?.contains(other.pack.id) != true
    }

    /// Where each rule is the one whose answer its own pack gives, by the rule's place. Asked of each pack by itself, so that two packs that
    /// loosen a third alike cannot hide behind one another.
    private static func ownAnswers(_ policy: SymbolicPolicy) -> [Int: Diagram.Node] {
        let diagram = policy.diagram
        var answers: [Int: Diagram.Node] = [:]
        for pack in Set(policy.members.map(\.pack)) {
            var open = Diagram.yes
            let places = policy.members.indices.filter { policy.members[$0].pack == pack && policy.members[$0].rule.outcome.verdict != nil }
            for precedence in Set(places.map { policy.members[$0].rule.precedence }).sorted(by: >) {
                for verdict in policy.space.direction.verdicts {
                    let own = places.filter {
                        policy.members[$0].rule.precedence == precedence && policy.members[$0].rule.outcome.verdict == verdict
                    }
                    for place in own { answers[place] = diagram.and(open, policy.fires[place]) }
                    open = diagram.difference(open, without: diagram.or(own.map { policy.fires[$0] }))
                }
            }
        }
        return answers
    }

    // MARK: By labels

    private static func readsLabels(of rule: Rule, _ other: Rule) -> Bool {
        guard !rule.outcome.labels.isEmpty else { return false }
        let read = other.when.labelsRead
        return !rule.outcome.labels.isDisjoint(with: read.negative.union(read.positive))
    }

    /// Where a pack sets a label for want of which another pack's rule would have answered more strictly.
    private static func kept(in packs: [Pack], _ policy: SymbolicPolicy) -> [Loosening] {
        packs.flatMap { pack -> [Loosening] in
            let setters = policy.members.indices.filter { place in
                policy.members[place].pack == pack.reference
                    && policy.members.contains { $0.pack != pack.reference && readsLabels(of: policy.members[place].rule, $0.rule) }
            }
            guard !setters.isEmpty,
                policy.members.contains(where: { $0.pack != pack.reference && !$0.rule.when.labelsRead.negative.isEmpty })
            else { return [] }
            return kept(by: setters, of: pack, packs, policy)
        }
    }

    private static func kept(by setters: [Int], of pack: Pack, _ packs: [Pack], _ policy: SymbolicPolicy) -> [Loosening] {
        let diagram = policy.diagram
        let others = packs.filter { $0.reference != pack.reference }
        let without = SymbolicPolicy(others, space: policy.space, diagram: diagram)
        let laxer = diagram.and(without.answered, PolicyComparison.laxer(policy, than: without))
        if laxer == Diagram.no { return [] }
        var found: [Loosening] = []
        for (place, second) in without.members.enumerated() {
            guard let stricter = second.rule.outcome.verdict,
                let same = policy.members.firstIndex(where: { $0.pack == second.pack && $0.rule.id == second.rule.id })
            else { continue }
            let name = RuleName(pack: second.pack.id, rule: second.rule.id)
            let lost = diagram.and([
                laxer, diagram.difference(without.fires[place], without: policy.fires[same]),
                without.decidedAt[second.rule.precedence]?[stricter] ?? Diagram.no,
            ])
            if lost == Diagram.no { continue }
            for setter in setters where !policy.members[setter].rule.loosens.contains(where: { $0.name == name }) {
                guard let case_ = diagram.cheapest(diagram.and(lost, policy.fires[setter]), prices: policy.space.prices) else { continue }
                let facts = policy.space.facts(for: case_.answers)
                let given = policy.verdicts.first { diagram.holds($0.value, for: case_.answers) }?.key
                found.append(
                    Loosening(
                        by: RuleName(pack: pack.reference.id, rule: policy.members[setter].rule.id), of: name,
                        direction: policy.space.direction, given: given ?? policy.space.direction.verdictWithoutRule, stricter: stricter,
                        example: facts, overrules: false))
            }
        }
        return found
    }
}
