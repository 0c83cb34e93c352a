/// How a send to a network ended, as far as anyone here can know.
public enum SendOutcome: Sendable, Equatable {
    /// The network took it: its identifier, and its own instant of acceptance in milliseconds since 1970.
    case accepted(id: String, at: Int64)
    /// The network said no; sending the same again gets the same answer. `code` is the network's word for the reason, never its text.
    case refused(status: Int, code: String)
    /// Nothing was taken, try again after so many seconds.
    case retryLater(seconds: Int)
    /// It may or may not have been taken. Nobody sends again before somebody has looked.
    case unknown(LostAnswer)
}

/// Why the answer to a send is missing.
public enum LostAnswer: Sendable, Equatable {
    case timeout
    case connectionLost
    /// The network failed after reading the request (5xx).
    case serverError(status: Int)
    /// An answer of success without the identifier that belongs into it.
    case unreadableAnswer
}
