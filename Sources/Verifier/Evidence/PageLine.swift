/// The words in a line of JSON of a page for tools: what an entry is said to have said, and who.
///
/// Read without a parser of JSON, so that any language can do it alike: a quotation mark inside a text always has a backslash before it.
struct PageLine {
    let index: UInt64
    /// Each by the name of its member, `text` or `author`; all of them, however often one stands there.
    let words: [(member: String, bytes: [UInt8])]

    /// - Parameter line: without its LF.
    init(_ line: ArraySlice<UInt8>) throws(FormatError) {
        var words: [(member: String, bytes: [UInt8])] = []
        var found: [UInt64] = []
        var member: ArraySlice<UInt8>?
        var place = line.startIndex
        while place < line.endIndex {
            guard line[place] == UInt8(ascii: "\"") else {
                guard Self.isPlain(line[place]) else { throw Self.fault(place, "a byte that no such line has between its texts") }
                member = nil
                place += 1
                continue
            }
            let start = place + 1
            guard let end = Self.end(of: line[start...]) else { throw Self.fault(place, "a text without an end") }
            place = end + 1
            if place < line.endIndex, line[place] == UInt8(ascii: ":") {
                guard line[start..<end].allSatisfy(Self.isOfName) else { throw Self.fault(start, "a name in another spelling") }
                place += 1
                member = line[start..<end]
                if line[start..<end].elementsEqual("index".utf8) { found.append(try DecimalText.decode(Self.digits(line[place...]))) }
            } else if let name = member {
                member = nil
                for known in ["text", "author"] where name.elementsEqual(known.utf8) {
                    words.append((known, try Self.text(line[start..<end])))
                }
            }
        }
        guard found.count == 1 else { throw Self.fault(line.startIndex, "a line names one entry") }
        index = found[0]
        self.words = words
    }

    private static func fault(_ place: Int, _ reason: String) -> FormatError { FormatError(.page, at: place, reason) }

    private static func digits(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "[]{}:,.-".utf8.contains(byte)
        }
    }

    /// Where the quotation mark stands that ends a text.
    private static func end(of text: ArraySlice<UInt8>) -> Int? {
        var place = text.startIndex
        while place < text.endIndex, text[place] != UInt8(ascii: "\"") { place += text[place] == UInt8(ascii: "\\") ? 2 : 1 }
        return place < text.endIndex ? place : nil
    }

    /// What a text stands for (RFC 8259, section 7).
    private static func text(_ raw: ArraySlice<UInt8>) throws(FormatError) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = raw
        while let byte = rest.popFirst() {
            guard byte >= 0x20 else { throw fault(rest.startIndex, "a control character in a text") }
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case .some(let same) where "\"\\/".utf8.contains(same): bytes.append(same)
            case UInt8(ascii: "u"): bytes += Array(String(Character(try scalar(&rest))).utf8)
            default: throw fault(rest.startIndex, "a spelling that JSON does not have")
            }
        }
        return bytes
    }

    /// Four hexadecimal digits, or eight in two halves.
    private static func scalar(_ rest: inout ArraySlice<UInt8>) throws(FormatError) -> Unicode.Scalar {
        func unit(_ rest: inout ArraySlice<UInt8>) -> UInt32? {
            let digits = rest.prefix(4)
            rest = rest.dropFirst(4)
            return digits.count == 4 && !digits.contains(UInt8(ascii: "+"))
                ? UInt32(String(decoding: digits, as: UTF8.self), radix: 16) : nil
        }
        let place = rest.startIndex
        guard let first = unit(&rest) else { throw fault(place, "four hexadecimal digits belong here") }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, rest.starts(with: "\\u".utf8) else { throw fault(place, "half a character") }
        rest = rest.dropFirst(2)
        guard let second = unit(&rest), (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + second - 0xDC00)
        else { throw fault(place, "half a character") }
        return scalar
    }
}
