import FoundationEssentials
import Policies

/// The form of a pack's file as a JSON Schema (draft 2020-12), for editors that complete and check while somebody types.
///
/// Made from the vocabulary and what the folder's packs declare. It says less than reading does: what depends on two places at once, such
/// as an answer that its direction does not have, only `policy check` finds.
public struct PackSchema {
    private let words: PackWords

    public init(_ folder: PolicyFolder) { words = folder.words }

    /// The document, indented, keys in order.
    public func bytes() throws -> [UInt8] {
        try document.indented()
    }

    private var document: JSONValue {
        .fields(
            JSONValue.object(
                required: ["pack", "version", "title", "owner", "rules"],
                [
                    "pack": ["$ref": "#/$defs/newWord"], "version": ["type": "integer", "minimum": 1, "maximum": 1_000_000],
                    "title": JSONValue.anyText, "owner": JSONValue.anyText, "effective": ["$ref": "#/$defs/period"],
                    "review_by": ["$ref": "#/$defs/date"],
                    "declares": JSONValue.closed(
                        [:],
                        optional: Dictionary(
                            uniqueKeysWithValues: ["labels", "actions", "routes", "deadlines", "evidence", "metrics"].map {
                                ($0, ["type": "array", "items": ["$ref": "#/$defs/newWord"]])
                            })),
                    "deadlines": [
                        "type": "object", "propertyNames": JSONValue.choice(words.deadlines.map(\.text)),
                        "additionalProperties": ["$ref": "#/$defs/deadline"],
                    ],
                    "detectors": [
                        "type": "object", "propertyNames": ["pattern": .text(Self.ownClass)],
                        "additionalProperties": ["$ref": "#/$defs/detector"],
                    ],
                    "rules": ["type": "array", "items": ["$ref": "#/$defs/rule"]],
                    "extends": [
                        "type": "array",
                        "items": JSONValue.closed(
                            [
                                "pack": ["$ref": "#/$defs/newWord"], "version": ["type": "integer", "minimum": 1, "maximum": 1_000_000],
                                "sha256": ["type": "string", "pattern": "^[0-9a-f]{64}$"],
                            ], optional: [:]),
                    ],
                    "unchecked": [
                        "type": "array",
                        "items": JSONValue.closed(
                            ["title": JSONValue.anyText, "source": Self.source, "reason": JSONValue.anyText], optional: [:]),
                    ],
                ]
            ).merging([
                "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A policy pack", "$defs": .fields(definitions),
            ]) { first, _ in first })
    }

    private var definitions: [String: JSONValue] {
        [
            "newWord": ["type": "string", "pattern": "^[a-z][a-z0-9_-]{0,79}$"],
            "date": ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"],
            "instant": ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T"],
            "length": ["type": "string", "pattern": "^[1-9][0-9]*[smhd]$"],
            "period": JSONValue.closed([:], optional: ["from": ["$ref": "#/$defs/instant"], "to": ["$ref": "#/$defs/instant"]]),
            "class": [
                "anyOf": [JSONValue.choice(classWords), ["type": "string", "pattern": .text(Self.ownClass)]]
            ],
            "classes": [
                "anyOf": [["$ref": "#/$defs/class"], ["type": "array", "items": ["$ref": "#/$defs/class"], "uniqueItems": true]]
            ],
            "labels": JSONValue.oneOrMore(words.labels.map(\.text)),
            "found": [
                "anyOf": [
                    ["$ref": "#/$defs/classes"],
                    JSONValue.closed(
                        ["any_of": ["$ref": "#/$defs/classes"]],
                        optional: [
                            "level": JSONValue.choice(Array(ConditionForm.levels.keys)),
                            "at_least": ["type": "integer", "minimum": 1, "maximum": 20],
                        ]),
                ]
            ],
            "test": [
                "anyOf": [
                    ["type": "boolean"], ["type": "integer"], ["type": "string", "minLength": 1],
                    ["type": "array", "items": ["type": "string"], "minItems": 1],
                    JSONValue.closed(
                        [:], optional: ["at_least": ["type": "integer"], "at_most": ["type": "integer"]]),
                    JSONValue.closed(
                        [:], optional: ["more_than": ["$ref": "#/$defs/length"], "no_longer_than": ["$ref": "#/$defs/length"]]),
                ]
            ],
            "condition": JSONValue.closed([:], optional: conditionTerms),
            "rule": rule,
            "deadline": deadline,
            "detector": detector,
        ]
    }

    private var conditionTerms: [String: JSONValue] {
        [
            "act": JSONValue.oneOrMore(words.vocabulary.acts.map(\.text)),
            "actor": JSONValue.oneOrMore(words.vocabulary.actors.map(\.text)),
            "channel": JSONValue.oneOrMore(ChannelKind.allCases.map(\.word) + ChannelClass.allCases.map(\.word)),
            "finds": ["$ref": "#/$defs/found"], "requests": ["$ref": "#/$defs/found"],
            "labels": [
                "anyOf": [
                    ["$ref": "#/$defs/labels"],
                    JSONValue.closed(
                        [:],
                        optional: [
                            "any": ["$ref": "#/$defs/labels"], "all": ["$ref": "#/$defs/labels"], "none": ["$ref": "#/$defs/labels"],
                        ]),
                ]
            ],
            "assurance": JSONValue.choice(Assurance.allCases.map(\.word)),
            "facts": [
                "type": "object", "propertyNames": JSONValue.choice(words.factNames), "additionalProperties": ["$ref": "#/$defs/test"],
            ],
            "all": ["type": "array", "items": ["$ref": "#/$defs/condition"]],
            "any": ["type": "array", "items": ["$ref": "#/$defs/condition"], "minItems": 1], "not": ["$ref": "#/$defs/condition"],
        ]
    }

