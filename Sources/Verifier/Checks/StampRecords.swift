/// Finds in disclosed facts which time-stamp tokens a configuration entry records: `"timeStamped"` with a `"sha256"` of 64 digits.
enum StampRecords {
    private static let mark = Array(#""timeStamped":{"#.utf8)
    private static let field = Array(#""sha256":""#.utf8)

    /// The hashes, in lower-case hexadecimal.
    static func hashes(in facts: [UInt8]) -> [String] {
        var found: [String] = []
        var place = 0
        while let start = find(mark, in: facts, from: place) {
            guard let value = find(field, in: facts, from: start + mark.count) else { break }
            let digits = facts[min(value + field.count, facts.count)..<min(value + field.count + 64, facts.count)]
            if digits.count == 64, HexText.decode(digits) != nil { found.append(String(decoding: digits, as: UTF8.self)) }
            place = value + field.count
        }
        return found
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard start + pattern.count <= bytes.count else { return nil }
        return (start...(bytes.count - pattern.count)).first { bytes[$0...].starts(with: pattern) }
    }
}
