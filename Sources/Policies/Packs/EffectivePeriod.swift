/// When something is in force: from an instant on, up to but without another. Nil is open.
public struct EffectivePeriod: Hashable, Sendable {
    public var from: Timestamp?
    public var to: Timestamp?

    public init(from: Timestamp? = nil, to: Timestamp? = nil) {
        self.from = from
        self.to = to
    }

    public static var always: EffectivePeriod { EffectivePeriod() }

    public func contains(_ instant: Timestamp) -> Bool {
        if let from, instant < from { return false }
        if let to, instant >= to { return false }
        return true
    }
}
