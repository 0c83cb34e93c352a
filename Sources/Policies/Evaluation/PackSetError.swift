/// Why packs that are well formed one by one cannot be in force together.
public enum PackSetError: Error, Hashable, Sendable, CustomStringConvertible {
    case duplicatePack(String)
    case duplicateRule(pack: String, rule: String)
    /// The rule asks for the absence of a label that, through others, depends on the rule itself.
    case dependsOnItsOwnAbsence(pack: String, rule: String)
    case wrongVerdict(pack: String, rule: String, Verdict, Direction)

    public var description: String {
        switch self {
        case .duplicatePack(let pack): "pack \(pack) is there twice; keep one version of it"
        case .duplicateRule(let pack, let rule): "pack \(pack) has two rules named \(rule); give one another name"
        case .dependsOnItsOwnAbsence(let pack, let rule):
            "rule \(rule) of pack \(pack) asks that a label be missing which the rule itself, through others, sets; break the circle"
        case .wrongVerdict(let pack, let rule, let verdict, let direction):
            "rule \(rule) of pack \(pack) answers \(verdict.word), which is no answer to an \(direction.rawValue) question"
        }
    }
}
