import Policies
import Yams

/// Reads `vocabulary.yaml`.
struct VocabularyForm {
    private static let lists = [
        "precedences", "destinations", "routes", "approver_roles", "actors", "acts", "labels", "actions", "deadlines", "facts",
        "expectations", "effects",
    ]

    static func read(_ root: Node, _ reader: inout NodeReader) -> Vocabulary {
        let fields = reader.fields(
            root, of: "the vocabulary", required: lists + ["decisions", "channel_classes", "fact_parts", "prohibitions"],
            optional: ["class_groups", "class_names", "comparisons", "when_unavailable", "when_lapsed", "word_names", "fact_clauses"])
        var vocabulary = Vocabulary()
        func words<Kind>(_ key: String) -> Set<Word<Kind>> {
            fields[key].map { reader.newWords($0, of: key) } ?? []
        }
        vocabulary.destinations = words("destinations")
        vocabulary.routes = words("routes")
        vocabulary.approverRoles = words("approver_roles")
        vocabulary.actors = words("actors")
        vocabulary.acts = words("acts")
        vocabulary.labels = words("labels")
        vocabulary.actions = words("actions")
        vocabulary.deadlines = words("deadlines")
        let facts: Set<Word<FactKind>> = words("facts")
        vocabulary.facts = Set(facts.map(\.text))
        let expectations: Set<Word<FactKind>> = words("expectations")
        vocabulary.expectations = Set(expectations.map(\.text))
        if let node = fields["precedences"] {
            vocabulary.precedences = reader.list(node, of: "precedences").compactMap { reader.newWord($0, of: "precedences") }
            if vocabulary.precedences.isEmpty { reader.fail(node, "precedences is empty", expected: "the words, strongest first") }
        }
        if let node = fields["fact_parts"] { readParts(node, into: &vocabulary, &reader) }
        if let node = fields["when_unavailable"] {
            vocabulary.whenUnavailable = reader.words(node, of: "when_unavailable", among: vocabulary.actions)
        }
        if let node = fields["when_lapsed"] {
            vocabulary.whenLapsed = reader.words(node, of: "when_lapsed", among: vocabulary.actions)
        }
        if let node = fields["comparisons"] { readComparisons(node, into: &vocabulary, &reader) }
        if let node = fields["class_groups"] {
            for (_, name, value) in reader.pairs(node, of: "class_groups") {
                vocabulary.classGroups[name] = DataClassForm.read(value, of: name, groups: vocabulary.classGroups, &reader)
            }
        }
        if let node = fields["class_names"] {
            for (key, name, value) in reader.pairs(node, of: "class_names") {
                let known = DataClass.allCases.filter { !$0.isRequest }.map(\.word)
                guard let dataClass = DataClass(word: name), known.contains(name) else {
                    reader.unknown(key, "data class", of: "class_names", name, among: known)
                    continue
                }
                vocabulary.classNames[dataClass] = reader.text(value, of: name)
            }
        }
        if let node = fields["word_names"] {
            for (_, name, value) in reader.pairs(node, of: "word_names") { vocabulary.wordNames[name] = reader.text(value, of: name) }
        }
        if let node = fields["fact_clauses"] {
            for (key, name, value) in reader.pairs(node, of: "fact_clauses") {
                let path = FactPath(dotted: name)
                guard vocabulary.knows(path) else {
                    reader.unknown(key, "fact", of: "fact_clauses", name, among: Array(vocabulary.facts))
                    continue
                }
                vocabulary.factClauses[path] = reader.text(value, of: name)
            }
        }
        if let node = fields["decisions"] { checkDecisions(node, &reader) }
        if let node = fields["channel_classes"] { checkChannels(node, &reader) }
        if let node = fields["effects"] { checkEffects(node, actions: vocabulary.actions, labels: vocabulary.labels, &reader) }
        if let node = fields["prohibitions"] {
            for (_, name, value) in reader.pairs(node, of: "prohibitions") {
                vocabulary.prohibitions[name] = ProhibitionForm.read(value, name: name, vocabulary, &reader)
            }
        }
        return vocabulary
    }

