/// The name in a note's signature line: not empty, no Unicode space, no plus sign, no control character (C2SP signed-note).
public struct KeyName: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// Longest accepted name in bytes; also the longest origin that a C2SP subtree cosignature can carry.
    public static let greatestByteCount = 255

    /// nil for a name that breaks the rules.
    public init?(_ name: String) {
        let count = name.utf8.count
        guard count > 0, count <= KeyName.greatestByteCount else { return nil }
        for scalar in name.unicodeScalars {
            guard scalar.value >= 0x20, scalar != "+", !scalar.properties.isWhitespace else { return nil }
        }
        description = name
    }

    /// nil as well for bytes that are not UTF-8.
    init?(_ bytes: some Collection<UInt8>) {
        guard let name = String(validating: bytes, as: UTF8.self) else { return nil }
        self.init(name)
    }

    var bytes: [UInt8] { [UInt8](description.utf8) }

    // Names are compared as bytes: to a verifier two spellings that Unicode calls equal are two names.
    public static func == (left: KeyName, right: KeyName) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        for byte in description.utf8 { hasher.combine(byte) }
    }
}
