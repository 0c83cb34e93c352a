/// Why bytes are no text that a policy may be written in, and where.
struct TextFault {
    /// From 1.
    var line: Int
    /// In characters, from 1.
    var column: Int
    var problem: String
    var expected: String

    /// The first fault; nil for UTF-8 without a byte order mark and without control characters (YAML 1.2, 5.1).
    static func find(in bytes: [UInt8]) -> TextFault? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return TextFault(line: 1, column: 1, problem: "the file begins with a byte order mark", expected: "UTF-8 without one")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return TextFault(line: 1, column: 1, problem: "the file is UTF-16, not UTF-8", expected: "text in UTF-8")
        }
        guard String(validating: bytes, as: UTF8.self) == nil || bytes.contains(where: isControl) else { return nil }
        var (line, column) = (1, 1)
        var rest = bytes.makeIterator()
        var decoder = UTF8()
        while true {
            switch decoder.decode(&rest) {
            case .emptyInput: return nil
            case .error:
                return TextFault(line: line, column: column, problem: "the file is not UTF-8 from here on", expected: "text in UTF-8")
            case .scalarValue(let scalar):
                if scalar.isASCII && isControl(UInt8(scalar.value)) {
                    return TextFault(
                        line: line, column: column, problem: "here is a control character", expected: "text without control characters")
                }
                (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
            }
        }
    }

    /// Those of ASCII but for tab and line ends; the parser refuses the rest.
    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
    }
}
