import Policies
import Yams

/// Reads `properties.yaml`: what must hold of every act, whatever else is true of it.
struct PropertyForm {
    let words: PackWords
    let packs: Set<String>

    static func read(_ root: Node, words: PackWords, packs: Set<String>, _ reader: inout NodeReader) -> [PlacedProperty] {
        let fields = reader.fields(root, of: "the properties", required: ["properties"])
        return fields["properties"].map { list($0, words: words, packs: packs, &reader) } ?? []
    }

    /// The properties beside scenarios, if there are any: the same form, in the file of those that they go with.
    static func read(besideScenarios root: Node, words: PackWords, packs: Set<String>, _ reader: inout NodeReader) -> [PlacedProperty] {
        guard case .mapping(let mapping) = root, let node = mapping["properties"] else { return [] }
        return list(node, words: words, packs: packs, &reader)
    }

    private static func list(_ node: Node, words: PackWords, packs: Set<String>, _ reader: inout NodeReader) -> [PlacedProperty] {
        let form = PropertyForm(words: words, packs: packs)
        var ids: Set<String> = []
        return reader.list(node, of: "properties").compactMap { node in
            guard let property = form.property(node, &reader) else { return nil }
            if !ids.insert(property.id).inserted { reader.fail(node, "the property \(property.id) is there twice", expected: "another id") }
            return PlacedProperty(property: property, place: FilePlace(node, in: reader.file))
        }
    }

    private func property(_ node: Node, _ reader: inout NodeReader) -> Property? {
        let fields = reader.fields(node, of: "the property", required: ["id", "title", "when", "then"], optional: ["source", "packs"])
        let id = fields["id"].flatMap { reader.newWord($0, of: "id") }
        let title = fields["title"].flatMap { reader.text($0, of: "title") }
        let source = fields["source"].flatMap { reader.text($0, of: "source") } ?? ""
        let named = (fields["packs"].map { reader.items($0) } ?? []).compactMap { reader.choice($0, of: "packs", among: packs.sorted()) }
        guard let when = fields["when"], let then = fields["then"] else { return nil }
        guard case .mapping(let mapping) = when, let stated = mapping["direction"] else {
            reader.fail(
                when, "the premise names no direction",
                expected: "direction, one of \(Direction.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
        let direction = reader.choice(stated, of: "direction", among: Direction.allCases.map(\.rawValue)).flatMap {
            Direction(rawValue: $0)
        }
        let premise = ConditionForm(words: words).read(when, of: "when", others: ["direction"], &reader)
        guard let direction, let id, let title else { return nil }
        return Property(
            id: id, title: title, source: source, packs: Set(named), direction: direction, premise: premise,
            demand: demand(then, direction, &reader))
    }

    private func demand(_ node: Node, _ direction: Direction, _ reader: inout NodeReader) -> Property.Demand {
        let keys = ["decision", "labels", "actions", "not_actions", "deadlines", "route"]
        let fields = reader.fields(node, of: "then", required: [], optional: keys)
        var demand = Property.Demand()
        if let node = fields["decision"] {
            demand.verdicts = reader.items(node).compactMap { item in
                reader.choice(item, of: "decision", among: direction.verdicts.map(\.word)).flatMap { Verdict(word: $0) }
            }
        }
        if let node = fields["labels"] { demand.labels = reader.words(node, of: "labels", among: words.labels) }
        if let node = fields["actions"] { demand.actions = reader.words(node, of: "actions", among: words.actions) }
        if let node = fields["not_actions"] { demand.notActions = reader.words(node, of: "not_actions", among: words.actions) }
        if let node = fields["deadlines"] { demand.deadlines = reader.words(node, of: "deadlines", among: words.deadlines) }
        if let node = fields["route"] { demand.route = reader.word(node, of: "route", among: words.routes) }
        if fields.isEmpty { reader.fail(node, "the property demands nothing", expected: "one of \(keys.joined(separator: ", "))") }
        return demand
    }
}
