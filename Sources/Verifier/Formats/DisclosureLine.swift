/// One line of `disclosures.jsonl`: all fields of one entry, each disclosed, withheld or erased. Exactly one spelling is accepted.
struct DisclosureLine: Equatable {
    /// What the line says about one field.
    enum Content: Equatable {
        case disclosed(nonce: [UInt8], bytes: [UInt8])
        case withheld(commitment: TreeDigest)
        /// Withheld for ever; `by` is the index of the entry that erased it.
        case erased(commitment: TreeDigest, by: UInt64)
    }

    struct Field: Equatable {
        let id: UInt16
        let content: Content
    }

    /// Longer lines are refused.
    static let longest = 16 << 20

    let index: UInt64
    /// Ascending by id, none twice.
    let fields: [Field]

    /// Reads a line without its LF.
    init(_ line: ArraySlice<UInt8>) throws(FormatError) {
        var text = ExactText(rest: line)
        try text.expect("{\"index\":")
        index = try text.number()
        try text.expect(",\"fields\":[")
        var fields: [Field] = []
        repeat {
            guard fields.count < Int(UInt16.max) else { throw text.fault("more fields than a leaf can count") }
            try text.expect("{\"id\":")
            let id = try text.number()
            guard (1...UInt64(UInt16.max)).contains(id), fields.last.map({ UInt64($0.id) < id }) ?? true else {
                throw text.fault("field ids ascend from 1 to 65535")
            }
            let content: Content
            if text.accept(",\"nonce\":\"") {
                let nonce = try text.base64()
                guard nonce.count == 32 else { throw text.fault("a nonce has 32 bytes") }
                try text.expect(",\"bytes\":\"")
                content = .disclosed(nonce: nonce, bytes: try text.base64())
            } else {
                try text.expect(",\"commitment\":\"")
                guard let commitment = TreeDigest(try text.base64()) else { throw text.fault("a commitment has 32 bytes") }
                if text.accept(",\"erased\":") {
                    content = .erased(commitment: commitment, by: try text.number())
                } else {
                    content = .withheld(commitment: commitment)
                }
            }
            try text.expect("}")
            fields.append(Field(id: UInt16(id), content: content))
        } while text.accept(",")
        try text.expect("]}")
        guard text.rest.isEmpty else { throw text.fault("something after the end of the object") }
        self.fields = fields
    }
}

/// Reads text that must be spelt one way only.
private struct ExactText {
    var rest: ArraySlice<UInt8>

    func fault(_ reason: String) -> FormatError { FormatError(.disclosureLine, at: rest.startIndex, reason) }

    mutating func accept(_ literal: StaticString) -> Bool {
        let length = literal.utf8CodeUnitCount
        let matches = literal.withUTF8Buffer { rest.prefix(length).elementsEqual($0) }
        if matches { rest = rest.dropFirst(length) }
        return matches
    }

    mutating func expect(_ literal: StaticString) throws(FormatError) {
        guard accept(literal) else { throw fault("expected \(literal)") }
    }

    mutating func number() throws(FormatError) -> UInt64 {
        let end = rest.firstIndex { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? rest.endIndex
        defer { rest = rest[end...] }
        return try DecimalText.decode(rest[..<end])
    }

    /// Base64 up to a closing quotation mark, which is taken as well.
    mutating func base64() throws(FormatError) -> [UInt8] {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { throw fault("no closing quotation mark") }
        defer { rest = rest[(end + 1)...] }
        return try Base64Text.decode(rest[..<end])
    }
}
