/// A signature line of a note.
public struct NoteSignature: Hashable, Sendable {
    public let name: KeyName
    public let keyID: UInt32
    /// The signature without the key id; for a cosignature with its eight bytes of time.
    public let bytes: [UInt8]

    public init(name: KeyName, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    static let mark = [UInt8]("\u{2014} ".utf8)

    /// The line as it stands under a note, with its line feed.
    public var line: [UInt8] {
        var output: [UInt8] = []
        append(to: &output)
        return output
    }

    func append(to output: inout [UInt8]) {
        output.append(contentsOf: NoteSignature.mark)
        output.append(contentsOf: name.description.utf8)
        output.append(UInt8(ascii: " "))
        var signed: [UInt8] = []
        signed.reserveCapacity(4 + bytes.count)
        signed.append(bigEndian: keyID)
        signed.append(contentsOf: bytes)
        Base64.encode(signed, into: &output)
        output.append(0x0A)
    }

    init?(parsing line: ArraySlice<UInt8>) {
        guard line.starts(with: NoteSignature.mark) else { return nil }
        let rest = line.dropFirst(NoteSignature.mark.count)
        guard let space = rest.firstIndex(of: UInt8(ascii: " ")), let name = KeyName(rest[..<space]),
            let signed = Base64.decode(rest[(space + 1)...]), signed.count > 4
        else { return nil }
        self.init(name: name, keyID: signed.span.bigEndian(at: 0), bytes: [UInt8](signed[4...]))
    }
}

/// A text with the signatures of one or more keys (C2SP signed-note, version 1).
public struct SignedNote: Hashable, Sendable {
    /// UTF-8, ends with a line feed, no other control character.
    public let text: [UInt8]
    public let signatures: [NoteSignature]

    public static let greatestByteCount = 1_000_000
    /// Go's tools stop at the same count; the specification asks for at least 16.
    public static let greatestSignatureCount = 100

    /// Puts a text and signatures together; the signatures are not checked.
    public init(text: [UInt8], signatures: [NoteSignature]) throws(NoteError) {
        guard text.last == 0x0A, SignedNote.isText(text) else { throw .notText }
        try SignedNote.check(signatures)
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note. What is read is worth nothing until `verify` has been called.
    public init(parsing bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= SignedNote.greatestByteCount else { throw .noteTooLong }
        guard bytes.last == 0x0A, SignedNote.isText(bytes) else { throw .notText }
        // The last blank line divides; the text keeps its own line feed.
        guard let end = SignedNote.endOfText(bytes), end + 1 < bytes.count else { throw .missingSignatures }
        let text = bytes[..<end]
        var signatures: [NoteSignature] = []
        for line in bytes[(end + 1)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
            guard signatures.count < SignedNote.greatestSignatureCount else { throw .tooManySignatures }
            guard let signature = NoteSignature(parsing: line) else { throw .malformedSignature }
            signatures.append(signature)
        }
        try SignedNote.check(signatures)
        self.text = [UInt8](text)
        self.signatures = signatures
    }

    /// The note's bytes.
    public func encode() -> [UInt8] {
        var output = text
        output.append(0x0A)
        for signature in signatures { signature.append(to: &output) }
        return output
    }

    /// The note with one more signature line.
    public func adding(_ signature: NoteSignature) throws(NoteError) -> SignedNote {
        try SignedNote(text: text, signatures: signatures + [signature])
    }

    /// A known key whose signature holds.
    public struct Verified: Hashable, Sendable {
        public let key: VerifierKey
        /// When a witness saw the checkpoint, in seconds since 1970, UTC; nil for a plain signature.
        public let time: UInt64?
    }

    /// The known keys that signed, in the note's order. Unknown keys are passed over; one bad signature of a known key refuses the
    /// note, and so does the lack of any known one.
    public func verify(with keys: [VerifierKey]) throws(NoteError) -> [Verified] {
        for index in keys.indices.dropFirst() {
            for earlier in 0..<index where keys[earlier].keyID == keys[index].keyID && keys[earlier].name == keys[index].name {
                throw .ambiguousKeys
            }
        }
        var verified: [Verified] = []
        for signature in signatures {
            guard let key = keys.first(where: { $0.isNamed(by: signature) }) else { continue }
            verified.append(Verified(key: key, time: try key.verify(signature, text: text)))
        }
        guard !verified.isEmpty else { throw .noKnownSignature }
        return verified
    }

    private static func check(_ signatures: [NoteSignature]) throws(NoteError) {
        guard !signatures.isEmpty else { throw .missingSignatures }
        guard signatures.count <= greatestSignatureCount else { throw .tooManySignatures }
        for index in signatures.indices.dropFirst() {
            for earlier in 0..<index
            where signatures[earlier].keyID == signatures[index].keyID && signatures[earlier].name == signatures[index].name {
                throw .repeatedSignature
            }
        }
    }

    /// Index just after the text's last line feed, where the last blank line begins.
    private static func endOfText(_ bytes: [UInt8]) -> Int? {
        var index = bytes.count - 1
        while index > 0 {
            if bytes[index] == 0x0A, bytes[index - 1] == 0x0A { return index }
            index -= 1
        }
        return nil
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        for byte in bytes where byte < 0x20 && byte != 0x0A { return false }
        return String(validating: bytes, as: UTF8.self) != nil
    }
}
