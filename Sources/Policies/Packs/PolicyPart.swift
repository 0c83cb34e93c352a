/// A part of the policies that somebody can be pointed to.
public enum PolicyPart: Hashable, Sendable {
    case pack(String)
    case reviewDate(String)
    case deadline(pack: String, DeadlineName)
    /// A pack that the pack was written on top of.
    case base(pack: String, String)
    /// A data class that the pack defines.
    case detector(pack: String, DataClass)
    case rule(RuleName)
    /// One key of a rule.
    case key(RuleName, String)

    /// The pack that the part belongs to.
    public var pack: String? {
        switch self {
        case .pack(let pack), .reviewDate(let pack), .deadline(let pack, _), .base(let pack, _), .detector(let pack, _): pack
        case .rule(let name), .key(let name, _): name.pack
        }
    }

    /// The part with this one inside it, to point to where this one has no place of its own.
    public var whole: PolicyPart? {
        switch self {
        case .pack: nil
        case .reviewDate(let pack), .deadline(let pack, _), .base(let pack, _), .detector(let pack, _): .pack(pack)
        case .rule(let name): .pack(name.pack)
        case .key(let name, _): .rule(name)
        }
    }
}
