public import Storage

/// A legal hold as people and programs read it.
public struct HoldLine: Codable, Sendable {
    public var hold: String
    public var on: String
    public var which: String
    public var reason: String
    public var by: String
    public var at: String
    public var index: UInt64

    public init(_ hold: StandingHold, by: String) {
        self.hold = hold.hold.description
        on = hold.subject.kind
        which = hold.subject.stream.description
        reason = hold.reason
        self.by = by
        at = hold.at.description
        index = hold.index
    }
}
