import Hummingbird
import NIOCore

/// A form as browsers post it (application/x-www-form-urlencoded); every field stands once.
struct Form {
    private var fields: [String: String] = [:]

    /// - Parameter limit: how many bytes it may have at most.
    init(_ request: Request, upTo limit: Int = 4_096) async throws {
        let buffer = try await request.body.collect(upTo: limit)
        for pair in buffer.readableBytesView.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = Self.decode(parts[0]), let value = Self.decode(parts[1]), fields[name] == nil else {
                throw HTTPError(.badRequest, message: "The form cannot be read. Go back and fill it in again.")
            }
            fields[name] = value
        }
    }

    subscript(name: String) -> String? { fields[name] }

    /// Strict: an unfinished escape or bytes that are no UTF-8 are an error.
    private static func decode(_ bytes: some Collection<UInt8>) -> String? {
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
