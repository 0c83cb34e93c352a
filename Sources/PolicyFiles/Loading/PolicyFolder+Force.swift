import Policies

extension PolicyFolder {
    /// Refuses what is well formed and would still leave rules without effect once it is in force: labels that nothing can set, packs that were
    /// written on top of others than these, and rules that make laxer what another pack says without saying so.
    ///
    /// Not part of reading, so that what was in force before such a check existed can still be read and asked again.
    public func checkForce() throws(PolicyErrors) {
        var errors = unsetLabels() + wrongBases() + unknownLoosened()
        if errors.isEmpty { errors = loosenings() }
        guard errors.isEmpty else { throw PolicyErrors(errors) }
    }

    private func error(_ part: PolicyPart, _ problem: String, _ expected: String) -> PolicyError {
        var next: PolicyPart? = part
        while let own = next {
            if let place = places[own] {
                return PolicyError(file: place.file, line: place.line, column: place.column, problem: problem, expected: expected)
            }
            next = own.whole
        }
        return PolicyError(file: "packs", problem: problem, expected: expected)
    }

    // MARK: Labels

    /// Labels that a rule asks for and that no lexicon finds and no rule sets: the rule would never fire, and nobody would notice.
    private func unsetLabels() -> [PolicyError] {
        let set = packs.reduce(into: Set<Label>()) { set, pack in for rule in pack.rules { set.formUnion(rule.outcome.labels) } }
        var unset: [Label: [RuleName]] = [:]
        for pack in packs {
            let found = lexicons(for: [pack.reference.id]).reduce(into: set) { $0.formUnion($1.clues.map(\.label)) }
            for rule in pack.rules {
                for label in rule.when.labels.subtracting(found) {
                    unset[label, default: []].append(.init(pack: pack.reference.id, rule: rule.id))
                }
            }
        }
        let told = unset.sorted { $0.key < $1.key }
        // One file that is gone takes many labels with it: the first few show which.
        return told.prefix(Self.labelsTold).enumerated().map { place, entry in
            let (label, rules) = entry
            let others = rules.count == 1 ? "" : " and \(rules.count - 1) more"
            let more = told.count - Self.labelsTold
            let rest = place == Self.labelsTold - 1 && more > 0 ? "; and so for \(more) more labels" : ""
            return error(
                .key(rules[0], "when"),
                "rule \(rules[0].rule)\(others) asks for the label \(label), which no lexicon finds and no rule sets\(rest)",
                "a lexicon with a clue for \(label) (is a file of the folder lexicons missing?), or a rule without it")
        }
    }

    private static let labelsTold = 5

    // MARK: What packs were written on top of

    private func wrongBases() -> [PolicyError] {
        packs.flatMap { pack in pack.extends.flatMap { wrong($0, of: pack) } }
    }

    private func wrong(_ base: PackBase, of pack: Pack) -> [PolicyError] {
        let part = PolicyPart.base(pack: pack.reference.id, base.pack)
        let id = pack.reference.id
        guard let found = packs.first(where: { $0.reference.id == base.pack }) else {
            let nearest = NearestWord.find(base.pack, among: packs.map(\.reference.id))
            return [error(part, "there is no pack \(base.pack)", nearest ?? "one of \(packs.map(\.reference.id).joined(separator: ", "))")]
        }
        if reached(from: found).contains(id) {
            return [error(part, "\(id) extends \(base.pack), which extends \(id)", "packs that extend one another in one direction only")]
        }
        var errors: [PolicyError] = []
        if inForce.packs.contains(id), !inForce.packs.contains(base.pack) {
            errors.append(
                error(part, "\(id) is in force and extends \(base.pack), which is not", "\(base.pack) among the packs of in-force.yaml"))
        }
        let now = found.reference
        if now.version != base.version || now.sha256 != base.sha256 {
            errors.append(
                error(
                    part,
                    "\(id) was written on top of \(base.pack) version \(base.version), \(base.sha256); here is version \(now.version), "
                        + now.sha256,
                    "\(id) compared with the new \(base.pack), and then {pack: \(base.pack), version: \(now.version), sha256: \(now.sha256)}"
                ))
        }
        return errors
    }

    /// Every pack that one extends, directly or through others.
    private func reached(from pack: Pack) -> Set<String> {
        var reached: Set<String> = []
        var open = pack.extends.map(\.pack)
        while let name = open.popLast() {
            guard reached.insert(name).inserted, let next = packs.first(where: { $0.reference.id == name }) else { continue }
            open += next.extends.map(\.pack)
        }
        return reached
    }

    // MARK: Loosening

    /// What rules say that they loosen has to be there, in another pack.
    private func unknownLoosened() -> [PolicyError] {
        packs.flatMap { pack in
            pack.rules.flatMap { rule in rule.loosens.compactMap { unknown($0.name, in: pack, rule) } }
        }
    }

    private func unknown(_ name: RuleName, in pack: Pack, _ rule: Rule) -> PolicyError? {
        let part = PolicyPart.key(RuleName(pack: pack.reference.id, rule: rule.id), "loosens")
        if name.pack == pack.reference.id {
            return error(
                part, "rule \(rule.id) loosens a rule of its own pack", "a rule of another pack; within one, change the rule itself")
        }
        guard let other = packs.first(where: { $0.reference.id == name.pack }) else {
            let names = packs.map(\.reference.id)
            return error(
                part, "there is no pack \(name.pack)",
                NearestWord.find(name.pack, among: names) ?? "one of \(names.joined(separator: ", "))")
        }
        let ids = other.rules.map(\.id)
        guard !ids.contains(name.rule) else { return nil }
        return error(part, "\(name.pack) has no rule \(name.rule)", NearestWord.find(name.rule, among: ids) ?? "a rule of \(name.pack)")
    }

    /// The packs in force with one another, and each other pack that extends some with those.
    private func loosenings() -> [PolicyError] {
        let now = Timestamp(milliseconds: 0)
        let sets = [Set(inForce.packs)] + packs.filter { !$0.extends.isEmpty }.map { reached(from: $0).union([$0.reference.id]) }
        var errors: [PolicyError] = []
        for (place, names) in sets.enumerated() where !sets[..<place].contains(where: names.isSubset) {
            let found = Loosening.find(in: packs.filter { names.contains($0.reference.id) }, usually: now)
            errors += Loosening.byCause(found).map { group in
                let places = group.prefix(Loosening.mostAlone).map { "\(self.places[.rule($0.by)] ?? FilePlace(file: $0.by.pack))" }
                return error(.rule(group[0].by), Loosening.problem(of: group, places: places), Loosening.advice(for: group))
            }
        }
        return errors
    }
}
