/// A committed field laid open: with its nonce anybody can compute the commitment again.
public struct Disclosure: Hashable, Sendable {
    /// Index of the entry in the log.
    public let index: UInt64
    public let field: FieldID
    public let nonce: Nonce
    public let bytes: [UInt8]

    public init(index: UInt64, field: FieldID, nonce: Nonce, bytes: [UInt8]) {
        self.index = index
        self.field = field
        self.nonce = nonce
        self.bytes = bytes
    }

    /// Appends the disclosure as one line of `disclosures.jsonl`.
    public func appendLine(to output: inout [UInt8]) {
        output.append(contentsOf: #"{"index": \#(index), "field": \#(field.rawValue), "nonce": ""#.utf8)
        Base64.encode(nonce.bytes, into: &output)
        output.append(contentsOf: #"", "bytes": ""#.utf8)
        Base64.encode(bytes, into: &output)
        output.append(contentsOf: "\"}\n".utf8)
    }
}
