/// Why the signer does not start, with what to do about it.
public enum SignerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Neither key nor head file is there.
    case notIncepted
    /// There is a key and no head file.
    case headMissing(path: String)
    /// There is a head file and no key.
    case keyMissing(path: String)
    /// Inception was asked for where a key or head file is.
    case alreadyIncepted(path: String)
    case file(path: String, FileProblem)
    case malformedKey(path: String)
    /// The key is named after another log.
    case wrongOrigin(path: String)
    /// A roster of keys that no change leads to, or none at all.
    case malformedRoster(path: String)
    /// The file holds another key than the roster names.
    case otherKey(path: String)
    /// The key in the token of this label cannot be used.
    case token(String, TokenProblem)
    case head(path: String, HeadProblem)
    case socketPathTooLong(path: String)
    /// Another process answers on the socket.
    case socketInUse(path: String)
    case socket(path: String, SystemError)

    /// Whether starting again by itself would do harm.
    public var needsSomebody: Bool {
        if case .token(_, let problem) = self { return problem.needsSomebody }
        return false
    }

    public var description: String {
        switch self {
        case .notIncepted:
            "there is neither a key nor a head file; create both once, for the whole life of the log, with the inception command"
        case .headMissing(let path):
            """
            \(path): the head file is missing while the key is there. Without it a second history could be signed. Restore the head \
            file; if it is lost for good, retire this key and start a new log.
            """
        case .keyMissing(let path):
            """
            \(path): the key is missing while the head file is there. Restore the key from its safe copy; a new key is a new log and \
            needs a head file of its own.
            """
        case .alreadyIncepted(let path): "\(path) exists; inception happens once, and nothing was changed"
        case .file(let path, let problem): "\(path): \(problem)"
        case .malformedKey(let path): "\(path): not one line of the form PRIVATE+KEY+name+id+key; restore it from its safe copy"
        case .wrongOrigin(let path): "\(path): the key is named after another log; give this log's own key file"
        case .malformedRoster(let path): "\(path): not a list of a log's keys; restore it from its safe copy"
        case .otherKey(let path): "\(path): the file holds another key than the list of the log's keys names; restore it from its safe copy"
        case .token(let label, let problem): "the token \(label): \(problem)"
        case .head(let path, let problem): "\(path): \(problem)"
        case .socketPathTooLong(let path): "\(path): a socket's path has at most 107 bytes; choose a shorter folder"
        case .socketInUse(let path): "\(path): another process answers there; stop it first"
        case .socket(let path, let error): "\(path): \(error)"
        }
    }
}
