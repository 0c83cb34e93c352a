/// A piece of content that an entry commits to and the vault keeps: field id and bytes.
public struct ContentField: Sendable, Equatable {
    /// Field 1 is the facts; the numbers are never reused.
    public enum Kind: UInt16, Sendable, CaseIterable {
        /// UTF-8, as redacted and as displayed.
        case text = 2
        case displayName = 3
        case handle = 4
        case address = 5
        /// The id on its network.
        case providerID = 6
        case subject = 7
        case note = 8
        /// The recipient's address of an act that goes out.
        case recipient = 9
        /// The names of a message's attachments as redacted, in order, one a line.
        case attachmentNames = 10
        /// The bytes of what goes along with an act, one file after the other; their sizes stand in facts.
        case attachments = 11
        /// The files that are kept beside the entry, one a line: place, space, SHA-256 in lower-case hexadecimal digits.
        case files = 12
    }
    public var kind: Kind
    public var bytes: [UInt8]

    public init(_ kind: Kind, _ text: String) {
        self.kind = kind
        bytes = Array(text.utf8)
    }

    public init(_ kind: Kind, bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
    }

    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
