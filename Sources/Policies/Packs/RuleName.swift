/// A rule by its pack and its id.
public struct RuleName: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var pack: String
    public var rule: String

    public init(pack: String, rule: String) {
        self.pack = pack
        self.rule = rule
    }

    public var description: String { "\(pack)/\(rule)" }

    public static func < (left: Self, right: Self) -> Bool { (left.pack, left.rule) < (right.pack, right.rule) }
}
