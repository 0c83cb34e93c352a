/// Which logs and witnesses are known, and how many witnesses must have seen a checkpoint (C2SP tlog-policy).
public struct WitnessPolicy: Hashable, Sendable {
    public struct Party: Hashable, Sendable {
        public let key: VerifierKey
        /// As written in the file; not looked at by verification.
        public let url: String?
    }

    public let logs: [Party]
    public let witnesses: [Party]
    // Members point at witnesses and earlier groups; a group is met when so many of its members are.
    private let groups: [Group]
    private let quorum: Member?

    struct Group: Hashable, Sendable {
        let threshold: Int
        let members: [Member]
    }

    enum Member: Hashable, Sendable {
        case witness(Int)
        case group(Int)
    }

    /// Most lines of each kind; the specification asks for at least 32.
    public static let greatestCount = 256
    public static let greatestByteCount = 1_000_000

    init(logs: [Party], witnesses: [Party], groups: [Group], quorum: Member?) {
        self.logs = logs
        self.witnesses = witnesses
        self.groups = groups
        self.quorum = quorum
    }

    /// Whether these witnesses are enough.
    public func isMet(by cosigners: [VerifierKey]) -> Bool {
        guard let quorum else { return true }
        var met: [Bool] = []
        func isMet(_ member: Member) -> Bool {
            switch member {
            case .witness(let index): cosigners.contains(witnesses[index].key)
            case .group(let index): met[index]
            }
        }
        // A group names only what stands before it, so one pass from the top decides all of them.
        for group in groups { met.append(group.members.count(where: isMet) >= group.threshold) }
        return isMet(quorum)
    }

    /// Opens a note that one of the logs signed and enough witnesses cosigned.
    public func open(_ bytes: [UInt8]) throws(WitnessPolicyError) -> VerifiedCheckpoint {
        let opened: VerifiedCheckpoint
        do throws(NoteError) {
            let note = try SignedNote(parsing: bytes)
            // A bad line of any known log refuses the note, also when another log has signed it well.
            let signers = try note.verify(with: (logs + witnesses).map(\.key)).map(\.key)
            let origin = try Checkpoint(parsing: note.text).origin
            let log = logs.first { signers.contains($0.key) && $0.key.name.description.utf8.elementsEqual(origin.utf8) }
            guard let log else { throw NoteError.noKnownSignature }
            opened = try VerifiedCheckpoint(note, log: log.key, witnesses: witnesses.map(\.key))
        } catch { throw .note(error) }
        guard isMet(by: opened.cosignatures.map(\.key)) else { throw .quorumMissing }
        return opened
    }
}

/// What is wrong with a policy file, by line from 1, or with a checkpoint held against it.
public enum WitnessPolicyError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Problem: String, Error, Hashable, Sendable {
        case tooLong = "the file is too long, or has too many lines of a kind"
        case character = "the line holds a control character"
        case lineEnd = "the last line does not end with a line feed"
        case keyword = "the line begins with none of log, witness, group and quorum"
        case wordCount = "the line has too few or too many words"
        case key = "the verifier key cannot be read, or is of the wrong kind: a log needs type 1, a witness type 4"
        case repeatedKey = "the key stands in an earlier line"
        case repeatedName = "the name is taken, or is the reserved word none"
        case unknownName = "the name is not defined in an earlier line"
        case repeatedMember = "the name is a member of a group already"
        case threshold = "the threshold is neither any, all nor a number from 1 to the count of members"
        case quorum = "the file needs exactly one quorum line"
    }

    case file(line: Int, Problem)
    case note(NoteError)
    /// The log signed, but too few witnesses did.
    case quorumMissing

    public var description: String {
        switch self {
        case .file(let line, let problem): "policy, line \(line): \(problem.rawValue)"
        case .note(let error): error.description
        case .quorumMissing: "too few witnesses have cosigned the checkpoint; wait for a newer one or ask the witnesses"
        }
    }
}
