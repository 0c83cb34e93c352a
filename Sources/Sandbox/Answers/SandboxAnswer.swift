/// What becomes of a call.
public enum SandboxAnswer: Sendable, Equatable {
    case reply(Reply)
    /// The connection is closed without a byte.
    case closed
    /// The head goes out whole, the body breaks off.
    case cut(Reply)
    /// The caller waits until held answers are released.
    case held(Reply)

    public struct Reply: Sendable, Equatable {
        public var status: Int
        public var headers: [String: String] = [:]
        public var body: [UInt8]
    }
}

extension SandboxAnswer.Reply {
    init(_ status: Int, _ value: WireValue) { self.init(status: status, body: value.bytes()) }

    /// An error in version 2's shape: title, detail, type, status.
    static func problem(_ status: Int, _ title: String, _ detail: String, type: String = "about:blank") -> Self {
        Self(
            status,
            ["title": .string(title), "detail": .string(detail), "type": .string(type), "status": .number(UInt64(status))])
    }

    static func invalid(_ message: String) -> Self {
        Self(
            400,
            [
                "errors": [["message": .string(message)]], "title": "Invalid Request",
                "detail": "One or more parameters to your request was invalid.", "type": "https://api.x.com/2/problems/invalid-request",
                "status": 400,
            ])
    }

    static func notFound(_ resource: String, _ parameter: String, _ value: String) -> Self {
        Self(
            404,
            [
                "title": "Not Found Error", "detail": .string("Could not find \(resource) with \(parameter): [\(value)]."),
                "type": "https://api.x.com/2/problems/resource-not-found", "resource_type": .string(resource),
                "parameter": .string(parameter), "value": .string(value), "status": 404,
            ])
    }

    static func forbidden(_ detail: String) -> Self { problem(403, "Forbidden", detail) }
}
