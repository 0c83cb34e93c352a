public import Ledger

/// Why something may not be destroyed now.
public struct Kept: Sendable, Equatable {
    /// Holds that protect it, or something that would go along with it.
    public var holds: [EventID] = []
    /// A duty to keep it that has not ended: until when, and on what basis.
    public var duty: Duty?

    public struct Duty: Sendable, Equatable {
        public var until: Timestamp?
        public var basis: String

        public init(until: Timestamp?, basis: String) {
            self.until = until
            self.basis = basis
        }
    }

    public init() {}
}
