/// What a folder puts in force: some of its packs, and one of its service levels. Everything else in it is read and checked only.
public struct PoliciesInForce: Hashable, Sendable {
    /// The packs' ids, ascending.
    public let packs: [String]
    /// The service level's id.
    public let serviceLevel: String?
    /// Whether a file says so. Without one all packs are in force, and the first service level.
    public let isStated: Bool

    static let fileName = "in-force.yaml"

    init(packs: [String], serviceLevel: String?, isStated: Bool) {
        self.packs = Set(packs).sorted()
        self.serviceLevel = serviceLevel
        self.isStated = isStated
    }
}
