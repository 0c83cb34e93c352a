import Policies

/// The form of a file of scenarios as a JSON Schema (draft 2020-12), for editors that complete and check while somebody types.
///
/// Made from the same words as ``PackSchema``, and as there only `policy check` finds what depends on two places at once.
public struct ScenarioSchema {
    private let words: PackWords

    public init(_ folder: PolicyFolder) { words = folder.words }

    /// The document, indented, keys in order.
    public func bytes() throws -> [UInt8] { try document.indented() }

    private var document: JSONValue {
        .fields(
            JSONValue.object(
                required: ["scenarios"],
                [
                    "defaults": settings(besides: ["packs"]), "scenarios": ["type": "array", "items": ["$ref": "#/$defs/scenario"]],
                    "properties": ["type": "array", "items": ["type": "object", "required": ["id", "title", "when", "then"]]],
                ]
            ).merging([
                "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Scenarios of policies",
                "$defs": .fields(definitions),
            ]) { first, _ in first })
    }

    private var definitions: [String: JSONValue] {
        [
            "instant": ["type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2}T|<)"],
            "length": ["type": "string", "pattern": "^([1-9][0-9]*[smhd]|<.*)$"],
            "text": ["type": ["string", "number", "boolean"]],
            "scenario": scenario, "message": message, "given": given, "expect": expect,
            "deadline": JSONValue.closed(
                ["name": word(words.deadlines.map(\.text))],
                optional: ["at": ["$ref": "#/$defs/instant"], "no_later_than": ["$ref": "#/$defs/instant"]]),
        ]
    }

    private var scenario: JSONValue {
        // What looks like a number is one to an editor.
        let text: JSONValue = ["$ref": "#/$defs/text"]
        var fields = JSONValue.object(
            required: ["id", "given"],
            [
                "id": text, "title": text, "reason": text, "source": text, "tricky": ["type": "boolean"], "rule": text, "note": text,
                "given": ["$ref": "#/$defs/given"], "expect": ["$ref": "#/$defs/expect"],
                "messages": [
                    "type": "array", "items": ["$ref": "#/$defs/message"], "minItems": 1, "maxItems": .number(MessageForm.mostMessages),
                ],
                "table": ["type": "array", "items": row, "minItems": 1, "maxItems": .number(ScenarioTable.mostRows)],
                "disguises": JSONValue.oneOrMore(ValueDisguise.allCases.map(\.rawValue) + ["all"]),
            ])
        // A conversation says in its messages what one act says of itself; the rows of a table may say what the scenario leaves out.
        fields["if"] = ["required": ["messages"]]
        fields["then"] = [
            "properties": ["given": ["required": ["now"], "propertyNames": JSONValue.choice(MessageForm.given)]]
        ]
        fields["else"] = [
            "required": ["expect"],
            "anyOf": [["required": ["table"]], ["properties": ["given": ["required": ["now", "direction"]]]]],
        ]
        return .fields(fields)
    }

    private var row: JSONValue {
        JSONValue.closed(
            [:],
            optional: [
                "title": JSONValue.anyText, "values": ["type": "object", "additionalProperties": ["$ref": "#/$defs/text"]],
                "given": ["$ref": "#/$defs/given"], "expect": ["$ref": "#/$defs/expect"],
            ])
    }

    private var message: JSONValue {
        JSONValue.closed(
            [
                "author": JSONValue.choice(Array(MessageForm.authors.keys)), "channel": word(ChannelKind.allCases.map(\.word)),
                "text": ["$ref": "#/$defs/text"],
            ],
            optional: [
                "direction": JSONValue.choice(MessageForm.directions.map(\.rawValue)), "after": ["$ref": "#/$defs/length"],
                "act": word(words.vocabulary.acts.map(\.text)), "expect": ["$ref": "#/$defs/expect"],
            ])
    }

    private var given: JSONValue {
        var facts: [String: JSONValue] = [:]
        for fact in words.vocabulary.facts { facts[fact] = true }
        for (fact, parts) in words.vocabulary.factParts {
            let known: JSONValue = ["propertyNames": JSONValue.choice(parts.sorted())]
            // A mapping has known keys, alone or in a list; whatever else is stated has none.
            facts[fact] = ["allOf": [known, ["items": known]]]
        }
        facts["now"] = ["$ref": "#/$defs/instant"]
        facts["direction"] = word(Direction.allCases.map(\.rawValue))
        facts["act"] = word(words.vocabulary.acts.map(\.text))
        facts["actor"] = word(words.vocabulary.actors.map(\.text))
        facts["channel"] = word(ChannelKind.allCases.map(\.word))
        facts["to"] = word(words.destinations.map(\.text))
        facts["config"] = settings(besides: [])
        if facts["findings"] != nil {
            facts["findings"] = [
                "type": "object", "propertyNames": word(DataClass.allCases.map(\.word) + words.classes.map(\.word)),
                "additionalProperties": word(Array(ConditionForm.levels.keys)),
            ]
        }
        return .fields(JSONValue.object(required: [], facts))
    }

    private var expect: JSONValue {
        let labels = words.labels.map(\.text)
        let actions = words.actions.map(\.text)
        let known: [String: JSONValue] = [
            "decision": word(Verdict.allCases.map(\.word)), "labels": several(labels), "not_labels": several(labels),
            "actions": several(actions), "not_actions": several(actions), "route": word(words.routes.map(\.text)),
            "approver": word(words.vocabulary.approverRoles.map(\.text)), "channel": word(words.destinations.map(\.text)),
            "evidence": ["type": ["string", "array"]], "metrics": ["type": ["string", "array"]],
            "must_not": several(Array(words.vocabulary.prohibitions.keys)),
            "deadlines": ["type": "array", "items": ["$ref": "#/$defs/deadline"]],
        ]
        return .fields(JSONValue.object(required: [], known.filter { words.vocabulary.expectations.contains($0.key) }))
    }

    private func settings(besides more: [String]) -> JSONValue {
        let known = (words.vocabulary.factParts["config"] ?? []).union(more)
        return .fields(JSONValue.object(required: [], Dictionary(uniqueKeysWithValues: known.map { ($0, true) })))
    }

    /// One of the words, or a name in a table's place for one.
    private func word(_ words: [String]) -> JSONValue { ["anyOf": [JSONValue.choice(words), ["type": "string", "pattern": "<"]]] }

    private func several(_ words: [String]) -> JSONValue {
        ["anyOf": [word(words), ["type": "array", "items": word(words), "uniqueItems": true]]]
    }
}
