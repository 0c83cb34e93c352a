/// Cuts Swift source text into tokens: nested comments, single-line, multi-line and raw literals, interpolations within them.
///
/// Regular expression literals are not read: the house has none.
struct SwiftReader {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1
    private var tokens: [SwiftToken] = []

    static func tokens(of text: String) -> [SwiftToken] {
        var reader = SwiftReader(bytes: Array(text.utf8))
        reader.readCode(until: nil)
        return reader.tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func peek(_ distance: Int = 0) -> UInt8? { place + distance < bytes.count ? bytes[place + distance] : nil }

    private func starts(_ text: StaticString, at distance: Int = 0) -> Bool {
        text.withUTF8Buffer { wanted in wanted.indices.allSatisfy { peek(distance + $0) == wanted[$0] } }
    }

    private mutating func skip(_ count: Int = 1) {
        for _ in 0..<count where place < bytes.count {
            if bytes[place] == UInt8(ascii: "\n") { line += 1 }
            place += 1
        }
    }

    /// Reads code; inside an interpolation up to and past the parenthesis that closes it.
    private mutating func readCode(until close: UInt8?) {
        var depth = 0
        var isAttached = false
        while let byte = peek() {
            let known = tokens.count
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): skip()
            case UInt8(ascii: "/") where starts("//"): readLineComment(isAttached)
            case UInt8(ascii: "/") where starts("/*"): readBlockComment(isAttached)
            case UInt8(ascii: "\""), UInt8(ascii: "#"):
                if let hashes = hashesBeforeQuote() { readLiteral(hashes, isAttached) } else { readSign(isAttached) }
            case _ where Self.isWordByte(byte) || byte == UInt8(ascii: "`"): readWord(isAttached)
            default:
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") {
                    if depth == 0, byte == close {
                        skip()
                        return
                    }
                    depth -= 1
                }
                readSign(isAttached)
            }
            isAttached = tokens.count > known
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }

    private mutating func add(_ kind: SwiftToken.Kind, _ line: Int, _ isAttached: Bool) {
        tokens.append(SwiftToken(kind: kind, line: line, isAttached: isAttached))
    }

    private mutating func readSign(_ isAttached: Bool) {
        add(.sign(bytes[place]), line, isAttached)
        skip()
    }

    private mutating func readWord(_ isAttached: Bool) {
        let isQuoted = peek() == UInt8(ascii: "`")
        if isQuoted { skip() }
        let start = place
        while let byte = peek(), isQuoted ? byte != UInt8(ascii: "`") && byte != UInt8(ascii: "\n") : Self.isWordByte(byte) { skip() }
        add(.word(String(decoding: bytes[start..<place], as: UTF8.self)), line, isAttached)
        if isQuoted { skip() }
    }

    private mutating func readLineComment(_ isAttached: Bool) {
        let start = place
        while let byte = peek(), byte != UInt8(ascii: "\n") { skip() }
        add(.comment(String(decoding: bytes[start..<place], as: UTF8.self)), line, isAttached)
    }

    private mutating func readBlockComment(_ isAttached: Bool) {
        let start = place
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                skip(2)
            } else if starts("*/") {
                depth -= 1
                skip(2)
            } else {
                skip()
            }
        } while depth > 0 && place < bytes.count
        // Where it ends is what stands beside it.
        add(.comment(String(decoding: bytes[start..<place], as: UTF8.self)), line, isAttached)
    }

    // MARK: Literals

    /// How many number signs stand before a quotation mark here; nil if no literal begins.
    private func hashesBeforeQuote() -> Int? {
        var count = 0
        while peek(count) == UInt8(ascii: "#") { count += 1 }
        return peek(count) == UInt8(ascii: "\"") ? count : nil
    }

    private func hasHashes(_ count: Int, at distance: Int) -> Bool {
        (0..<count).allSatisfy { peek(distance + $0) == UInt8(ascii: "#") }
    }

    private mutating func readLiteral(_ hashes: Int, _ isAttached: Bool) {
        let first = line
        let index = tokens.count
        add(.literal(nil), first, isAttached)
        skip(hashes)
        let isMultiLine = starts("\"\"\"")
        skip(isMultiLine ? 3 : 1)
        var value: [UInt8] = []
        var isWhole = true
        while let byte = peek() {
            if isMultiLine ? starts("\"\"\"") && hasHashes(hashes, at: 3) : byte == UInt8(ascii: "\"") && hasHashes(hashes, at: 1) {
                skip((isMultiLine ? 3 : 1) + hashes)
                break
            }
            // Not closed: the compiler refuses it, and so the rest of the line is all there is to read.
            if byte == UInt8(ascii: "\n"), !isMultiLine { break }
            guard byte == UInt8(ascii: "\\"), hasHashes(hashes, at: 1) else {
                value.append(byte)
                skip()
                continue
            }
            skip(1 + hashes)
            if peek() == UInt8(ascii: "(") {
                isWhole = false
                skip()
                readCode(until: UInt8(ascii: ")"))
            } else {
                readEscape(into: &value)
            }
        }
        guard isWhole else { return }
        let text = String(decoding: value, as: UTF8.self)
        tokens[index].kind = .literal(isMultiLine ? Self.withoutIndentation(text) : text)
    }

    private mutating func readEscape(into value: inout [UInt8]) {
        guard let byte = peek() else { return }
        skip()
        switch byte {
        case UInt8(ascii: "n"): value.append(0x0A)
        case UInt8(ascii: "r"): value.append(0x0D)
        case UInt8(ascii: "t"): value.append(0x09)
        case UInt8(ascii: "0"): value.append(0)
        case UInt8(ascii: "\n"): break
        case UInt8(ascii: "u") where peek() == UInt8(ascii: "{"):
            skip()
            var number: UInt32 = 0
            while let digit = peek(), digit != UInt8(ascii: "}"), let nibble = Character(Unicode.Scalar(digit)).hexDigitValue {
                number = number << 4 | UInt32(nibble)
                skip()
            }
            skip()
            if let scalar = Unicode.Scalar(number) { value += Array(String(Character(scalar)).utf8) }
        default: value.append(byte)
        }
    }

    /// The lines between the delimiters, without the indentation of the closing one.
    private static func withoutIndentation(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let indentation = lines.popLast() ?? ""
        if lines.first?.allSatisfy({ $0 == " " }) == true { lines.removeFirst() }
        return lines.map { $0.hasPrefix(indentation) ? String($0.dropFirst(indentation.count)) : $0 }.joined(separator: "\n")
    }
}
