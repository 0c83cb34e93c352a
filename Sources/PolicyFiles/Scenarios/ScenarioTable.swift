import Yams

/// The rows of a scenario's `table`, each the scenario again with other facts, other values in its texts and other expectations.
struct ScenarioTable {
    static let mostRows = 1000

    /// A scenario as it is written, with the facts and expectations of one row in place of its own.
    struct Row {
        var id: String
        var title: String
        var given: Node
        /// Of a conversation.
        var messages: Node?
        var expect: Node
        /// Where the row stands.
        var node: Node
    }

    /// Texts may hold `<name>`; each row says under `values` what it puts in the place of which name.
    static func rows(_ node: Node, of whole: Row, _ reader: inout NodeReader) -> [Row] {
        let list = reader.list(node, of: "table")
        if list.isEmpty || list.count > mostRows {
            reader.fail(node, "the table has \(list.count) rows", expected: "1 to \(mostRows) rows")
        }
        return list.prefix(mostRows).enumerated().map { place, row in
            let fields = reader.fields(row, of: "the row", required: [], optional: ["title", "values", "given", "expect"])
            if fields.isEmpty { reader.fail(row, "the row changes nothing", expected: "values, given or expect") }
            var values: [String: String] = [:]
            let stated = fields["values"].map { reader.pairs($0, of: "values") } ?? []
            for (key, name, value) in stated {
                guard let text = reader.scalar(value) else {
                    reader.fail(value, "the value \(name) is no text", expected: "a text")
                    continue
                }
                if ![whole.given, whole.expect, whole.messages ?? [:]].contains(where: { holds($0, "<\(name)>") }) {
                    reader.fail(key, "nothing in the scenario holds <\(name)>", expected: "a text of the scenario with <\(name)> in it")
                }
                values[name] = text
            }
            return Row(
                id: "\(whole.id)/row \(place + 1)", title: fields["title"].flatMap { reader.text($0, of: "title") } ?? whole.title,
                given: put(values, into: merged(whole.given, fields["given"])), messages: whole.messages.map { put(values, into: $0) },
                expect: put(values, into: merged(whole.expect, fields["expect"])), node: row)
        }
    }

    /// The first with what the second says instead, mapping by mapping.
    private static func merged(_ node: Node, _ other: Node?) -> Node {
        guard let other else { return node }
        guard case .mapping(var mapping) = node, case .mapping(let changes) = other else { return other }
        for (key, value) in changes { mapping[key] = mapping[key].map { merged($0, value) } ?? value }
        return .mapping(mapping)
    }

    private static func put(_ values: [String: String], into node: Node) -> Node {
        if values.isEmpty { return node }
        switch node {
        case .scalar(var scalar):
            for (name, value) in values { scalar.string = scalar.string.replacing("<\(name)>", with: value) }
            return .scalar(scalar)
        case .mapping(var mapping):
            for (key, value) in mapping { mapping[key] = put(values, into: value) }
            return .mapping(mapping)
        case .sequence(var sequence):
            for place in sequence.indices { sequence[place] = put(values, into: sequence[place]) }
            return .sequence(sequence)
        case .alias: return node
        }
    }

    private static func holds(_ node: Node, _ text: String) -> Bool {
        switch node {
        case .scalar(let scalar): scalar.string.contains(text)
        case .mapping(let mapping): mapping.contains { holds($0.value, text) }
        case .sequence(let sequence): sequence.contains { holds($0, text) }
        case .alias: false
        }
    }
}
