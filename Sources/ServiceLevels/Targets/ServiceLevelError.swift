/// Why rules do not make a service level.
public enum ServiceLevelError: Error, Hashable, Sendable, CustomStringConvertible {
    case twice(ServiceLevel.Ground)

    public var description: String {
        switch self {
        case .twice(.origin(let word)): "two targets for conversations that began in \(word)"
        case .twice(.label(let word)): "two targets for the label \(word)"
        case .twice(.priority(let word)): "two targets for the priority \(word)"
        case .twice(.everyConversation): "two targets for every conversation"
        }
    }
}
