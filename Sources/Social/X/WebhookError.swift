/// Why a webhook body was refused. Names of the network's own fields only: never a value from the body.
public enum WebhookError: Error, Equatable, Sendable, CustomStringConvertible {
    case tooLarge(bytes: Int, limit: Int)
    case notJSON(reason: String, offset: Int)
    /// A field is missing or has another kind of value than the network documents.
    case malformed(field: String)
    case tooManyEvents(limit: Int)

    public var description: String {
        switch self {
        case .tooLarge(let bytes, let limit): "webhook body has \(bytes) bytes, at most \(limit) are read"
        case .notJSON(let reason, let offset): "webhook body is no JSON: \(reason) at byte \(offset)"
        case .malformed(let field): "webhook body: \(field) is missing or of another kind than documented"
        case .tooManyEvents(let limit): "webhook body carries more than \(limit) events"
        }
    }
}
