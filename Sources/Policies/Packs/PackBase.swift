/// What a pack was written on top of: another pack, in one version, with one file. Not its words but what it decides is built on.
public struct PackBase: Hashable, Sendable {
    public var pack: String
    public var version: Int
    /// SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.
    public var sha256: String

    public init(pack: String, version: Int, sha256: String) {
        self.pack = pack
        self.version = version
        self.sha256 = sha256
    }
}
