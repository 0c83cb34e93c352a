/// A signed note taken apart: the text, and the signature lines under it (C2SP signed-note). Nothing is verified yet.
public struct OpenedNote: Sendable, Equatable {
    /// One signature line.
    public struct Signature: Sendable, Equatable {
        public let name: String
        public let keyID: UInt32
        /// What follows the four bytes of the key identifier; never empty.
        public let bytes: [UInt8]
    }

    /// What a key's signature on a note turned out to be.
    public enum Standing: Sendable, Equatable {
        case valid
        /// No line bears the key's name and identifier.
        case absent
        /// A line bears them, and the signature does not fit: the whole note is to be refused.
        case wrong
    }

    /// Bigger notes are refused. A post-quantum signature is below 5 KB, so a hundred of them fit.
    public static let largest = 1 << 20
    /// More signature lines are refused. C2SP asks for at least 16.
    public static let mostSignatures = 100

    /// The signed text with its last LF.
    public let text: [UInt8]
    public let signatures: [Signature]

    public init(_ bytes: [UInt8]) throws(FormatError) {
        guard bytes.count <= Self.largest else { throw FormatError(.note, at: Self.largest, "longer than a note may be") }
        try Self.check(bytes, as: .note)
        guard bytes.last == newline else { throw FormatError(.note, at: bytes.count, "the last line has no end") }
        // The last empty line divides; the text itself may hold others.
        var divide = bytes.count - 2
        while divide >= 0, !(bytes[divide] == newline && bytes[divide + 1] == newline) { divide -= 1 }
        guard divide >= 0 else { throw FormatError(.note, at: bytes.count, "no empty line before the signatures") }
        guard divide + 2 < bytes.count else { throw FormatError(.note, at: bytes.count, "no signature") }

        var signatures: [Signature] = []
        var start = divide + 2
        while start < bytes.count {
            guard let end = bytes[start...].firstIndex(of: newline) else {
                throw FormatError(.note, at: bytes.count, "the last line has no end")
            }
            guard signatures.count < Self.mostSignatures else { throw FormatError(.note, at: start, "too many signatures") }
            let signature = try Self.signature(bytes[start..<end])
            // What a second line of one key means is undefined (C2SP issue 257), so nobody may be made to choose.
            guard !signatures.contains(where: { $0.keyID == signature.keyID && $0.name == signature.name }) else {
                throw FormatError(.note, at: start, "a second signature by the same key")
            }
            signatures.append(signature)
            start = end + 1
        }
        self.text = Array(bytes[...divide])
        self.signatures = signatures
    }

    /// How `key`'s signature over the text stands; for a cosigner's key, ask `cosignature(by:)`.
    public func standing(of key: VerifyingKey) -> Standing {
        guard let signature = signature(by: key) else { return .absent }
        guard key.algorithm == .ed25519, signature.bytes.count == 64 else { return .wrong }
        return key.isValid(signature.bytes, over: text) ? .valid : .wrong
    }

    /// Text of notes is UTF-8 without control characters but LF.
    static func check(_ text: [UInt8], as part: FormatError.Part) throws(FormatError) {
        do {
            _ = try UTF8Span(validating: text.span)
        } catch {
            throw FormatError(part, at: error.byteOffsets.lowerBound, "not UTF-8")
        }
        if let index = text.firstIndex(where: { $0 < 0x20 && $0 != newline }) {
            throw FormatError(part, at: index, "a control character")
        }
    }

    func signature(by key: VerifyingKey) -> Signature? {
        // Names are compared as bytes: Swift's == on strings would let another normal form pass for the same name.
        signatures.first { $0.keyID == key.id && $0.name.utf8.elementsEqual(key.name.utf8) }
    }

    private static func signature(_ line: ArraySlice<UInt8>) throws(FormatError) -> Signature {
        let start = line.startIndex
        // U+2014 and a space.
        guard line.starts(with: [0xE2, 0x80, 0x94, 0x20]) else {
            throw FormatError(.note, at: start, "a signature line begins with a dash (U+2014) and a space")
        }
        let rest = line.dropFirst(4)
        guard let space = rest.firstIndex(of: 0x20), let name = KeyName.decode(rest[..<space]) else {
            throw FormatError(.note, at: start + 4, "no key name")
        }
        let bytes = try Base64Text.decode(line[(space + 1)...])
        guard bytes.count >= 5 else { throw FormatError(.note, at: space + 1, "too short for a signature") }
        return Signature(name: name, keyID: bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }, bytes: Array(bytes.dropFirst(4)))
    }
}

private let newline = UInt8(ascii: "\n")