    private enum FactKind {}

    private static func readParts(_ node: Node, into vocabulary: inout Vocabulary, _ reader: inout NodeReader) {
        for (key, name, value) in reader.pairs(node, of: "fact_parts") {
            guard vocabulary.facts.contains(name) else {
                reader.unknown(key, "fact", of: "fact_parts", name, among: Array(vocabulary.facts))
                continue
            }
            let parts: Set<Word<FactKind>> = reader.newWords(value, of: name)
            vocabulary.factParts[name] = Set(parts.map(\.text))
        }
    }

    private static func readComparisons(_ node: Node, into vocabulary: inout Vocabulary, _ reader: inout NodeReader) {
        let relations = FactComparison.Relation.allCases.map(\.rawValue)
        for (_, name, value) in reader.pairs(node, of: "comparisons") {
            for (key, word, pair) in reader.pairs(value, of: name) {
                let paths = reader.list(pair, of: name).compactMap { item -> FactPath? in
                    guard let text = reader.text(item, of: name) else { return nil }
                    let path = FactPath(dotted: text)
                    guard vocabulary.knows(path) else {
                        reader.unknown(item, "fact", of: name, text, among: Array(vocabulary.facts))
                        return nil
                    }
                    return path
                }
                guard let relation = FactComparison.Relation(rawValue: word), paths.count == 2 else {
                    reader.fail(
                        key, "\(name) compares in no known way", expected: "two facts under one of \(relations.joined(separator: ", "))")
                    continue
                }
                vocabulary.comparisons[FactPath(dotted: name)] = FactComparison(relation, paths[0], paths[1])
            }
        }
    }

    /// The answers are fixed, since ledger leaves number them: the file may only repeat them.
    private static func checkDecisions(_ node: Node, _ reader: inout NodeReader) {
        let fields = reader.fields(node, of: "decisions", required: Direction.allCases.map(\.rawValue))
        for direction in Direction.allCases {
            guard let list = fields[direction.rawValue] else { continue }
            let words = direction.verdicts.map(\.word)
            let found = reader.list(list, of: direction.rawValue).compactMap {
                reader.choice($0, of: direction.rawValue, among: words)
            }
            for missing in words where !found.contains(missing) {
                reader.fail(list, "\(direction.rawValue) lacks \(missing)", expected: words.joined(separator: ", "))
            }
        }
    }

    /// Kinds and classes are fixed, since ledger leaves number them: the file may only repeat them.
    private static func checkChannels(_ node: Node, _ reader: inout NodeReader) {
        let fields = reader.fields(node, of: "channel_classes", required: ChannelClass.allCases.map(\.word))
        for channelClass in ChannelClass.allCases {
            guard let list = fields[channelClass.word] else { continue }
            let words = channelClass.kinds.map(\.word)
            let found = reader.list(list, of: channelClass.word).compactMap {
                reader.choice($0, of: channelClass.word, among: words)
            }
            for missing in words where !found.contains(missing) {
                reader.fail(list, "\(channelClass.word) lacks \(missing)", expected: words.joined(separator: ", "))
            }
        }
    }

    /// Code stands behind exactly these words, and each has to be one that a rule can name.
    private static func checkEffects(_ node: Node, actions: Set<Action>, labels: Set<Label>, _ reader: inout NodeReader) {
        let words = Effect.allCases.map(\.rawValue)
        let items = reader.list(node, of: "effects")
        let found = items.compactMap { reader.choice($0, of: "effects", among: words) }
        for missing in words where !found.contains(missing) {
            reader.fail(node, "effects lacks \(missing)", expected: "every word that code stands behind")
        }
        for (item, word) in zip(items, found) where !actions.contains(Action(word)) && !labels.contains(Label(word)) {
            reader.fail(item, "\(word) is neither an action nor a label", expected: "a word of actions or labels")
        }
    }
}
