/// Why a key was not given out, written or destroyed, with what to do about it. Never says a key or whose it is.
public enum KeyError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file with the key-encryption key cannot be used.
    case keyFile(path: String, problem: String, remedy: String)
    /// The key-encryption key is not the one that this key store was made with.
    case wrongKeyEncryptionKey(store: String)
    /// The object's key, or its owner's, was destroyed; what it encrypted can never be read again.
    case destroyed
    /// This key store never gave out that object.
    case unknown
    /// A wrapped key does not open: the file was changed by somebody else.
    case damaged(String)
    /// Too many keys wait for a sync; refuse work until one has passed.
    case full
    /// The owner's keys are being destroyed at this moment; try again when that is done.
    case erasing
    /// The random source failed.
    case random

    public var description: String {
        switch self {
        case .keyFile(let path, let problem, let remedy): "key file \(path): \(problem); \(remedy)"
        case .wrongKeyEncryptionKey(let store):
            "the key-encryption key does not open the key store \(store): give the key file that was made together with this store. "
                + "After a restore, both must come from the same server"
        case .destroyed: "the key was destroyed; the content can never be read again"
        case .unknown: "the key store does not know this object"
        case .damaged(let what): "\(what) in the key store is damaged: stop, keep the file, and restore the key store"
        case .full: "too many keys wait to be written; try again later"
        case .erasing: "the owner's keys are being destroyed; try again in a moment"
        case .random: "the system's random source failed"
        }
    }
}
