import HTTPTypes
import Hummingbird
import NIOCore

/// A form as browsers post it, with files (multipart/form-data) or without (application/x-www-form-urlencoded); every field stands once.
struct Form {
    /// A file that somebody chose.
    struct File: Equatable {
        var field: String
        var name: String
        var bytes: [UInt8]
    }
    private var fields: [String: String] = [:]
    private(set) var files: [File] = []

    /// - Parameter limit: how many bytes it may have at most.
    init(_ request: Request, upTo limit: Int = 4_096) async throws {
        let buffer = try await request.body.collect(upTo: limit)
        if let boundary = Self.boundary(of: request) {
            guard let parts = MultipartForm.parts(Array(buffer.readableBytesView), boundary: boundary) else { throw Self.unreadable }
            for part in parts {
                if let name = part.fileName {
                    files.append(File(field: part.field, name: name, bytes: Array(part.bytes)))
                } else {
                    guard let value = String(validating: part.bytes, as: UTF8.self), fields[part.field] == nil else {
                        throw Self.unreadable
                    }
                    fields[part.field] = value
                }
            }
            return
        }
        for pair in buffer.readableBytesView.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = Self.decode(parts[0]), let value = Self.decode(parts[1]), fields[name] == nil else {
                throw Self.unreadable
            }
            fields[name] = value
        }
    }

    subscript(name: String) -> String? { fields[name] }

    private static var unreadable: HTTPError {
        HTTPError(.badRequest, message: "The form cannot be read. Go back and fill it in again.")
    }

    /// Whether a request brings a form of either kind.
    static func isForm(_ request: Request) -> Bool {
        request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true || boundary(of: request) != nil
    }

    /// What stands between the parts; nil where the form has none.
    private static func boundary(of request: Request) -> [UInt8]? {
        guard let type = request.headers[.contentType], type.lowercased().hasPrefix("multipart/form-data;"),
            let start = type.firstRange(of: "boundary=")?.upperBound
        else { return nil }
        let boundary = type[start...].utf8.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }.filter { $0 != UInt8(ascii: "\"") }
        return (1...70).contains(boundary.count) ? Array(boundary) : nil
    }

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
