import Policies
import Yams

/// Reads a lexicon, and refuses it if one of its own examples comes out wrong.
struct LexiconForm {
    static func read(
        _ root: Node, sha256: String, vocabulary: Vocabulary, packs: [String], _ reader: inout NodeReader
    ) -> Lexicon? {
        let fields = reader.fields(
            root, of: "the lexicon", required: ["lexicon", "version", "language", "directions", "groups", "clues"],
            optional: ["actors", "packs", "sets", "masks", "negators", "negation_reach", "sees_through"])
        let before = reader.errors.count
        let id = fields["lexicon"].flatMap { reader.newWord($0, of: "lexicon") }
        let version = fields["version"].flatMap { reader.whole($0, of: "version", in: 1...1_000_000) }
        let language = fields["language"].flatMap { reader.newWord($0, of: "language") }
        let directions = (fields["directions"].map { reader.items($0) } ?? []).compactMap { item in
            reader.choice(item, of: "directions", among: Direction.allCases.map(\.rawValue)).flatMap { Direction(rawValue: $0) }
        }
        let actors = fields["actors"].map { reader.words($0, of: "actors", among: vocabulary.actors) }
        let own = fields["packs"].map { reader.items($0) }?.compactMap { reader.choice($0, of: "packs", among: packs.sorted()) }
        let seesThrough = fields["sees_through"].flatMap { reader.flag($0, of: "sees_through") } ?? false
        let sets = fields["sets"].map { readSets($0, &reader) } ?? [:]
        let groups = fields["groups"].map { readGroups($0, sets, &reader) } ?? []
        let names = groups.map(\.name)
        let masks = fields["masks"].map { places($0, of: "masks", among: names, &reader) } ?? []
        let negators = fields["negators"].map { phrases($0, of: "negators", sets, &reader) } ?? []
        let reach = fields["negation_reach"].flatMap { reader.whole($0, of: "negation_reach", in: 1...10) } ?? 3
        var examples: [(node: Node, example: Lexicon.Example)] = []
        let clues = fields["clues"].map { readClues($0, vocabulary, names, &examples, &reader) } ?? []
        guard let id, let version, let language, reader.errors.count == before else { return nil }
        let lexicon = Lexicon(
            reference: PackReference(id: id, version: version, sha256: sha256), language: language, directions: Set(directions),
            actors: actors, packs: own.map { Set($0) }, seesThrough: seesThrough, groups: groups, masks: masks, negators: negators,
            negationReach: reach,
            clues: clues,
            examples: examples.map(\.example))
        let failures = Set(lexicon.failures())
        for (node, example) in examples where failures.contains(example) {
            reader.fail(
                node, "this example \(example.isPositive ? "does not earn" : "earns") \(example.label)",
                expected: "phrases under which it \(example.isPositive ? "does" : "does not")")
        }
        return failures.isEmpty ? lexicon : nil
    }

    /// Words under one name, which phrases write as `<name>` wherever one of them may stand.
    private static func readSets(_ node: Node, _ reader: inout NodeReader) -> [String: String] {
        var sets: [String: String] = [:]
        for (key, name, value) in reader.pairs(node, of: "sets") {
            if !NodeReader.isWord(name) { reader.fail(key, "\(name) is no name for a set", expected: "lower-case letters, digits and _") }
            guard let text = reader.text(value, of: name) else { continue }
            if text.contains(" ") || text.contains("<") {
                reader.fail(value, "the set \(name) is no list of words", expected: "words with | between them")
            }
            sets[name] = text
        }
        return sets
    }

    /// The phrase with the words of each set in place of its name; nil where it names a set that is not there.
    private static func written(_ text: String, _ sets: [String: String]) -> String? {
        guard text.contains("<") else { return text }
        var fields: [String] = []
        for field in text.split(separator: " ") {
            let isOptional = field.hasPrefix("?")
            var options: [String] = []
            for option in field.dropFirst(isOptional ? 1 : 0).split(separator: "|", omittingEmptySubsequences: false) {
                guard option.hasPrefix("<"), option.hasSuffix(">") else {
                    options.append(String(option))
                    continue
                }
                guard let words = sets[String(option.dropFirst().dropLast())] else { return nil }
                options.append(words)
            }
            fields.append((isOptional ? "?" : "") + options.joined(separator: "|"))
        }
        return fields.joined(separator: " ")
    }

