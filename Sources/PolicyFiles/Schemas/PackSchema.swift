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
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try [UInt8](encoder.encode(document)) + [0x0A]
    }

    private var document: JSONValue {
        .fields(
            Self.object(
                required: ["pack", "version", "title", "owner", "rules"],
                [
                    "pack": ["$ref": "#/$defs/newWord"], "version": ["type": "integer", "minimum": 1, "maximum": 1_000_000],
                    "title": Self.text, "owner": Self.text, "effective": ["$ref": "#/$defs/period"], "review_by": ["$ref": "#/$defs/date"],
                    "declares": Self.closed(
                        [:],
                        optional: Dictionary(
                            uniqueKeysWithValues: ["labels", "actions", "routes", "deadlines", "evidence", "metrics"].map {
                                ($0, ["type": "array", "items": ["$ref": "#/$defs/newWord"]])
                            })),
                    "deadlines": [
                        "type": "object", "propertyNames": Self.choice(words.deadlines.map(\.text)),
                        "additionalProperties": ["$ref": "#/$defs/deadline"],
                    ],
                    "detectors": [
                        "type": "object", "propertyNames": ["pattern": .text(Self.ownClass)],
                        "additionalProperties": ["$ref": "#/$defs/detector"],
                    ],
                    "rules": ["type": "array", "items": ["$ref": "#/$defs/rule"]],
                    "extends": [
                        "type": "array",
                        "items": Self.closed(
                            [
                                "pack": ["$ref": "#/$defs/newWord"], "version": ["type": "integer", "minimum": 1, "maximum": 1_000_000],
                                "sha256": ["type": "string", "pattern": "^[0-9a-f]{64}$"],
                            ], optional: [:]),
                    ],
                    "unchecked": [
                        "type": "array",
                        "items": Self.closed(["title": Self.text, "source": Self.source, "reason": Self.text], optional: [:]),
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
            "period": Self.closed([:], optional: ["from": ["$ref": "#/$defs/instant"], "to": ["$ref": "#/$defs/instant"]]),
            "class": [
                "anyOf": [Self.choice(classWords), ["type": "string", "pattern": .text(Self.ownClass)]]
            ],
            "classes": [
                "anyOf": [["$ref": "#/$defs/class"], ["type": "array", "items": ["$ref": "#/$defs/class"], "uniqueItems": true]]
            ],
            "labels": Self.oneOrMore(words.labels.map(\.text)),
            "found": [
                "anyOf": [
                    ["$ref": "#/$defs/classes"],
                    Self.closed(
                        ["any_of": ["$ref": "#/$defs/classes"]],
                        optional: [
                            "level": Self.choice(Array(ConditionForm.levels.keys)),
                            "at_least": ["type": "integer", "minimum": 1, "maximum": 20],
                        ]),
                ]
            ],
            "test": [
                "anyOf": [
                    ["type": "boolean"], ["type": "integer"], ["type": "string", "minLength": 1],
                    ["type": "array", "items": ["type": "string"], "minItems": 1],
                    Self.closed(
                        [:], optional: ["at_least": ["type": "integer"], "at_most": ["type": "integer"]]),
                    Self.closed(
                        [:], optional: ["more_than": ["$ref": "#/$defs/length"], "no_longer_than": ["$ref": "#/$defs/length"]]),
                ]
            ],
            "condition": Self.closed([:], optional: conditionTerms),
            "rule": rule,
            "deadline": deadline,
            "detector": detector,
        ]
    }

    private var conditionTerms: [String: JSONValue] {
        [
            "act": Self.oneOrMore(words.vocabulary.acts.map(\.text)), "actor": Self.oneOrMore(words.vocabulary.actors.map(\.text)),
            "channel": Self.oneOrMore(ChannelKind.allCases.map(\.word) + ChannelClass.allCases.map(\.word)),
            "finds": ["$ref": "#/$defs/found"], "requests": ["$ref": "#/$defs/found"],
            "labels": [
                "anyOf": [
                    ["$ref": "#/$defs/labels"],
                    Self.closed(
                        [:],
                        optional: [
                            "any": ["$ref": "#/$defs/labels"], "all": ["$ref": "#/$defs/labels"], "none": ["$ref": "#/$defs/labels"],
                        ]),
                ]
            ],
            "assurance": Self.choice(Assurance.allCases.map(\.word)),
            "facts": [
                "type": "object", "propertyNames": Self.choice(words.factNames), "additionalProperties": ["$ref": "#/$defs/test"],
            ],
            "all": ["type": "array", "items": ["$ref": "#/$defs/condition"]],
            "any": ["type": "array", "items": ["$ref": "#/$defs/condition"], "minItems": 1], "not": ["$ref": "#/$defs/condition"],
        ]
    }

    private var rule: JSONValue {
        let when = Self.closed(["direction": Self.oneOrMore(Direction.allCases.map(\.rawValue))], optional: conditionTerms)
        return Self.closed(
            [
                "id": ["$ref": "#/$defs/newWord"], "title": Self.text, "basis": Self.choice(LegalBasis.allCases.map(\.rawValue)),
                "source": Self.source,
                "when": when,
            ],
            optional: [
                "loosens": [
                    "type": "array",
                    "items": Self.closed(
                        ["pack": ["$ref": "#/$defs/newWord"], "rule": ["$ref": "#/$defs/newWord"], "because": Self.text], optional: [:]),
                ],
                "verified": ["type": "boolean"], "effective": ["$ref": "#/$defs/period"],
                "precedence": Self.choice(words.vocabulary.precedences), "decision": Self.choice(Verdict.allCases.map(\.word)),
                "labels": ["$ref": "#/$defs/labels"], "actions": Self.oneOrMore(words.actions.map(\.text)),
                "route": Self.choice(words.routes.map(\.text)), "approver": Self.choice(words.vocabulary.approverRoles.map(\.text)),
                "deadlines": Self.oneOrMore(words.deadlines.map(\.text)), "evidence": ["type": ["string", "array"]],
                "metrics": ["type": ["string", "array"]], "channel": Self.choice(words.destinations.map(\.text)), "instead": Self.text,
                "override": Self.closed(
                    ["role": Self.choice(words.vocabulary.approverRoles.map(\.text)), "reason_required": ["type": "boolean"]], optional: [:]
                ),
            ])
    }

    private var deadline: JSONValue {
        let settings = words.vocabulary.factParts["config"] ?? []
        return Self.closed(
            [
                "count": ["anyOf": [["type": "integer", "minimum": 1], Self.choice(Array(settings))]],
                "unit": Self.choice(DeadlineForm.unitWords),
            ],
            optional: [
                "start": Self.choice(DeadlineForm.startWords), "end": Self.choice(DeadlineForm.endWords),
                "roll": Self.choice(DeadlineForm.rollWords), "counts": Self.choice(Array(DeadlineForm.bases.keys)),
                "from": Self.choice(words.factNames), "or_now": ["type": "boolean"], "calendar": Self.text,
                "paused": Self.closed(
                    ["from": Self.choice(words.factNames), "to": Self.choice(words.factNames)],
                    optional: ["only": Self.choice(words.factNames)]),
                "alert": Self.choice(words.actions.map(\.text)),
            ])
    }

    private var detector: JSONValue {
        let level = Self.choice(Array(ConditionForm.levels.keys))
        let within: JSONValue = ["type": "integer", "minimum": 1, "maximum": 20]
        let near: JSONValue = ["type": "array", "items": ["type": "string", "pattern": "^[A-Za-z0-9]{1,32}$"]]
        let examples: JSONValue = ["type": "array", "items": Self.text, "minItems": 1]
        return Self.closed(
            ["pattern": ["type": "string", "minLength": 1, "maxLength": 1_000], "true": examples, "false": examples],
            optional: [
                "name": Self.text, "level": level,
                "checksum": [
                    "anyOf": [
                        Self.choice(["luhn", "mod97"]),
                        Self.closed(
                            ["mod97": Self.closed(["from": ["type": "integer", "minimum": 1, "maximum": 128]], optional: [:])],
                            optional: [:]),
                    ]
                ],
                "labels": Self.closed(["near": near], optional: ["within_tokens": within, "raises": level]),
                "reject": Self.closed(["near": near], optional: ["within_tokens": within]),
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
    private static let text: JSONValue = ["type": "string", "minLength": 1]
    private static let source: JSONValue = [
        "anyOf": [text, closed(["ref": text], optional: ["url": text, "seen_on": ["$ref": "#/$defs/date"]])]
    ]

    private static func choice(_ words: [String]) -> JSONValue { ["enum": .list(Set(words).sorted().map { .text($0) })] }

    /// A word, or a list of them, each once.
    private static func oneOrMore(_ words: [String]) -> JSONValue {
        ["anyOf": [choice(words), ["type": "array", "items": choice(words), "uniqueItems": true]]]
    }

    private static func object(required: [String], _ properties: [String: JSONValue]) -> [String: JSONValue] {
        [
            "type": "object", "properties": .fields(properties), "required": .list(required.sorted().map { .text($0) }),
            "additionalProperties": false,
        ]
    }

    private static func closed(_ required: [String: JSONValue], optional: [String: JSONValue]) -> JSONValue {
        .fields(object(required: Array(required.keys), required.merging(optional) { first, _ in first }))
    }
}
