extension Order {
    /// What the entry will hold as content if the command is accepted as it is, so that it can be sealed before it queues. Empty where only
    /// the decision knows.
    public var content: [ContentField] {
        switch self {
        case .receive(let incoming): incoming.content
        case .release(let order): order.incoming.content
        case .submit(let draft): draft.content
        case .readAttachment(let order): order.content
        default: []
        }
    }
}

extension Incoming {
    /// Ascending by field.
    var content: [ContentField] {
        var fields = [ContentField(.text, reading.text)]
        if !author.name.isEmpty { fields.append(ContentField(.displayName, author.name)) }
        if !author.handle.isEmpty { fields.append(ContentField(.handle, author.handle)) }
        fields.append(ContentField(.address, author.address))
        fields.append(ContentField(.providerID, providerID))
        if !attachmentNames.isEmpty { fields.append(ContentField(.attachmentNames, attachmentNames.joined(separator: "\n"))) }
        if let files { fields.append(ContentField(.files, files)) }
        return fields
    }

    /// What came along, as the entry that takes the message in says it.
    var attached: [Event] { attachments.isEmpty ? [] : [.attached(Attached(items: attachments))] }
}

extension ReadAttachmentOrder {
    var content: [ContentField] { files.map { [ContentField(.files, $0)] } ?? [] }
}

extension Draft {
    /// Ascending by field.
    var content: [ContentField] {
        var fields = [ContentField(.text, reading.text)]
        if let id = messageID?.value { fields.append(ContentField(.providerID, id)) }
        if let subject { fields.append(ContentField(.subject, subject)) }
        if let address = recipient?.address { fields.append(ContentField(.recipient, address)) }
        guard !files.isEmpty else { return fields }
        fields.append(ContentField(.attachmentNames, files.map(\.name).joined(separator: "\n")))
        fields.append(ContentField(.attachments, bytes: files.flatMap(\.bytes)))
        return fields
    }
}