    private static func readGroups(_ node: Node, _ sets: [String: String], _ reader: inout NodeReader) -> [Lexicon.Group] {
        reader.pairs(node, of: "groups").map { key, name, value in
            if !NodeReader.isWord(name) { reader.fail(key, "\(name) is no name for a group", expected: "lower-case letters, digits and _") }
            return Lexicon.Group(name: name, phrases: phrases(value, of: name, sets, &reader))
        }
    }

    private static func phrases(_ node: Node, of what: String, _ sets: [String: String], _ reader: inout NodeReader) -> [Phrase] {
        reader.list(node, of: what).compactMap { item in
            guard let written = reader.text(item, of: what) else { return nil }
            guard let text = Self.written(written, sets) else {
                reader.fail(
                    item, "a phrase of \(what) names a set that is not there",
                    expected: "one of the sets \(sets.keys.sorted().joined(separator: ", "))")
                return nil
            }
            do throws(PhraseError) { return try Phrase(text) } catch {
                reader.fail(item, "a phrase of \(what) cannot be read", expected: "\(error)")
                return nil
            }
        }
    }

    private static func readClues(
        _ node: Node, _ vocabulary: Vocabulary, _ names: [String], _ examples: inout [(node: Node, example: Lexicon.Example)],
        _ reader: inout NodeReader
    ) -> [Lexicon.Clue] {
        var clues: [Lexicon.Clue] = []
        for item in reader.list(node, of: "clues") {
            let fields = reader.fields(item, of: "the clue", required: ["label", "any", "true", "false"])
            guard let label = fields["label"].flatMap({ reader.word($0, of: "label", among: vocabulary.labels) }) else { continue }
            for option in fields["any"].map({ reader.list($0, of: "any") }) ?? [] {
                clues.append(readClue(option, label, names, &reader))
            }
            for (key, isPositive) in [("true", true), ("false", false)] {
                for example in fields[key].map({ reader.list($0, of: key) }) ?? [] {
                    guard let text = reader.text(example, of: key) else { continue }
                    examples.append((example, Lexicon.Example(text: text, label: label, isPositive: isPositive)))
                }
            }
            if !examples.contains(where: { $0.example.label == label && $0.example.isPositive }) {
                reader.fail(item, "the clue has no example", expected: "at least one text under true")
            }
        }
        return clues
    }

    private static func readClue(_ node: Node, _ label: Label, _ names: [String], _ reader: inout NodeReader) -> Lexicon.Clue {
        let fields = reader.fields(node, of: "a way to earn \(label)", required: ["all"], optional: ["none", "within", "heed"])
        let all = fields["all"].map { places($0, of: "all", among: names, &reader) } ?? []
        if all.isEmpty { reader.fail(node, "no group is asked for", expected: "at least one group") }
        let within = fields["within"].flatMap { reader.choice($0, of: "within", among: Lexicon.Reach.allCases.map(\.rawValue)) }
        let guards = (fields["heed"].map { reader.items($0) } ?? []).compactMap { item in
            reader.choice(item, of: "heed", among: Lexicon.Guard.allCases.map(\.rawValue)).flatMap { Lexicon.Guard(rawValue: $0) }
        }
        return Lexicon.Clue(
            label: label, all: all, none: fields["none"].map { places($0, of: "none", among: names, &reader) } ?? [],
            reach: within.flatMap { Lexicon.Reach(rawValue: $0) } ?? .message, guards: Set(guards))
    }

    private static func places(_ node: Node, of what: String, among names: [String], _ reader: inout NodeReader) -> [Int] {
        reader.items(node).compactMap { item in
            reader.choice(item, of: what, among: names).flatMap { names.firstIndex(of: $0) }
        }
    }
}
