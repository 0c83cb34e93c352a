import Conversations
import Policies
import PolicyFiles
import SQL

/// Reads folders of policies on a thread of its own: hundreds of files and tables take a while, and requests must not wait for them.
actor PolicyReading {
    private nonisolated let executor = ThreadExecutor()

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter before: the terms in force, nil at the start: what they could tell in a text must not be lost unnoticed.
    func prepare(_ path: String, for defaults: Terms.Defaults, after before: Terms?) -> Result<PreparedTerms, PolicyErrors> {
        do throws(PolicyErrors) { return .success(try Self.read(path, for: defaults, after: before)) } catch { return .failure(error) }
    }

    /// What may be put in force in place of the terms before it.
    static func read(_ path: String, for defaults: Terms.Defaults, after before: Terms?) throws(PolicyErrors) -> PreparedTerms {
        let folder = try PolicyFolder.terms(at: path)
        let prepared = try folder.prepare(for: defaults)
        if let before {
            // First, because it names the file that is gone; what else would be wrong follows from that.
            let lost = lostLabels(before, prepared.terms)
            guard lost.isEmpty else { throw PolicyErrors(lost) }
        }
        try folder.checkForce()
        return prepared
    }

    /// Labels that a lexicon found until now and nothing finds any more in that language, though rules still ask for them: a file that was
    /// lost or renamed would switch those rules off without a word.
    static func lostLabels(_ before: Terms, _ after: Terms) -> [PolicyError] {
        var lost: [PolicyError] = []
        var found: [String: Set<Policies.Label>] = [:]
        for lexicon in after.lexicons.lexicons { found[lexicon.language, default: []].formUnion(lexicon.clues.map(\.label)) }
        let set = Set(after.packs.packs.flatMap { $0.rules.flatMap(\.outcome.labels) })
        for lexicon in before.lexicons.lexicons {
            for label in Set(lexicon.clues.map(\.label)).subtracting(found[lexicon.language] ?? []).subtracting(set).sorted() {
                for pack in after.packs.packs {
                    guard let rule = pack.rules.first(where: { $0.when.asks(for: label) }) else { continue }
                    lost.append(
                        PolicyError(
                            file: "lexicons/\(lexicon.reference.id).yaml",
                            problem:
                                "nothing finds \(label) any more in \(lexicon.language), and \(pack.reference.id)/\(rule.id) asks for it",
                            expected: "the lexicon as it was, or packs without that rule"))
                }
            }
        }
        return lost
    }
}

extension Condition {
    /// Whether the label is read anywhere in it.
    fileprivate func asks(for label: Policies.Label) -> Bool {
        switch self {
        case .label(let own): own == label
        case .all(let parts), .any(let parts): parts.contains { $0.asks(for: label) }
        case .not(let part): part.asks(for: label)
        case .act, .actor, .channel, .finds, .assurance, .fact: false
        }
    }
}
