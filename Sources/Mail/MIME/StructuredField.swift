/// A field of the form `value; name=value; …`, such as Content-Type (RFC 2045 section 5.1, RFC 2231).
struct StructuredField {
    /// In lower case, without comments and blanks.
    let value: String
    /// By name in lower case; the first of a name counts.
    let parameters: [String: String]
    /// A parameter stood there twice with different values.
    let isAmbiguous: Bool

    init(_ bytes: [UInt8]) {
        var pieces = Self.pieces(bytes)[...]
        value = String(decoding: pieces.popFirst()?.name ?? [], as: UTF8.self).lowercased()
        var plain: [String: [UInt8]] = [:]
        /// Of parameters in pieces: by name and number, and whether it is percent-encoded.
        var numbered: [String: [Int: (bytes: [UInt8], isEncoded: Bool)]] = [:]
        var isAmbiguous = false
        for piece in pieces where !piece.name.isEmpty {
            var name = String(decoding: piece.name, as: UTF8.self).lowercased()
            let isEncoded = name.hasSuffix("*")
            if isEncoded { name.removeLast() }
            if let star = name.lastIndex(of: "*"), let number = IMAPValue.number(name[name.index(after: star)...].utf8), number < 1000 {
                let key = String(name[..<star])
                if numbered[key]?[Int(number)] == nil { numbered[key, default: [:]][Int(number)] = (piece.value, isEncoded) }
            } else if isEncoded {
                if numbered[name]?[0] == nil { numbered[name, default: [:]][0] = (piece.value, true) }
            } else if let known = plain[name] {
                if known != piece.value { isAmbiguous = true }
            } else {
                plain[name] = piece.value
            }
        }
        var parameters = plain.mapValues { HeaderText.decode($0) }
        for (name, pieces) in numbered {
            if let text = Self.joined(pieces) { parameters[name] = text }
        }
        self.parameters = parameters
        self.isAmbiguous = isAmbiguous
    }

    /// Pieces 0, 1, 2 … up to the first that is missing; the first names the character set.
    private static func joined(_ pieces: [Int: (bytes: [UInt8], isEncoded: Bool)]) -> String? {
        guard let first = pieces[0] else { return nil }
        var label: String?
        var bytes: [UInt8] = []
        var number = 0
        while let piece = pieces[number] {
            var text = piece.bytes[...]
            if number == 0, first.isEncoded {
                let marks = text.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
                if marks.count == 3 {
                    label = String(decoding: marks[0], as: UTF8.self)
                    text = marks[2]
                }
            }
            bytes += piece.isEncoded ? unescaped(text) : Array(text)
            number += 1
        }
        return HeaderText.printable(Charset.decode(bytes, label: label) ?? Charset.unlabelled(bytes))
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        QuotedPrintable.decodeLeniently(
            text.flatMap { byte -> [UInt8] in
                switch byte {
                case UInt8(ascii: "="): Array("=3D".utf8)
                case UInt8(ascii: "%"): [UInt8(ascii: "=")]
                default: [byte]
                }
            })
    }

    /// What stands between semicolons, outside quotes and comments.
    private static func pieces(_ bytes: [UInt8]) -> [(name: [UInt8], value: [UInt8])] {
        var pieces: [(name: [UInt8], value: [UInt8])] = []
        var name: [UInt8] = []
        var value: [UInt8] = []
        var inValue = false
        var inQuotes = false
        var comments = 0
        var index = 0
        func put(_ byte: UInt8) {
            if inValue { value.append(byte) } else { name.append(byte) }
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\"), inQuotes || comments > 0 {
                index += 1
                if index < bytes.count, comments == 0 { put(bytes[index]) }
            } else if comments > 0 {
                if byte == UInt8(ascii: "(") { comments += 1 }
                if byte == UInt8(ascii: ")") { comments -= 1 }
            } else if byte == UInt8(ascii: "\"") {
                inQuotes.toggle()
            } else if inQuotes {
                put(byte)
            } else if byte == UInt8(ascii: "(") {
                comments += 1
            } else if byte == UInt8(ascii: ";") {
                pieces.append((name, trimmed(value)))
                (name, value, inValue) = ([], [], false)
            } else if byte == UInt8(ascii: "="), !inValue, !pieces.isEmpty {
                inValue = true
            } else if byte != 0x20 && byte != 0x09 || inValue {
                put(byte)
            }
            index += 1
        }
        pieces.append((name, trimmed(value)))
        return pieces
    }

    private static func trimmed(_ value: [UInt8]) -> [UInt8] {
        var value = value[...]
        while value.first == 0x20 || value.first == 0x09 { value.removeFirst() }
        while value.last == 0x20 || value.last == 0x09 { value.removeLast() }
        return Array(value)
    }
}
