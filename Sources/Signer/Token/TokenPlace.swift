/// Where a key inside a PKCS#11 token is found. The PIN stands in a file of its own or comes through a descriptor: never in an argument, the
/// environment or this value.
public struct TokenPlace: Hashable, Sendable, Codable {
    /// The path of the module, a shared library that comes with the token.
    public var module: String
    /// The token's label, at most 32 bytes.
    public var token: String
    /// The label of the key pair.
    public var label: String
    /// A file that only the signer's user may read, with the PIN on its first line. Nil where it comes through a descriptor.
    public var pinFile: String?

    public init(module: String, token: String, label: String, pinFile: String?) {
        self.module = module
        self.token = token
        self.label = label
        self.pinFile = pinFile
    }

    private enum CodingKeys: String, CodingKey {
        case module, token, label
        case pinFile = "pin_file"
    }
}
