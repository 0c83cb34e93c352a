/// Which pack, in which version, with which bytes: what decisions and their records carry.
public struct PackReference: Hashable, Comparable, Sendable {
    public var id: String
    public var version: Int
    /// SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.
    public var sha256: String

    public init(id: String, version: Int, sha256: String) {
        self.id = id
        self.version = version
        self.sha256 = sha256
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.id, left.version, left.sha256) < (right.id, right.version, right.sha256)
    }
}
