import Broker

/// What came along with a message: what it is, how large, and what became of it.
enum AttachmentList {
    /// - Parameter files: the address under which the message's files are opened, each by its place.
    static func html(_ attachments: [ShownAttachment], files: String) -> HTML {
        guard !attachments.isEmpty else { return HTML.none }
        let items = attachments.enumerated().map { place, attachment in
            item(attachment, file: attachment.isKept || attachment.fate == .goesAlong ? "\(files)/\(place)" : nil)
        }
        return "<ul class=\"along\" aria-label=\"Attachments\">\(HTML.joined(items))</ul>"
    }

    private static func item(_ attachment: ShownAttachment, file: String?) -> HTML {
        if attachment.fate == .elsewhere {
            let words = attachment.name ?? ""
            let said: HTML = words.isEmpty ? HTML.none : " Described as: <bdi>\(RedactedText.html(words))</bdi>"
            return "<li><b>Picture or film.</b> \(attachment.outcome)\(said)</li>"
        }
        let name: HTML = attachment.name.map { "<bdi>\(RedactedText.html($0))</bdi>" } ?? "Attachment"
        let open: HTML = file.map { " <a href=\"\($0)\" download>Open the file</a>" } ?? HTML.none
        let misnamed: HTML = attachment.isMisnamed ? ", <b>which is not what it is called</b>" : HTML.none
        return """
            <li class="\(style(attachment))"><b>\(name)</b> <span class="soft">\(attachment.kind)\(misnamed), \(attachment.length)</span> \
            <span>\(found(attachment))\(attachment.outcome)</span>\(open)</li>
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
        case .clean, .elsewhere, .goesAlong: HTML.none
        case .heldBack, .quarantined: "held"
        }
    }
}
