public import Conversations
public import Ledger
public import Storage

extension Server {
    /// Opens a clean file that came along with a message, or one of ours that goes along: nobody approves what they have not seen. Each time it
    /// is an entry, before a byte of it is handed out (law 8).
    /// - Parameter place: its place among what came along, from 0.
    /// - Returns: nil where there is no such file, or none any more.
    public func openFile(
        _ place: Int, of message: EventID, in conversation: ConversationID, by staff: StaffID
    ) async throws(StorageError) -> OpenedFile? {
        let page: ConversationPage?
        do { page = try store.conversation(conversation) } catch { throw .notWritable("\(error)") }
        guard let page, let line = page.lines.first(where: { $0.leaf.eventID == message }),
            !page.states.members(of: page.state).contains(where: { $0.withdrawn.contains(message) })
        else { return nil }
        let notes = page.attachments(of: line)
        guard notes.indices.contains(place) else { return nil }
        let (ours, kept) = (line.files(notes), page.files(of: message)[place])
        guard notes[place].fate == .goesAlong ? ours.indices.contains(place) : notes[place].fate == .clean && kept != nil else {
            return nil
        }
        do {
            _ = try await desk.order(.view(conversation, purpose: "attachment \(place + 1) of entry \(line.index)"), by: staff)
        } catch .refused(.unknownConversation) { return nil }
        guard let kept else { return OpenedFile(name: ours[place].name, bytes: ours[place].bytes) }
        let file: KeptFile?
        do { file = try store.file(of: kept.entry, place: place) } catch { throw .notWritable("\(error)") }
        guard let file else { return nil }
        guard file.hash == kept.hash else { throw .damaged("a file beside entry \(line.index) is not the one that was kept") }
        let names = (page.shown(line) ?? line).attachmentNames
        return OpenedFile(name: Self.name(names.indices.contains(place) ? names[place] : "", notes[place], place), bytes: file.bytes)
    }

    private static func name(_ name: String, _ note: AttachmentNote, _ place: Int) -> String {
        let plain = name.isEmpty ? "attachment-\(place + 1)" : name
        guard note.isMisnamed, let type = AttachmentType(rawValue: note.type), let ending = type.ending else { return plain }
        return plain + "." + ending
    }
}
