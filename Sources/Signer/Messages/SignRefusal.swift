/// Why the signer refuses, with the head it holds.
public struct SignRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: UInt8, Error, Hashable, Sendable {
        case malformed = 1
        case wrongOrigin = 2
        case smallerSize = 3
        case otherRoot = 4
        case timeWentBack = 5
        case notFromHead = 6
        case badProof = 7
        case stopped = 8
        case tokenFailed = 9
    }

    public let reason: Reason
    /// The signer's own head, from which a next request has to prove its growth.
    public let held: SignedHead

    public var description: String {
        switch reason {
        case .malformed: "the signer could not read the request; client and signer are of different versions"
        case .wrongOrigin: "the signer serves another log; check which socket is configured"
        case .smallerSize:
            """
            the signer has signed \(held.tree.size) entries already, the request has fewer. The database was set back, probably by \
            a restored backup: find the missing entries before anything is sealed.
            """
        case .otherRoot:
            "the signer has signed another root at size \(held.tree.size); an entry was changed after it was sealed"
        case .timeWentBack: "the request is older than what the signer signed last; set the machine's clock right"
        case .notFromHead: "the proof does not begin at the signer's head of \(held.tree.size) entries; prove from there"
        case .badProof: "the proof does not show that the new tree contains the \(held.tree.size) entries signed before"
        case .tokenFailed:
            "the token that holds the log's key does not sign any more; put it back, or see what its module says, then restart the process"
        case .stopped: "the signer could not write its head file and signs nothing more; check the disk, then restart the process"
        }
    }
}
