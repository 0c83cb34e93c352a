/// Why a witness does not start, with what to do about it.
public enum WitnessError: Error, Hashable, Sendable, CustomStringConvertible {
    case file(path: String, FileProblem)
    case malformedKey(path: String)
    case alreadyThere(path: String)
    /// Another process holds the folder.
    case locked(path: String)
    /// What a log's file says was not cosigned by this witness, or not signed by the log.
    case damaged(path: String)
    /// A log's folder without its checkpoint: starting anew could cosign a fork.
    case checkpointMissing(path: String)
    /// The keys of one log bear different names, or are of a witness.
    case keysDiffer(path: String)
    case tooManyLogs
    /// The log that another one goes on from is not followed under this key.
    case notListed(path: String)

    public var description: String {
        switch self {
        case .file(let path, let problem): "\(path): \(problem)"
        case .malformedKey(let path):
            "\(path): not one line of the form PRIVATE+KEY+name+id+key of a cosigner; restore it from its safe copy"
        case .alreadyThere(let path): "\(path) exists; nothing was changed"
        case .locked(let path): "\(path): another witness process holds the folder; stop it first, two may never run"
        case .damaged(let path):
            "\(path): this is no checkpoint that the log signed and this witness cosigned. Do not delete it: restore the file, or retire this key"
        case .checkpointMissing(let path):
            "\(path) is missing: without it the witness could cosign a second history. Restore the file, or retire this key"
        case .keysDiffer(let path): "\(path): the keys of one log bear one name and are Ed25519 keys of type 1"
        case .notListed(let path): "\(path): the former log is not listed under this key; nothing was changed"
        case .tooManyLogs: "more than \(Witness.mostLogs) logs in one folder; run another witness"
        }
    }
}
