/// Why an evidence file does not show what an entry said.
public enum MissingWords: String, Codable, Sendable {
    /// A link or a code that proves who reads a mailbox or a handle: only its commitment is disclosed.
    case withheld
    /// Destroyed, by an entry that records why.
    case erased

    /// For people.
    public var words: String {
        switch self {
        case .withheld: "withheld: a link or code that proves who somebody is"
        case .erased: "erased: an entry of the log says why"
        }
    }
}
