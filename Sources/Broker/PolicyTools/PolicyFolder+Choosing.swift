import Policies
import PolicyFiles

extension PolicyFolder {
    /// The packs of these names ready to decide; none stands for those in force.
    func packSet(_ names: [String]) throws(PolicyErrors) -> PackSet {
        let known = packs.map(\.reference.id)
        for name in names where !known.contains(name) { throw .asked("there is no pack \(name)", among: known, name) }
        do throws(PackSetError) { return try PackSet(names.isEmpty ? packsInForce : packs(named: names) ?? []) } catch {
            throw PolicyErrors([PolicyError(file: "packs", problem: "\(error)", expected: "packs that can be in force together")])
        }
    }

    /// The zone in which times are shown: the service level's.
    static func zone(of folder: PolicyFolder) throws(PolicyErrors) -> ZoneRules {
        do throws(PolicyError) { return try ZoneFile(named: folder.serviceLevels.first?.zone ?? "UTC").rules } catch {
            throw PolicyErrors([error])
        }
    }
}

extension PolicyErrors {
    /// Somebody asked for what is not there.
    static func asked(_ problem: String, among known: [String], _ word: String) -> PolicyErrors {
        let nearest = NearestWord.find(word, among: known) ?? "one of \(known.sorted().joined(separator: ", "))"
        return asked(problem, expecting: nearest)
    }

    static func asked(_ problem: String, expecting expected: String) -> PolicyErrors {
        PolicyErrors([PolicyError(file: "the question", problem: problem, expected: expected)])
    }
}
