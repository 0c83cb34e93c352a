import Broker

/// What came along with a message: what it is, how large, and what became of it.
enum AttachmentList {
    static func html(_ attachments: [ShownAttachment]) -> HTML {
        guard !attachments.isEmpty else { return HTML.none }
        return "<ul class=\"along\" aria-label=\"Attachments\">\(HTML.joined(attachments.map(item)))</ul>"
    }

    private static func item(_ attachment: ShownAttachment) -> HTML {
        if attachment.fate == .elsewhere {
            let words = attachment.name ?? ""
            let said: HTML = words.isEmpty ? HTML.none : " Described as: <bdi>\(RedactedText.html(words))</bdi>"
            return "<li><b>Picture or film.</b> \(attachment.outcome)\(said)</li>"
        }
        let name: HTML = attachment.name.map { "<bdi>\(RedactedText.html($0))</bdi>" } ?? "Attachment"
        let misnamed: HTML = attachment.isMisnamed ? ", <b>which is not what it is called</b>" : HTML.none
        return """
            <li class="\(style(attachment))"><b>\(name)</b> <span class="soft">\(attachment.kind)\(misnamed), \(attachment.length)</span> \
            <span>\(found(attachment))\(attachment.outcome)</span></li>
            """
    }

    private static func found(_ attachment: ShownAttachment) -> String {
        let names = attachment.findings.map { note in
            let dataClass = DataClass(word: note.dataClass) ?? .customerNumber
            return note.count > 1 ? "\(note.count) × \(dataClass.name)" : dataClass.aName
        }
        return names.isEmpty ? "" : "Holds \(names.joined(separator: ", ")). "
    }

    private static func style(_ attachment: ShownAttachment) -> HTML {
        switch attachment.fate {
        case .clean, .elsewhere: HTML.none
        case .heldBack, .quarantined: "held"
        }
    }
}
