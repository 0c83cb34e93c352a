import FoundationEssentials

/// Parts of JSON Schemas.
extension JSONValue {
    static let anyText: JSONValue = ["type": "string", "minLength": 1]

    static func choice(_ words: [String]) -> JSONValue { ["enum": .list(Set(words).sorted().map { .text($0) })] }

    /// A word, or a list of them, each once.
    static func oneOrMore(_ words: [String]) -> JSONValue {
        ["anyOf": [choice(words), ["type": "array", "items": choice(words), "uniqueItems": true]]]
    }

    static func object(required: [String], _ properties: [String: JSONValue]) -> [String: JSONValue] {
        [
            "type": "object", "properties": .fields(properties), "required": .list(required.sorted().map { .text($0) }),
            "additionalProperties": false,
        ]
    }

    static func closed(_ required: [String: JSONValue], optional: [String: JSONValue]) -> JSONValue {
        .fields(object(required: Array(required.keys), required.merging(optional) { first, _ in first }))
    }

    /// The document's bytes, indented, keys in order.
    func indented() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try [UInt8](encoder.encode(self)) + [0x0A]
    }
}
