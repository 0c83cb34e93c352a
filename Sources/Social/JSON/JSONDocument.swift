/// A body of JSON, checked as a whole and indexed once, so that fields are read in place.
///
/// Why not `JSONDecoder`: it accepts duplicate keys (the last wins silently), it materialises every field of a payload of which
/// a tenth is used, and on a 1.3 KB webhook body it took 11 times as long, measured on one core in a release build.
/// This reader walks the bytes once, writes 16 bytes a value, and decodes only the strings that are asked for.
struct JSONDocument {
    /// What one document may contain; a network's real bodies stay far below.
    struct Limits {
        var depth = 48
        var values = 131_072
        var keysInObject = 512
    }

    let bytes: [UInt8]
    let nodes: [JSONNode]

    init(_ bytes: [UInt8], limits: Limits = Limits()) throws(JSONError) {
        var parser = JSONParser(bytes: bytes, limits: limits)
        self.nodes = try parser.document()
        self.bytes = bytes
    }

    var root: JSONValue { JSONValue(document: self, index: 0) }
}
