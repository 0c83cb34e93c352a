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
    /// Where its bytes wait, if nobody could read them.
    public var object: ObjectID?

    /// A picture or a film that stands on its network: only what is said of it comes along.
    public static func elsewhere(saying words: String) -> ReadAttachment {
        ReadAttachment(
            name: words.split(whereSeparator: \.isNewline).joined(separator: " "), type: .unknown, isMisnamed: false, size: 0)
    }

    /// Its own words, where there was an answer.
    var text: String? {
        if case .text(let text, _)? = extraction { text } else { nil }
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
            note.object = object.map { $0.bytes.map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined() }
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
            FactPath("attachment", "unread"): .flag(contains { if case .none? = $0.extraction { true } else { false } }),
            FactPath("attachment", "misnamed"): .flag(contains(where: \.isMisnamed)),
        ]
    }
}
