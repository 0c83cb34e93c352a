/// One header field as it arrived.
public struct HeaderField: Sendable, Hashable {
    /// In lower case.
    public let name: String
    /// The value without its line ends, still encoded.
    public let value: [UInt8]

    /// The value as text, encoded words decoded.
    public var text: String { HeaderText.decode(value) }

    /// The value as it stands, for structured fields. UTF-8, else windows-1252.
    public var raw: String { Charset.unlabelled(value) }
}

/// The header of a mail or a part, topmost field first.
public struct HeaderBlock: Sendable, Hashable {
    public internal(set) var fields: [HeaderField] = []

    /// The topmost field of that name, given in lower case.
    public func first(_ name: String) -> HeaderField? {
        fields.first { $0.name == name }
    }

    public func all(_ name: String) -> [HeaderField] {
        fields.filter { $0.name == name }
    }
}
