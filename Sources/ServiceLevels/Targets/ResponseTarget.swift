/// Which time counts towards a target.
public enum Basis: UInt8, Hashable, Comparable, Sendable {
    /// Only while the team is there.
    case staffed = 1
    /// Day and night.
    case allTime = 2

    public static func < (left: Basis, right: Basis) -> Bool { left.rawValue < right.rawValue }
}

/// How soon a turn is to be answered.
public struct ResponseTarget: Hashable, Sendable {
    /// Seconds, at least 1.
    public let seconds: UInt32
    public let basis: Basis

    public init(seconds: UInt32, basis: Basis) {
        self.seconds = max(1, seconds)
        self.basis = basis
    }

    /// When a turn that starts then is due.
    public func due(start: Timestamp, staffed: StaffedTime) throws(CalendarError) -> Timestamp {
        switch basis {
        case .allTime: start.adding(seconds: Int64(seconds))
        case .staffed: try staffed.adding(seconds: Int64(seconds), to: start)
        }
    }
}
