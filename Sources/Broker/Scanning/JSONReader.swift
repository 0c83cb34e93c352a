/// Reads JSON (RFC 8259) byte by byte, and builds values only of what is asked for.
///
/// Strict but for one thing: a lone surrogate in an escape is read as U+FFFD and remembered, so that the rest of the line, its id above
/// all, can still be read.
struct JSONReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var place = 0
    /// Whether the string read last had a lone surrogate in it.
    private(set) var hadLoneSurrogate = false

    private static let deepest = 64

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    func fault(_ reason: String) -> ScanFault { .malformed(at: place, reason) }

    // MARK: Structure

    mutating func skipSpace() {
        while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 || bytes[place] == 0x0A || bytes[place] == 0x0D {
            place += 1
        }
    }

    /// The next byte that is not space; nil at the end.
    mutating func peek() -> UInt8? {
        skipSpace()
        return place < bytes.count ? bytes[place] : nil
    }

    mutating func accept(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        place += 1
        return true
    }

    mutating func end() throws(ScanFault) {
        guard peek() == nil else { throw fault("something after the end of the value") }
    }

    /// Each member of an object: its key, and the reader standing before its value, which the closure has to read.
    mutating func object(_ member: (_ key: [UInt8], _ reader: inout JSONReader) throws(ScanFault) -> Void) throws(ScanFault) {
        guard accept(UInt8(ascii: "{")) else { throw fault("expected an object") }
        if accept(UInt8(ascii: "}")) { return }
        var key: [UInt8] = []
        repeat {
            try string(into: &key)
            guard accept(UInt8(ascii: ":")) else { throw fault("expected a colon") }
            try member(key, &self)
        } while accept(UInt8(ascii: ","))
        guard accept(UInt8(ascii: "}")) else { throw fault("expected a comma or the end of the object") }
    }

    mutating func array(_ element: (_ reader: inout JSONReader) throws(ScanFault) -> Void) throws(ScanFault) {
        guard accept(UInt8(ascii: "[")) else { throw fault("expected an array") }
        if accept(UInt8(ascii: "]")) { return }
        repeat { try element(&self) } while accept(UInt8(ascii: ","))
        guard accept(UInt8(ascii: "]")) else { throw fault("expected a comma or the end of the array") }
    }

    /// Passes over one value; its bytes as they stand.
    @discardableResult
    mutating func value(depth: Int = 0) throws(ScanFault) -> Range<Int> {
        guard depth < Self.deepest else { throw fault("nested deeper than \(Self.deepest)") }
        let first = peek()
        let start = place
        switch first {
        case UInt8(ascii: "{"): try object { _, reader throws(ScanFault) in try reader.value(depth: depth + 1) }
        case UInt8(ascii: "["): try array { reader throws(ScanFault) in try reader.value(depth: depth + 1) }
        case UInt8(ascii: "\""):
            var ignored: [UInt8] = []
            try string(into: &ignored)
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: _ = try number()
        }
        return start..<place
    }

    private mutating func word(_ literal: StaticString) throws(ScanFault) {
        let length = literal.utf8CodeUnitCount
        let matches = place + length <= bytes.count && literal.withUTF8Buffer { $0.elementsEqual(bytes[place..<place + length]) }
        guard matches else { throw fault("expected a value") }
        place += length
    }

    // MARK: Values

    mutating func number() throws(ScanFault) -> Double {
        skipSpace()
        let start = place
        _ = take(UInt8(ascii: "-"))
        let isZero = take(UInt8(ascii: "0"))
        guard isZero || digits() > 0 else { throw fault("expected a value") }
        if take(UInt8(ascii: ".")), digits() == 0 { throw fault("expected a digit") }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            if digits() == 0 { throw fault("expected a digit") }
        }
        guard place - start <= 64, let value = Double(String(decoding: bytes[start..<place], as: UTF8.self)), value.isFinite else {
            throw fault("a number beyond what can be read")
        }
        return value
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func digits() -> Int {
        let start = place
        while place < bytes.count, bytes[place] >= UInt8(ascii: "0"), bytes[place] <= UInt8(ascii: "9") { place += 1 }
        return place - start
    }

    /// Decodes a string into UTF-8. Bytes that are not escaped are taken over as they are, well-formed or not.
    mutating func string(into output: inout [UInt8]) throws(ScanFault) {
        guard accept(UInt8(ascii: "\"")) else { throw fault("expected a string") }
        output.removeAll(keepingCapacity: true)
        hadLoneSurrogate = false
        var start = place
        while place < bytes.count {
            let byte = bytes[place]
            guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 else {
                place += 1
                continue
            }
            output.append(contentsOf: bytes[start..<place])
            if byte < 0x20 { throw fault("a control character in a string") }
            place += 1
            if byte == UInt8(ascii: "\"") { return }
            try escape(into: &output)
            start = place
        }
        throw fault("the string does not end")
    }

    private mutating func escape(into output: inout [UInt8]) throws(ScanFault) {
        guard place < bytes.count else { throw fault("the string does not end") }
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(byte)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0C)
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "u"): output.append(contentsOf: String(try scalar()).utf8)
        default: throw fault("an escape that JSON does not have")
        }
    }

    private mutating func scalar() throws(ScanFault) -> Unicode.Scalar {
        let unit = try unit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // A high surrogate needs its low one right behind it.
        if unit < 0xDC00, place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") {
            let back = place
            place += 2
            let low = try self.unit()
            if (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) {
                return scalar
            }
            place = back
        }
        hadLoneSurrogate = true
        return "\u{FFFD}"
    }

    private mutating func unit() throws(ScanFault) -> UInt32 {
        guard place + 4 <= bytes.count else { throw fault("the string does not end") }
        var value: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: throw fault("not four hexadecimal digits")
            }
        }
        place += 4
        return value
    }
}
