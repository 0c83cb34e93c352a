public import Ledger
public import Policies

/// What came along with a message, in its order: kinds, sizes and what was found, never a word of it. The names are content.
public struct Attached: Sendable, Codable, Equatable {
    public var items: [AttachmentNote]

    public init(items: [AttachmentNote]) { self.items = items }
}

/// One attachment, and what became of it.
public struct AttachmentNote: Sendable, Codable, Equatable {
    /// What its bytes say it is, such as `pdf`; `unknown` where they say nothing that is known here.
    public var type: String
    /// Whether its sender, or its name, called it something else.
    public var isMisnamed: Bool
    /// Bytes, decoded.
    public var size: Int
    public var fate: AttachmentFate
    /// Why nobody knows what stands in it; nil where it was read.
    public var unread: UnreadReason?
    /// What policy does not let us keep, as found in its text: type, count, position and disguise.
    public var findings: [RedactionNote]
    /// The object in the quarantine that holds its bytes, 32 hexadecimal digits; nil where there is none.
    public var object: String?
    /// Of a file that goes out: SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    public var sha256: String?

    public init(
        type: String, isMisnamed: Bool, size: Int, fate: AttachmentFate, unread: UnreadReason? = nil, findings: [RedactionNote] = [],
        object: String? = nil, sha256: String? = nil
    ) {
        self.sha256 = sha256
        self.type = type
        self.isMisnamed = isMisnamed
        self.size = size
        self.fate = fate
        self.unread = unread
        self.findings = findings
        self.object = object
    }
}

/// What became of an attachment's bytes.
public enum AttachmentFate: String, Sendable, Codable {
    /// Read, and nothing found that policy would take out. The file is kept, encrypted, beside its message.
    case clean
    /// Read, and held back: what was found may not be kept. No byte of it was written here.
    case heldBack = "held_back"
    /// There was no answer: its bytes are ciphertext in the quarantine until their time is over.
    case quarantined
    /// It stands on its network; only what the message says of it was read.
    case elsewhere
    /// Ours: it goes out with the message, byte for byte.
    case goesAlong = "goes_along"
}

extension [AttachmentNote] {
    /// What rules may ask of the files that go out: the same as of those that come in.
    public var facts: [FactPath: FactValue] {
        guard !isEmpty else { return [:] }
        return [
            FactPath("attachment", "type"): .words(Set(map(\.type))),
            FactPath("attachment", "unread"): .flag(contains { $0.unread != nil }),
            FactPath("attachment", "misnamed"): .flag(contains(where: \.isMisnamed)),
        ]
    }
}

/// Why nobody knows what stands in an attachment.
public enum UnreadReason: String, Sendable, Codable, CaseIterable {
    /// A password or a key is needed.
    case encrypted
    /// Damaged, ambiguous, or not as its format wants it.
    case unreadable
    /// Of a kind that nothing here reads.
    case unknownType = "unknown_type"
    /// Larger, longer or more than the limits allow, packed or unpacked.
    case tooLarge = "too_large"
    case outOfTime = "out_of_time"
    /// What reads such files broke down over it.
    case failed
    /// What reads such files is not installed.
    case noConverter = "no_converter"
    /// Holds other files that cannot be read through it.
    case holdsOthers = "holds_others"
    /// Reading it takes longer than its letter can wait; an entry says later what came of it.
    case waiting
}

/// What became of an attachment that its letter did not wait for, or that was looked at again.
public struct AttachmentRead: Sendable, Codable, Equatable {
    /// The message it came with.
    public var message: EventID
    /// Its place among what came along, from 0.
    public var place: Int
    /// What is said of it from now on.
    public var item: AttachmentNote
    /// What policy said of it.
    public var rules: [RuleTrace]

    public init(message: EventID, place: Int, item: AttachmentNote, rules: [RuleTrace]) {
        self.message = message
        self.place = place
        self.item = item
        self.rules = rules
    }
}
