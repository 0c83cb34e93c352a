import Policies
import Yams

/// Reads the `when` of a rule: all of its terms have to hold.
struct ConditionForm {
    let words: PackWords

    private static let terms = [
        "act", "actor", "channel", "finds", "requests", "labels", "assurance", "facts", "all", "any", "not",
    ]
    static let levels: [String: Level] = ["possible": .possible, "likely": .likely, "certain": .certain]

    /// - Parameter others: keys of the same mapping that are read elsewhere.
    func read(_ node: Node, of what: String, others: [String] = [], _ reader: inout NodeReader) -> Condition {
        let fields = reader.fields(node, of: what, required: others, optional: Self.terms)
        var parts: [Condition] = []
        if let node = fields["act"] { parts.append(.act(reader.words(node, of: "act", among: words.vocabulary.acts))) }
        if let node = fields["actor"] { parts.append(.actor(reader.words(node, of: "actor", among: words.vocabulary.actors))) }
        if let node = fields["channel"] { parts.append(.channel(ChannelForm.read(node, &reader))) }
        if let node = fields["finds"] { parts.append(finds(node, of: "finds", asRequests: false, &reader)) }
        if let node = fields["requests"] { parts.append(finds(node, of: "requests", asRequests: true, &reader)) }
        if let node = fields["labels"] { parts.append(labels(node, &reader)) }
        if let node = fields["assurance"] {
            let word = reader.choice(node, of: "assurance", among: Assurance.allCases.map(\.word))
            if let word, let least = Assurance(word: word) { parts.append(.assurance(atLeast: least)) }
        }
        if let node = fields["facts"] { parts += facts(node, &reader) }
        if let node = fields["all"] { parts.append(.all(reader.list(node, of: "all").map { read($0, of: "all", &reader) })) }
        if let node = fields["any"] {
            let options = reader.list(node, of: "any").map { read($0, of: "any", &reader) }
            if options.isEmpty { reader.fail(node, "any is empty and would never hold", expected: "at least one condition") }
            parts.append(.any(options))
        }
        if let node = fields["not"] { parts.append(.not(read(node, of: "not", &reader))) }
        if parts.isEmpty && others.isEmpty {
            reader.fail(node, "\(what) is empty", expected: "one of \(Self.terms.joined(separator: ", "))")
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    /// A list of classes, or a mapping with classes, level and number.
    private func finds(_ node: Node, of what: String, asRequests: Bool, _ reader: inout NodeReader) -> Condition {
        var classesNode = node
        var level = Level.likely
        var least = 1
        if case .mapping = node {
            let fields = reader.fields(node, of: what, required: ["any_of"], optional: ["level", "at_least"])
            guard let list = fields["any_of"] else { return .any([]) }
            classesNode = list
            if let word = fields["level"].flatMap({ reader.choice($0, of: "level", among: Self.levels.keys.sorted()) }) {
                level = Self.levels[word] ?? level
            }
            if let number = fields["at_least"].flatMap({ reader.whole($0, of: "at_least", in: 1...20) }) { least = number }
        }
        let classes = DataClassForm.read(classesNode, of: what, groups: words.vocabulary.classGroups, own: words.classes, &reader)
        if asRequests, let own = classes.filter(\.isCustom).min() {
            reader.fail(
                classesNode, "\(what) names \(own), whose asking is not recognised", expected: "a class that is no pack's own, or finds")
        }
        if !classes.isEmpty && classes.count < least {
            reader.fail(
                node, "\(what) asks for \(least) of \(classes.count) classes", expected: "at least as many classes as are asked for")
        }
        return .finds(asRequests ? Set(classes.map(\.request)) : classes, level: level, atLeast: least)
    }

    /// A list, of which one has to be set; or a mapping with `any`, `all` and `none`.
    private func labels(_ node: Node, _ reader: inout NodeReader) -> Condition {
        guard case .mapping = node else { return .any(list(node, &reader)) }
        let fields = reader.fields(node, of: "labels", required: [], optional: ["any", "all", "none"])
        var parts: [Condition] = []
        if let any = fields["any"] { parts.append(.any(list(any, &reader))) }
        if let all = fields["all"] { parts.append(.all(list(all, &reader))) }
        if let none = fields["none"] { parts.append(.not(.any(list(none, &reader)))) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private func list(_ node: Node, _ reader: inout NodeReader) -> [Condition] {
        let found = reader.words(node, of: "labels", among: words.labels).sorted().map { Condition.label($0) }
        if found.isEmpty { reader.fail(node, "no label is named", expected: "at least one label") }
        return found
    }

    private func facts(_ node: Node, _ reader: inout NodeReader) -> [Condition] {
        reader.pairs(node, of: "facts").compactMap { key, name, value in
            let path = FactPath(dotted: name)
            guard words.vocabulary.knows(path) else {
                reader.unknown(key, "fact", of: "facts", name, among: words.factNames)
                return nil
            }
            return FactTestForm.read(value, of: name, &reader).map { .fact(path, $0) }
        }
    }
}
