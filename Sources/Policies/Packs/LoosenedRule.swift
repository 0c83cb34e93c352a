/// A rule of another pack that a rule makes laxer, said in so many words, with the reason.
public struct LoosenedRule: Hashable, Sendable {
    public var name: RuleName
    /// Why it may be.
    public var because: String

    public init(name: RuleName, because: String) {
        self.name = name
        self.because = because
    }
}
