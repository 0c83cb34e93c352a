/// A duty that people have to keep because no fact known here decides it, with the reason: so that nobody takes a pack's silence for a check.
public struct UncheckedDuty: Hashable, Sendable {
    public var title: String
    public var source: Source
    /// Why no rule can decide it.
    public var reason: String

    public init(title: String, source: Source, reason: String) {
        self.title = title
        self.source = source
        self.reason = reason
    }
}