    private var rule: JSONValue {
        let when = JSONValue.closed(["direction": JSONValue.oneOrMore(Direction.allCases.map(\.rawValue))], optional: conditionTerms)
        return JSONValue.closed(
            [
                "id": ["$ref": "#/$defs/newWord"], "title": JSONValue.anyText,
                "basis": JSONValue.choice(LegalBasis.allCases.map(\.rawValue)),
                "source": Self.source,
                "when": when,
            ],
            optional: [
                "loosens": [
                    "type": "array",
                    "items": JSONValue.closed(
                        ["pack": ["$ref": "#/$defs/newWord"], "rule": ["$ref": "#/$defs/newWord"], "because": JSONValue.anyText],
                        optional: [:]),
                ],
                "verified": ["type": "boolean"], "effective": ["$ref": "#/$defs/period"],
                "precedence": JSONValue.choice(words.vocabulary.precedences), "decision": JSONValue.choice(Verdict.allCases.map(\.word)),
                "labels": ["$ref": "#/$defs/labels"], "actions": JSONValue.oneOrMore(words.actions.map(\.text)),
                "route": JSONValue.choice(words.routes.map(\.text)),
                "approver": JSONValue.choice(words.vocabulary.approverRoles.map(\.text)),
                "deadlines": JSONValue.oneOrMore(words.deadlines.map(\.text)), "evidence": ["type": ["string", "array"]],
                "metrics": ["type": ["string", "array"]], "channel": JSONValue.choice(words.destinations.map(\.text)),
                "instead": JSONValue.anyText,
                "override": JSONValue.closed(
                    ["role": JSONValue.choice(words.vocabulary.approverRoles.map(\.text)), "reason_required": ["type": "boolean"]],
                    optional: [:]
                ),
            ])
    }

    private var deadline: JSONValue {
        let settings = words.vocabulary.factParts["config"] ?? []
        return JSONValue.closed(
            [
                "count": ["anyOf": [["type": "integer", "minimum": 1], JSONValue.choice(Array(settings))]],
                "unit": JSONValue.choice(DeadlineForm.unitWords),
            ],
            optional: [
                "start": JSONValue.choice(DeadlineForm.startWords), "end": JSONValue.choice(DeadlineForm.endWords),
                "roll": JSONValue.choice(DeadlineForm.rollWords), "counts": JSONValue.choice(Array(DeadlineForm.bases.keys)),
                "from": JSONValue.choice(words.factNames), "or_now": ["type": "boolean"], "calendar": JSONValue.anyText,
                "paused": JSONValue.closed(
                    ["from": JSONValue.choice(words.factNames), "to": JSONValue.choice(words.factNames)],
                    optional: ["only": JSONValue.choice(words.factNames)]),
                "alert": JSONValue.choice(words.actions.map(\.text)),
            ])
    }

    private var detector: JSONValue {
        let level = JSONValue.choice(Array(ConditionForm.levels.keys))
        let within: JSONValue = ["type": "integer", "minimum": 1, "maximum": 20]
        let near: JSONValue = ["type": "array", "items": ["type": "string", "pattern": "^[A-Za-z0-9]{1,32}$"]]
        let examples: JSONValue = ["type": "array", "items": JSONValue.anyText, "minItems": 1]
        return JSONValue.closed(
            ["pattern": ["type": "string", "minLength": 1, "maxLength": 1_000], "true": examples, "false": examples],
            optional: [
                "name": JSONValue.anyText, "level": level,
                "checksum": [
                    "anyOf": [
                        JSONValue.choice(["luhn", "mod97"]),
                        JSONValue.closed(
                            ["mod97": JSONValue.closed(["from": ["type": "integer", "minimum": 1, "maximum": 128]], optional: [:])],
                            optional: [:]),
                    ]
                ],
                "labels": JSONValue.closed(["near": near], optional: ["within_tokens": within, "raises": level]),
                "reject": JSONValue.closed(["near": near], optional: ["within_tokens": within]),
            ])
    }

    private var classWords: [String] {
        let plain = DataClassForm.words(words.classes)
        let families = Set(plain.compactMap { word in word.firstIndex(of: ".").map { "\(word[..<$0]).*" } })
        return plain + families + words.vocabulary.classGroups.keys
    }

    // MARK: Parts of schemas

    /// A class that a pack defines.
    private static let ownClass = "^org\\.[a-z0-9_]{1,16}$"
    private static let source: JSONValue = [
        "anyOf": [
            JSONValue.anyText,
            JSONValue.closed(["ref": JSONValue.anyText], optional: ["url": JSONValue.anyText, "seen_on": ["$ref": "#/$defs/date"]]),
        ]
    ]
}
