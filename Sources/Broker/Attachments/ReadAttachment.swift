import Conversations
import Mail
public import Storage

/// An attachment as it was read, before policy has seen it.
public struct ReadAttachment: Sendable {
    /// Its name, or on a network what its sender says is to be seen on it. Scanned like text.
    public var name: String
    public var type: AttachmentType
    /// Whether its sender, or its name, called it something else, or its name held what honest names do not.
    public var isMisnamed: Bool
    public var size: Int
    /// Nil where its bytes are not here.
    public var extraction: Extraction?
    /// Where its bytes wait, if nobody could read them, or nobody has yet.
    public var object: ObjectID?
    /// The file itself, to be kept where policy finds nothing in it; nil where it is not to be kept.
    public var bytes: [UInt8]?

    /// A picture or a film that stands on its network: only what is said of it comes along.
    public static func elsewhere(saying words: String) -> ReadAttachment {
        ReadAttachment(
            name: words.split(whereSeparator: \.isNewline).joined(separator: " "), type: .unknown, isMisnamed: false, size: 0)
    }

    /// Its own words, where there was an answer.
    var text: String? {
        if case .text(let text, _)? = extraction { text } else { nil }
    }

    /// Nobody could read it. What only waits for its turn is not that yet.
    var isUnread: Bool {
        if case .none(let reason, _)? = extraction { reason != .waiting } else { false }
    }

    /// What is recorded of it.
    /// - Parameter findings: what policy would take out of its text.
    func note(_ findings: [RedactionNote]) -> AttachmentNote {
        var note = AttachmentNote(type: type.rawValue, isMisnamed: isMisnamed, size: size, fate: .elsewhere)
        switch extraction {
        case nil: break
        case .text?:
            note.fate = findings.isEmpty ? .clean : .heldBack
            note.findings = findings
        case .none(let reason, _)?:
            note.fate = .quarantined
            note.unread = reason
            note.object = object?.name
        }
        return note
    }
}

extension [ReadAttachment] {
    /// What rules may ask of a message's attachments: `attachment.type`, `attachment.unread`, `attachment.misnamed`.
    var facts: [FactPath: FactValue] {
        guard !isEmpty else { return [:] }
        return [
            FactPath("attachment", "type"): .words(Set(map(\.type.rawValue))),
            FactPath("attachment", "unread"): .flag(contains { $0.isUnread }),
            FactPath("attachment", "misnamed"): .flag(contains(where: \.isMisnamed)),
        ]
    }
}
