/// Why a file that must be private is not used.
public enum FileProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case system(SystemError)
    case notAFile
    case otherOwner
    case mode(UInt32)

    public var description: String {
        switch self {
        case .system(let error): error.description
        case .notAFile: "it is a link or no regular file; name the file itself"
        case .otherOwner: "it belongs to another user; the process that signs must own it (chown)"
        case .mode(let mode): "its mode is \(String(mode, radix: 8)), it must be 600: nobody else may read it (chmod 600)"
        }
    }
}
