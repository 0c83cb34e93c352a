public import Ledger

/// An attachment in the quarantine whose turn it is to be read.
public struct WaitingAttachment: Sendable {
    public let object: ObjectID
    public let message: EventID
    public let place: Int
    /// The how-manieth look it is.
    public let round: Int
}
