public import Ledger

/// Writes one line of an export's `disclosures.jsonl`: all fields of one entry, each laid open or as its commitment alone.
public struct DisclosureLine {
    public enum Field {
        case disclosed(FieldID, Nonce, bytes: [UInt8])
        case withheld(Commitment)
        /// The bytes are gone; `by` is the entry that says why.
        case erased(Commitment, by: UInt64)

        var id: FieldID {
            switch self {
            case .disclosed(let id, _, _): id
            case .withheld(let commitment), .erased(let commitment, _): commitment.field
            }
        }
    }

    public let index: UInt64
    /// Ascending by id.
    public let fields: [Field]

    public init(index: UInt64, fields: [Field]) {
        self.index = index
        self.fields = fields
    }

    /// One line with its LF, spelt in the one way that a verifier accepts.
    public var bytes: [UInt8] {
        var line = Array(#"{"index":\#(index),"fields":["#.utf8)
        for (number, field) in fields.enumerated() {
            if number > 0 { line.append(UInt8(ascii: ",")) }
            switch field {
            case .disclosed(let id, let nonce, let bytes):
                line += Array(#"{"id":\#(id.rawValue),"nonce":""#.utf8)
                Base64.encode(nonce.bytes, into: &line)
                line += Array(#"","bytes":""#.utf8)
                Base64.encode(bytes, into: &line)
            case .withheld(let commitment):
                line += Array(#"{"id":\#(commitment.field.rawValue),"commitment":""#.utf8)
                Base64.encode(commitment.hash.bytes, into: &line)
            case .erased(let commitment, let index):
                line += Array(#"{"id":\#(commitment.field.rawValue),"commitment":""#.utf8)
                Base64.encode(commitment.hash.bytes, into: &line)
                line += Array(#"","erased":\#(index)}"#.utf8)
                continue
            }
            line += Array(#""}"#.utf8)
        }
        return line + Array("]}\n".utf8)
    }
}
