public import Ledger

/// Whose attachment an object in the quarantine is.
public struct QuarantineOrigin: Sendable, Equatable {
    /// The entry that took its message in; it may not be there yet, or never come to be.
    public let message: EventID
    /// Its place among what came along, from 0.
    public let place: Int
    /// Whether it is to be read as soon as its turn comes.
    public let waits: Bool

    public init(message: EventID, place: Int, waits: Bool) {
        self.message = message
        self.place = place
        self.waits = waits
    }
}
