public import Policies
import Yams

/// What two folders say otherwise beside their rules, file by file and key by key: nothing of it can be solved for, so all of it is told.
public struct TermsComparison: Sendable {
    /// Laxer first, then by file and key.
    public let changes: [TermsChange]

    /// - Parameters:
    ///   - before: the packs that are compared of the first folder.
    ///   - after: the packs that are compared of the second.
    public init(_ old: PolicyFolder, _ new: PolicyFolder, packs before: [Pack], _ after: [Pack]) throws(PolicyErrors) {
        var changes: [TermsChange] = []
        let names = Set((old.files + new.files).map(\.name)).sorted()
        for name in names {
            let (first, second) = (old.files.first { $0.name == name }, new.files.first { $0.name == name })
            if first?.bytes == second?.bytes { continue }
            switch first?.folder ?? second?.folder ?? "" {
            // Rules are solved for; what else packs hold follows below. Scenarios and properties only check what is there.
            case "packs", "scenarios": continue
            case "lexicons": changes += LexiconComparison.changes(name, try Self.root(first), try Self.root(second))
            default:
                if name == FolderReading.propertiesName { continue }
                if FolderReading.tables.contains(name) {
                    changes.append(
                        TermsChange(
                            file: name, key: "the table", before: first.map { _ in "as it was" }, after: second.map { _ in "another" },
                            laxity: second == nil ? .laxer : .otherwise))
                } else {
                    changes += Self.leaves(name, try Self.root(first), try Self.root(second))
                }
            }
        }
        changes += Self.deadlines(before, after)
        changes += try Self.detectors(old, new, before, after)
        self.changes = changes.sorted { ($0.laxity, $0.file, $0.key) < ($1.laxity, $1.file, $1.key) }
    }

    static func root(_ file: TermsFile?) throws(PolicyErrors) -> Node? {
        guard let file else { return nil }
        do throws(PolicyError) { return try YAMLFile.read(file.bytes, file: file.name) } catch { throw PolicyErrors([error]) }
    }

    // MARK: Files of plain values

    /// Keys that only tell people something.
    private static let told: Set<String> = [
        "title", "version", "source", "seen_on", "class_names", "word_names", "fact_clauses", "facts", "name",
    ]

    private static func leaves(_ name: String, _ old: Node?, _ new: Node?) -> [TermsChange] {
        let (before, after) = (YAMLLeaves(old).values, YAMLLeaves(new).values)
        return Set(before.keys).union(after.keys).sorted().compactMap { key in
            let (first, second) = (before[key], after[key])
            let parts = Set(key.split(separator: ".").map(String.init))
            if first == second || !parts.isDisjoint(with: told) { return nil }
            return TermsChange(file: name, key: key, before: first, after: second, laxity: laxity(name, key, first, second))
        }
    }

    /// A longer time promised is laxer, and so is one that counts only while somebody works, or a promise that is gone.
    private static func laxity(_ file: String, _ key: String, _ before: String?, _ after: String?) -> AnswerChange.Laxity {
        if file.hasPrefix("service-levels/") {
            if let first = before.flatMap({ Int($0) }), let second = after.flatMap({ Int($0) }) {
                return second > first ? .laxer : .stricter
            }
            if let first = before.flatMap({ DeadlineForm.bases[$0] }), let second = after.flatMap({ DeadlineForm.bases[$0] }) {
                return first == second ? .otherwise : second == .staffed ? .laxer : .stricter
            }
            return after == nil ? .laxer : before == nil ? .stricter : .laxer
        }
        // A day on which nobody works makes business days end later.
        if file.hasPrefix("calendars/") { return after == nil ? .stricter : .laxer }
        if file == FolderReading.vocabularyName || file.hasPrefix("replies/") || file == PoliciesInForce.fileName { return .otherwise }
        return after == nil ? .laxer : .otherwise
    }

    // MARK: What packs hold beside rules

