public import Storage

/// A request for erasure that waits for a second person, as people and programs read it.
public struct ErasureLine: Codable, Sendable {
    public var asked: String
    public var customer: String
    public var basis: String
    public var by: String
    public var at: String
    public var index: UInt64

    public init(_ request: ErasureRequest, by: String) {
        asked = request.asked.description
        customer = request.party.description
        basis = request.basis
        self.by = by
        at = request.at.description
        index = request.index
    }
}
