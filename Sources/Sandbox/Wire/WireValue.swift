/// JSON as the network writes it: members in order, numbers of 64 bits as they are.
enum WireValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    case object([(String, WireValue)])
    case array([WireValue])
    case string(String)
    case number(UInt64)
    case boolean(Bool)
    case null

    init(dictionaryLiteral elements: (String, WireValue)...) { self = .object(elements) }
    init(arrayLiteral elements: WireValue...) { self = .array(elements) }
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: UInt64) { self = .number(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(nilLiteral: ()) { self = .null }

    static func number(_ value: Int64) -> WireValue { .number(UInt64(max(0, value))) }
    static func text(_ id: UInt64?) -> WireValue { id.map { .string(String($0)) } ?? .null }
    static func id(_ id: UInt64?) -> WireValue { id.map { .number($0) } ?? .null }

    /// - Parameter escaped: as the webhooks of the older envelope write: slashes and everything beyond ASCII as escapes.
    func bytes(escaped: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes, escaped)
        return bytes
    }

    private func write(to bytes: inout [UInt8], _ escaped: Bool) {
        switch self {
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.0, to: &bytes, escaped)
                bytes.append(UInt8(ascii: ":"))
                member.1.write(to: &bytes, escaped)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes, escaped)
            }
            bytes.append(UInt8(ascii: "]"))
        case .string(let text): Self.write(text, to: &bytes, escaped)
        case .number(let number): bytes.append(contentsOf: String(number).utf8)
        case .boolean(let value): bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
        case .null: bytes.append(contentsOf: "null".utf8)
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8], _ escaped: Bool) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: scalar)])
            case "/" where escaped: bytes.append(contentsOf: "\\/".utf8)
            case "\n": bytes.append(contentsOf: "\\n".utf8)
            case _ where scalar.value < 0x20 || (escaped && scalar.value > 0x7E):
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    bytes.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
                }
            default: bytes.append(contentsOf: String(scalar).utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
