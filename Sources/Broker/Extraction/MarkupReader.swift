/// Reads XML as office files write it, one piece after another, without a tree.
///
/// A document type is refused outright: entities that expand into others, or that fetch files, can only be declared in one.
struct MarkupReader {
    enum Piece: Equatable {
        /// Names without their prefix, in lower case.
        case open(String, attributes: [String: String], isEmpty: Bool)
        case close(String)
        case text(String)
    }

    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = Array(bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes)
    }

    /// The next piece; nil at the end.
    mutating func next() throws(NoAnswer) -> Piece? {
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "<") else {
                let end = bytes[place...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
                defer { place = end }
                return .text(try decoded(bytes[place..<end]))
            }
            if follows("<?") {
                place = try end(of: "?>")
            } else if follows("<!--") {
                place = try end(of: "-->")
            } else if follows("<![CDATA[") {
                let start = place + 9
                place = try end(of: "]]>")
                return .text(try string(bytes[start..<(place - 3)]))
            } else if follows("<!") {
                throw NoAnswer(.unreadable)
            } else {
                return try tag()
            }
        }
        return nil
    }

    private mutating func tag() throws(NoAnswer) -> Piece {
        let isClosing = follows("</")
        place += isClosing ? 2 : 1
        let name = try word()
        var attributes: [String: String] = [:]
        while true {
            skipBlanks()
            guard place < bytes.count else { throw NoAnswer(.unreadable) }
            if bytes[place] == UInt8(ascii: ">") {
                place += 1
                return isClosing ? .close(name) : .open(name, attributes: attributes, isEmpty: false)
            }
            if follows("/>"), !isClosing {
                place += 2
                return .open(name, attributes: attributes, isEmpty: true)
            }
            guard !isClosing else { throw NoAnswer(.unreadable) }
            let key = try word()
            skipBlanks()
            guard follows("=") else { throw NoAnswer(.unreadable) }
            place += 1
            skipBlanks()
            guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") || bytes[place] == UInt8(ascii: "'"),
                let end = bytes[(place + 1)...].firstIndex(of: bytes[place])
            else { throw NoAnswer(.unreadable) }
            attributes[key] = try decoded(bytes[(place + 1)..<end])
            place = end + 1
        }
    }

    private func follows(_ text: StaticString) -> Bool {
        place + text.utf8CodeUnitCount <= bytes.count
            && UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).elementsEqual(
                bytes[place..<(place + text.utf8CodeUnitCount)])
    }

    private func end(of mark: String) throws(NoAnswer) -> Int {
        guard let found = bytes[place...].firstRange(of: Array(mark.utf8)) else { throw NoAnswer(.unreadable) }
        return found.upperBound
    }

    private mutating func skipBlanks() { while place < bytes.count, bytes[place] <= 0x20 { place += 1 } }

    /// A name without its prefix.
    private mutating func word() throws(NoAnswer) -> String {
        let stops = Array("<>/=\"' \t\r\n".utf8)
        let end = bytes[place...].firstIndex { stops.contains($0) } ?? bytes.count
        let whole = bytes[place..<end]
        guard !whole.isEmpty, whole.count <= 256 else { throw NoAnswer(.unreadable) }
        place = end
        return try string(whole.split(separator: UInt8(ascii: ":")).last ?? whole).lowercased()
    }

    private func string(_ bytes: ArraySlice<UInt8>) throws(NoAnswer) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw NoAnswer(.unreadable) }
        return text
    }

    /// Undoes the five references that every document may use, and numbers (XML 1.0 section 4.6). Others must have been declared somewhere.
    private func decoded(_ bytes: ArraySlice<UInt8>) throws(NoAnswer) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return try string(bytes) }
        var result: [UInt8] = []
        var rest = bytes
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            result += rest[..<start]
            guard let end = rest[start...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { throw NoAnswer(.unreadable) }
            let name = try string(rest[(start + 1)..<end])
            let plain = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"][name]
            var number: UInt32?
            if name.hasPrefix("#x") {
                number = UInt32(name.dropFirst(2), radix: 16)
            } else if name.hasPrefix("#") {
                number = UInt32(name.dropFirst())
            }
            guard let text = plain ?? number.flatMap(Unicode.Scalar.init).map({ String($0) }) else { throw NoAnswer(.unreadable) }
            result += text.utf8
            rest = rest[(end + 1)...]
        }
        return try string((result + rest)[...])
    }
}
