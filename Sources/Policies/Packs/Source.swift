/// Where a rule comes from: the handbook's reference, and where and when its text was seen.
public struct Source: Hashable, Sendable {
    public var reference: String
    public var address: String?
    public var seenOn: CalendarDate?

    public init(reference: String, address: String? = nil, seenOn: CalendarDate? = nil) {
        self.reference = reference
        self.address = address
        self.seenOn = seenOn
    }
}
