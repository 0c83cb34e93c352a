import Hummingbird
import NIOCore

/// A form as browsers post it (application/x-www-form-urlencoded), at most 64 KB.
struct PageForm {
    private var fields: [String: String] = [:]

    init(_ request: Request) async throws {
        let buffer = try await request.body.collect(upTo: 65_536)
        for pair in buffer.readableBytesView.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = Self.decoded(parts[0]), let value = Self.decoded(parts[1]), fields[name] == nil else {
                throw HTTPError(.badRequest, message: "The form cannot be read. Go back and fill it in again.")
            }
            // Browsers end lines with CR LF in forms; the network's texts have LF.
            fields[name] = value.replacing("\r\n", with: "\n")
        }
    }

    /// What was filled in, without blanks around it; empty where there is no such field.
    subscript(name: String) -> String {
        let text = fields[name] ?? ""
        guard let first = text.firstIndex(where: { !$0.isWhitespace }), let last = text.lastIndex(where: { !$0.isWhitespace }) else {
            return ""
        }
        return String(text[first...last])
    }

    /// Strict: an unfinished escape or bytes that are no UTF-8 are an error.
    static func decoded(_ bytes: some Collection<UInt8>) -> String? {
        var decoded: [UInt8] = []
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
                decoded.append(high << 4 | low)
            default: decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
