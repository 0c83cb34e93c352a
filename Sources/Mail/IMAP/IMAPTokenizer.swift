/// Splits a response into values. Iterative; depth and count are limited; anything odd is an error, never a guess.
struct IMAPTokenizer {
    private let text: [UInt8]
    private var literals: ArraySlice<IMAPResponse.Literal>
    private let limits: IMAPLimits
    private var index = 0

    static func values(of response: IMAPResponse, limits: IMAPLimits) throws(MailFailure) -> [IMAPValue] {
        var tokenizer = IMAPTokenizer(text: response.text, literals: response.literals[...], limits: limits)
        return try tokenizer.values()
    }

    private init(text: [UInt8], literals: ArraySlice<IMAPResponse.Literal>, limits: IMAPLimits) {
        self.text = text
        self.literals = literals
        self.limits = limits
    }

    private mutating func values() throws(MailFailure) -> [IMAPValue] {
        var stack: [[IMAPValue]] = [[]]
        var count = 0
        while index < text.count {
            count += 1
            guard count <= limits.values else { throw MailFailure(.tooLarge, "parse", "too many values in one response") }
            let byte = text[index]
            switch byte {
            case UInt8(ascii: " "):
                index += 1
            case UInt8(ascii: "("):
                guard stack.count <= limits.depth else { throw MailFailure(.tooLarge, "parse", "lists nested too deeply") }
                stack.append([])
                index += 1
            case UInt8(ascii: ")"):
                guard stack.count > 1, let list = stack.popLast() else { throw malformed("list closed that was not opened") }
                stack[stack.count - 1].append(.list(list))
                index += 1
            case UInt8(ascii: "\""):
                stack[stack.count - 1].append(.string(try quoted()))
            case UInt8(ascii: "{"):
                stack[stack.count - 1].append(.string(try literal()))
            default:
                stack[stack.count - 1].append(try atom())
            }
        }
        guard stack.count == 1, literals.isEmpty else { throw malformed("response ends inside a list") }
        return stack[0]
    }

    private mutating func quoted() throws(MailFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        index += 1
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\""):
                index += 1
                return bytes
            case UInt8(ascii: "\\"):
                guard index + 1 < text.count, text[index + 1] == UInt8(ascii: "\"") || text[index + 1] == UInt8(ascii: "\\") else {
                    throw malformed("escape in a quoted string")
                }
                bytes.append(text[index + 1])
                index += 2
            case let byte:
                bytes.append(byte)
                index += 1
            }
        }
        throw malformed("quoted string without end")
    }

    private mutating func literal() throws(MailFailure) -> [UInt8] {
        guard let literal = literals.first, let close = text[index...].firstIndex(of: UInt8(ascii: "}")), close + 1 == literal.position
        else {
            throw malformed("literal where none was sent")
        }
        literals.removeFirst()
        index = close + 1
        return literal.bytes
    }

    /// An atom may carry one section in brackets, which may hold blanks and parentheses: `BODY[HEADER.FIELDS (DATE)]<0>`.
    private mutating func atom() throws(MailFailure) -> IMAPValue {
        let start = index
        var inSection = false
        scan: while index < text.count {
            switch text[index] {
            case UInt8(ascii: "["): inSection = true
            case UInt8(ascii: "]"): inSection = false
            case UInt8(ascii: "\""), UInt8(ascii: "{"): throw malformed("string inside a word")
            case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"):
                if !inSection { break scan }
            case 0x00..<0x20, 0x7f: throw malformed("control character")
            default: break
            }
            index += 1
        }
        guard !inSection else { throw malformed("section without end") }
        let word = Array(text[start..<index])
        return word.count == 3 && String(decoding: word, as: UTF8.self).uppercased() == "NIL" ? .nothing : .atom(word)
    }

    private func malformed(_ what: String) -> MailFailure {
        MailFailure(.malformed, "parse", what)
    }
}
