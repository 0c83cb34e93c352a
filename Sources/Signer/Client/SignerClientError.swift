/// Why there is no signature.
public enum SignerClientError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nobody listens, or somebody of another user.
    case unreachable(SystemError)
    /// The signer went away in the middle of a call.
    case disconnected(SystemError)
    case timedOut
    /// What came back is no answer, or not signed by the log's key.
    case brokenReply
    case refused(SignRefusal)

    public var description: String {
        switch self {
        case .unreachable(let error): "the signer cannot be reached (\(error)); start it, or check the socket's path and user"
        case .disconnected(let error): "the signer went away (\(error)); look at why its process ended"
        case .timedOut: "the signer did not answer in time; its disk may be slow or its process stopped"
        case .brokenReply: "the signer's answer is not a checkpoint of this log's key; check which signer listens on the socket"
        case .refused(let refusal): refusal.description
        }
    }
}