    private static func deadlines(_ before: [Pack], _ after: [Pack]) -> [TermsChange] {
        let (old, new) = (definitions(before), definitions(after))
        return Set(old.keys).union(new.keys).sorted { $0.description < $1.description }.compactMap { place in
            let (first, second) = (old[place], new[place])
            if first == second { return nil }
            let laxity: AnswerChange.Laxity =
                switch (first, second) {
                case (let first?, let second?): later(first, second)
                // Rules that set it are compared as rules.
                default: .otherwise
                }
            return TermsChange(
                file: "packs/\(place.pack).yaml", key: "deadlines.\(place.rule)", before: first.map { words($0, second) },
                after: second.map { words($0, first) }, laxity: laxity)
        }
    }

    private static func definitions(_ packs: [Pack]) -> [RuleName: DeadlineDefinition] {
        Dictionary(
            packs.flatMap { pack in pack.deadlines.map { (RuleName(pack: pack.reference.id, rule: $0.name.text), $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Where more than the number changes, the new end may be later.
    private static func later(_ first: DeadlineDefinition, _ second: DeadlineDefinition) -> AnswerChange.Laxity {
        var same = first
        same.count = second.count
        guard same == second, case .fixed(let before) = first.count, case .fixed(let after) = second.count else { return .laxer }
        return after > before ? .laxer : .stricter
    }

    /// What is not as in the other definition.
    private static func words(_ definition: DeadlineDefinition, _ other: DeadlineDefinition?) -> String {
        guard let other else { return "\(number(definition)) \(unit(definition))" }
        var words: [String] = []
        if definition.count != other.count || definition.unit != other.unit { words.append("\(number(definition)) \(unit(definition))") }
        if definition.start != other.start { words.append("from \(definition.start)") }
        if definition.end != other.end { words.append("to \(definition.end)") }
        if definition.roll != other.roll { words.append("roll \(definition.roll)") }
        if definition.basis != other.basis { words.append(definition.basis == .staffed ? "staffed time" : "all time") }
        if definition.from != other.from { words.append("counted from \(definition.from.map { "\($0)" } ?? "the act")") }
        if definition.orNow != other.orNow { words.append(definition.orNow ? "or from now" : "not from now") }
        if definition.calendar != other.calendar { words.append("calendar \(definition.calendar ?? "of the service level")") }
        if definition.pause != other.pause { words.append(definition.pause == nil ? "no pause" : "paused") }
        if definition.alert != other.alert { words.append(definition.alert.map { "alert \($0)" } ?? "no alert") }
        return words.joined(separator: ", ")
    }

    private static func number(_ definition: DeadlineDefinition) -> String {
        switch definition.count {
        case .fixed(let number): "\(number)"
        case .setting(let name): name
        }
    }

    private static func unit(_ definition: DeadlineDefinition) -> String {
        DeadlineForm.units.first { $0.value == definition.unit }.map { Wording.plain($0.key) } ?? "\(definition.unit)"
    }

    /// A pattern that is another may find less.
    private static func detectors(_ old: PolicyFolder, _ new: PolicyFolder, _ before: [Pack], _ after: [Pack]) throws(PolicyErrors)
        -> [TermsChange]
    {
        var changes: [TermsChange] = []
        for id in Set((before + after).map(\.reference.id)).sorted() {
            let (first, second) = (before.first { $0.reference.id == id }, after.first { $0.reference.id == id })
            let classes = Set(((first?.detectors ?? []) + (second?.detectors ?? [])).map(\.dataClass)).sorted()
            for dataClass in classes {
                let own = first?.detectors.first { $0.dataClass == dataClass }
                let other = second?.detectors.first { $0.dataClass == dataClass }
                if own?.custom == other?.custom { continue }
                let isChanged = own != nil && other != nil
                changes.append(
                    TermsChange(
                        file: "packs/\(id).yaml", key: "detectors.\(dataClass.word)", before: own.map { _ in isChanged ? "as it was" : "" },
                        after: other.map { _ in isChanged ? "otherwise, may find less" : "" }, laxity: own == nil ? .stricter : .laxer))
            }
        }
        return changes
    }
}
