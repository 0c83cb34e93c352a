public import Conversations

/// An attachment as pages, files of evidence and the API show it.
public struct ShownAttachment: Codable, Sendable, Equatable {
    /// As redacted; nil where it is erased.
    public var name: String?
    public var type: String
    /// Bytes; nothing of what stands on its network is here.
    public var size: Int
    /// Its sender, or its name, called it something else.
    public var isMisnamed: Bool
    public var fate: AttachmentFate
    public var unread: UnreadReason?
    public var findings: [RedactionNote]
    /// Whether the file itself is kept, and can be opened by who may.
    public var isKept: Bool

    private enum CodingKeys: String, CodingKey {
        case name, type, size, fate, unread, findings
        case isMisnamed = "misnamed"
        case isKept = "kept"
    }

    public init(
        name: String?, type: String, size: Int, isMisnamed: Bool, fate: AttachmentFate, unread: UnreadReason? = nil,
        findings: [RedactionNote] = [], isKept: Bool = false
    ) {
        self.name = name
        self.type = type
        self.size = size
        self.isMisnamed = isMisnamed
        self.fate = fate
        self.unread = unread
        self.findings = findings
        self.isKept = isKept
    }

    /// - Parameters:
    ///   - line: the entry that took the message in.
    ///   - shown: the newest version of its content.
    static func all(of line: ConversationPage.Line, shown: ConversationPage.Line, in page: ConversationPage) -> [ShownAttachment] {
        let names = shown.attachmentNames
        let kept = line.attachments.isEmpty ? [:] : page.files(of: line.leaf.eventID)
        return page.attachments(of: line).enumerated().map { index, note in
            ShownAttachment(
                name: names.indices.contains(index) ? names[index] : nil, type: note.type, size: note.size, isMisnamed: note.isMisnamed,
                fate: note.fate, unread: note.unread, findings: note.findings, isKept: note.fate == .clean && kept[index] != nil)
        }
    }

    /// What it is, in words.
    public var kind: String {
        switch AttachmentType(rawValue: type) {
        case .pdf: "PDF"
        case .png, .jpeg, .gif, .tiff, .webp, .bmp: "picture"
        case .docx, .odt: "document"
        case .xlsx, .ods: "spreadsheet"
        case .pptx, .odp: "presentation"
        case .text: "text"
        case .html: "web page"
        case .message: "mail"
        case .signature: "signature"
        case .zip: "ZIP archive"
        case .rtf: "RTF document"
        case .legacyOffice: "office file of the old form"
        case .unknown, nil: "file of an unknown kind"
        }
    }

    /// All of it in one line, as files of evidence and terminals show it.
    public var line: String {
        let found = findings.map { "\($0.dataClass) ×\($0.count)" }.joined(separator: ", ")
        let called = isMisnamed ? ", not what it is called" : ""
        let what = fate == .elsewhere ? "picture or film" : "\(kind)\(called), \(length)"
        return "attachment \(name ?? "without its name"): \(what). \(found.isEmpty ? "" : "Holds \(found). ")\(outcome)"
    }

    /// Bytes as people say them.
    public var length: String {
        switch size {
        case ..<1_000: "\(size) bytes"
        case ..<1_000_000: "\((size + 500) / 1_000) kB"
        default: "\((size + 50_000) / 1_000_000).\((size + 50_000) / 100_000 % 10) MB"
        }
    }

    /// What became of it, in one sentence, without what was found: pages name that in their own words.
    public var outcome: String {
        switch fate {
        case .clean: "Read, nothing in it that may not be kept."
        case .heldBack: "Held back. No byte of the file was stored, and the letter was deleted from the mailbox."
        case .quarantined where unread == .waiting: "Being read. Encrypted in quarantine until that is done."
        case .quarantined: "Not read: \(unread?.words ?? "no answer"). Encrypted in quarantine until its time is over."
        case .elsewhere: "On the network, not fetched."
        case .goesAlong: unread.map { "Goes along. Nobody here could read it: \($0.words)." } ?? "Goes along. Read before it was decided."
        }
    }
}

extension UnreadReason {
    /// Why, in a few words.
    public var words: String {
        switch self {
        case .encrypted: "it needs a password"
        case .unreadable: "it is damaged or ambiguous"
        case .unknownType: "nothing here reads files of its kind"
        case .tooLarge: "it is too large"
        case .outOfTime: "reading it took too long"
        case .failed: "what reads such files broke down over it"
        case .noConverter: "what reads such files is not installed"
        case .holdsOthers: "it holds other files"
        case .waiting: "it is still to be read"
        }
    }
}
