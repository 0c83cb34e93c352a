public import Conversations

/// Why storage did not do what it was asked.
public enum StorageError: Error, Sendable, CustomStringConvertible {
    /// The domain said no; nothing was written.
    case refused(Refusal)
    /// The queue is full: come back in a moment.
    case busy
    /// Nothing is accepted now, with the reason; what was acknowledged is safe.
    case notWritable(String)
    /// What is on the disk is not what was written.
    case damaged(String)
    /// It cannot be opened, with what to do.
    case cannotOpen(String)

    public var description: String {
        switch self {
        case .refused(let refusal): refusal.message
        case .busy: "Too much is waiting; try again in a second."
        case .notWritable(let why): "The ledger is not writable: \(why). Nothing that was acknowledged is lost."
        case .damaged(let what): "The database is damaged: \(what). Restore a backup and compare it with the signed checkpoints."
        case .cannotOpen(let why): why
        }
    }
}
