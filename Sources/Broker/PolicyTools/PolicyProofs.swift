public import Policies
public import PolicyFiles

/// The properties of a folder, proved of its packs, with counterexamples as scenarios.
public struct PolicyProofs: Sendable {
    public struct Result: Sendable {
        public var proof: Proof
        public var place: FilePlace
        /// The counterexample as one scenario of a file; nil where the property holds, or no scenario can state it.
        public var scenario: String?

        /// What is wrong with the property, or with the packs that break it; empty where it holds.
        public var differs: [String] {
            if !proof.hasCases { return ["it is about nothing: no case meets the premise"] }
            guard let found = proof.counterexample else { return [] }
            return ["\(found.missing.joined(separator: "; ")): \(found.facts.inWords)"]
        }
    }

    public let results: [Result]
    public var holds: Bool { results.allSatisfy { $0.proof.holds } }

    /// - Parameters:
    ///   - names: the packs to prove of; empty is all. A property that names packs of its own is proved of those.
    ///   - ids: the properties to prove; empty is all.
    public init(
        _ folder: PolicyFolder, packs names: [String] = [], properties ids: [String] = [], now: Timestamp,
        progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws(PolicyErrors) {
        let zone = try PolicyFolder.zone(of: folder)
        var results: [Result] = []
        let wanted = folder.properties.filter { ids.isEmpty || ids.contains($0.property.id) }
        for id in ids where !wanted.contains(where: { $0.property.id == id }) {
            throw PolicyErrors.asked("there is no property \(id)", among: folder.properties.map(\.property.id), id)
        }
        for (place, placed) in wanted.enumerated() {
            let own = placed.property.packs.isEmpty ? names : placed.property.packs.sorted()
            let set = try folder.packSet(own)
            let proof = placed.property.proof(of: set, usually: now)
            results.append(Result(proof: proof, place: placed.place, scenario: Self.scenario(proof, folder: folder, zone)))
            progress(UInt64(place + 1), UInt64(wanted.count))
        }
        self.results = results
    }

    /// The file of all counterexamples, which `policy test` runs and shows failing.
    public var scenarioFile: String {
        "# Cases that break a property. Each fails until the packs keep it.\nscenarios:\n" + results.compactMap(\.scenario).joined()
    }

    private static func scenario(_ proof: Proof, folder: PolicyFolder, _ zone: ZoneRules) -> String? {
        guard let found = proof.counterexample else { return nil }
        let expected = expectation(proof.property.demand, instead: found.decision, folder.vocabulary)
        guard let given = FactsAsScenario(facts: found.facts, zone: zone).given(packs: proof.packs.map(\.id)), !expected.isEmpty else {
            return nil
        }
        return """
            - id: \(proof.property.id)
              title: "\(proof.property.title.replacing("\"", with: "'"))"
              given: \(given)
              expect: {\(expected.joined(separator: ", "))}
            \(proof.property.source.isEmpty ? "" : "  source: \"\(proof.property.source.replacing("\"", with: "'"))\"\n")
            """
    }

    /// What the property demands, as a scenario expects it.
    private static func expectation(_ demand: Property.Demand, instead decision: Decision, _ vocabulary: Vocabulary) -> [String] {
        var parts: [String] = []
        if !demand.verdicts.isEmpty, !demand.verdicts.contains(decision.verdict) {
            // One answer is expected as it is; of several, the ones that are not allowed are forbidden where a word says so.
            let forbidding = vocabulary.prohibitions.filter { _, prohibition in
                guard case .verdicts(let verdicts) = prohibition else { return false }
                return verdicts.contains(decision.verdict) && verdicts.isDisjoint(with: demand.verdicts)
            }.keys.min()
            if demand.verdicts.count > 1, let forbidding {
                parts.append("must_not: [\(forbidding)]")
            } else {
                parts.append("decision: \(demand.verdicts[0].word)")
            }
        }
        func list<Kind>(_ key: String, _ words: Set<Word<Kind>>) {
            if !words.isEmpty { parts.append("\(key): [\(words.sorted().map(\.text).joined(separator: ", "))]") }
        }
        list("labels", demand.labels)
        list("actions", demand.actions)
        list("not_actions", demand.notActions)
        if !demand.deadlines.isEmpty {
            parts.append("deadlines: [\(demand.deadlines.sorted().map { "{name: \($0)}" }.joined(separator: ", "))]")
        }
        if let route = demand.route { parts.append("route: \(route)") }
        return parts
    }
}
