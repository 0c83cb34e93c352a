public import Ledger

/// Says what became of an attachment that its message did not wait for, or that was looked at again.
public struct ReadAttachmentOrder: Sendable {
    public var conversation: ConversationID
    /// The entry that took the message in.
    public var message: EventID
    /// Its place among what came along, from 0.
    public var place: Int
    /// The object in the quarantine that holds its bytes, 32 hexadecimal digits.
    public var object: String
    public var item: AttachmentNote
    /// What policy says of its words, as it would have said of them in the message.
    public var reading: Reading
    /// The hash of the file where it is kept, as ``ContentField/Kind/files`` wants it.
    public var files: String?
    /// Whether its bytes still stand in the quarantine; whoever writes the entry looks. What was erased meanwhile is not told of.
    public var isThere = true

    public init(
        conversation: ConversationID, message: EventID, place: Int, object: String, item: AttachmentNote, reading: Reading,
        files: String? = nil
    ) {
        self.conversation = conversation
        self.message = message
        self.place = place
        self.object = object
        self.item = item
        self.reading = reading
        self.files = files
    }
}
