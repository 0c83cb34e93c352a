import Policies

/// Changes as people read them: those that differ in one data class or label alone stand in one row.
struct PolicyChangeRows {
    struct Row {
        var change: PolicyComparison.Change
        /// Classes that may each stand in the place of the one that the change names.
        var classes: Set<DataClass>
        var labels: Set<Label>

        /// The conditions, what has to be there first.
        func inWords(_ wording: Wording) -> [String] {
            var (asked, excluded): ([String], [String]) = ([], [])
            for part in change.when {
                if part.isAsked {
                    asked.append(part.inWords(wording, classes: classes, labels: labels))
                } else if classes.count <= 1 || !part.isOfAny(classes) {
                    // One class too many or too well found is another rule's case; in a list of classes it is said once.
                    excluded.append(part.inWords(wording))
                }
            }
            return asked + excluded
        }

        /// Takes in another advice: what both need is what the row says.
        mutating func take(in other: PolicyComparison.Change) {
            for text in other.change.after where !change.change.after.contains(text) { change.change.after.append(text) }
            change.when = change.when.filter(other.when.contains)
            change.isAlways = false
        }
    }

    private(set) var rows: [Row] = []

    /// What the advice becomes depends on whichever rule answers instead: one row tells it of all.
    private static func advice(_ change: PolicyComparison.Change) -> Key {
        var kind = change.change
        kind.after = []
        return Key(direction: change.direction, change: kind, rules: change.rules, asked: [])
    }

    init(_ changes: [PolicyComparison.Change]) {
        var places: [Key: Int] = [:]
        for change in changes {
            let (key, dataClass, label) = Self.key(change)
            if let place = places[key] {
                if change.change.part == .instead { rows[place].take(in: change) }
                if let dataClass { rows[place].classes.insert(dataClass) }
                if let label { rows[place].labels.insert(label) }
            } else {
                places[key] = rows.count
                rows.append(Row(change: change, classes: dataClass.map { [$0] } ?? [], labels: label.map { [$0] } ?? []))
            }
        }
    }

    /// What rows have in common that become one.
    private struct Key: Hashable {
        var direction: Direction
        var change: AnswerChange
        var rules: [RuleName]
        var asked: Set<[String]>
    }

    /// The last class, or else the last label, that has to be there is what may be another one.
    private static func key(_ change: PolicyComparison.Change) -> (Key, DataClass?, Label?) {
        if change.change.part == .instead { return (advice(change), nil, nil) }
        var asked = change.when.filter(\.isAsked)
        var (dataClass, label): (DataClass?, Label?) = (nil, nil)
        var levels: [String] = []
        if let place = asked.lastIndex(where: { $0.dataClass != nil }) {
            dataClass = asked[place].dataClass
            levels = asked.remove(at: place).answers.map(\.inWords).sorted()
        } else if let place = asked.lastIndex(where: { $0.label != nil }) {
            label = asked.remove(at: place).label
        }
        let rest = Set(asked.map { ["\($0.subject)"] + $0.answers.map(\.inWords).sorted() })
        let kind = dataClass != nil ? "class" : label != nil ? "label" : "none"
        return (
            Key(direction: change.direction, change: change.change, rules: change.rules, asked: rest.union([[kind] + levels])), dataClass,
            label
        )
    }
}

extension PolicyComparison.Change.Part {
    fileprivate var dataClass: DataClass? { if case .found(let dataClass) = subject { dataClass } else { nil } }
    fileprivate var label: Label? { if case .label(let label) = subject { label } else { nil } }

    /// Whether something has to be there; otherwise only something must not.
    fileprivate var isAsked: Bool {
        switch subject {
        case .found, .value: !answers.contains(.unnamed)
        case .label, .word: answers == [.flag(true)]
        case .now, .act, .actor, .channel, .assurance: true
        }
    }

    fileprivate func isOfAny(_ classes: Set<DataClass>) -> Bool { dataClass.map(classes.contains) ?? false }

    fileprivate func inWords(_ wording: Wording, classes: Set<DataClass>, labels: Set<Label>) -> String {
        if let dataClass, classes.contains(dataClass), classes.count > 1 { return inWords(wording, anyOf: classes) }
        if let label, labels.contains(label), labels.count > 1 {
            return "it is labelled \(Wording.list(labels.sorted().map { Wording.plain($0.text) }, "or"))"
        }
        return inWords(wording)
    }
}
